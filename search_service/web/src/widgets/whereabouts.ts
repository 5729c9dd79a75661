/** Where a map looks first when its embedder named a place. */
import type { Bbox } from "../map/map_answer";
import { askAnswer } from "./answer";
import type { Asked } from "./asked";

const AROUND = 10_000; // metres round a place without a radius: a town, as on the page
const DEGREE = 111_320; // metres of a degree of latitude

/** The box round the place; null for all that is found. */
export async function whereabouts(asked: Asked, signal: AbortSignal): Promise<Bbox | null> {
  if (!asked.search.has("place")) return null;
  const search = new URLSearchParams(asked.search);
  search.set("per_page", "1");
  const { place, radius_m } = await askAnswer(asked.base, search, signal);
  if (place?.lat == null || place.lon == null) return null;
  const north = (radius_m ?? AROUND) / DEGREE;
  const east = north / Math.cos((place.lat * Math.PI) / 180);
  return [place.lon - east, place.lat - north, place.lon + east, place.lat + north];
}

/** The search without its place: the map's own view says where. */
export function placeless(search: URLSearchParams): URLSearchParams {
  const found = new URLSearchParams(search);
  for (const name of ["place", "radius_m"]) found.delete(name);
  if (found.get("sort") === "distance") found.delete("sort"); // from nowhere
  return found;
}
