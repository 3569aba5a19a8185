// The columns as a graph that the library draws.
import Graph from "graphology";
import { FINEST, WIDTH, type NetworkColumns } from "./input";

export interface Mark {
  x: number;
  y: number;
  size: number;
  label: string;
  row: number;
  group: string; // the name of its color
  color: string;
  shape: number;
  forceLabel: boolean;
  highlighted: boolean;
  type: "shape";
}

export interface Line {
  size: number;
  color: string;
}

export type NetworkGraph = Graph<Mark, Line>;

const NAMED = 10; // the most tied carry their names
const NAMED_ON_PHONE = 4;
const SMALL = 0.6;

/** `scale`: how much smaller or larger than the server's picture this one is. */
export function graphOf(columns: NetworkColumns, scale: number): NetworkGraph {
  const graph: NetworkGraph = new Graph({ type: "undirected", multi: false, allowSelfLoops: false });
  const tied = new Array<number>(columns.names.length).fill(0);
  for (const row of columns.from) tied[row] = (tied[row] ?? 0) + 1;
  for (const row of columns.to) tied[row] = (tied[row] ?? 0) + 1;
  const named = new Set([...tied.keys()].sort((a, b) => (tied[b] ?? 0) - (tied[a] ?? 0)).slice(0, scale < SMALL ? NAMED_ON_PHONE : NAMED));
  if (columns.middle >= 0) named.add(columns.middle);
  columns.names.forEach((label, row) => {
    graph.addNode(String(row), {
      x: ((columns.x[row] ?? 0) / FINEST) * WIDTH,
      y: (columns.y[row] ?? 0) / FINEST,
      size: Math.max(2.5, ((columns.size[row] ?? 40) / 10) * Math.max(scale, 0.7)),
      label,
      row,
      group: `group-${columns.color[row]}`,
      color: "#808080",
      shape: Number(columns.shape[row]),
      forceLabel: named.has(row) && (tied[row] ?? 0) > 0,
      highlighted: row === columns.middle,
      type: "shape",
    });
  });
  const dense = columns.from.length > 600;
  columns.from.forEach((from, line) => {
    const thick = Math.max(Number(columns.thick[line]) - 1, 0);
    const size = (dense ? 0.6 : 1) + (dense ? 0.25 : 0.5) * thick;
    graph.addUndirectedEdgeWithKey(String(line), String(from), String(columns.to[line]), { size, color: "#808080" });
  });
  return graph;
}
