// Puts the colours of light or dark onto a map. All of it happens at the next frame, on this thread: so a page that
// is printed from the dark is light in time.
import type { Map as LibraryMap } from "maplibre-gl";
import type { Colours, LegendLine, MapInput, Value, Values } from "./input";
import { hatch } from "./hatch";
import { paints } from "./style";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

export class Painter {
  private values: Values = {};
  private now: Colours;

  constructor(
    private readonly map: LibraryMap,
    private readonly input: MapInput,
    private readonly places: string[],
  ) {
    this.now = this.screen();
  }

  /** Follows the reader's mode as long as the map is on the page. */
  follow(): void {
    const repaint = (): void => {
      if (this.map.getContainer().isConnected) this.dress();
      else dark.removeEventListener("change", repaint);
    };
    dark.addEventListener("change", repaint);
  }

  get colours(): Colours {
    return this.now;
  }

  dress(colours: Colours = this.screen()): void {
    this.now = colours;
    const pattern = hatch(colours["ground"] ?? "", colours["hatch"] ?? "");
    if (this.map.hasImage("hatch")) this.map.updateImage("hatch", pattern);
    else this.map.addImage("hatch", pattern, { pixelRatio: 2 });
    for (const [layer, property, value] of paints(colours)) this.map.setPaintProperty(layer, property, value);
    this.fill();
  }

  show(values: Values): void {
    this.values = values;
    this.fill();
  }

  value(id: string): Value | undefined {
    return this.values[id];
  }

  private fill(): void {
    for (const id of this.places) {
      const step = this.values[id]?.class ?? "unknown";
      this.map.setFeatureState({ source: "places", id }, { fill: this.colour(step), hatched: step === "none" });
    }
  }

  colour(step: LegendLine["class"]): string {
    const name = typeof step === "number" ? `step-${step + 1}` : step === "none" ? "ground" : step;
    return this.now[name] ?? this.now["unknown"] ?? "#808080";
  }

  private screen(): Colours {
    return dark.matches ? this.input.colours.dark : this.input.colours.light;
  }
}
