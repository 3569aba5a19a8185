// What a map is drawn from: shapes, lines and sites, fetched together while the library is still on its way.
import type { Feature, FeatureCollection, GeoJsonProperties, Geometry, Position } from "geojson";
import { OfflineError, type MapInput } from "./input";

export type Box = [west: number, south: number, east: number, north: number];

export interface Ground {
  shapes: FeatureCollection;
  lines: FeatureCollection;
  sites: FeatureCollection;
  places: string[]; // ids of the shapes
  boxes: Map<string, Box>; // by the id of the place or site
  names: Map<string, string>;
  bounds: Box | null;
}

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

export async function fetchGround(input: MapInput): Promise<Ground> {
  const [shapes, lines, sites] = await Promise.all([
    fetched(input.shapes_url),
    fetched(input.lines_url),
    input.sites ?? fetched(input.sites_url),
  ]);
  const boxes = new Map<string, Box>();
  const names = new Map<string, string>();
  const register = (feature: Feature, keep: GeoJsonProperties): void => {
    // The library knows a feature by a property: an id of letters or with a leading zero would be lost.
    const id = String(feature.id ?? feature.properties?.["id"] ?? "");
    const name = feature.properties?.["name"];
    delete feature.id;
    feature.properties = { ...keep, id };
    const box = boxOf(feature.geometry);
    if (box) boxes.set(id, box);
    if (name) names.set(id, String(name));
  };
  for (const shape of shapes.features) register(shape, null); // the less there is, the sooner it is drawn
  for (const site of sites.features) register(site, site.properties);
  const places = shapes.features.map((shape) => String(shape.properties?.["id"]));
  return { shapes, lines, sites, places, boxes, names, bounds: input.bounds ?? around(boxes.values(), input) };
}

async function fetched(url: string): Promise<FeatureCollection> {
  if (!url) return { ...NOTHING };
  return fetchJson<FeatureCollection>(url);
}

export async function fetchJson<T>(url: string): Promise<T> {
  const answer = await fetch(url, { credentials: "same-origin" }).catch((error: unknown) => {
    throw new OfflineError(`${url} did not answer.`, { cause: error });
  });
  if (!answer.ok) throw new OfflineError(`${url} answered ${answer.status}.`);
  return (await answer.json()) as T;
}

function boxOf(geometry: Geometry | null): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (part: Position | Position[] | Position[][] | Position[][][]): void => {
    const [x, y] = part;
    if (typeof x === "number" && typeof y === "number") {
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    } else for (const inner of part as Position[]) walk(inner);
  };
  if (geometry && geometry.type !== "GeometryCollection") walk(geometry.coordinates);
  return box[0] <= box[2] ? box : null;
}

function around(boxes: Iterable<Box>, input: MapInput): Box | null {
  const all: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const points = [...input.labels, ...(input.here ? [input.here] : [])];
  const own = points.map(({ longitude: x, latitude: y }): Box => [x, y, x, y]);
  for (const box of [...boxes, ...own]) {
    all[0] = Math.min(all[0], box[0]);
    all[1] = Math.min(all[1], box[1]);
    all[2] = Math.max(all[2], box[2]);
    all[3] = Math.max(all[3], box[3]);
  }
  return all[0] <= all[2] ? all : null;
}

/** The middle of a box. */
export function middle(box: Box): [number, number] {
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

/** The points of a label layer: names of outlines, and the labels that the server gives. */
export function labelsOf(input: MapInput, ground: Ground): FeatureCollection {
  const features: Feature[] = input.labels.map(({ longitude, latitude, label }) =>
    point([longitude, latitude], label),
  );
  for (const line of ground.lines.features) {
    const middle = middleOf(line.geometry);
    const name = line.properties?.["name"];
    if (middle && name) features.push(point(middle, String(name)));
  }
  return { type: "FeatureCollection", features };
}

function point(coordinates: [number, number], label: string): Feature {
  return { type: "Feature", geometry: { type: "Point", coordinates }, properties: { label } };
}

/** The centre of gravity of the largest ring, so that the name of a bent county is not outside of it. */
function middleOf(geometry: Geometry | null): [number, number] | null {
  const rings: Position[][] = [];
  if (geometry?.type === "Polygon") rings.push(...geometry.coordinates.slice(0, 1));
  if (geometry?.type === "MultiPolygon") rings.push(...geometry.coordinates.flatMap((part) => part.slice(0, 1)));
  let largest = 0;
  let found: [number, number] | null = null;
  for (const ring of rings) {
    const { area, x, y } = gravity(ring);
    if (Math.abs(area) <= largest) continue;
    largest = Math.abs(area);
    found = [x, y];
  }
  return found;
}

function gravity(ring: Position[]): { area: number; x: number; y: number } {
  // counted from the first corner: degrees alone are too large for the differences
  const [x0, y0] = [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0];
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = [(ring[i]?.[0] ?? 0) - x0, (ring[i]?.[1] ?? 0) - y0];
    const [bx, by] = [(ring[i + 1]?.[0] ?? 0) - x0, (ring[i + 1]?.[1] ?? 0) - y0];
    const cross = ax * by - bx * ay;
    area += cross / 2;
    x += ((ax + bx) * cross) / 6;
    y += ((ay + by) * cross) / 6;
  }
  return area ? { area, x: x0 + x / area, y: y0 + y / area } : { area: 0, x: x0, y: y0 };
}
