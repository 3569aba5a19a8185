// The card at a place or site: its name, what it has in words, and the way to its page once it is chosen.
import { said, type MapInput } from "./input";
import { Popup, type LibraryMap } from "./library";
import type { Subject } from "./subjects";

export class Card {
  private readonly popup: Popup;
  private chosen = false;

  constructor(
    private readonly map: LibraryMap,
    private readonly input: MapInput,
    onClose: () => void,
  ) {
    this.popup = new Popup({
      closeButton: false,
      closeOnClick: false,
      focusAfterOpen: false,
      maxWidth: "280px",
      offset: 10,
      className: "map__card",
    });
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.popup.isOpen()) return;
      const inside = this.popup.getElement()?.contains(document.activeElement);
      this.hide();
      onClose();
      if (inside) map.getCanvas().focus();
    });
  }

  /** Whether it stays until something else is chosen. */
  get stays(): boolean {
    return this.chosen && this.popup.isOpen();
  }

  show(subject: Subject, at: [number, number], chosen: boolean): void {
    this.chosen = chosen;
    this.popup.setLngLat(at).setDOMContent(this.content(subject)).addTo(this.map);
    this.popup.getElement()?.classList.toggle("map__card--chosen", chosen);
  }

  hide(): void {
    this.chosen = false;
    this.popup.remove();
  }

  /** Takes a reader with a keyboard to the link of the card. */
  enter(): void {
    this.popup.getElement()?.querySelector("a")?.focus();
  }

  private content(subject: Subject): HTMLElement {
    const content = document.createElement("div");
    content.append(line("map__card-name", subject.name));
    if (subject.label) content.append(line("map__card-label", subject.label));
    if (this.chosen && subject.href) {
      const link = document.createElement("a");
      link.href = subject.href;
      link.textContent = said(this.input, "open");
      content.append(link);
    }
    return content;
  }
}

function line(name: string, text: string): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.className = name;
  paragraph.textContent = text;
  return paragraph;
}
