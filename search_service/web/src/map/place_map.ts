/** The places of one listing on a small map; the page has them as texts beside it. */
import { divIcon, Map as LeafletMap, latLngBounds, marker } from "leaflet";
import { type BaseMeans, furnish, moving } from "./base_map";

export interface PlaceMeans extends BaseMeans {
  texts: BaseMeans["texts"] & { name: string };
  places: { lat: number; lon: number; name: string }[];
}

const STREETS = 14;
const REGION = 9; // borders and names alone say nothing closer by
const SIZE = 28; // pixels

/** Draws into `box`, which has a height. */
export function drawPlaces(box: HTMLElement, means: PlaceMeans): void {
  Object.assign(box, { ariaLabel: means.texts.name, role: "region" });
  // A page is scrolled over a small map, not stuck in it.
  const fine = window.matchMedia("(pointer: fine)").matches;
  const calm = { ...moving(), zoomControl: false, scrollWheelZoom: false, dragging: fine };
  const map = new LeafletMap(box, { ...calm, minZoom: 4, maxZoom: 18 });
  furnish(map, means);
  const points = means.places.map(({ lat, lon }): [number, number] => [lat, lon]);
  const maxZoom = means.tiles ? STREETS : REGION;
  map.fitBounds(latLngBounds(points), { maxZoom, padding: [32, 32] });
  for (const { lat, lon, name } of means.places) {
    const pin = document.createElement("span");
    Object.assign(pin, { className: "map-pin", title: name, ariaHidden: "true" });
    const icon = divIcon({ html: pin, className: "map-marker", iconSize: [SIZE, SIZE] });
    marker([lat, lon], { icon, keyboard: false, interactive: false }).addTo(map);
  }
}
