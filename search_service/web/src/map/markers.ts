/** Features as buttons on the map: reached by Tab, pressed by Enter, read out with their count. */
import { divIcon, type Marker, marker } from "leaflet";
import type { Feature } from "./map_answer";
import { filled, type MapMeans } from "./map_means";

const SIZE = 44; // pixels: the smallest target for a finger
const WIDEST = 64;

/** The marker of a feature; `press` is called by mouse, finger and keyboard alike. */
export function markerOf(feature: Feature, means: MapMeans, press: () => void): Marker {
  const { properties } = feature;
  const button = document.createElement("button");
  button.type = "button";
  button.className = properties.cluster ? "map-cluster" : "map-spot";
  button.ariaLabel = nameOf(feature, means);
  if (properties.count > 1) button.textContent = short(properties.count, means.lang);
  const size = properties.cluster ? diameter(properties.count) : SIZE;
  const [lon, lat] = feature.geometry.coordinates;
  const icon = divIcon({ html: button, className: "map-marker", iconSize: [size, size] });
  const made = marker([lat, lon], { icon, keyboard: false, riseOnHover: true });
  return made.on("click", press);
}

function nameOf({ properties }: Feature, { texts, lang }: MapMeans): string {
  if (properties.cluster) return filled(texts.cluster, properties.count, lang);
  return properties.stack ? filled(texts.at_spot, properties.count, lang) : properties.title;
}

/** Ten times as many are a little wider, not ten times. */
function diameter(count: number): number {
  return Math.min(SIZE + 8 * Math.log10(count), WIDEST);
}

function short(count: number, lang: string): string {
  return new Intl.NumberFormat(lang, { notation: "compact" }).format(count);
}
