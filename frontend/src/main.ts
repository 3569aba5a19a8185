// Starts what a page needs: htmx, the small helpers, and an island's script only where there is one.
import htmx from "htmx.org";
import { startCharts } from "./islands/charts";
import { startCopyButtons } from "./islands/copy";
import { startEvidence } from "./islands/evidence";
import { startFacilitator } from "./islands/facilitate";
import { startMaps } from "./islands/map";
import { startMenus } from "./islands/menus";
import { startNear } from "./islands/near";
import { startNetworks } from "./islands/network";
import { startSliders } from "./islands/sliders";

startEvidence();
startMenus();
document.documentElement.classList.add("scripted");

// Once for the page, and again for each fragment that htmx swaps in.
htmx.onLoad((element) => {
  const part = element instanceof Element ? element : document.body;
  startCharts(part);
  startCopyButtons(part);
  startFacilitator(part);
  startMaps(part);
  startNear(part);
  startNetworks(part);
  startSliders(part);
});
