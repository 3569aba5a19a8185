// How the picture is moved: by dragging, two fingers, buttons and keys. A wheel or one finger scrolls the page.
import type Sigma from "sigma";
import type { Line, Mark } from "./graph";
import type { NetworkInput } from "./input";

const STEP = 0.1;

export function startSteering(
  island: HTMLElement,
  picture: HTMLElement,
  sigma: Sigma<Mark, Line>,
  input: NetworkInput,
): void {
  const camera = sigma.getCamera();
  const zoom = (how: string | undefined): void => {
    if (how === "in") void camera.animatedZoom();
    else if (how === "out") void camera.animatedUnzoom();
    else void camera.animatedReset();
  };
  for (const button of island.querySelectorAll<HTMLElement>("[data-network-zoom]")) {
    button.addEventListener("click", () => zoom(button.dataset["networkZoom"]));
  }
  picture.tabIndex = 0;
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `${input.sentence} ${input.words["keys"] ?? ""}`);
  const keys: Record<string, () => void> = {
    ArrowLeft: () => camera.setState({ x: camera.x - STEP * camera.ratio }),
    ArrowRight: () => camera.setState({ x: camera.x + STEP * camera.ratio }),
    ArrowUp: () => camera.setState({ y: camera.y + STEP * camera.ratio }),
    ArrowDown: () => camera.setState({ y: camera.y - STEP * camera.ratio }),
    "+": () => zoom("in"),
    "=": () => zoom("in"),
    "-": () => zoom("out"),
    "0": () => zoom("all"),
  };
  picture.addEventListener("keydown", (event) => {
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  });
  const toThePage = (event: Event): void => event.stopPropagation();
  picture.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) toThePage(event);
    },
    { capture: true },
  );
  for (const name of ["touchstart", "touchmove"] as const) {
    picture.addEventListener(
      name,
      (event) => {
        if (event.touches.length < 2) toThePage(event);
      },
      { capture: true, passive: true },
    );
  }
}
