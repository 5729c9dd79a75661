/** The button that copies a page's link, and says so; shown only where a browser can. */
export function offerCopying(button: HTMLButtonElement): void {
  const told = document.querySelector<HTMLElement>("#copied");
  if (!told || !window.isSecureContext || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.url ?? "");
    told.textContent = told.dataset.done ?? "";
  });
}
