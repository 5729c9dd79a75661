/** What a map is told by the page or the widget that it stands in. */
import type { Bbox } from "./map_answer";

export interface MapTexts {
  name: string;
  cluster: string; // with {n}
  listings: string; // with {n}
  at_spot: string; // with {n}
  without_point: string; // with {n}
  close: string;
  zoom_in: string;
  zoom_out: string;
  failed: string;
  outlines: string; // who drew the borders
}

export interface MapMeans {
  /** The service's address; empty on its own pages. */
  base: string;
  /** The search without an area, as a query string. */
  search: string;
  lang: string;
  /** Where to look first; without it, at all that is found. */
  bbox: Bbox | null;
  texts: MapTexts;
  tiles: { url: string; attribution: string } | null;
  /** Told of every view that was drawn. */
  seen?(bbox: Bbox): void;
}

export function filled(text: string, n: number, lang: string): string {
  return text.replace("{n}", n.toLocaleString(lang));
}
