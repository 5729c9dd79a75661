/** What every page gains where scripts run; without them each form and link works as it is. */

import { offerCopying } from "./page/copy";
import { offerPreview } from "./page/embed";
import { offerPrinting, openGuideLink } from "./page/guide";
import { offerMap } from "./page/map_view";
import { offerNearMe } from "./page/near_me";
import { offerPlaceMap } from "./page/place_map";
import { offerSuggestions } from "./page/suggest";

const form = document.querySelector<HTMLFormElement>("form.search");
if (form) {
  offerNearMe(form);
  offerSuggestions(form);
}
const panel = document.querySelector<HTMLElement>(".map-panel");
if (panel) offerMap(panel);
const places = document.querySelector<HTMLElement>(".place-map");
if (places) offerPlaceMap(places);
const guide = document.querySelector<HTMLFormElement>("#guide");
if (guide) openGuideLink(guide);
const print = document.querySelector<HTMLButtonElement>("#print");
if (print) offerPrinting(print);
const embed = document.querySelector<HTMLFormElement>("#embed");
if (embed) offerPreview(embed);
const copy = document.querySelector<HTMLButtonElement>("#copy");
const copied = document.querySelector<HTMLElement>("#copied");
if (copy && copied) offerCopying(copy, copied, () => copy.dataset.url ?? "");
