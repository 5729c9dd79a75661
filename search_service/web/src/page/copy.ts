/** A button that copies a text, and says so; shown only where a browser can. */
export function offerCopying(
  button: HTMLButtonElement,
  told: HTMLElement,
  text: () => string,
): void {
  if (!window.isSecureContext || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { done = "", failed = "" } = told.dataset;
    told.textContent = await navigator.clipboard.writeText(text()).then(
      () => done,
      () => failed,
    );
  });
}
