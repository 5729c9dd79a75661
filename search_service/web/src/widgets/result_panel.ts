/**
 * A search's answer in a widget: how much was found, politely told, notes, hits, more of them, the
 * service's own page. It has a state for each of: asking, nothing found, a fault, a wrong attribute.
 */
import { element } from "../dom/elements";
import { type Answer, askAnswer, NotTaken } from "./answer";
import { type Asked, pageOf } from "./asked";
import { hitItem } from "./hit_list";
import { noteElements } from "./notes";
import type { Say } from "./texts";

const SLOW = 400; // milliseconds until a wait is told

export class ResultPanel {
  readonly element = element("section", "results");
  private readonly told = element("div", "told");
  private readonly notes = element("div", "notes");
  private readonly list = element("ol", "hits");
  private readonly after = element("div", "after");
  private asking = new AbortController();
  private timer = 0;

  constructor(
    private readonly asked: Asked,
    private readonly say: Say,
  ) {
    this.told.role = "status";
    this.element.append(this.told, this.notes, this.list, this.after);
  }

  /** Gives up what is under way. */
  stop(): void {
    window.clearTimeout(this.timer);
    this.asking.abort();
  }

  async show(search: URLSearchParams): Promise<void> {
    const answer = await this.ask(search, () => this.show(search));
    if (!answer) return;
    this.head(answer, search);
    const again = new URLSearchParams(search);
    again.set("interpret", "off");
    this.notes.replaceChildren(...noteElements(answer, this.say, () => this.show(again)));
    this.list.replaceChildren();
    this.add(answer, search, 1);
  }

  private async more(search: URLSearchParams, page: number): Promise<void> {
    const next = new URLSearchParams(search);
    next.set("page", `${page}`);
    const answer = await this.ask(next, () => this.more(search, page));
    if (!answer) return;
    this.head(answer, search);
    this.add(answer, search, page)?.focus();
  }

  /** Appends hits; gives the link of the first of them. */
  private add(answer: Answer, search: URLSearchParams, page: number): HTMLElement | null {
    const items = answer.hits.map((hit) => hitItem(hit, this.asked, this.say));
    this.list.append(...items);
    this.list.hidden = !this.list.childElementCount;
    const shown = this.list.childElementCount;
    const actions: HTMLElement[] = [];
    if (items.length && shown < answer.total) {
      actions.push(this.button("widget.more", () => this.more(search, page + 1)));
    }
    actions.push(this.pageLink(search));
    this.after.replaceChildren(...actions);
    return items[0]?.querySelector("a") ?? null;
  }

  private head({ total }: Answer, search: URLSearchParams): void {
    const q = search.get("q");
    const how = total === 0 ? "none" : total === 1 ? "one" : "many";
    const n = total.toLocaleString(this.asked.lang);
    const text = this.say(`results.${how}${q ? "_q" : ""}`, q ? { n, q } : { n });
    this.told.replaceChildren(element("h2", "", text));
    if (!total) this.told.append(element("p", "", this.say("widget.none_hint")));
  }

  private async ask(search: URLSearchParams, again: () => void): Promise<Answer | null> {
    this.stop();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const query = new URLSearchParams(search);
    query.set("per_page", `${Math.max(this.asked.limit, 1)}`);
    this.element.ariaBusy = "true";
    this.timer = window.setTimeout(() => this.wait(), this.list.childElementCount ? SLOW : 0);
    try {
      return await askAnswer(this.asked.base, query, signal);
    } catch (error) {
      if (!signal.aborted) this.fail(error, search, again);
      return null;
    } finally {
      if (!signal.aborted) {
        window.clearTimeout(this.timer);
        this.element.ariaBusy = "false";
      }
    }
  }

  private wait(): void {
    this.told.replaceChildren(element("p", "waiting", this.say("widget.waiting")));
  }

  private fail(error: unknown, search: URLSearchParams, again: () => void): void {
    const isWrong = error instanceof NotTaken;
    // Whoever embeds it looks here; readers are told in their own words.
    if (isWrong) console.warn(`lahella: ${error.message}`);
    const [name, text] = isWrong
      ? ["widget.wrong", "widget.wrong_text"]
      : ["error.503", "error.503_text"];
    this.told.replaceChildren(element("h2", "", this.say(name)), element("p", "", this.say(text)));
    this.notes.replaceChildren();
    this.list.replaceChildren();
    this.list.hidden = true;
    this.after.replaceChildren(
      ...(isWrong ? [] : [this.button("error.503_link", again)]),
      this.pageLink(search),
    );
  }

  private button(key: string, press: () => void): HTMLButtonElement {
    const made = element("button", "", this.say(key));
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  }

  private pageLink(search: URLSearchParams): HTMLAnchorElement {
    const made = element("a", "target", this.say("widget.page"));
    made.href = pageOf(this.asked, search);
    return made;
  }
}
