// Draws the networks of a page. The library is fetched when the first of them comes near the window; until then, and
// where it can't draw, the server's picture stands.
import { find, readData } from "../lib/find";
import type { NetworkColumns, NetworkInput } from "./network/input";

const started = new WeakSet<Element>();

export function startNetworks(part: Element): void {
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        watch.unobserve(entry.target);
        void draw(entry.target as HTMLElement);
      }
    },
    { rootMargin: "400px" },
  );
  for (const island of find<HTMLElement>(part, '[data-island="network"]')) {
    if (started.has(island)) continue;
    started.add(island);
    watch.observe(island);
  }
  startWaves(part);
}

async function draw(island: HTMLElement): Promise<void> {
  const input = readData<NetworkInput>(island);
  const coming = fetchColumns(input.data_url);
  try {
    const { drawNetwork } = await import("./network/draw");
    await drawNetwork(island, input, await coming);
    island.dataset["state"] = "drawn";
    performance.mark(`network-drawn:${island.id}`);
  } catch (error) {
    // Without WebGL, or offline, the server's picture stays.
    coming.catch(() => undefined);
    island.dataset["state"] = "still";
    const picture = island.querySelector<HTMLElement>("[data-network-picture]");
    picture?.replaceChildren();
    if (picture) picture.hidden = true;
    console.warn(error);
  }
}

async function fetchColumns(url: string): Promise<NetworkColumns> {
  const answer = await fetch(url, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`The network's data answered ${answer.status}.`);
  return (await answer.json()) as NetworkColumns;
}

/** The slider over waves: it follows the links beside it, which work without it. */
function startWaves(part: Element): void {
  for (const waves of find<HTMLElement>(part, "[data-network-waves]")) {
    const slider = waves.querySelector<HTMLInputElement>("[data-network-slider]");
    const links = [...waves.querySelectorAll<HTMLAnchorElement>("a")];
    if (!slider || !slider.hidden || !links.length) continue;
    slider.hidden = false;
    slider.value = String(links.findIndex((link) => link.hasAttribute("aria-current")));
    const say = (): void => {
      slider.setAttribute("aria-valuetext", links[Number(slider.value)]?.textContent?.trim() ?? "");
    };
    say();
    slider.addEventListener("input", say);
    slider.addEventListener("change", () => links[Number(slider.value)]?.click());
  }
}
