// A slider beside its number field: each follows the other. The number is what the form sends.
import { find } from "../lib/find";

export function startSliders(part: Element): void {
  for (const slider of find(part, "[data-slider]")) {
    const range = slider.querySelector<HTMLInputElement>("[data-slider-range]");
    const number = slider.querySelector<HTMLInputElement>("input[type=number]");
    if (!range || !number || !range.hidden) continue;
    range.hidden = false;
    range.addEventListener("input", () => {
      number.value = range.value;
      number.dispatchEvent(new Event("input", { bubbles: true }));
    });
    number.addEventListener("input", () => (range.value = number.value));
  }
}
