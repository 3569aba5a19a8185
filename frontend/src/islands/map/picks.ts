// Points that the reader adds: markers on the map, a list with a button to remove each, and the form's field, which
// holds "latitude, longitude" on each line and is typed into where there is no script.
import { said, type MapInput } from "./input";
import { Marker, type LibraryMap } from "./library";

const COORDINATES = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/;

interface Point {
  latitude: number;
  longitude: number;
  marker: Marker;
}

export class Picks {
  private points: Point[] = [];
  private readonly field: HTMLTextAreaElement;
  private readonly list: HTMLElement;

  constructor(
    private readonly map: LibraryMap,
    private readonly input: MapInput,
    private readonly limit: number,
    part: HTMLElement,
    private readonly say: (text: string) => void,
  ) {
    const field = part.querySelector("textarea");
    const list = part.querySelector<HTMLElement>("[data-map-picks-list]");
    const typed = part.querySelector<HTMLElement>("[data-map-typed]");
    if (!field || !list || !typed) throw new Error("The map's points have no field or no list.");
    this.field = field;
    this.list = list;
    typed.hidden = true;
    for (const line of field.value.split("\n")) {
      const [, latitude, longitude] = COORDINATES.exec(line) ?? [];
      if (latitude && longitude) this.put(Number(latitude), Number(longitude));
    }
    this.list.replaceChildren(...this.points.map((point, index) => this.item(point, index)));
  }

  add(latitude: number, longitude: number): void {
    if (this.points.length >= this.limit) return this.say(said(this.input, "full", { n: this.limit }));
    this.put(latitude, longitude);
    this.write();
    this.say(this.words(this.points.length - 1));
  }

  private put(latitude: number, longitude: number): void {
    const element = document.createElement("div");
    element.className = "map__pick";
    element.dataset["mapMark"] = "pick";
    const marker = new Marker({ element }).setLngLat([longitude, latitude]).addTo(this.map);
    // the list says the same; the library makes every marker a button
    element.removeAttribute("tabindex");
    element.removeAttribute("role");
    element.removeAttribute("aria-label");
    element.setAttribute("aria-hidden", "true");
    this.points.push({ latitude, longitude, marker });
  }

  private remove(index: number): void {
    this.points[index]?.marker.remove();
    this.points.splice(index, 1);
    this.write();
    const buttons = this.list.querySelectorAll("button");
    (buttons[Math.min(index, buttons.length - 1)] ?? this.map.getCanvas()).focus();
  }

  private write(): void {
    const lines = this.points.map(({ latitude, longitude }) => `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`);
    this.field.value = lines.join("\n");
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.list.replaceChildren(...this.points.map((point, index) => this.item(point, index)));
  }

  private item(point: Point, index: number): HTMLElement {
    const mark = point.marker.getElement();
    mark.textContent = mark.dataset["number"] = String(index + 1);
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet-button";
    button.textContent = said(this.input, "remove", { n: index + 1 });
    button.addEventListener("click", () => this.remove(index));
    item.append(this.words(index), " ", button);
    return item;
  }

  private words(index: number): string {
    const { latitude, longitude } = this.points[index] ?? { latitude: 0, longitude: 0 };
    const four = (degrees: number): string => degrees.toFixed(4);
    return said(this.input, "pick", { n: index + 1, latitude: four(latitude), longitude: four(longitude) });
  }
}
