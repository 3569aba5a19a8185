// One chart: Vega-Lite without evaluated text (the content security policy forbids it), following light and dark, and
// laid out anew when a phone is turned.
import embed, { type EmbedOptions, type Result, type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";

type Colours = Record<string, string>;

export interface ChartInput {
  spec: VisualizationSpec;
  narrow: VisualizationSpec | null; // the same laid out for a phone
  sentence: string;
  colours: { light: Colours; dark: Colours };
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const phone = window.matchMedia("(max-width: 40em)");

/** A copy of the specification with the colours' values in place of their names ("@short"). */
function dressed(value: unknown, colours: Colours): unknown {
  if (typeof value === "string" && value.startsWith("@")) return colours[value.slice(1)] ?? value;
  if (Array.isArray(value)) return value.map((each) => dressed(each, colours));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, dressed(each, colours)]));
  }
  return value;
}

export async function drawChart(island: Element, input: ChartInput): Promise<void> {
  const picture = island.querySelector<HTMLElement>("[data-chart-picture]");
  if (!picture) return;
  picture.hidden = false;
  const options: EmbedOptions = {
    actions: false,
    ast: true,
    expr: expressionInterpreter,
    renderer: "svg",
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    loader: { target: "_self" },
    logLevel: 1, // errors only: a width that follows its container is fitted on purpose
  };
  let drawn: Result | undefined;
  const paint = async (): Promise<void> => {
    drawn?.finalize();
    const laidOut = phone.matches ? (input.narrow ?? input.spec) : input.spec;
    const spec = dressed(laidOut, dark.matches ? input.colours.dark : input.colours.light);
    drawn = await embed(picture, spec as VisualizationSpec, options);
    const svg = picture.querySelector("svg");
    svg?.setAttribute("role", "img");
    svg?.setAttribute("aria-label", input.sentence);
  };
  // Vega measures its labels, so it has to wait for the typeface.
  await document.fonts.load('13px "Public Sans Web"');
  await paint();
  const repaint = (): void => {
    if (picture.isConnected) void paint();
    else for (const query of [dark, phone]) query.removeEventListener("change", repaint);
  };
  for (const query of [dark, phone]) query.addEventListener("change", repaint);
}
