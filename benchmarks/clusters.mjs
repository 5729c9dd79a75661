// Points and views as JSON on standard input, microseconds of supercluster per view as JSON out.
// `made` counts clusters and single points; JSON of the features is not in the time.
import { readFileSync } from "node:fs";
import Supercluster from "supercluster";

const { points, views, radius } = JSON.parse(readFileSync(0, "utf8"));
const features = points.map((coordinates) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates },
  properties: {},
}));
const started = performance.now();
// Pixels of a tile of 256, as the map of the service counts its zooms.
const index = new Supercluster({ radius, extent: 256, maxZoom: 17 }).load(features);
const indexMs = performance.now() - started;

function ask({ box, zoom }) {
  const before = performance.now();
  const made = index.getClusters(box, zoom).length;
  return { us: (performance.now() - before) * 1000, made };
}

for (const view of views) ask(view); // compiled by then
const asked = views.map(ask);
process.stdout.write(
  JSON.stringify({
    index_ms: indexMs,
    us: asked.map((one) => one.us),
    made: asked.map((one) => one.made),
  }),
);
