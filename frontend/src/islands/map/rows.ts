// The table or list beside a map and the map are one: a row that is pointed at or focused is shown on the map, a row
// that is clicked is chosen there, and a place that is chosen on the map is marked in the table.
import type { Pointing } from "./pointing";
import type { Subject, Subjects } from "./subjects";

const ROWS = "tr, li, article";

/** Ties them; the answer marks the row of a chosen place. Tables may be swapped: nothing holds on to a row. */
export function tieRows(
  selector: string | undefined,
  island: HTMLElement,
  subjects: Subjects,
  pointing: () => Pointing,
): (subject: Subject | null) => void {
  if (!selector) return () => undefined;
  const table = (): HTMLElement | null => document.querySelector<HTMLElement>(selector);
  const subjectOf = (target: EventTarget | null): Subject | null => {
    const row = target instanceof Element ? target.closest<HTMLElement>(ROWS) : null;
    const id = row && table()?.contains(row) ? idOf(row) : undefined;
    return id === undefined ? null : subjects.find(id);
  };
  const ending = new AbortController();
  let shown = false;
  const show = (event: Event): void => {
    if (!island.isConnected) return ending.abort();
    const subject = subjectOf(event.target);
    if (subject || shown) pointing().hover(subject);
    shown = subject !== null;
  };
  const choose = (event: Event): void => {
    const onControl = event.target instanceof Element && event.target.closest("a, button, input, summary");
    const subject = onControl ? null : subjectOf(event.target);
    if (subject) pointing().choose(subject);
  };
  document.addEventListener("mouseover", show, { signal: ending.signal });
  document.addEventListener("focusin", show, { signal: ending.signal });
  document.addEventListener("click", choose, { signal: ending.signal });
  return (subject) => markRow(table(), subject);
}

/** The id of a row's place: on the row, on something in it, or the row's own id ("place-40143000100"). */
function idOf(row: HTMLElement): string | undefined {
  const named = row.matches("[data-place]") ? row : row.querySelector<HTMLElement>("[data-place]");
  return named?.dataset["place"] ?? (row.id.startsWith("place-") ? row.id.slice("place-".length) : undefined);
}

function markRow(table: HTMLElement | null, subject: Subject | null): void {
  for (const row of table?.querySelectorAll(".is-on-map") ?? []) row.classList.remove("is-on-map");
  if (!table || !subject) return;
  const id = CSS.escape(subject.id);
  const row = table.querySelector(`[data-place="${id}"], #place-${id}`)?.closest<HTMLElement>(ROWS);
  row?.classList.add("is-on-map");
  // within the table's own window only: the page must not leave the map
  const scroller = row?.closest<HTMLElement>(".datatable__scroll");
  if (row && scroller) scroller.scrollTop = row.offsetTop - scroller.clientHeight / 2;
}
