// A map that can't be drawn is its sentence, its table, and the server's picture where there is one.
import { OfflineError, said, type MapInput } from "./input";

export function sayFailed(island: HTMLElement, input: MapInput, error: unknown): void {
  console.error(error);
  island.dataset["state"] = "failed";
  const picture = island.querySelector<HTMLElement>("[data-map-picture]");
  picture?.replaceChildren();
  if (picture) picture.hidden = true;
  for (const part of island.querySelectorAll<HTMLElement>("[data-map-scripted]")) part.hidden = true;
  const note = document.createElement("p");
  note.className = "map__none";
  note.textContent = said(input, error instanceof OfflineError ? "offline" : "failed");
  const table = island.dataset["mapTable"];
  if (table) {
    const link = document.createElement("a");
    link.href = table;
    link.textContent = said(input, "table");
    note.append(" ", link);
  }
  picture?.after(note);
  if (!input.picture_url || !picture) return;
  const still = document.createElement("img");
  still.className = "map__still";
  still.src = input.picture_url;
  still.alt = input.layers.find((layer) => layer.key === input.layer)?.sentence ?? input.title;
  note.after(still);
}
