/** Features as buttons on the map: reached by Tab, pressed by Enter, read out with their count. */
import { divIcon, type LatLng, type Marker, marker } from "leaflet";
import type { Feature } from "./map_answer";
import { filled, type MapMeans } from "./map_means";

const SIZE = 44; // pixels: the smallest target for a finger
const WIDEST = 64;

/** The marker of a feature, at a place of the map; `press` is called by mouse, finger and keyboard alike. */
export function markerOf(feature: Feature, at: LatLng, means: MapMeans, press: () => void): Marker {
  const { properties } = feature;
  const button = document.createElement("button");
  button.type = "button";
  button.className = properties.cluster ? "map-cluster" : "map-spot";
  button.ariaLabel = nameOf(feature, means);
  if (properties.cluster || properties.count > 1)
    button.textContent = short(properties.count, means.lang);
  const size = widthOf(feature);
  const icon = divIcon({ html: button, className: "map-marker", iconSize: [size, size] });
  const made = marker(at, { icon, keyboard: false, riseOnHover: true });
  return made.on("click", press);
}

/** The width of a feature's marker, in pixels: ten times as many are a little wider, not ten times. */
export function widthOf({ properties }: Feature): number {
  if (!properties.cluster) return SIZE;
  return Math.min(SIZE + 8 * Math.log10(properties.count), WIDEST);
}

function nameOf({ properties }: Feature, { texts, lang }: MapMeans): string {
  if (properties.cluster) return filled(texts.cluster, properties.count, lang);
  return properties.stack ? filled(texts.at_spot, properties.count, lang) : properties.title;
}

function short(count: number, lang: string): string {
  return new Intl.NumberFormat(lang, { notation: "compact" }).format(count);
}
