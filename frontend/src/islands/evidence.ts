// Evidence cards open by their button alone (the popover attributes). Here they also open on hover and on focus,
// stay while the pointer is on the card, and are placed where the browser can't anchor them itself.

const anchored = CSS.supports("position-area: block-end");
let openedBy: HTMLElement | null = null; // the number whose card hover or focus has opened
let waiting = 0;

function numberAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-evidence]") : null;
}

function cardOf(number: HTMLElement): HTMLElement | null {
  return document.getElementById(number.getAttribute("popovertarget") ?? "");
}

function isOpen(card: HTMLElement): boolean {
  return card.matches(":popover-open");
}

// The links of a card that only focus has opened are left out of the tab order, so that Tab walks from number to
// number; Enter lets it in.
function letIn(card: HTMLElement, inside: boolean): void {
  for (const part of card.querySelectorAll<HTMLElement>("a, button")) {
    if (inside) part.removeAttribute("tabindex");
    else part.tabIndex = -1;
  }
}

function open(number: HTMLElement, inside: boolean): void {
  const card = cardOf(number);
  if (!card || isOpen(card)) return;
  letIn(card, inside);
  card.showPopover({ source: number });
  openedBy = number;
}

function close(number: HTMLElement): void {
  const card = cardOf(number);
  if (card && isOpen(card)) card.hidePopover();
  openedBy = null;
}

function place(card: HTMLElement): void {
  const number = document.querySelector<HTMLElement>(`[popovertarget="${card.id}"]`);
  if (anchored || !number || window.innerWidth < 640) return;
  const at = number.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const below = at.bottom + 8 + size.height <= window.innerHeight;
  card.style.inset = "auto";
  card.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - size.width - 8))}px`;
  card.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - size.height - 8)}px`;
}

export function startEvidence(): void {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const number = numberAt(event.target);
    const onCard = event.target instanceof Element && event.target.closest("[popover]");
    window.clearTimeout(waiting);
    if (number) waiting = window.setTimeout(() => open(number, true), 250);
    else if (openedBy && !onCard) {
      const from = openedBy;
      waiting = window.setTimeout(() => close(from), 300);
    }
  });
  document.addEventListener("focusin", (event) => {
    const number = numberAt(event.target);
    if (!number?.matches(":focus-visible")) return;
    // A card that closes gives the focus back to its number: that must not open it again.
    const from = event.relatedTarget;
    if (!(from instanceof Node && cardOf(number)?.contains(from))) open(number, false);
  });
  document.addEventListener("focusout", (event) => {
    const number = numberAt(event.target);
    const to = event.relatedTarget;
    if (number && number === openedBy && !(to instanceof Node && cardOf(number)?.contains(to))) close(number);
  });
  document.addEventListener("click", (event) => {
    const number = numberAt(event.target);
    if (!number || openedBy !== number) return;
    // Hover or focus has opened it already: the click keeps it open.
    event.preventDefault();
    openedBy = null;
    const card = cardOf(number);
    if (card) letIn(card, true);
  });
  document.addEventListener(
    "toggle",
    (event) => {
      const card = event.target;
      if (!(card instanceof HTMLElement) || !card.matches(".evidence-card")) return;
      if (isOpen(card)) place(card);
      else if (openedBy && cardOf(openedBy) === card) openedBy = null;
    },
    true,
  );
}
