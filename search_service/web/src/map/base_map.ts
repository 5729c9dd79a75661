/** What lies under every map: base tiles where the service names them, else borders and names. */
import { control, geoJSON, type Map as LeafletMap, tileLayer } from "leaflet";
import { nameTowns } from "./town_names";

export interface BaseMeans {
  /** The service's address; empty on its own pages. */
  base: string;
  /** Of the names of towns; without it, that of the page. */
  lang?: string;
  texts: {
    zoom_in: string;
    zoom_out: string;
    outlines: string; // who drew the borders
  };
  tiles: { url: string; attribution: string } | null;
}

/** Adds the zoom buttons and the ground to a map. */
export function furnish(map: LeafletMap, means: BaseMeans): void {
  const { texts, tiles } = means;
  const zoom = { zoomInTitle: texts.zoom_in, zoomOutTitle: texts.zoom_out };
  control.zoom(zoom).addTo(map);
  map.attributionControl.setPrefix(false);
  if (tiles) {
    // Who gives tiles learns which site asks, but not what was searched for.
    const { url, attribution } = tiles;
    tileLayer(url, { attribution, referrerPolicy: "strict-origin" }).addTo(map);
  } else {
    nameTowns(map, means.lang ?? document.documentElement.lang);
    outline(map, means);
  }
}

/** Municipal borders, where the service has them; else the map stays plain. */
async function outline(map: LeafletMap, { base, texts }: BaseMeans): Promise<void> {
  const answer = await fetch(`${base}/v1/outlines`).catch(() => null);
  if (!answer?.ok) return;
  const lines = (await answer.json()) as GeoJSON.MultiLineString;
  if (!lines.coordinates.length) return;
  const options = { attribution: texts.outlines, interactive: false };
  geoJSON(lines, { ...options, style: { className: "map-outline" } }).addTo(map);
}

/** Animations that Leaflet would make, all off for those who want none. */
export function moving(): Record<string, boolean> {
  const moves = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { zoomAnimation: moves, fadeAnimation: moves, markerZoomAnimation: moves, inertia: moves };
}
