/** What /v1/suggest answers, and how to ask it. */

/** Something to choose; `url_params` are the search, or the listing, that it leads to. */
export interface Suggestion {
  text: string;
  kind: string;
  count: number;
  /** Escaped HTML with <mark> round what was typed. */
  marked: string;
  detail: string;
  url_params: Record<string, string>;
}

/** Suggestions of one kind under a heading. */
export interface SuggestionGroup {
  kind: string;
  label: string;
  items: Suggestion[];
}

const MOST = 8; // they fit above a phone's keyboard, or nearly

/** Asks for suggestions; `base` is the service, `near` a position to prefer or empty. */
export async function askSuggestions(
  base: string,
  asked: { q: string; lang: string; near: string },
  signal: AbortSignal,
): Promise<SuggestionGroup[]> {
  const query = new URLSearchParams({ q: asked.q, lang: asked.lang, limit: `${MOST}` });
  if (asked.near) query.set("near", asked.near);
  const answer = await fetch(`${base}/v1/suggest?${query}`, { signal });
  if (!answer.ok) throw new Error(`no suggestions: ${answer.status}`);
  const { groups } = (await answer.json()) as { groups: SuggestionGroup[] };
  return groups;
}
