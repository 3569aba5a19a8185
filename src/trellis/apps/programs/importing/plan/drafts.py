"""Entries as an import would leave them: what is there, what rows say, which of the two holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from trellis.apps.programs.geocoding.offline import zip_position
from trellis.apps.programs.importing.plan.existing import Entry, Existing
from trellis.apps.programs.importing.plan.identity import Identity
from trellis.apps.programs.importing.plan.names import plain
from trellis.apps.programs.importing.plan.shape import ATTRIBUTES, FIELD_OF, Kind, Mode, is_empty
from trellis.apps.programs.importing.plan.sites import Sites
from trellis.apps.programs.models import Site
from trellis.apps.programs.topics import topics_in

Located = Site.Located


@dataclass(slots=True, eq=False)
class Draft:
    """One entry: `pk` is None where it would be made. `values` are those that rows set, by attribute.

    `changes` is {attribute: [before, after]} of an entry that is there; `links` are the entries it belongs
    to; `guessed` are attributes that nobody stated, `said` those that a row of this import spoke about.
    """

    kind: Kind
    pk: int | None
    before: dict[str, Any]
    provenance: dict[str, Any]
    own: bool
    source_name: str
    values: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    links: dict[str, Draft | None] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)

    def now(self, attribute: str) -> Any:
        """The value as the import would leave it."""
        return self.values.get(attribute, self.before.get(attribute))

    def say(self, attribute: str, value: Any, mode: Mode) -> bool:
        """Takes in what a row says; False where it isn't followed because somebody else stated the field.

        What an earlier row of this import said stays: of rows that share an entry, the first one holds, but
        one that is merged so that the new wins. An empty cell never empties a field.
        """
        current = self.now(attribute)
        if is_empty(value):
            return True
        said_before = attribute in self.said
        self.said.add(attribute)
        if value == current:
            return True
        if is_empty(current) or mode == "new":
            self.put(attribute, value)
            return True
        if mode == "fill" or said_before or self.pk is None:
            return True
        if self.provenance.get(attribute, {}).get("source") != self.source_name:
            if attribute == "verified_on":  # the later confirmation holds, whoever gave it
                if value > current:
                    self.put(attribute, value)
                return True
            return False
        self.put(attribute, value)
        return True

    def put(self, attribute: str, value: Any) -> None:
        """Sets a value, whatever was said before."""
        self.values[attribute] = value
        if self.pk is not None:
            self.changes[attribute] = [self.before.get(attribute), value]


@dataclass(slots=True)
class Outcome:
    """What a row did to entries that are there, and which of its fields were not followed."""

    changes: dict[str, list[Any]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)


class Drafts:
    """The drafts of one import, one for each entry that a row means."""

    def __init__(self, existing: Existing) -> None:
        self._existing = existing
        self._sites = Sites(existing)
        self._drafts: dict[tuple[Kind, Any], Draft] = {}
        self._organizations = {plain(each.values["name"]): each.pk for each in existing.of("organization")}
        self._ratings = {
            (each.links["program_id"], each.values["framework"], each.values["rated_on"]): each.pk
            for each in existing.of("rating")
        }

    def all(self) -> list[Draft]:
        """All drafts, those that others belong to first."""
        order: dict[Kind, int] = {"organization": 0, "site": 1, "program": 2, "session": 3, "rating": 4}
        return sorted(self._drafts.values(), key=lambda draft: order[draft.kind])

    def guess_topics(self) -> None:
        """Guesses the topics of new programs that no row states any of: of use only before they are made."""
        for draft in self._drafts.values():
            if draft.kind == "program" and draft.pk is None and is_empty(draft.now("topics")):
                found = topics_in(f"{draft.now('name')}. {draft.now('description') or ''}")
                if found:
                    draft.values["topics"] = list(found)
                    draft.guessed.add("topics")

    def row(self, identity: Identity, values: dict[str, Any]) -> Outcome:
        """Takes in one row."""
        outcome = Outcome()
        organization = self._organization(values, outcome)
        program = self._draft("program", identity.program)
        self._fill(program, values, identity.mode, outcome)
        self._link(program, "organization", organization, identity.mode, outcome)
        site = self._site(values, outcome)
        session = self._draft("session", identity.session)
        self._fill(session, values, identity.mode, outcome)
        session.links.setdefault("program", program)
        if site is not None:
            self._link(session, "site", site, identity.mode, outcome)
        self._rating(program, values, outcome)
        return outcome

    def _draft(self, kind: Kind, ref: Any) -> Draft:
        draft = self._drafts.get((kind, ref))
        if draft is None:
            entry: Entry | None = self._existing.entries[kind].get(ref) if isinstance(ref, int) else None
            draft = Draft(
                kind,
                entry.pk if entry else None,
                entry.values if entry else {},
                entry.provenance if entry else {},
                entry.own if entry else True,
                self._existing.source_name,
            )
            for name, pk in (entry.links if entry else {}).items():
                of = name.removesuffix("_id")
                draft.links[of] = None if pk is None else self._draft(of, pk)  # type: ignore[arg-type]
            self._drafts[(kind, ref)] = draft
        return draft

    def _fill(self, draft: Draft, values: dict[str, Any], mode: Mode, outcome: Outcome) -> None:
        seen = set(draft.changes)
        for name, attribute in ATTRIBUTES[draft.kind].items():
            if name in values and not draft.say(attribute, values[name], mode):
                outcome.kept.append(name)
        for attribute in draft.changes.keys() - seen:
            outcome.changes[FIELD_OF[draft.kind].get(attribute, attribute)] = draft.changes[attribute]

    def _link(self, draft: Draft, name: str, to: Draft, mode: Mode, outcome: Outcome) -> None:
        """Ties an entry to another, under the rules of any other field."""
        current = draft.links.get(name)
        said_before = name in draft.said
        draft.said.add(name)
        if current is to:
            return
        stated = draft.provenance.get(name, {}).get("source") == draft.source_name
        if current is None or mode == "new" or (mode == "own" and stated and not said_before):
            draft.links[name] = to
            draft.values[name] = True
            if draft.pk is not None:
                shown = [_name(current), _name(to)]
                draft.changes[name] = shown
                outcome.changes["site_name" if name == "site" else name] = shown
        elif mode == "own" and not said_before:
            outcome.kept.append("site_name" if name == "site" else name)

    def _organization(self, values: dict[str, Any], outcome: Outcome) -> Draft:
        name = plain(values["organization"])
        ref = self._organizations.get(name, ("organization", name))
        draft = self._draft("organization", ref)
        if draft.pk is None:
            self._fill(draft, values, "own", outcome)
        elif values.get("organization_url"):
            self._fill(draft, {"organization_url": values["organization_url"]}, "own", outcome)
        return draft

    def _site(self, values: dict[str, Any], outcome: Outcome) -> Draft | None:
        if values.get("mode") == "online" and not (values.get("address") or values.get("site_name")):
            return None  # its ZIP code, or a position, is the organization's
        ref = self._sites.find(values)
        if ref is None:
            return None
        draft = self._draft("site", ref)
        given = values.get("latitude") is not None
        if given and draft.now("located") in (Located.ZIP, Located.GEOCODER):
            # A stated position is better than one that was looked up.
            for attribute in ("latitude", "longitude"):
                draft.put(attribute, values[attribute])
                if draft.pk is not None:
                    outcome.changes[attribute] = draft.changes[attribute]
            draft.put("located", Located.GIVEN)
        self._fill(draft, values, "own" if draft.own else "fill", outcome)
        if given and is_empty(draft.now("located")):
            draft.put("located", Located.GIVEN)
        elif draft.pk is None and draft.now("latitude") is None and draft.now("zip_code"):
            middle = zip_position(draft.now("zip_code"))
            if middle is not None:
                draft.values |= {"latitude": middle[0], "longitude": middle[1], "located": Located.ZIP}
        return draft

    def _rating(self, program: Draft, values: dict[str, Any], outcome: Outcome) -> None:
        if "quality_score" not in values:
            return
        key = (program.pk, values["quality_framework"], values["quality_on"])
        rating = self._draft("rating", self._ratings.get(key, (id(program), *key)))
        rating.links.setdefault("program", program)
        self._fill(rating, values, "new", outcome)


def _name(draft: Draft | None) -> str | None:
    if draft is None:
        return None
    if draft.kind == "site":
        parts = (draft.now(name) for name in ("name", "address", "city", "zip_code"))
        return ", ".join(part for part in parts if part)
    return str(draft.now("name"))
