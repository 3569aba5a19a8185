// The pattern of places that have nothing: slanted lines, so that neither colour-blindness nor a printer hides it.
const SIZE = 16;

/** An image of `SIZE` device pixels that repeats without a seam. */
export function hatch(ground: string, line: string): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("This browser has no canvas.");
  pen.fillStyle = ground;
  pen.fillRect(0, 0, SIZE, SIZE);
  pen.strokeStyle = line;
  pen.lineWidth = 2.6;
  for (const shift of [-SIZE, 0, SIZE]) {
    pen.moveTo(shift - 2, SIZE + 2);
    pen.lineTo(shift + SIZE + 2, -2);
  }
  pen.stroke();
  return pen.getImageData(0, 0, SIZE, SIZE);
}
