// One map, from its data to the first picture, then everything that answers the reader.
import { Card } from "./card";
import { Painter } from "./colours";
import type { Ground } from "./ground";
import { said, type MapInput } from "./input";
import { Layers } from "./layers";
import { FIT, makeMap, Marker, type LibraryMap } from "./library";
import { Picks } from "./picks";
import { startPointing, type Pointing } from "./pointing";
import { tieRows } from "./rows";
import { savePicture } from "./save";
import { followPrinting } from "./snapshot";
import { lay } from "./style";
import { Subjects } from "./subjects";

export async function drawMap(island: HTMLElement, input: MapInput, coming: Promise<Ground>): Promise<void> {
  const picture = part(island, "[data-map-picture]");
  for (const each of island.querySelectorAll<HTMLElement>("[data-map-scripted]")) each.hidden = false;
  picture.hidden = false;
  const sentence = input.layers.find((layer) => layer.key === input.layer)?.sentence ?? input.title;
  const map = makeMap(picture, input, sentence);
  // Names are drawn with the page's typeface, so it has to be there first.
  const typeface = document.fonts.load('13px "Public Sans Web"');
  const [ground] = await Promise.all([coming, map.once("style.load"), typeface]);
  lay(map, input, ground);
  if (!input.bounds && ground.bounds) map.fitBounds(ground.bounds, { ...FIT, animate: false });
  const painter = new Painter(map, input, ground.places);
  const layers = new Layers(island, input, painter, (layer) => {
    map.getCanvas().setAttribute("aria-label", `${layer.sentence} ${said(input, "keys")}`);
    pointing.choose(null);
  });
  painter.dress();
  painter.follow();
  followPrinting(map, input.colours.light, (colours) => painter.dress(colours));
  await layers.start();

  const status = part(island, "[data-map-said]");
  const say = (text: string): void => void (status.textContent = text);
  const subjects = new Subjects(map, input, ground, painter);
  const picksPart = island.querySelector<HTMLElement>("[data-map-picks]");
  const picks = input.picks && picksPart ? new Picks(map, input, input.picks.limit, picksPart, say) : null;
  const card = new Card(map, input, () => pointing.choose(null));
  const onChoice = tieRows(island.dataset["mapTable"], island, subjects, () => pointing);
  const pointing: Pointing = startPointing({ map, input, subjects, card, picks, say, onChoice });

  if (input.here) putHere(map, input, input.here);
  const selected = input.selected ? subjects.find(input.selected) : null;
  if (selected) pointing.choose(selected);
  part(island, "[data-map-save]").addEventListener("click", () => {
    savePicture(map, input, layers.current, painter);
  });
  part(island, "[data-map-everything]").addEventListener("click", () => {
    if (ground.bounds) map.fitBounds(ground.bounds, FIT);
  });

  // A swapped page gives back the picture's context: a browser has few of them.
  island.addEventListener("htmx:beforeCleanupElement", (event) => {
    if (event.target === island) map.remove();
  });
  await map.once("idle");
  part(island, "[data-map-wait]").hidden = true;
  island.dataset["state"] = "drawn";
  performance.mark(`map-drawn:${island.id}`);
}

function part(island: HTMLElement, selector: string): HTMLElement {
  const found = island.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The map #${island.id} has no ${selector}.`);
  return found;
}

function putHere(map: LibraryMap, input: MapInput, here: { latitude: number; longitude: number; label: string }): void {
  const element = document.createElement("div");
  element.className = "map__here";
  element.dataset["mapMark"] = "here";
  new Marker({ element }).setLngLat([here.longitude, here.latitude]).addTo(map);
  element.removeAttribute("tabindex");
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", here.label || said(input, "here"));
  const label = document.createElement("span");
  label.className = "map__here-label";
  label.textContent = here.label || said(input, "here");
  element.append(label);
}
