/**
 * `<lahella-map>`: what is found, on a map, and the list of what the map shows beside it. The map
 * itself comes later, checked by its hash; without it the list is there all the same.
 */
import map from "part:map_part";
import { element } from "../dom/elements";
import { type Bbox, bboxText } from "../map/map_answer";
import type { MapTexts } from "../map/map_means";
import type { Asked } from "./asked";
import { loadPart } from "./later";
import { ResultPanel } from "./result_panel";
import type { Say } from "./texts";
import { placeless, whereabouts } from "./whereabouts";
import { define, Widget } from "./widget";

type MapPart = typeof import("./map_part");

class LahellaMap extends Widget {
  private panel: ResultPanel | undefined;
  private drawing = new AbortController();

  protected draw(
    room: HTMLElement,
    asked: Asked,
    say: Say,
    styles: (sheet: CSSStyleSheet) => void,
  ): void {
    const place = element("div", "map-place");
    const panel = new ResultPanel(asked, say);
    room.append(element("div", "columns", place, panel.element));
    this.panel = panel;
    this.drawing = new AbortController();
    const { signal } = this.drawing;
    this.open(place, panel, asked, say, styles).catch(() => {
      if (signal.aborted) return;
      place.replaceChildren(element("p", "note", say("map.failed")));
      panel.show(asked.search);
    });
  }

  protected leave(): void {
    this.drawing.abort();
    this.panel?.stop();
  }

  private async open(
    place: HTMLElement,
    panel: ResultPanel,
    asked: Asked,
    say: Say,
    styles: (sheet: CSSStyleSheet) => void,
  ): Promise<void> {
    const { signal } = this.drawing;
    const search = placeless(asked.search);
    const [{ drawMap, sheet }, bbox] = await Promise.all([
      loadPart<MapPart>(map),
      whereabouts(asked, signal),
    ]);
    if (signal.aborted) return;
    styles(sheet);
    drawMap(place, {
      base: asked.base,
      search: `${search}`,
      lang: asked.lang,
      bbox,
      texts: mapTexts(say),
      tiles: null, // a tile server would be a third party
      seen: (view) => signal.aborted || panel.show(within(search, view)),
    });
  }
}

function within(search: URLSearchParams, bbox: Bbox): URLSearchParams {
  const found = new URLSearchParams(search);
  found.set("bbox", bboxText(bbox));
  return found;
}

function mapTexts(say: Say): MapTexts {
  return {
    name: say("map.name"),
    cluster: say("map.cluster"),
    listings: say("map.listings"),
    at_spot: say("map.at_spot"),
    without_point: say("map.without_point"),
    close: say("map.close"),
    zoom_in: say("map.zoom_in"),
    zoom_out: say("map.zoom_out"),
    failed: say("map.failed"),
    outlines: say("map.outlines"),
  };
}

define("lahella-map", LahellaMap);
