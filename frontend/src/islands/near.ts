// "Near me": shown where the browser can say where it is; asks, rounds to a kilometer, and sends the form.
import { find } from "../lib/find";

const DECIMALS = 2; // of a degree, about a kilometer: near enough to find programs, too coarse for a doorstep

export function startNear(part: Element): void {
  if (!("geolocation" in navigator)) return;
  for (const form of find<HTMLFormElement>(part, "form[data-near-form]")) {
    const button = form.querySelector<HTMLButtonElement>("[data-near-button]");
    const field = form.querySelector<HTMLInputElement>("[data-near-field]");
    const problem = form.querySelector<HTMLElement>("[data-near-problem]");
    if (!button || !field || !problem || !button.hidden) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      button.disabled = true;
      problem.hidden = true;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          field.value = `${coords.latitude.toFixed(DECIMALS)},${coords.longitude.toFixed(DECIMALS)}`;
          const zip = form.querySelector<HTMLInputElement>("input[name=zip]");
          if (zip) zip.value = "";
          form.requestSubmit();
        },
        () => {
          button.disabled = false;
          problem.hidden = false;
        },
        { maximumAge: 600_000, timeout: 10_000 },
      );
    });
  }
}
