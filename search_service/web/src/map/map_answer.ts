/** What /v1/map answers, and how to ask it. */

/** West, south, east, north in degrees. */
export type Bbox = [number, number, number, number];

/** A listing at a place. */
export interface Located {
  id: string;
  title: string;
  lang: string;
  address: string;
}

export interface Cluster {
  cluster: true;
  count: number;
  bbox: Bbox;
  /** The first zoom that shows more of it; null where only a list can. */
  expansion_zoom: number | null;
}

export type Single = { cluster: false; stack: false; count: 1 } & Located;
export type Stack = { cluster: false; stack: true; count: number; items: Located[] };

export interface Feature {
  geometry: { coordinates: [number, number] };
  properties: Cluster | Single | Stack;
}

export interface MapAnswer {
  features: Feature[];
  /** Listings in the view, as many as the list of the same search and area has. */
  listings: number;
  /** Listings of the search that no map can show. */
  without_point: number;
}

// Buttons of a finger's width cover each other where many stand in one view; streets part them.
const MOST_POINTS = 25;
const STREETS = { zoom: 13, points: 200 };
const DECIMALS = 5; // a metre

/** Asks for a view; `search` are the parameters of /v1/search without an area, as a query string. */
export async function askMap(
  base: string,
  search: string,
  view: { bbox: Bbox; zoom: number },
  signal: AbortSignal,
): Promise<MapAnswer> {
  const query = new URLSearchParams(search);
  query.set("bbox", bboxText(view.bbox));
  query.set("zoom", `${view.zoom}`);
  query.set("max_points", `${view.zoom < STREETS.zoom ? MOST_POINTS : STREETS.points}`);
  const answer = await fetch(`${base}/v1/map?${query}`, { signal });
  if (!answer.ok) throw new Error(`no map: ${answer.status}`);
  return (await answer.json()) as MapAnswer;
}

export function bboxText(bbox: Bbox): string {
  return bbox.map((edge) => edge.toFixed(DECIMALS)).join(",");
}

/** The listings at a spot. */
export function itemsOf(spot: Single | Stack): Located[] {
  return spot.stack ? spot.items : [spot];
}
