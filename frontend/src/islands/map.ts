// Draws the maps of a page. The library is fetched when the first of them comes near the window.
import { find, readData } from "../lib/find";
import type { MapInput } from "./map/input";

const started = new WeakSet<Element>();

export function startMaps(part: Element): void {
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        watch.unobserve(entry.target);
        void draw(entry.target as HTMLElement);
      }
    },
    { rootMargin: "600px" },
  );
  for (const island of find<HTMLElement>(part, '[data-island="map"]')) {
    if (started.has(island)) continue;
    started.add(island);
    watch.observe(island);
  }
}

async function draw(island: HTMLElement): Promise<void> {
  const input = readData<MapInput>(island);
  const { fetchGround } = await import("./map/ground");
  const ground = fetchGround(input);
  try {
    const { drawMap } = await import("./map/draw");
    await drawMap(island, input, ground);
  } catch (error) {
    ground.catch(() => undefined);
    const { sayFailed } = await import("./map/failed");
    sayFailed(island, input, error);
  }
}
