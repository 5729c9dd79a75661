/** What stands before the hits: help lines, how the words were read, what was loosened. */
import { element, visible } from "../dom/elements";
import type { Answer, HelpLine } from "./answer";
import type { Say } from "./texts";

/** `literally` is called to have the words searched for as they are. */
export function noteElements(answer: Answer, say: Say, literally: () => void): HTMLElement[] {
  const { query, rescue, help } = answer;
  const notes: HTMLElement[] = [];
  if (help.length) notes.push(helpNote(help, say));
  if (query.suggestion) {
    notes.push(element("p", "note", visible(say("read.suggestion", { text: query.suggestion }))));
  }
  const read = query.interpretations.filter(({ applied }) => applied);
  if (read.length) notes.push(readNote(read, say, literally));
  if (rescue?.length) {
    const steps = rescue.map(({ label }) => element("li", "", visible(label)));
    notes.push(element("div", "note", say("rescue.name"), element("ul", "", ...steps)));
  }
  return notes;
}

function readNote(
  read: { text: string; label: string }[],
  say: Say,
  literally: () => void,
): HTMLElement {
  const told = read.map(({ text, label }) => `”${visible(text)}” → ${visible(label)}`).join(", ");
  const off = element("button", "light", say("read.off"));
  off.type = "button";
  off.addEventListener("click", literally);
  return element("div", "note", element("p", "", `${say("read.name")}: ${told}`), off);
}

function helpNote(lines: HelpLine[], say: Say): HTMLElement {
  const items = lines.map(({ name, phone, url, hours }) => {
    const item = element("li", "", element("strong", "", visible(name)));
    if (hours) item.append(`, ${visible(hours)}`);
    const links = element("p", "calls");
    if (phone) {
      links.append(link(`tel:${phone.replace(/[^\d+]/g, "")}`, say("help.call", { phone })));
    }
    if (url && /^https?:\/\//i.test(url)) links.append(link(url, say("help.page")));
    if (links.childElementCount) item.append(links);
    return item;
  });
  return element(
    "div",
    "note urgent",
    element("h2", "", say("help.name")),
    element("ul", "", ...items),
  );
}

function link(href: string, text: string): HTMLAnchorElement {
  const made = element("a", "target", text);
  made.href = href;
  return made;
}
