/**
 * What every widget does: a shadow tree that the host page's styles do not reach, drawn anew when
 * an attribute changes. Styles are made by script, which a strict policy of the page allows. What
 * stands inside the element is its fallback: seen until, and wherever, no script draws over it.
 */
import css from "style:./widget.css";
import { element } from "../dom/elements";
import { type Asked, ATTRIBUTES, askedOf } from "./asked";
import { looksOf, sheetOf } from "./looks";
import { type Say, saying, textLanguage } from "./texts";

const shared = sheetOf(css);

export abstract class Widget extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;
  private readonly shadow = this.attachShadow({ mode: "open" });
  private isDue = false;

  connectedCallback(): void {
    this.drawSoon();
  }

  disconnectedCallback(): void {
    this.leave();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after && this.isConnected) this.drawSoon();
  }

  /** Draws into `room`; `styles` adds to the shadow tree's style sheets. */
  protected abstract draw(
    room: HTMLElement,
    asked: Asked,
    say: Say,
    styles: (sheet: CSSStyleSheet) => void,
  ): void;

  /** Gives up what is under way. */
  protected abstract leave(): void;

  /** Once for several attributes changed at a time. */
  private drawSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    queueMicrotask(() => {
      this.isDue = false;
      if (!this.isConnected) return;
      this.leave();
      this.drawNow();
    });
  }

  private drawNow(): void {
    const asked = askedOf(this);
    const room = element("div", "room");
    room.lang = textLanguage(asked.lang);
    room.dir = "ltr"; // as its words; `all` in the styles leaves the direction of the page
    this.shadow.adoptedStyleSheets = [shared, looksOf(this)];
    this.shadow.replaceChildren(room);
    this.draw(room, asked, saying(asked.lang), (sheet) => {
      this.shadow.adoptedStyleSheets = [shared, sheet, looksOf(this)];
    });
  }
}

/** Defines the element, unless the page has loaded its script twice. */
export function define(name: string, widget: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, widget);
}
