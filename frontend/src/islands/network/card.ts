// Who was chosen: name, sector, how many ties are shown, and the way to their page.
import type { NetworkGraph } from "./graph";
import type { NetworkColumns, NetworkInput } from "./input";

export class Card {
  onClose: () => void = () => undefined;
  private readonly place: HTMLElement | null;
  private readonly said: HTMLElement | null;

  constructor(
    island: HTMLElement,
    private readonly input: NetworkInput,
    private readonly columns: NetworkColumns,
    private readonly graph: NetworkGraph,
  ) {
    this.place = island.querySelector<HTMLElement>("[data-network-card]");
    this.said = island.querySelector<HTMLElement>("[data-network-said]");
    this.place?.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.onClose();
    });
  }

  open(node: string): void {
    if (!this.place) return;
    const row = this.graph.getNodeAttribute(node, "row");
    const name = this.columns.names[row] ?? "";
    const sector = this.columns.notes[this.columns.note[row] ?? -1] ?? "";
    const count = this.graph.degree(node);
    const words = this.input.words;
    const ties = (count === 1 ? words["one_partner"] : words["partners"])?.replace("{count}", String(count)) ?? "";
    const link = document.createElement("a");
    link.href = this.columns.href.replace("{id}", String(this.columns.ids[row]));
    link.textContent = words["open"] ?? name;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "network__close";
    close.textContent = "×";
    close.setAttribute("aria-label", words["close"] ?? "");
    close.addEventListener("click", () => this.onClose());
    this.place.replaceChildren(line("network__card-name", name), line("", sector), line("", ties), link, close);
    this.place.hidden = false;
    if (this.said) this.said.textContent = `${name}. ${sector}. ${ties}`;
  }

  close(): void {
    if (this.place) this.place.hidden = true;
  }
}

function line(name: string, text: string): HTMLElement {
  const made = document.createElement("p");
  if (name) made.className = name;
  made.textContent = text;
  return made;
}
