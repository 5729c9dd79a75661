/**
 * The service guide's page: a link's fragment is posted as the form would be, so that no server's
 * log has it; and the paper is printed.
 */
export function openGuideLink(form: HTMLFormElement): void {
  if (!location.hash.includes("=")) return;
  const told = new URLSearchParams(location.hash.slice(1));
  if (!document.querySelector(".guide[data-empty]")) return;
  // The way back leads to the empty form, not here again.
  history.replaceState(null, "", `${location.pathname}${location.search}`);
  for (const [name, value] of told) form.append(hidden(name, value));
  form.requestSubmit();
}

export function offerPrinting(button: HTMLButtonElement): void {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

function hidden(name: string, value: string): HTMLInputElement {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}
