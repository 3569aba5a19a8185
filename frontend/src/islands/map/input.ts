// What the server writes into the page for a map (core/ui/map.py).
import type { FeatureCollection } from "geojson";

export type Step = 0 | 1 | 2 | 3 | 4 | "none" | "unknown";

export interface Value {
  class: Step;
  label: string;
  name?: string;
  href?: string;
}

export type Values = Record<string, Value>;

export interface LegendLine {
  class: Step | "site" | "chosen" | "candidate";
  label: string;
}

export interface Layer {
  key: string;
  label: string;
  sentence: string;
  classes: LegendLine[];
  values: Values;
  values_url: string;
}

export interface Place {
  latitude: number;
  longitude: number;
  label: string;
}

export type Colours = Record<string, string>;

export interface MapInput {
  title: string;
  shapes_url: string;
  place_href: string;
  layers: Layer[];
  layer: string;
  sites: FeatureCollection | null;
  sites_url: string;
  site_classes: LegendLine[];
  lines_url: string;
  labels: Place[];
  selected: string;
  bounds: [number, number, number, number] | null;
  here: Place | null;
  picks: { limit: number } | null;
  picture_url: string;
  picture_name: string;
  colours: { light: Colours; dark: Colours };
  words: Record<string, string>;
}

/** A message with its {…} filled in. */
export function said(input: MapInput, name: string, values: Record<string, string | number> = {}): string {
  const text = input.words[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

/** The map's data did not come. */
export class OfflineError extends Error {}
