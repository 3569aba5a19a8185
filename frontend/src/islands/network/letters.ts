// Names beside marks: with a halo, and none over another.
import type { NodeLabelDrawingFunction } from "sigma/rendering";
import type { Line, Mark } from "./graph";

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const LONGEST = 34;

export class Letters {
  private taken: Box[] = [];
  ink = "#000000";
  paper = "#ffffff";
  wide = Infinity; // of the picture

  /** Before each picture. */
  clear(): void {
    this.taken = [];
  }

  readonly draw: NodeLabelDrawingFunction<Mark, Line> = (pen, data, settings) => {
    if (!data.label || data["highlighted"]) return; // `hover` writes those
    pen.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
    const text = data.label.length > LONGEST ? `${data.label.slice(0, LONGEST - 1).trimEnd()}…` : data.label;
    const width = pen.measureText(text).width;
    const left = this.beside(data, width);
    const middle = data.y;
    const box = { left, top: middle - 8, right: left + width, bottom: middle + 8 };
    if (this.taken.some((other) => touch(box, other))) return;
    this.taken.push(box);
    this.write(pen, text, left, middle);
  };

  /** The mark that is pointed at: its name on top of all. */
  readonly hover: NodeLabelDrawingFunction<Mark, Line> = (pen, data, settings) => {
    pen.beginPath();
    pen.arc(data.x, data.y, data.size + 4, 0, 2 * Math.PI);
    pen.strokeStyle = this.ink;
    pen.lineWidth = 2;
    pen.stroke();
    if (!data.label) return;
    pen.font = `${settings.labelWeight} ${settings.labelSize + 1}px ${settings.labelFont}`;
    const width = pen.measureText(data.label).width;
    this.write(pen, data.label, this.beside({ x: data.x, size: data.size + 4 }, width), data.y);
  };

  /** To the right of a mark, or to its left where the picture ends. */
  private beside(data: { x: number; size: number }, width: number): number {
    const right = data.x + data.size + 4;
    return right + width > this.wide ? Math.max(data.x - data.size - 4 - width, 2) : right;
  }

  private write(pen: CanvasRenderingContext2D, text: string, left: number, middle: number): void {
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 4;
    pen.strokeStyle = this.paper;
    pen.strokeText(text, left, middle);
    pen.fillStyle = this.ink;
    pen.fillText(text, left, middle);
  }
}

function touch(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
