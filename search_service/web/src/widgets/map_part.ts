/** The map of `<lahella-map>` with its library and styles: what is too much for the first script. */
import css from "style:./map_part.css";
import { ListingMap } from "../map/listing_map";
import type { MapMeans } from "../map/map_means";
import { sheetOf } from "./looks";

export const sheet = sheetOf(css);

export function drawMap(place: HTMLElement, means: MapMeans): void {
  new ListingMap(place, means);
}
