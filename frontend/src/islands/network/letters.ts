// Names beside marks: with a halo, and none over another.
import type { NodeLabelDrawingFunction } from "sigma/rendering";
import type { Line, Mark } from "./graph";

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export class Letters {
  private taken: Box[] = [];
  ink = "#000000";
  paper = "#ffffff";

  /** Before each picture. */
  clear(): void {
    this.taken = [];
  }

  readonly draw: NodeLabelDrawingFunction<Mark, Line> = (pen, data, settings) => {
    if (!data.label) return;
    pen.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
    const width = pen.measureText(data.label).width;
    const left = data.x + data.size + 4;
    const middle = data.y;
    const box = { left, top: middle - 8, right: left + width, bottom: middle + 8 };
    if (this.taken.some((other) => touch(box, other))) return;
    this.taken.push(box);
    this.write(pen, data.label, left, middle);
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
    this.write(pen, data.label, data.x + data.size + 8, data.y);
  };

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
