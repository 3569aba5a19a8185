// The style of a map: ground, places in steps, outlines, points, names. Colours come later, as the state of each
// place: a new layer, the dark, or paper then need no new tiles.
import type { FeatureCollection } from "geojson";
import type { ExpressionSpecification, LayerSpecification, Map as LibraryMap } from "maplibre-gl";
import { labelsOf, type Ground } from "./ground";
import type { Colours, LegendLine, MapInput } from "./input";

const MANY_SITES = 500;
const FONTS = ["Public Sans Web", "sans-serif"];

const state = (name: string): ExpressionSpecification => ["feature-state", name];
const whenState = (name: string, then: number, otherwise: number): ExpressionSpecification => [
  "case",
  ["boolean", state(name), false],
  then,
  otherwise,
];
const marked = (hovered: number, selected: number): ExpressionSpecification => [
  "case",
  ["boolean", state("selected"), false],
  selected,
  ["boolean", state("hovered"), false],
  hovered,
  0,
];
const byZoom = (...stops: [number, number, ...number[]]): ExpressionSpecification => [
  "interpolate",
  ["linear"],
  ["zoom"],
  ...stops,
];

/** The layers a pointer can meet, the upper first. */
export const TOUCHED = ["sites-chosen", "sites-site", "sites-candidate", "clusters", "places"];

/** Lays the data and everything that is drawn from it onto an empty map. */
export function lay(map: LibraryMap, input: MapInput, ground: Ground): void {
  const geojson = (data: FeatureCollection) => ({ type: "geojson", data, promoteId: "id" }) as const;
  const many = ground.sites.features.length > MANY_SITES;
  map.addSource("places", { ...geojson(ground.shapes), buffer: 16, maxzoom: 12 });
  map.addSource("lines", geojson(ground.lines));
  map.addSource("labels", geojson(labelsOf(input, ground)));
  map.addSource("sites", { ...geojson(ground.sites), cluster: many, clusterMaxZoom: 12, clusterRadius: 44 });
  for (const layer of layers()) map.addLayer(layer);
}

function layers(): LayerSpecification[] {
  return [
    {
      id: "places",
      type: "fill",
      source: "places",
      paint: { "fill-color": ["to-color", state("fill"), "rgba(0, 0, 0, 0)"] },
    },
    {
      id: "hatched",
      type: "fill",
      source: "places",
      paint: { "fill-pattern": "hatch", "fill-opacity": whenState("hatched", 1, 0) },
    },
    {
      id: "edges",
      type: "line",
      source: "places",
      // where places are small their edges must not hide them
      paint: { "line-width": byZoom(6, 0.1, 10, 0.5, 14, 1.5), "line-opacity": byZoom(6, 0.2, 10, 0.8) },
    },
    {
      id: "lines",
      type: "line",
      source: "lines",
      layout: { "line-join": "round" },
      paint: { "line-width": byZoom(5, 0.8, 11, 2), "line-opacity": 0.8 },
    },
    {
      id: "mark-halo",
      type: "line",
      source: "places",
      layout: { "line-join": "round" },
      paint: { "line-width": 7, "line-opacity": marked(1, 1) },
    },
    {
      id: "mark",
      type: "line",
      source: "places",
      layout: { "line-join": "round" },
      paint: { "line-width": ["case", ["boolean", state("selected"), false], 3.5, 2], "line-opacity": marked(1, 1) },
    },
    {
      id: "clusters",
      type: "circle",
      source: "sites",
      filter: ["has", "point_count"],
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "point_count"]], 1, 11, 40, 30],
        "circle-stroke-width": 1.5,
      },
    },
    {
      id: "counts",
      type: "symbol",
      source: "sites",
      filter: ["has", "point_count"],
      layout: {
        "text-field": ["number-format", ["get", "point_count"], {}],
        "text-font": FONTS,
        "text-size": 13,
        "text-allow-overlap": true,
      },
    },
    ...(["candidate", "site", "chosen"] as const).map(points),
    {
      id: "names",
      type: "symbol",
      source: "labels",
      layout: {
        "text-field": ["get", "label"],
        "text-font": FONTS,
        "text-size": 13,
        "text-max-width": 9,
        "text-padding": 6,
      },
      paint: { "text-halo-width": 2 },
    },
  ];
}

/** The points of one kind: each kind has its layer, so that its colours can change without new tiles. */
function points(kind: LegendLine["class"]): LayerSpecification {
  return {
    id: `sites-${kind}`,
    type: "circle",
    source: "sites",
    filter: ["all", ["!", ["has", "point_count"]], ["==", ["coalesce", ["get", "kind"], "site"], kind]],
    paint: {
      "circle-radius": [
        "+",
        kind === "chosen" ? 9 : 6,
        ["case", ["boolean", state("selected"), false], 3, ["boolean", state("hovered"), false], 2, 0],
      ],
      "circle-stroke-width": kind === "candidate" ? 2.5 : 1.5,
    },
  };
}

type PaintProperty = Parameters<LibraryMap["setPaintProperty"]>[1];

/** The colours of everything but the places, by layer and property. */
export function paints(colours: Colours): [layer: string, property: PaintProperty, colour: string][] {
  const c = (name: string): string => colours[name] ?? "#808080";
  return [
    ["ground", "background-color", c("ground")],
    ["edges", "line-color", c("edge")],
    ["lines", "line-color", c("county")],
    ["mark-halo", "line-color", c("halo")],
    ["mark", "line-color", c("ink")],
    ["clusters", "circle-color", c("ink")],
    ["clusters", "circle-stroke-color", c("halo")],
    ["counts", "text-color", c("halo")],
    ["names", "text-color", c("ink")],
    ["names", "text-halo-color", c("halo")],
    ["sites-site", "circle-color", c("ink")],
    ["sites-site", "circle-stroke-color", c("halo")],
    ["sites-chosen", "circle-color", c("chosen")],
    ["sites-chosen", "circle-stroke-color", c("halo")],
    ["sites-candidate", "circle-color", c("halo")],
    ["sites-candidate", "circle-stroke-color", c("ink")],
  ];
}
