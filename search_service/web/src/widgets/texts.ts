/** The words of widgets: those of the pages' table, in the language of the widget. */
import table from "messages:form.q,form.submit,suggest.,results.none,results.one,results.many,results.none_q,results.one_q,results.many_q,hit.next,hit.why,read.name,read.off,read.is_off,read.on,read.suggestion,rescue.name,help.name,help.call,help.page,error.503,error.503_text,error.503_link,form.name,map.,widget.,prices.free";

export type Say = (key: string, values?: Record<string, string | number>) => string;

/** Finnish for languages that the table does not have, as on the pages. */
export function textLanguage(lang: string): string {
  return lang in table ? lang : "fi";
}

/** The text of a key with its blanks filled in. */
export function saying(lang: string): Say {
  const texts = table[textLanguage(lang)] ?? {};
  return (key, values = {}) =>
    (texts[key] ?? key).replace(/\{(\w+)\}/g, (blank, name: string) => `${values[name] ?? blank}`);
}
