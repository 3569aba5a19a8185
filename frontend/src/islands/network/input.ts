// What the server writes into the page for a network, and what it sends as columns (core/ui/network.py).
export type Colours = Record<string, string>;

export interface NetworkInput {
  sentence: string;
  data_url: string;
  colours: { light: Colours; dark: Colours };
  words: Record<string, string>;
}

/** Columns over the marks (n) and the lines between them (m). */
export interface NetworkColumns {
  names: string[];
  notes: string[];
  note: number[]; // (n) into notes
  ids: number[];
  href: string; // with "{id}" in it
  x: number[]; // −10,000 to 10,000
  y: number[];
  size: number[]; // radius in tenths
  color: string; // (n) digits 1 to 6
  shape: string; // (n) digits 0 to 3
  middle: number; // the row that the picture is about, −1 for none
  from: number[]; // (m) rows
  to: number[];
  thick: string; // (m) digits 0 to 4
}

export const FINEST = 10_000;
export const WIDTH = 1.35; // how much wider than high a picture is
