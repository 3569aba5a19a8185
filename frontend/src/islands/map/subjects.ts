// What can be pointed at: places and sites, with the words for each and the mark that a map draws on it.
import type { MapGeoJSONFeature, PointLike } from "maplibre-gl";
import type { Painter } from "./colours";
import { middle, type Box, type Ground } from "./ground";
import { said, type MapInput } from "./input";
import type { LibraryMap } from "./library";
import { TOUCHED } from "./style";

export interface Subject {
  kind: "place" | "site" | "cluster";
  id: string;
  name: string;
  label: string;
  href: string;
  at: [number, number]; // longitude, latitude
}

type Mark = "hovered" | "selected";

export class Subjects {
  private readonly marks: Record<Mark, Subject | null> = { hovered: null, selected: null };
  private readonly sites: Map<string, Record<string, unknown>>;

  constructor(
    private readonly map: LibraryMap,
    private readonly input: MapInput,
    private readonly ground: Ground,
    private readonly painter: Painter,
  ) {
    this.sites = new Map(ground.sites.features.map(({ properties }) => [String(properties?.["id"]), properties ?? {}]));
  }

  /** The place or site with this id. */
  find(id: string): Subject | null {
    const box = this.ground.boxes.get(id);
    if (!box) return null;
    const site = this.sites.get(id);
    if (site) return this.site(id, site, box);
    const value = this.painter.value(id);
    return {
      kind: "place",
      id,
      name: value?.name ?? this.ground.names.get(id) ?? id,
      label: value?.label ?? said(this.input, "unknown"),
      href: value?.href ?? this.input.place_href.replace("{id}", encodeURIComponent(id)),
      at: middle(box),
    };
  }

  /** What is drawn at a point of the picture, or within so many pixels of it. */
  under({ x, y }: { x: number; y: number }, reach: number): Subject | null {
    const around: [PointLike, PointLike] = [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ];
    const points = this.map.queryRenderedFeatures(around, { layers: TOUCHED.slice(0, -1) });
    const found = points[0] ?? this.map.queryRenderedFeatures([x, y], { layers: ["places"] })[0];
    if (!found) return null;
    return found.properties["point_count"] ? this.cluster(found) : this.find(String(found.id));
  }

  mark(mark: Mark, subject: Subject | null): void {
    const before = this.marks[mark];
    if (before?.id === subject?.id) return;
    if (before) this.set(before, mark, false);
    if (subject) this.set(subject, mark, true);
    this.marks[mark] = subject;
  }

  marked(mark: Mark): Subject | null {
    return this.marks[mark];
  }

  private set(subject: Subject, mark: Mark, on: boolean): void {
    if (subject.kind === "cluster") return;
    const source = subject.kind === "site" ? "sites" : "places";
    this.map.setFeatureState({ source, id: subject.id }, { [mark]: on });
  }

  private site(id: string, properties: Record<string, unknown>, box: Box): Subject {
    const text = (key: string): string => String(properties[key] ?? "");
    return { kind: "site", id, name: text("name"), label: text("label"), href: text("href"), at: middle(box) };
  }

  private cluster(feature: MapGeoJSONFeature): Subject {
    const at = feature.geometry.type === "Point" ? feature.geometry.coordinates : [];
    const n = Number(feature.properties["point_count"]);
    return {
      kind: "cluster",
      id: String(feature.properties["cluster_id"]),
      name: said(this.input, "sites", { n }),
      label: "",
      href: "",
      at: [at[0] ?? 0, at[1] ?? 0],
    };
  }
}
