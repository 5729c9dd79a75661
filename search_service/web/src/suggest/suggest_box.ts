/**
 * Suggestions under a field, by the combobox pattern of ARIA: @github/combobox-nav holds the keys
 * and states, this the asking, the list and the polite word on how many there are. The field stays
 * a field: what is typed can always be sent as it is.
 */
import Combobox from "@github/combobox-nav";
import { groupElements } from "./options";
import type { Suggestion, SuggestionGroup } from "./suggestion";

const PAUSE = 120; // milliseconds between the last letter and the question

export interface SuggestTexts {
  name: string;
  none: string;
  one: string;
  many: string; // with {n}
}

export interface SuggestMeans {
  texts: SuggestTexts;
  ask(q: string, signal: AbortSignal): Promise<SuggestionGroup[]>;
  choose(one: Suggestion): void;
}

let made = 0;

export class SuggestBox {
  private readonly list = document.createElement("div");
  private readonly told = document.createElement("p");
  private readonly combobox: Combobox;
  private readonly meaning = new Map<Element, Suggestion>();
  private asking = new AbortController();
  private timer = 0;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly means: SuggestMeans,
  ) {
    made += 1;
    Object.assign(this.list, { className: "suggest", role: "listbox", id: `suggest-${made}` });
    this.list.ariaLabel = means.texts.name;
    this.list.hidden = true;
    Object.assign(this.told, { className: "unseen", role: "status" });
    input.after(this.list, this.told);
    this.combobox = new Combobox(input, this.list, { tabInsertsSuggestions: false });
    this.listen();
  }

  close(): void {
    window.clearTimeout(this.timer);
    this.asking.abort();
    if (this.isOpen) this.combobox.stop();
    this.list.hidden = true;
    this.told.textContent = "";
  }

  private get isOpen(): boolean {
    return !this.list.hidden;
  }

  private listen(): void {
    const { input, list } = this;
    input.addEventListener("input", () => this.askAfter(PAUSE));
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    input.form?.addEventListener("submit", () => this.close());
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays
    list.addEventListener("combobox-commit", ({ target }) => this.choose(target));
  }

  private press(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.isOpen) {
      event.preventDefault(); // only the next one empties the field
      this.close();
    }
    if (event.key === "ArrowDown" && !this.isOpen) this.askAfter(0);
  }

  private choose(target: EventTarget | null): void {
    const one = target instanceof Element && this.meaning.get(target);
    this.close();
    if (one) this.means.choose(one);
  }

  private askAfter(pause: number): void {
    window.clearTimeout(this.timer);
    this.asking.abort();
    if (!this.input.value.trim()) this.close();
    else this.timer = window.setTimeout(() => this.ask(), pause);
  }

  private async ask(): Promise<void> {
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const groups = await this.means.ask(this.input.value, signal);
      if (!signal.aborted) this.show(groups);
    } catch {
      if (!signal.aborted) this.close(); // a help that fails is no error of the search
    }
  }

  private show(groups: SuggestionGroup[]): void {
    const wasOpen = this.isOpen;
    this.meaning.clear();
    this.combobox.clearSelection();
    this.list.replaceChildren(...groupElements(groups, this.list.id, this.meaning));
    this.list.hidden = !this.meaning.size;
    if (this.isOpen && !wasOpen) this.combobox.start();
    if (!this.isOpen && wasOpen) this.combobox.stop();
    this.told.textContent = this.counted(this.meaning.size);
  }

  private counted(n: number): string {
    const { none, one, many } = this.means.texts;
    return n === 0 ? none : n === 1 ? one : many.replace("{n}", `${n}`);
  }
}
