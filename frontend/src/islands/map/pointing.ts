// Pointing with a mouse, a finger or the keyboard: what is under the pointer or the cross is named; a click or Enter
// chooses it, or adds a point where the map is for that.
import type { Card } from "./card";
import { said, type MapInput } from "./input";
import type { LibraryMap } from "./library";
import type { Picks } from "./picks";
import type { Subject, Subjects } from "./subjects";

export interface Pointing {
  /** Marks and shows a place as if the pointer were on it; null ends that. */
  hover(subject: Subject | null): void;
  /** Marks a place for good and brings it into the window. */
  choose(subject: Subject | null, at?: [number, number]): void;
}

interface Parts {
  map: LibraryMap;
  input: MapInput;
  subjects: Subjects;
  card: Card;
  picks: Picks | null;
  say: (text: string) => void;
  onChoice: (subject: Subject | null) => void;
}

const REACH = 4; // pixels about the pointer that still count as on a point
const CROSS_REACH = 14;

export function startPointing(parts: Parts): Pointing {
  const { map, input, subjects, card, picks, say } = parts;
  const canvas = map.getCanvas();

  const hover = (subject: Subject | null, at?: [number, number]): void => {
    subjects.mark("hovered", subject);
    if (card.stays) return;
    if (subject) card.show(subject, at ?? subject.at, false);
    else card.hide();
  };
  const choose = (subject: Subject | null, at?: [number, number]): void => {
    subjects.mark("selected", subject);
    parts.onChoice(subject);
    if (!subject) return card.hide();
    if (!at && !map.getBounds().contains(subject.at)) map.easeTo({ center: subject.at });
    card.show(subject, at ?? subject.at, true);
  };
  const zoomInto = (subject: Subject): void => {
    map.easeTo({ center: subject.at, zoom: map.getZoom() + 2 });
  };

  map.on("mousemove", (event) => {
    if (event.originalEvent.buttons) return;
    const subject = subjects.under(event.point, REACH);
    canvas.style.cursor = subject || picks ? "pointer" : "";
    hover(subject, subject?.kind === "place" ? [event.lngLat.lng, event.lngLat.lat] : undefined);
  });
  map.on("mouseout", () => hover(null));
  map.on("click", (event) => {
    const subject = subjects.under(event.point, REACH * 2);
    if (subject?.kind === "cluster") return zoomInto(subject);
    if (picks) return picks.add(event.lngLat.lat, event.lngLat.lng);
    choose(subject, subject?.kind === "place" ? [event.lngLat.lng, event.lngLat.lat] : undefined);
  });

  const atCross = (): Subject | null => {
    const { clientWidth: width, clientHeight: height } = canvas;
    return subjects.under({ x: width / 2, y: height / 2 }, CROSS_REACH);
  };
  const nameCross = (): void => {
    if (!canvas.matches(":focus-visible")) return;
    const subject = atCross();
    hover(subject, subject?.kind === "place" ? map.getCenter().toArray() : undefined);
    say(subject ? [subject.name, subject.label].filter(Boolean).join(": ") : said(input, "nothing"));
  };
  canvas.addEventListener("focus", nameCross);
  canvas.addEventListener("blur", () => hover(null));
  map.on("moveend", nameCross);
  canvas.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    const subject = atCross();
    const { lat, lng } = map.getCenter();
    if (subject?.kind === "cluster") return zoomInto(subject);
    if (picks) return picks.add(lat, lng);
    choose(subject, subject?.kind === "place" ? [lng, lat] : undefined);
    card.enter();
  });
  return { hover: (subject) => hover(subject), choose };
}
