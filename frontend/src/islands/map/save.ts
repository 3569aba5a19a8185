// The picture of a map as a file that can stand by itself on a slide: title, sentence, map, legend.
import type { Painter } from "./colours";
import { hatch } from "./hatch";
import type { Colours, Layer, LegendLine, MapInput } from "./input";
import type { LibraryMap } from "./library";
import { snapshot } from "./snapshot";

const MARGIN = 28;
const TITLE = 34;
const LINE = 26;
const GAP = 18;
const SWATCH = 18;

export function savePicture(map: LibraryMap, input: MapInput, layer: Layer, painter: Painter): void {
  const { clientWidth: width, clientHeight: height } = map.getCanvas();
  const canvas = compose(snapshot(map, painter.colours), width, height, input, layer, painter);
  canvas.toBlob((blob) => {
    if (!blob) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${input.picture_name}.png`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }, "image/png");
}

function compose(
  picture: HTMLCanvasElement,
  wide: number,
  high: number,
  input: MapInput,
  layer: Layer,
  painter: Painter,
): HTMLCanvasElement {
  const scale = picture.width / wide;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser has no canvas.");
  pen.font = font(400, 16);
  const sentence = wrapped(pen, layer.sentence, wide);
  pen.font = font(400, 15);
  const legend = rows(pen, [...layer.classes, ...input.site_classes], wide);
  const head = MARGIN + TITLE + sentence.length * LINE + 10;
  const width = wide + 2 * MARGIN;
  const height = head + high + GAP + legend.length * LINE + MARGIN;
  canvas.width = width * scale;
  canvas.height = height * scale;
  pen.scale(scale, scale);
  const colours = painter.colours;
  const ink = colours["ink"] ?? "#000000";
  pen.fillStyle = colours["halo"] ?? "#ffffff";
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = "middle";
  pen.fillStyle = ink;
  pen.font = font(700, 22);
  pen.fillText(input.title, MARGIN, MARGIN + 12);
  pen.font = font(400, 16);
  sentence.forEach((line, index) => pen.fillText(line, MARGIN, MARGIN + TITLE + (index + 0.5) * LINE));
  pen.drawImage(picture, MARGIN, head, wide, high);
  pen.font = font(400, 15);
  legend.forEach((row, index) => {
    const y = head + high + GAP + index * LINE;
    for (const { line, x } of row) {
      swatch(pen, line.class, painter, colours, MARGIN + x, y);
      pen.fillStyle = ink;
      pen.fillText(line.label, MARGIN + x + SWATCH + 8, y + SWATCH / 2);
    }
  });
  return canvas;
}

function font(weight: number, size: number): string {
  return `${weight} ${size}px "Public Sans Web", sans-serif`;
}

function wrapped(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = [lines.at(-1), word].filter(Boolean).join(" ");
    if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function rows(
  pen: CanvasRenderingContext2D,
  lines: LegendLine[],
  width: number,
): { line: LegendLine; x: number }[][] {
  const found: { line: LegendLine; x: number }[][] = [];
  let x = Infinity;
  for (const line of lines) {
    const own = SWATCH + 8 + pen.measureText(line.label).width + 24;
    if (x + own > width + 24) {
      found.push([]);
      x = 0;
    }
    found.at(-1)?.push({ line, x });
    x += own;
  }
  return found;
}

function swatch(
  pen: CanvasRenderingContext2D,
  kind: LegendLine["class"],
  painter: Painter,
  colours: Colours,
  x: number,
  y: number,
): void {
  const isPoint = kind === "site" || kind === "chosen" || kind === "candidate";
  pen.beginPath();
  if (isPoint) pen.arc(x + SWATCH / 2, y + SWATCH / 2, kind === "chosen" ? 8 : 6, 0, 2 * Math.PI);
  else pen.rect(x, y, SWATCH, SWATCH);
  pen.fillStyle = fillOf(pen, kind, painter, colours);
  pen.fill();
  pen.strokeStyle = colours[isPoint ? "ink" : "county"] ?? "#000000";
  pen.lineWidth = kind === "candidate" ? 2.5 : 0.75;
  pen.stroke();
}

function fillOf(
  pen: CanvasRenderingContext2D,
  kind: LegendLine["class"],
  painter: Painter,
  colours: Colours,
): string | CanvasPattern {
  if (kind === "site") return colours["ink"] ?? "#000000";
  if (kind === "candidate") return colours["halo"] ?? "#ffffff";
  if (kind !== "none") return painter.colour(kind);
  const tile = document.createElement("canvas");
  const image = hatch(colours["ground"] ?? "", colours["hatch"] ?? "");
  tile.width = image.width;
  tile.height = image.height;
  tile.getContext("2d")?.putImageData(image, 0, 0);
  return pen.createPattern(tile, "repeat") ?? painter.colour("unknown");
}
