/** What every page gains where scripts run; without them each form and link works as it is. */
import { offerNearMe } from "./page/near_me";

const form = document.querySelector<HTMLFormElement>("form.search");
if (form) offerNearMe(form);
