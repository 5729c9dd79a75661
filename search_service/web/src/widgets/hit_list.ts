/** Hits as list items; every text of an answer is inserted as a text. */
import { element, markedNodes, visible } from "../dom/elements";
import type { Hit } from "./answer";
import type { Asked } from "./asked";
import type { Say } from "./texts";

const ZONE = "Europe/Helsinki"; // where listings take place
const WHEN: Intl.DateTimeFormatOptions = {
  weekday: "short",
  day: "numeric",
  month: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZone: ZONE,
};

export function hitItem(hit: Hit, { base, lang }: Asked, say: Say): HTMLLIElement {
  const link = element("a", "", ...markedNodes(hit.title_marked));
  link.href = `${base}/listings/${encodeURIComponent(hit.id)}?lang=${lang}`;
  const title = element("h3", "", link);
  const summary = element("p", "text", ...markedNodes(hit.summary_marked));
  for (const told of [title, summary]) {
    told.dir = "auto";
    if (hit.lang !== lang) told.lang = hit.lang;
  }
  const next = hit.next_session && say("hit.next", { when: whenOf(hit.next_session, lang) });
  const item = element("li", "hit", title);
  for (const [name, text] of [
    ["whose", hit.organisation?.name],
    ["text", summary.textContent ? summary : ""],
    ["when", next],
    ["where", placeOf(hit, say)],
    ["free", hit.price === "free" ? say("prices.free") : ""],
    ["why", hit.why.join(" · ")],
  ] as const) {
    if (typeof text === "string" && text) item.append(line(name, text));
    else if (text) item.append(text as Node);
  }
  return item;
}

function line(name: string, text: string): HTMLElement {
  const made = element("p", name, visible(text));
  made.dir = "auto";
  return made;
}

function whenOf(start: string, lang: string): string {
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, WHEN).format(new Date(start));
}

/** The address of the only or the nearest place, or how many there are. */
function placeOf({ locations, nearest }: Hit, say: Say): string {
  const near = locations.filter((one) => one.lat === nearest?.lat && one.lon === nearest?.lon);
  const places = nearest && near.length ? near : locations;
  if (places.length > 1) return say("widget.places", { n: places.length });
  return places[0]?.address ?? "";
}
