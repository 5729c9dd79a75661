/** Colours and height that an embedder wrote as attributes, as a style sheet of the shadow tree. */

const COLOURS = ["accent", "text", "background"];

export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** Values that are no colour or no length fall away. A property set by the page wins. */
export function looksOf(widget: HTMLElement): CSSStyleSheet {
  const sheet = sheetOf(":host {}");
  const [rule] = sheet.cssRules;
  if (!(rule instanceof CSSStyleRule)) return sheet;
  for (const name of COLOURS) {
    const value = widget.getAttribute(`color-${name}`)?.trim() ?? "";
    if (CSS.supports("color", value)) rule.style.setProperty(`--lahella-${name}`, value);
  }
  const told = widget.getAttribute("height")?.trim() ?? "";
  const height = /^\d+$/.test(told) ? `${told}px` : told;
  if (CSS.supports("height", height)) rule.style.setProperty("--lahella-height", height);
  return sheet;
}
