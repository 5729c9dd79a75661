/**
 * "Near me": the button of the search form is shown, and asks for the position only when pressed.
 * A position is put into `near` and the form sent; otherwise the page says why not, in its words.
 */

import { formField } from "./form_field";

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
  formField(form, "near").value =
    `${at.latitude.toFixed(DECIMALS)},${at.longitude.toFixed(DECIMALS)}`;
  formField(form, "place").value = ""; // a typed place would win
  form.requestSubmit();
}

function explanation(button: HTMLButtonElement, error: GeolocationPositionError): string {
  const { denied, unknown } = button.dataset;
  return (error.code === error.PERMISSION_DENIED ? denied : unknown) ?? "";
}
