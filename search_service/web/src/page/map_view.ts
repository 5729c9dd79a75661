/**
 * The switch between the list alone and the list with the map: beside it where there is room, in
 * its place on a phone. `#map` in the address keeps the choice over the next search.
 */
import type { ListingMap } from "../map/listing_map";
import { type Bbox, bboxText } from "../map/map_answer";
import type { MapMeans } from "../map/map_means";
import { styled } from "./map_style";

const FRAGMENT = "#map";

/** What the server writes down for the map: its means and the address of its styles. */
type Told = MapMeans & { style: string };

export function offerMap(panel: HTMLElement): void {
  const told = JSON.parse(panel.dataset.map ?? "") as Told;
  const [toList, toMap] = document.querySelectorAll<HTMLButtonElement>(".views button");
  const area = panel.querySelector<HTMLButtonElement>("button");
  if (!toList || !toMap || !area) return;
  toList.hidden = toMap.hidden = false;
  let drawn: Promise<ListingMap> | undefined;

  function show(isMap: boolean): void {
    toList?.setAttribute("aria-pressed", `${!isMap}`);
    toMap?.setAttribute("aria-pressed", `${isMap}`);
    document.querySelector(".columns")?.classList.toggle("with-map", isMap);
    panel.hidden = !isMap;
    keepChoice(isMap);
    if (!isMap) return;
    panel.ariaBusy = "true";
    drawn ??= draw(panel, told);
    drawn.then(
      (map) => map.fit(),
      () => fail(panel, told),
    );
    drawn
      .finally(() => {
        panel.ariaBusy = null;
      })
      .catch(() => {});
  }

  toList.addEventListener("click", () => show(false));
  toMap.addEventListener("click", () => show(true));
  area.addEventListener("click", async () => {
    if (drawn) location.assign(addressOf(told.search, (await drawn).bbox));
  });
  if (location.hash === FRAGMENT) show(true);
}

async function draw(panel: HTMLElement, told: Told): Promise<ListingMap> {
  const [{ ListingMap }] = await Promise.all([import("../map/listing_map"), styled(told.style)]);
  const place = panel.querySelector<HTMLElement>(".map-place") ?? panel;
  place.replaceChildren();
  return new ListingMap(place, told);
}

/** Searches of this page open with the map again, or no longer. */
function keepChoice(isMap: boolean): void {
  const fragment = isMap ? FRAGMENT : "";
  history.replaceState(null, "", `${location.pathname}${location.search}${fragment}`);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[href^="/?"]')) {
    link.hash = fragment;
  }
  document.querySelector("form.search")?.setAttribute("action", `/${fragment}`);
}

function addressOf(search: string, bbox: Bbox): string {
  const query = new URLSearchParams(search);
  query.set("bbox", bboxText(bbox));
  return `/?${query}${FRAGMENT}`;
}

/** The map's own program did not come: the list is all there is, and the page says so. */
function fail(panel: HTMLElement, told: Told): void {
  const place = panel.querySelector<HTMLElement>(".map-place") ?? panel;
  const text = Object.assign(document.createElement("p"), {
    className: "map-told",
    role: "status",
  });
  text.textContent = told.texts.failed;
  place.replaceChildren(text);
}
