// The facilitator's keys: an arrow goes to the next question, R shows the result, Escape leaves.
import { find } from "../lib/find";

export function startFacilitator(part: Element): void {
  const [page] = find(part, "[data-facilitate]");
  if (!page) return;
  const keyed = new Map<string, HTMLElement>();
  for (const element of find<HTMLElement>(page, "[data-key]")) keyed.set(element.dataset.key ?? "", element);
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.closest("input, select, textarea");
    if (typing || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    const element = keyed.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (!element) return;
    event.preventDefault();
    element.click();
  });
}
