// The map library, told where its worker is: the build leaves the worker out unless it is asked for by name.
import { Map as LibraryMap, NavigationControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import type { Box } from "./ground";
import type { MapInput } from "./input";

export { Marker, Popup, type Map as LibraryMap } from "maplibre-gl";

const WHOLE_COUNTRY: Box = [-125, 24, -66, 50];
export const FIT = { padding: 24, maxZoom: 13 };

/** An empty map. It is made while its data is still on the way, for a picture's context and a worker take a while. */
export function makeMap(picture: HTMLElement, input: MapInput, sentence: string): LibraryMap {
  setWorkerUrl(workerUrl);
  const words = input.words;
  const map = new LibraryMap({
    container: picture,
    style: {
      version: 8,
      transition: { duration: 0, delay: 0 }, // colours change at once, for the printer does not wait
      sources: {},
      layers: [{ id: "ground", type: "background" }],
    },
    bounds: input.bounds ?? WHOLE_COUNTRY,
    fitBoundsOptions: FIT,
    maxZoom: 17,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    rollEnabled: false,
    renderWorldCopies: false,
    attributionControl: false,
    fadeDuration: 0,
    // the page keeps scrolling under a finger or a wheel
    cooperativeGestures: true,
    locale: {
      "Map.Title": `${sentence} ${words["keys"] ?? ""}`,
      "NavigationControl.ZoomIn": words["zoom_in"] ?? "",
      "NavigationControl.ZoomOut": words["zoom_out"] ?? "",
      "Popup.Close": words["close"] ?? "",
      "CooperativeGesturesHandler.WindowsHelpText": words["scroll_windows"] ?? "",
      "CooperativeGesturesHandler.MacHelpText": words["scroll_mac"] ?? "",
      "CooperativeGesturesHandler.MobileHelpText": words["two_fingers"] ?? "",
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  return map;
}
