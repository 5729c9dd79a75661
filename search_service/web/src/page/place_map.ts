/** The small map of a listing's page: loaded when its box comes into sight, gone if that fails. */
import type { PlaceMeans } from "../map/place_map";
import { styled } from "./map_style";

const AHEAD = "200px"; // begun a little before it is seen

export function offerPlaceMap(box: HTMLElement): void {
  const told = JSON.parse(box.dataset.map ?? "") as PlaceMeans & { style: string };
  const sight = new IntersectionObserver(
    ([entry]) => {
      if (!entry?.isIntersecting) return;
      sight.disconnect();
      draw(box, told).catch(() => {
        box.hidden = true; // addresses and routes stand beside it
      });
    },
    { rootMargin: AHEAD },
  );
  sight.observe(box);
}

async function draw(box: HTMLElement, told: PlaceMeans & { style: string }): Promise<void> {
  const [{ drawPlaces }] = await Promise.all([import("../map/place_map"), styled(told.style)]);
  drawPlaces(box, told);
}
