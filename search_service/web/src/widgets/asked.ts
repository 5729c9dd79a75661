/** The attributes of a widget as a search: which service, in which language, for what. */

/** What embedders write, and the parameter of /v1/search that it is. */
const PARAMETERS = {
  municipality: "municipality",
  region: "region",
  serves: "serves",
  theme: "theme",
  need: "need",
  kind: "kind",
  organisation: "organisation",
  place: "place",
  radius: "radius_m",
  sort: "sort",
} as const;

export const ATTRIBUTES = [
  ...Object.keys(PARAMETERS),
  ...["base", "lang", "limit", "height", "color-accent", "color-text", "color-background"],
];

const MOST = 100; // the service gives no more at once
const USUAL = 10;

export interface Asked {
  /** Address of the service, without a slash at its end. */
  base: string;
  lang: string;
  /** Listings at once; 0: none, a search opens the service's own page. */
  limit: number;
  /** The parameters of the search, without words. */
  search: URLSearchParams;
}

export function askedOf(widget: HTMLElement): Asked {
  const lang = languageOf(widget);
  const search = new URLSearchParams({ lang });
  for (const [attribute, parameter] of Object.entries(PARAMETERS)) {
    const value = widget.getAttribute(attribute)?.trim();
    if (value) search.set(parameter, attribute === "radius" ? metres(value) : value);
  }
  return { base: baseOf(widget.getAttribute("base")), lang, limit: limitOf(widget), search };
}

/** The page of the service that shows the same search. */
export function pageOf({ base }: Asked, search: URLSearchParams): string {
  return `${base}/?${search}`;
}

/** Only the web: an address that is none, or a script, is that of the widget's own service. */
function baseOf(told: string | null): string {
  const own = new URL("..", import.meta.url).href;
  const url = told && URL.canParse(told, own) ? new URL(told, own) : null;
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  return (url && isWeb ? url.origin + url.pathname : own).replace(/\/+$/, "");
}

/** Of the widget, else of the page round it; Finnish when neither says. */
function languageOf(widget: HTMLElement): string {
  const told = widget.closest("[lang]:not([lang=''])")?.getAttribute("lang") ?? "fi";
  return told.toLowerCase().split("-")[0] || "fi";
}

/** Metres, unless the value says kilometres ("5 km"). */
function metres(value: string): string {
  const found = /^([\d.,]+)\s*(km|m)?$/i.exec(value);
  if (!found) return value; // the service says what is wrong with it
  const factor = found[2]?.toLowerCase() === "km" ? 1000 : 1;
  return `${Math.round(Number(found[1]?.replace(",", ".")) * factor)}`;
}

function limitOf(widget: HTMLElement): number {
  const told = Number.parseInt(widget.getAttribute("limit") ?? "", 10);
  return Number.isNaN(told) ? USUAL : Math.min(Math.max(told, 0), MOST);
}
