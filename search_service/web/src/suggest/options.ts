/** Suggestions as elements: groups with a heading, options in them. Nothing is inserted as HTML. */
import { element, markedNodes } from "../dom/elements";
import type { Suggestion, SuggestionGroup } from "./suggestion";

/** Elements of all groups; each option is written down in `meaning` with what it stands for. */
export function groupElements(
  groups: SuggestionGroup[],
  id: string,
  meaning: Map<Element, Suggestion>,
): HTMLElement[] {
  return groups.map((group, at) => {
    const heading = element("div", "suggest-kind", group.label);
    heading.id = `${id}-${at}`;
    const box = element("div", "suggest-group", heading, ...group.items.map(toOption));
    box.role = "group";
    box.setAttribute("aria-labelledby", heading.id);
    return box;

    function toOption(one: Suggestion, position: number): HTMLElement {
      const option = optionElement(one);
      option.id = `${heading.id}-${position}`;
      meaning.set(option, one);
      return option;
    }
  });
}

function optionElement(one: Suggestion): HTMLElement {
  const text = element("span", "suggest-text", ...markedNodes(one.marked));
  text.dir = "auto";
  const option = element("div", "suggest-option", text);
  option.role = "option";
  if (one.detail) option.append(" ", element("span", "suggest-detail", one.detail));
  if (one.kind !== "listing") option.append(" ", element("span", "count", `${one.count}`));
  return option;
}
