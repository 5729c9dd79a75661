/**
 * The configurator answers every change at once: the same page is asked for anew and its answer
 * put in the place of the old one, so that code and contrast are worked out in one place only.
 */
import { offerCopying } from "./copy";

const PAUSE = 300; // milliseconds: a colour is dragged through many

export function offerPreview(form: HTMLFormElement): void {
  let timer = 0;
  let asking = new AbortController();
  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      asking.abort();
      asking = new AbortController();
      renew(form, asking.signal);
    }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector<HTMLElement>("#embed-code")?.focus();
  });
  const button = document.querySelector<HTMLButtonElement>("#embed-copy");
  const told = document.querySelector<HTMLElement>("#embed-told");
  const code = document.querySelector<HTMLTextAreaElement>("#embed-code");
  if (button && told && code) offerCopying(button, told, () => code.value);
}

async function renew(form: HTMLFormElement, signal: AbortSignal): Promise<void> {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) chosen.append(name, `${value}`);
  const address = `/embed?${chosen}`;
  const reply = await fetch(address, { signal }).catch(() => null);
  if (!reply?.ok) return;
  const renewed = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (signal.aborted) return;
  history.replaceState(null, "", address);
  replace(renewed, ".preview");
  replace(renewed, "#embed-checks");
  replace(renewed, ".languages ul");
  const [code, old] = [renewed, document].map((one) =>
    one.querySelector<HTMLTextAreaElement>("#embed-code"),
  );
  if (code && old) old.value = code.value;
}

/** The content only: what is told politely has to stay where it is. Nothing else is touched. */
function replace(from: Document, selector: string): void {
  const [made, old] = [from, document].map((one) => one.querySelector(selector));
  if (made && old && made.innerHTML !== old.innerHTML) old.replaceChildren(...made.childNodes);
}
