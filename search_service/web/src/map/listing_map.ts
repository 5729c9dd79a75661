/**
 * What a search finds, on a map: clusters that open by a press, spots that open as a list of links.
 * Every view is asked anew from /v1/map with the parameters of the search, so that its counts are
 * the list's. Loaded only when a map is wanted, since Leaflet comes with it.
 */
import { type LatLng, type LatLngBounds, Map as LeafletMap, layerGroup } from "leaflet";
import { furnish, moving } from "./base_map";
import {
  askMap,
  type Bbox,
  type Cluster,
  type Feature,
  itemsOf,
  type MapAnswer,
} from "./map_answer";
import { filled, type MapMeans } from "./map_means";
import { markerOf, widthOf } from "./markers";
import { partMarks } from "./parting";
import { SpotList } from "./spot_list";

const FINLAND: Bbox = [19.1, 59.5, 31.6, 70.1];
const ZOOMS = { minZoom: 4, maxZoom: 18 };
const NEAREST_ZOOM = 13; // one listing alone is shown with its streets around
const PAUSE = 150; // milliseconds: a wheel turns in many steps

export class ListingMap {
  private readonly map: LeafletMap;
  private readonly markers = layerGroup();
  private readonly told = document.createElement("p");
  private readonly spots: SpotList;
  private asking = new AbortController();
  private timer = 0;

  /** Draws into `place`, which has a height. */
  constructor(
    place: HTMLElement,
    private readonly means: MapMeans,
  ) {
    const canvas = document.createElement("div");
    Object.assign(canvas, { className: "map-canvas", ariaLabel: means.texts.name, role: "region" });
    Object.assign(this.told, { className: "map-told", role: "status" });
    this.spots = new SpotList(means);
    place.append(canvas, this.spots.element, this.told);
    // Pictures are sharp at whole zooms; lines at any, so that what is found can fill the view.
    const steps = { zoomSnap: means.tiles ? 1 : 0.25 };
    this.map = new LeafletMap(canvas, { ...ZOOMS, ...moving(), ...steps, zoomControl: false });
    furnish(this.map, means);
    this.markers.addTo(this.map);
    this.begin();
  }

  get bbox(): Bbox {
    return bboxOf(this.map.getBounds());
  }

  /** To be called when the map is shown again or its place has another size. */
  fit(): void {
    this.map.invalidateSize();
  }

  private async begin(): Promise<void> {
    const { bbox } = this.means;
    this.show(bbox ?? FINLAND);
    const answer = await this.ask();
    const found = answer?.features.length ? extent(answer.features) : null;
    if (!bbox && found) this.show(found);
    this.map.on("moveend", () => this.askSoon());
    if (!bbox && found) this.askSoon();
  }

  private show([west, south, east, north]: Bbox, zoom = NEAREST_ZOOM): void {
    const corners: [[number, number], [number, number]] = [
      [south, west],
      [north, east],
    ];
    this.map.fitBounds(corners, { maxZoom: zoom, padding: [24, 24], animate: false });
  }

  private askSoon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), PAUSE);
  }

  private async ask(): Promise<MapAnswer | null> {
    const { base, search, texts } = this.means;
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const view = { bbox: this.bbox, zoom: Math.floor(this.map.getZoom()) };
    try {
      const answer = await askMap(base, search, view, signal);
      this.draw(answer);
      this.means.seen?.(view.bbox);
      return answer;
    } catch {
      if (!signal.aborted) this.told.textContent = texts.failed;
      return null;
    }
  }

  private draw(answer: MapAnswer): void {
    const { texts, lang } = this.means;
    const hadFocus = this.focused !== null;
    this.markers.clearLayers();
    for (const [one, at] of parted(answer.features, this.map)) {
      this.markers.addLayer(markerOf(one, at, this.means, () => this.press(one)));
    }
    if (hadFocus) this.map.getContainer().focus({ preventScroll: true });
    const told = [filled(texts.listings, answer.listings, lang)];
    if (answer.without_point) told.push(filled(texts.without_point, answer.without_point, lang));
    this.told.textContent = told.join(" · ");
  }

  private press({ geometry, properties }: Feature): void {
    this.spots.close();
    if (!properties.cluster) {
      this.spots.open(itemsOf(properties), this.focused);
      return;
    }
    const [lon, lat] = geometry.coordinates;
    this.map.setView([lat, lon], zoomFor(properties, this.map));
  }

  /** The marker that has the focus. */
  private get focused(): HTMLElement | null {
    return this.map.getPane("markerPane")?.querySelector<HTMLElement>(":focus") ?? null;
  }
}

/** Where each feature's marker stands: those that would cover each other beside each other. */
function parted(features: Feature[], map: LeafletMap): [Feature, LatLng][] {
  const marks = features.map((one) => {
    const [lon, lat] = one.geometry.coordinates;
    const { x, y } = map.latLngToLayerPoint([lat, lon]);
    return { one, x, y, radius: widthOf(one) / 2 };
  });
  partMarks(marks);
  return marks.map(({ one, x, y }) => [one, map.layerPointToLatLng([x, y])]);
}

function zoomFor(cluster: Cluster, map: LeafletMap): number {
  const next = map.getZoom() + 1;
  return Math.min(Math.max(cluster.expansion_zoom ?? next, next), ZOOMS.maxZoom);
}

function bboxOf(bounds: LatLngBounds): Bbox {
  const [west, east] = [bounds.getWest(), bounds.getEast()];
  return [Math.max(west, -180), bounds.getSouth(), Math.min(east, 180), bounds.getNorth()];
}

/**
 * What all features lie in; of a cluster its whole box, since it stands for more than one point, but
 * of that only what is in Finland: a box is a square of a grid, and all that is shown lies there.
 */
function extent(features: Feature[]): Bbox {
  const boxes = features.map(({ geometry, properties }): Bbox => {
    const [lon, lat] = geometry.coordinates;
    return properties.cluster ? properties.bbox : [lon, lat, lon, lat];
  });
  const edge = (at: 0 | 1 | 2 | 3) => boxes.map((box) => box[at]);
  const [west, south, east, north] = FINLAND;
  return [
    Math.max(Math.min(...edge(0)), west),
    Math.max(Math.min(...edge(1)), south),
    Math.min(Math.max(...edge(2)), east),
    Math.min(Math.max(...edge(3)), north),
  ];
}
