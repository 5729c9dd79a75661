/** Names of municipalities at their centres: where there are no base tiles, they tell where one is. */

import towns from "towns:named";
import { divIcon, type Map as LeafletMap, layerGroup, marker } from "leaflet";

// From this zoom on names stand apart from each other and from the marks of a search, which would
// cover them on a map of a larger part of the country.
const FROM = 8.5;

export function nameTowns(map: LeafletMap, lang: string): void {
  map.createPane("towns").style.zIndex = "350"; // above borders, below marks
  const names = layerGroup(
    towns.map(([fi, sv, lat, lon]) => label(lang === "sv" ? sv : fi, lat, lon)),
  );
  const show = () => {
    if (map.getZoom() < FROM) names.remove();
    else names.addTo(map);
  };
  map.on("zoomend", show);
  map.whenReady(show);
}

function label(name: string, lat: number, lon: number) {
  const text = document.createElement("span");
  Object.assign(text, { textContent: name, ariaHidden: "true" });
  const icon = divIcon({ html: text, className: "map-town", iconSize: [0, 0] });
  return marker([lat, lon], { icon, pane: "towns", interactive: false, keyboard: false });
}
