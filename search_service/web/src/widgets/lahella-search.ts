/**
 * `<lahella-search>`: a field with suggestions, and what is found under it; with `limit="0"` the
 * search opens the service's own page.
 */
import { element } from "../dom/elements";
import { SuggestBox } from "../suggest/suggest_box";
import { askSuggestions, type Suggestion } from "../suggest/suggestion";
import { type Asked, pageOf } from "./asked";
import { ResultPanel } from "./result_panel";
import type { Say } from "./texts";
import { define, Widget } from "./widget";

class Search extends Widget {
  private readonly input = element("input");
  private panel: ResultPanel | undefined;
  private box: SuggestBox | undefined;
  private wasAsked = false;

  protected draw(room: HTMLElement, asked: Asked, say: Say): void {
    const form = this.form(say);
    room.append(form);
    this.panel = new ResultPanel(asked, say);
    if (asked.limit) room.append(this.panel.element);
    this.box = new SuggestBox(this.input, {
      texts: {
        name: say("suggest.name"),
        none: say("suggest.none"),
        one: say("suggest.one"),
        many: say("suggest.many"),
      },
      ask: (q, signal) => askSuggestions(asked.base, { q, lang: asked.lang, near: "" }, signal),
      choose: (chosen) => this.choose(chosen, asked),
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.search(asked);
    });
    // Other words, or another area, for the same question.
    if (this.wasAsked && asked.limit) this.search(asked);
  }

  protected leave(): void {
    this.panel?.stop();
    this.box?.close();
  }

  private form(say: Say): HTMLFormElement {
    const kept = this.input.value;
    // A new field: the combobox of the one before listens to it.
    const input = element("input");
    Object.assign(input, { id: "q", type: "search", maxLength: 300, autocomplete: "off" });
    Object.assign(input, { enterKeyHint: "search", dir: "auto", value: kept });
    Object.assign(this, { input });
    const label = element("label", "", say("form.q"));
    label.htmlFor = "q";
    const send = element("button", "", say("form.submit"));
    const form = element("form", "", label, element("div", "field wide", input), send);
    form.role = "search";
    form.ariaLabel = say("form.name");
    return form;
  }

  private choose({ url_params: params, text }: Suggestion, asked: Asked): void {
    if (params.listing) {
      const id = encodeURIComponent(params.listing);
      location.assign(`${asked.base}/listings/${id}?lang=${asked.lang}`);
      return;
    }
    this.input.value = text;
    this.search(asked, params);
  }

  /** What was typed, or what a suggestion stands for; the embedder's limits stay. */
  private search(asked: Asked, chosen?: Record<string, string>): void {
    const search = new URLSearchParams(asked.search);
    const words: Record<string, string> = chosen ?? { q: this.input.value.trim() };
    for (const [name, value] of Object.entries(words)) {
      if (value) search.append(name, value);
    }
    this.wasAsked = true;
    if (asked.limit) this.panel?.show(search);
    else location.assign(pageOf(asked, search));
  }
}

define("lahella-search", Search);
