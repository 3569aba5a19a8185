// Draws the charts of a page. Vega is fetched when the first of them comes near the window.
import { find, readData } from "../lib/find";
import type { ChartInput } from "./chart";

const started = new WeakSet<Element>();

export function startCharts(part: Element): void {
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        watch.unobserve(entry.target);
        void draw(entry.target);
      }
    },
    { rootMargin: "400px" },
  );
  for (const island of find(part, '[data-island="chart"]')) {
    if (started.has(island)) continue;
    started.add(island);
    watch.observe(island);
  }
}

async function draw(island: Element): Promise<void> {
  try {
    const { drawChart } = await import("./chart");
    await drawChart(island, readData<ChartInput>(island));
  } catch (error) {
    // Without its picture a chart is its sentence and its table, opened.
    island.querySelector<HTMLElement>("[data-chart-picture]")?.setAttribute("hidden", "");
    island.querySelector<HTMLDetailsElement>("details")?.setAttribute("open", "");
    console.error(error);
  }
}
