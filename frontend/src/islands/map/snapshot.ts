// The picture of a map as it is now, in a canvas of its own, with the marks that lie upon it as elements of the page.
import type { LibraryMap } from "./library";
import type { Colours } from "./input";

/** Draws the map anew and copies it: a picture's context may be emptied as soon as it has been shown. */
export function snapshot(map: LibraryMap, colours: Colours): HTMLCanvasElement {
  const picture = map.getCanvas();
  const canvas = document.createElement("canvas");
  canvas.width = picture.width;
  canvas.height = picture.height;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser has no canvas.");
  map.redraw();
  pen.drawImage(picture, 0, 0);
  const scale = picture.width / picture.clientWidth;
  pen.scale(scale, scale);
  const frame = picture.getBoundingClientRect();
  for (const mark of map.getContainer().querySelectorAll<HTMLElement>("[data-map-mark]")) {
    const box = mark.getBoundingClientRect();
    const x = box.left + box.width / 2 - frame.left;
    const y = box.top + box.height / 2 - frame.top;
    putMark(pen, x, y, mark.dataset["mapMark"] === "here", mark.dataset["number"] ?? "", colours);
  }
  return canvas;
}

function putMark(
  pen: CanvasRenderingContext2D,
  x: number,
  y: number,
  isHere: boolean,
  number: string,
  colours: Colours,
): void {
  const own = colours[isHere ? "chosen" : "primary"] ?? "#000000";
  const rings: [number, string][] = [
    [isHere ? 12 : 13, isHere ? own : (colours["halo"] ?? "#ffffff")],
    [isHere ? 10 : 11, isHere ? (colours["halo"] ?? "#ffffff") : own],
    [isHere ? 6 : 0, own],
  ];
  for (const [radius, colour] of rings) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fillStyle = colour;
    pen.fill();
  }
  pen.fillStyle = colours["halo"] ?? "#ffffff";
  pen.font = '700 13px "Public Sans Web", sans-serif';
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(number, x, y);
}

/** On paper stands a copy in the colours of light. Without this some browsers print an empty box. */
export function followPrinting(map: LibraryMap, light: Colours, dress: (colours?: Colours) => void): void {
  let copy: HTMLCanvasElement | null = null;
  const before = (): void => {
    if (!map.getContainer().isConnected) return;
    dress(light);
    copy?.remove();
    copy = snapshot(map, light);
    copy.className = "map__paper";
    map.getContainer().after(copy);
  };
  const after = (): void => {
    copy?.remove();
    copy = null;
    dress();
  };
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  map.on("remove", () => {
    window.removeEventListener("beforeprint", before);
    window.removeEventListener("afterprint", after);
  });
}
