// One network: marks and lines by the graphics card, then all that answers the reader.
import Sigma from "sigma";
import { EdgeLineProgram, EdgeRectangleProgram } from "sigma/rendering";
import { animateNodes } from "sigma/utils";
import { Card } from "./card";
import { graphOf, type Line, type Mark, type NetworkGraph } from "./graph";
import { WIDTH, type Colours, type NetworkColumns, type NetworkInput } from "./input";
import { Letters } from "./letters";
import { setEdge, ShapeProgram } from "./shapes";
import { startSteering } from "./steering";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const HIGH = 640; // of the server's picture
const MANY = 3000; // lines from here on are drawn one pixel wide

/** Where everybody stood in the picture before: from wave to wave marks move instead of jumping. */
const before = new Map<string, Map<string, { x: number; y: number }>>();

export async function drawNetwork(
  island: HTMLElement,
  input: NetworkInput,
  columns: NetworkColumns,
): Promise<void> {
  const picture = part(island, "[data-network-picture]");
  if (!document.createElement("canvas").getContext("webgl2")) throw new Error("This browser has no WebGL.");
  await document.fonts.load('600 13px "Public Sans Web"');
  picture.hidden = false;
  const letters = new Letters();
  const graph = graphOf(columns, Math.min(picture.clientHeight / HIGH, 1.15));
  const goals = moved(island.id, graph);
  const sigma = new Sigma<Mark, Line>(graph, picture, {
    nodeProgramClasses: { shape: ShapeProgram as never },
    nodeHoverProgramClasses: { shape: ShapeProgram as never },
    edgeProgramClasses: { line: EdgeRectangleProgram, thin: EdgeLineProgram },
    defaultEdgeType: graph.size > MANY ? "thin" : "line",
    defaultDrawNodeLabel: letters.draw,
    defaultDrawNodeHover: letters.hover,
    labelFont: '"Public Sans Web", sans-serif',
    labelSize: 13,
    labelWeight: "600",
    labelRenderedSizeThreshold: graph.order > 40 ? 13 : 0,
    hideEdgesOnMove: graph.size > 3 * MANY,
    stagePadding: 30,
    minCameraRatio: 0.05,
    maxCameraRatio: 2,
    zIndex: true,
  });
  // The same frame whatever is shown, so that a filter moves nobody.
  sigma.setCustomBBox({ x: [-WIDTH, WIDTH], y: [-1, 1] });
  sigma.on("beforeRender", () => {
    letters.clear();
    letters.wide = picture.clientWidth;
  });
  const card = new Card(island, input, columns, graph);
  const focus = startFocus(sigma, card);
  const dress = (): void => {
    const colours = dark.matches ? input.colours.dark : input.colours.light;
    letters.ink = colours["ink"] ?? letters.ink;
    letters.paper = colours["paper"] ?? letters.paper;
    setEdge(letters.paper);
    focus.colours = colours;
    sigma.refresh();
  };
  dress();
  dark.addEventListener("change", dress);
  startSteering(island, picture, sigma, input);
  part(island, "[data-network-still]").hidden = true;
  for (const each of island.querySelectorAll<HTMLElement>("[data-network-scripted]")) each.hidden = false;
  if (goals) animateNodes(graph, goals, { duration: 700, easing: "quadraticInOut" });
  // A swapped page gives back the picture's context: a browser has few of them.
  island.addEventListener("htmx:beforeCleanupElement", (event) => {
    if (event.target !== island) return;
    dark.removeEventListener("change", dress);
    sigma.kill();
  });
}

export function part(island: HTMLElement, selector: string): HTMLElement {
  const found = island.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The network #${island.id} has no ${selector}.`);
  return found;
}

/** Puts everybody where they stood in the picture before; where they have to go from there, null if nowhere. */
function moved(key: string, graph: NetworkGraph): Record<string, { x: number; y: number }> | null {
  const last = before.get(key);
  const now = new Map<string, { x: number; y: number }>();
  const goals: Record<string, { x: number; y: number }> = {};
  graph.forEachNode((node, { label, x, y }) => {
    now.set(label, { x, y });
    const stood = last?.get(label);
    if (!stood || (stood.x === x && stood.y === y) || still.matches) return;
    goals[node] = { x, y };
    graph.mergeNodeAttributes(node, stood);
  });
  before.set(key, now);
  return Object.keys(goals).length ? goals : null;
}

/** A color so far from the paper towards another: where lines are see-through, the library adds up their light. */
function mixed(paper = "#ffffff", colour = "#808080", share: number): string {
  const part = (at: number): string => {
    const [from, to] = [paper, colour].map((each) => parseInt(each.slice(at, at + 2), 16)) as [number, number];
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${part(1)}${part(3)}${part(5)}`;
}

/** Whoever is pointed at or chosen stands out with those they are tied to; all others step back. */
function startFocus(sigma: Sigma<Mark, Line>, card: Card): { colours: Colours } {
  const state: { colours: Colours } = { colours: {} };
  const graph = sigma.getGraph();
  const strength = graph.size > MANY ? 0.2 : graph.size > 600 ? 0.3 : 0.5; // of a line against the paper
  let pointed: string | null = null;
  let chosen: string | null = null;
  let near = new Set<string>();
  const show = (): void => {
    const middle = pointed ?? chosen;
    near = new Set(middle ? [middle, ...graph.neighbors(middle)] : []);
    sigma.refresh({ skipIndexation: true });
  };
  sigma.setSetting("nodeReducer", (node, data) => {
    const color = state.colours[data.group] ?? data.color;
    if (!near.size) return { ...data, color };
    if (!near.has(node)) {
      return { ...data, color: state.colours["line"] ?? color, label: "", forceLabel: false, zIndex: 0 };
    }
    const highlighted = node === (pointed ?? chosen);
    return { ...data, color, highlighted, forceLabel: near.size <= 16, zIndex: 1 };
  });
  sigma.setSetting("edgeReducer", (edge, data) => {
    if (!near.size) return { ...data, color: mixed(state.colours["paper"], state.colours["quiet"], strength) };
    const middle = pointed ?? chosen;
    if (!middle || !graph.hasExtremity(edge, middle)) return { ...data, hidden: true };
    return { ...data, color: state.colours["ink"] ?? data.color, zIndex: 1 };
  });
  sigma.on("enterNode", ({ node }) => {
    pointed = node;
    sigma.getContainer().classList.add("is-pointing");
    show();
  });
  sigma.on("leaveNode", () => {
    pointed = null;
    sigma.getContainer().classList.remove("is-pointing");
    show();
  });
  const choose = (node: string | null): void => {
    chosen = node;
    if (node === null) card.close();
    else card.open(node);
    show();
  };
  sigma.on("clickNode", ({ node }) => choose(node === chosen ? null : node));
  sigma.on("clickStage", () => choose(null));
  card.onClose = () => choose(null);
  return state;
}
