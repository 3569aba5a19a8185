// A button that copies the text it carries and says that it did. Shown only where there is a clipboard.
import { find } from "../lib/find";

export function startCopyButtons(part: Element): void {
  for (const button of find<HTMLButtonElement>(part, "button[data-copy]")) {
    if (!navigator.clipboard || !button.hidden) continue;
    button.hidden = false;
    const label = button.querySelector("span") ?? button;
    const before = label.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
      label.textContent = button.dataset["copied"] ?? before;
      window.setTimeout(() => (label.textContent = before), 2000);
    });
  }
}
