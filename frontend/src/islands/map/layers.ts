// Several pictures over the same places: choosing one changes colours, sentence and legend, and loads nothing again.
import type { Painter } from "./colours";
import { fetchJson } from "./ground";
import type { Layer, MapInput, Values } from "./input";

export class Layers {
  private readonly fetched = new Map<string, Promise<Values>>();
  current: Layer;

  constructor(
    private readonly island: HTMLElement,
    private readonly input: MapInput,
    private readonly painter: Painter,
    private readonly onChange: (layer: Layer) => void,
  ) {
    const first = input.layers.find((layer) => layer.key === input.layer) ?? input.layers[0];
    if (!first) throw new Error("The map has no layer.");
    this.current = first;
    for (const button of this.buttons()) {
      button.hidden = false;
      button.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void this.choose(button);
      });
    }
  }

  async start(): Promise<void> {
    this.painter.show(await this.valuesOf(this.current));
  }

  private async choose(button: HTMLAnchorElement): Promise<void> {
    const layer = this.input.layers.find((each) => each.key === button.dataset["mapLayer"]);
    if (!layer) return;
    this.current = layer;
    for (const other of this.buttons()) {
      if (other === button) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
    for (const part of this.island.querySelectorAll<HTMLElement>("[data-map-of]")) {
      part.hidden = part.dataset["mapOf"] !== layer.key;
    }
    const address = button.getAttribute("href") ?? "#";
    if (address !== "#") history.replaceState(history.state, "", address);
    const values = await this.valuesOf(layer);
    if (this.current !== layer) return;
    this.painter.show(values);
    this.onChange(layer);
  }

  private valuesOf(layer: Layer): Promise<Values> {
    const known = this.fetched.get(layer.key);
    if (known) return known;
    const values = layer.values_url ? fetchJson<Values>(layer.values_url) : Promise.resolve(layer.values);
    this.fetched.set(layer.key, values);
    return values;
  }

  private buttons(): HTMLAnchorElement[] {
    return [...this.island.querySelectorAll<HTMLAnchorElement>("[data-map-layer]")];
  }
}
