"""The directory as an import needs it: its entries with their values, found by id, name and place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from trellis.apps.organizations.models import Organization
from trellis.apps.programs.importing.plan.shape import ATTRIBUTES, MODELS, Kind, as_json
from trellis.apps.programs.models import Program, QualityRating, Session, Site

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.programs.models import Source

_LINKS: dict[Kind, tuple[str, ...]] = {
    "organization": (),
    "site": (),
    "program": ("organization_id",),
    "session": ("program_id", "site_id"),
    "rating": ("program_id",),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that is there: its values as JSON, what it belongs to, whether this list made it."""

    kind: Kind
    pk: int
    values: dict[str, Any]
    links: dict[str, int | None]
    provenance: dict[str, Any]
    own: bool


@dataclass(slots=True)
class Existing:
    """All entries of an alliance that an import could mean, by kind and number."""

    source_name: str
    entries: dict[Kind, dict[int, Entry]] = field(default_factory=lambda: {kind: {} for kind in MODELS})

    def of(self, kind: Kind) -> Iterable[Entry]:
        """The entries of one kind, oldest first."""
        return self.entries[kind].values()


def load(alliance: Alliance, source: Source, *, near: dict[str, Any] | None = None) -> Existing:
    """The alliance's directory; with `near`, only what the values of that one row could mean."""
    organizations: QuerySet[Organization] = Organization.objects.for_alliance(alliance)
    programs: QuerySet[Program] = Program.objects.for_alliance(alliance)
    sites: QuerySet[Site] = Site.objects.for_alliance(alliance)
    sessions: QuerySet[Session] = Session.objects.for_alliance(alliance)
    ratings: QuerySet[QualityRating] = QualityRating.objects.for_alliance(alliance)
    if near is not None:
        meant = Q(name__iexact=near.get("program", ""))
        if near.get("external_id"):
            meant |= Q(source=source, external_id=near["external_id"])
        programs = programs.filter(meant)
        place = Q(address__iexact=near.get("address", ""), zip_code=near.get("zip_code", ""))
        sites = sites.filter(place | Q(sessions__program__in=programs.values("pk"))).distinct()
        sessions = sessions.filter(program__in=programs.values("pk"))
        ratings = ratings.filter(program__in=programs.values("pk"))
        organizations = organizations.filter(
            Q(name__iexact=near.get("organization", "")) | Q(pk__in=programs.values("organization"))
        )
    found = Existing(source.name)
    rows: dict[Kind, QuerySet[Any]] = {
        "organization": organizations, "site": sites, "program": programs, "session": sessions,
        "rating": ratings,
    }  # fmt: skip
    for kind, queryset in rows.items():
        _read(found, kind, queryset, source)
    return found


def _read(found: Existing, kind: Kind, rows: QuerySet[Any], source: Source) -> None:
    attributes = [*ATTRIBUTES[kind].values(), *(["located"] if kind == "site" else [])]
    links = _LINKS[kind]
    kept = ["source_id"] if kind not in ("organization", "rating") else []
    more = ["provenance"] if kind != "rating" else []
    names = ["pk", *links, *kept, *more, *attributes]
    entries = found.entries[kind]
    for row in rows.order_by("pk").values(*names).iterator(chunk_size=5000):
        entries[row["pk"]] = Entry(
            kind,
            row["pk"],
            {name: as_json(row[name]) for name in attributes},
            {name: row[name] for name in links},
            row.get("provenance") or {},
            row.get("source_id") == source.pk if kept else False,
        )
