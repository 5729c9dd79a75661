/** Suggestions in the search form: what is chosen is put into the form's fields and searched for. */

import { SuggestBox } from "../suggest/suggest_box";
import { askSuggestions, type Suggestion } from "../suggest/suggestion";
import { formField } from "./form_field";

export function offerSuggestions(form: HTMLFormElement): void {
  const input = formField(form, "q");
  const { name = "", none = "", one = "", many = "" } = input.dataset;
  const { lang } = document.documentElement;
  new SuggestBox(input, {
    texts: { name, none, one, many },
    ask: (q, signal) => askSuggestions("", { q, lang, near: nearOf(form) }, signal),
    choose: (chosen) => search(form, chosen, lang),
  });
}

function nearOf(form: HTMLFormElement): string {
  return String(new FormData(form).get("near") ?? "");
}

function search(form: HTMLFormElement, { url_params: params }: Suggestion, lang: string): void {
  if (params.listing) {
    location.assign(`/listings/${encodeURIComponent(params.listing)}?lang=${lang}`);
    return;
  }
  formField(form, "q").value = ""; // it stands for all that was typed
  if (params.place) formField(form, "near").value = "";
  for (const [name, value] of Object.entries(params)) formField(form, name).value = value;
  form.requestSubmit();
}
