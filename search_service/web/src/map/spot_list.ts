/** The listings at one spot, as a list of links over the map. */
import type { Located } from "./map_answer";
import { filled, type MapMeans } from "./map_means";

export class SpotList {
  readonly element = document.createElement("section");
  private opener: HTMLElement | null = null;

  constructor(private readonly means: MapMeans) {
    this.element.className = "map-spots";
    this.element.tabIndex = -1;
    this.element.hidden = true;
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  /** Shows listings and takes the focus, which goes back to the opener afterwards. */
  open(items: Located[], opener: HTMLElement | null): void {
    const { texts, lang } = this.means;
    const name = filled(texts.at_spot, items.length, lang);
    this.opener = opener;
    this.element.ariaLabel = name;
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "map-close", ariaLabel: texts.close });
    close.addEventListener("click", () => this.close());
    const list = document.createElement("ul");
    list.append(...items.map((one) => this.itemOf(one)));
    this.element.replaceChildren(close, list);
    this.element.hidden = false;
    this.element.focus();
  }

  close(): void {
    if (this.element.hidden) return;
    const hadFocus = this.element.matches(":focus-within"); // in a shadow tree too
    this.element.hidden = true;
    if (hadFocus) this.opener?.focus();
  }

  private itemOf(one: Located): HTMLElement {
    const { base, lang } = this.means;
    const link = document.createElement("a");
    link.href = `${base}/listings/${encodeURIComponent(one.id)}?lang=${lang}`;
    link.textContent = one.title;
    if (one.lang !== lang) link.lang = one.lang;
    link.dir = "auto";
    const item = document.createElement("li");
    item.append(link);
    if (one.address) item.append(address(one.address));
    return item;
  }
}

function address(text: string): HTMLElement {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
