/** What /v1/search answers, as far as widgets show it, and how to ask it. */

export interface Hit {
  id: string;
  lang: string;
  title_marked: string;
  summary_marked: string;
  organisation: { name: string } | null;
  locations: { lat: number | null; lon: number | null; address: string | null }[];
  nearest: { lat: number; lon: number } | null;
  next_session: string | null;
  price: string;
  why: string[];
}

export interface HelpLine {
  name: string;
  phone: string | null;
  url: string | null;
  hours: string | null;
}

export interface Answer {
  query: {
    interpretations: { text: string; label: string; applied: boolean }[];
    suggestion: string | null;
  };
  place: { lat: number | null; lon: number | null } | null;
  radius_m: number | null;
  total: number;
  hits: Hit[];
  rescue: { label: string }[] | null;
  help: HelpLine[];
  warnings: { field: string; message: string }[];
}

/** The service understood, and does not take what was asked: an attribute is wrong. */
export class NotTaken extends Error {}

const PATIENCE = 10_000; // milliseconds

/** Asks without cookies and without telling the page that asks. */
export async function askAnswer(
  base: string,
  search: URLSearchParams,
  given: AbortSignal,
): Promise<Answer> {
  const patience = new AbortController();
  const timer = window.setTimeout(() => patience.abort(), PATIENCE);
  given.addEventListener("abort", () => patience.abort());
  const options = { credentials: "omit", referrerPolicy: "no-referrer" } as const;
  try {
    const url = `${base}/v1/search?${search}`;
    const reply = await fetch(url, { ...options, signal: patience.signal });
    if (reply.status === 422) throw new NotTaken(await complaintOf(reply));
    if (!reply.ok) throw new Error(`no answer: ${reply.status}`);
    return (await reply.json()) as Answer;
  } finally {
    window.clearTimeout(timer);
  }
}

async function complaintOf(reply: Response): Promise<string> {
  const problem = (await reply.json()) as { errors?: { field: string; message: string }[] };
  return (problem.errors ?? []).map(({ field, message }) => `${field}: ${message}`).join("; ");
}
