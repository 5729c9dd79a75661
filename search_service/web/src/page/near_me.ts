/**
 * "Near me": the button of the search form is shown, and asks for the position only when pressed.
 * A position is put into `near` and the form sent; otherwise the page says why not, in its words.
 */

// About 100 m: enough to sort by, and it tells less about where somebody is.
const DECIMALS = 3;
const PATIENCE = { timeout: 10_000, maximumAge: 300_000 }; // milliseconds

export function offerNearMe(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("#near-me");
  const told = form.querySelector<HTMLElement>("#near-me-told");
  if (!button || !told || !window.isSecureContext) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    // Not `disabled`, which would take the focus away.
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    told.textContent = button.dataset.asking ?? "";
    navigator.geolocation.getCurrentPosition(
      (position) => searchNear(form, position.coords),
      (error) => {
        button.ariaDisabled = null;
        told.textContent = explanation(button, error);
      },
      PATIENCE,
    );
  });
}

function searchNear(form: HTMLFormElement, at: GeolocationCoordinates): void {
  field(form, "near").value = `${at.latitude.toFixed(DECIMALS)},${at.longitude.toFixed(DECIMALS)}`;
  field(form, "place").value = ""; // a typed place would win
  form.requestSubmit();
}

function explanation(button: HTMLButtonElement, error: GeolocationPositionError): string {
  const { denied, unknown } = button.dataset;
  return (error.code === error.PERMISSION_DENIED ? denied : unknown) ?? "";
}

/** The field of a name; an unseen one is made where the form has none. */
function field(form: HTMLFormElement, name: string): HTMLInputElement {
  const found = form.elements.namedItem(name);
  if (found instanceof HTMLInputElement) return found;
  const made = document.createElement("input");
  made.type = "hidden";
  made.name = name;
  form.append(made);
  return made;
}
