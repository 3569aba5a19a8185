"""Reads waves, and the network that a wave shows. Single answers leave here only for who gave them.

`wave_network` and `wave_ratings` are what pages, exports and methods are made of. Both are empty while a wave
is open, and where fewer organizations answered than `min_raters`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from trellis.apps.ties.models import Answer, Respondent, RosterEntry, Suggestion, TieImport, Wave

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

ACTIVITIES: Final = ("awareness", "cooperation", "coordination", "integration")
"""How closely two work together, from least to most."""


class Hidden(StrEnum):
    """Why a wave shows no ties."""

    NO = ""
    OPEN = "open"  # people still answer: whoever watched would see each answer come in
    FEW = "few"  # fewer answered than `min_raters`


@dataclass(frozen=True, slots=True)
class Member:
    """Who is in the network: one row, however many entries of the list were merged into it.

    `id` is the same in every wave. `partner` and `person` are None for what a file named by itself.
    """

    id: str
    name: str
    sector: str  # a code of ours, a file's own word, or "unknown"
    sector_label: str
    partner: int | None
    person: int | None
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """What was said of working together, from one to another: the most that any of its people said.

    `strength` is the frequency, 1 to 4, 0 where nobody said; the rest are codes of the bank.
    """

    source: str
    target: str
    strength: int
    activity: str
    fields: tuple[str, ...]
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaveNetwork:
    """A wave as columns for `methods.ties.Network.of(ids, sectors, pairs)`.

    Ties are directed because methods count who named whom; pages and exports show them undirected. `invited`
    and `answered` count organizations (or people), None for an imported network.
    """

    members: tuple[Member, ...]
    ties: tuple[Tie, ...]
    invited: int | None
    answered: int | None
    hidden: Hidden
    merged: int = 0  # entries that are one organization by now
    dropped_loops: int = 0  # ties between two entries that are one organization by now

    @property
    def ids(self) -> list[str]:
        """The ids (n,), each once."""
        return [member.id for member in self.members]

    @property
    def sectors(self) -> list[str]:
        """The sector of each (n,), never empty."""
        return [member.sector for member in self.members]

    @property
    def pairs(self) -> list[tuple[str, str, float]]:
        """The ties as `Network.of` takes them: no self-loop, none twice."""
        return [(tie.source, tie.target, float(tie.strength)) for tie in self.ties]


@dataclass(frozen=True, slots=True)
class WaveRatings:
    """Columns for `methods.ties.scores`; one rating for each organization, organization and item.

    Never show or export a row: only means over three raters or more, which `scores` gives.
    """

    rater: list[str] = field(default_factory=list)
    rated: list[str] = field(default_factory=list)
    item: list[str] = field(default_factory=list)
    value: list[float] = field(default_factory=list)


def waves_of(alliance: Alliance) -> QuerySet[Wave]:
    """All waves, the newest first."""
    found: QuerySet[Wave] = Wave.objects.for_alliance(alliance).select_related("alliance")
    return found


def wave(alliance: Alliance, pk: int) -> Wave | None:
    """A wave, if it is the alliance's."""
    return waves_of(alliance).filter(pk=pk).first()


def closed_waves(alliance: Alliance, *, kind: str = Wave.Kind.ORGANIZATIONS) -> QuerySet[Wave]:
    """The waves whose network can be shown, the newest first."""
    return waves_of(alliance).filter(status=Wave.Status.CLOSED, kind=kind)


def roster(wave: Wave) -> QuerySet[RosterEntry]:
    """Who can be named in a wave, by name."""
    found: QuerySet[RosterEntry] = (
        RosterEntry.objects.for_alliance(wave.alliance)
        .filter(wave=wave)
        .select_related("partner__organization", "person")
    )
    return found


def respondents(wave: Wave) -> QuerySet[Respondent]:
    """Who is asked in a wave, by the name of whom they speak for; how far they are, not what they say."""
    found: QuerySet[Respondent] = (
        Respondent.objects.for_alliance(wave.alliance).filter(wave=wave).select_related("entry")
    )
    return found


@dataclass(frozen=True, slots=True)
class Response:
    """How many have answered, of people and of names on the list that somebody was asked for."""

    people: int
    started: int
    finished: int
    entries: int
    entries_finished: int
    unsent: int

    @property
    def rate(self) -> float | None:
        """The share of organizations of which somebody has finished."""
        return self.entries_finished / self.entries if self.entries else None


def response(wave: Wave) -> Response:
    """How many have answered so far: one query."""
    done = Q(finished_at__isnull=False)
    counted = (
        respondents(wave)
        .order_by()
        .aggregate(
            people=Count("pk"),
            started=Count("pk", filter=Q(started_at__isnull=False)),
            finished=Count("pk", filter=done),
            entries=Count("entry", distinct=True),
            entries_finished=Count("entry", distinct=True, filter=done),
            unsent=Count("pk", filter=Q(sent_at__isnull=True)),
        )
    )
    return Response(**counted)


@dataclass(frozen=True, slots=True)
class SectorResponse:
    """How many of a sector have answered, of those somebody was asked for."""

    label: str
    entries: int
    finished: int


def response_by_sector(wave: Wave) -> list[SectorResponse]:
    """How each sector answers, by its label: one query."""
    rows = respondents(wave).only("finished_at", "entry__sector", "entry__own_sector")
    asked: dict[str, set[int]] = defaultdict(set)
    done: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        asked[row.entry.sector_label].add(row.entry_id)
        if row.finished_at:
            done[row.entry.sector_label].add(row.entry_id)
    return [SectorResponse(label, len(asked[label]), len(done[label])) for label in sorted(asked)]


def own_sectors(wave: Wave) -> dict[str, str]:
    """{a file's own sector: the sector of ours it was said to be, or ""}, by name."""
    rows = roster(wave).exclude(own_sector="").order_by("own_sector", "sector")
    return dict(rows.values_list("own_sector", "sector"))


def with_response(alliance: Alliance) -> QuerySet[Any]:
    """The waves with `listed`, `asked` and `finished`, counted without reading an answer."""
    done = Q(respondents__finished_at__isnull=False)
    found: QuerySet[Any] = waves_of(alliance).annotate(
        listed=Count("roster", distinct=True),
        asked=Count("respondents__entry", distinct=True),
        finished=Count("respondents__entry", distinct=True, filter=done),
    )
    return found


def suggestions(wave: Wave) -> list[str]:
    """Names that people miss on the list, each once, by name; not who wrote them."""
    rows = Suggestion.objects.for_alliance(wave.alliance).filter(respondent__wave=wave, is_settled=False)
    names = {name.casefold(): name for name in rows.order_by("-pk").values_list("name", flat=True)}
    return sorted(names.values(), key=str.casefold)


def shows(wave: Wave) -> Hidden:
    """Whether a wave's ties may be shown: one query, none for an imported network."""
    if wave.status != Wave.Status.CLOSED:
        return Hidden.OPEN
    if wave.is_imported:
        return Hidden.NO
    return Hidden.NO if response(wave).entries_finished >= wave.min_raters else Hidden.FEW


def members_of(wave: Wave) -> tuple[list[Member], dict[int, str]]:
    """The rows of a wave's network, and the row's id of every entry of its list: one query."""
    entries = list(roster(wave))
    names = [entry.name.casefold() for entry in entries]
    count = Counter(names)
    grouped: dict[str, list[RosterEntry]] = defaultdict(list)
    for entry, name in zip(entries, names, strict=True):
        grouped[_id_of(wave, entry, is_only=count[name] == 1)].append(entry)
    id_of = {entry.pk: key for key, rows in grouped.items() for entry in rows}
    return [_member(wave, key, rows) for key, rows in grouped.items()], id_of


def _id_of(wave: Wave, entry: RosterEntry, *, is_only: bool) -> str:
    """The same in every wave: the partner or person, else the name, else the id in the file."""
    if entry.person_id:
        return f"h{entry.person_id}"
    if wave.is_of_people and not wave.is_imported:
        return f"e{entry.pk}"  # somebody who was removed: two of one name needn't be one
    if entry.partner_id:
        return f"p{entry.partner_id}"
    name = entry.name.casefold()
    return f"n:{name}" if is_only else f"n:{name}#{entry.external_id or entry.pk}"


def _member(wave: Wave, key: str, rows: list[RosterEntry]) -> Member:
    first = rows[0]
    return Member(
        id=key,
        name=shown_name(wave, first),
        sector=first.sector_key,
        sector_label=first.sector_label,
        partner=first.partner_id,
        person=first.person_id,
        entries=tuple(entry.pk for entry in rows),
    )


def shown_name(wave: Wave, entry: RosterEntry) -> str:
    """The name on the list; of a person only as long as they agree to be shown."""
    if not wave.is_of_people or wave.is_imported:
        return entry.name
    if entry.person is None or entry.person.consented_on is None:
        return _("Somebody")
    return entry.name


def wave_network(wave: Wave) -> WaveNetwork:
    """The network of a wave: who is in it, and the ties that anybody of either side named: four queries.

    Entries of one partner are one row. Of several people of an organization the highest frequency and the
    closest activity count.
    """
    hidden = shows(wave)
    members, id_of = members_of(wave)
    invited, answered = _asked(wave, id_of)
    merged = len(id_of) - len(members)
    if hidden:
        return WaveNetwork(tuple(members), (), invited, answered, hidden, merged)
    rows = _said(wave).values_list(
        "respondent__entry", "about", "frequency", "activity", "fields", "outcomes"
    )
    found: dict[tuple[str, str], Tie] = {}
    loops = 0
    for speaker, about, frequency, activity, fields, outcomes in rows:
        source, target = id_of[speaker], id_of[about]
        if source == target:
            loops += 1
            continue
        said = Tie(source, target, frequency, activity, tuple(fields), tuple(outcomes))
        known = found.get((source, target))
        found[source, target] = said if known is None else _stronger(known, said)
    ties = tuple(found[pair] for pair in sorted(found))
    return WaveNetwork(tuple(members), ties, invited, answered, hidden, merged, loops)


def _said(wave: Wave) -> QuerySet[Answer]:
    found: QuerySet[Answer] = Answer.objects.for_alliance(wave.alliance).filter(
        respondent__wave=wave, knows=True
    )
    return found.order_by("pk")


def _asked(wave: Wave, id_of: Mapping[int, str]) -> tuple[int | None, int | None]:
    """How many rows of the network somebody was asked for, and of how many somebody has finished."""
    if wave.is_imported:
        return None, None
    rows = list(respondents(wave).order_by().values_list("entry", "finished_at"))
    return len({id_of[entry] for entry, _end in rows}), len({id_of[entry] for entry, end in rows if end})


def _stronger(one: Tie, other: Tie) -> Tie:
    rank = {code: number for number, code in enumerate(ACTIVITIES)}
    return Tie(
        one.source,
        one.target,
        max(one.strength, other.strength),
        max(one.activity, other.activity, key=lambda code: rank.get(code, -1)),
        tuple(sorted({*one.fields, *other.fields})),
        tuple(sorted({*one.outcomes, *other.outcomes})),
    )


def wave_ratings(wave: Wave) -> WaveRatings:
    """What organizations gave each other, averaged over the people of each rater: at most four queries.

    Only for `methods.ties.scores`, which shows nothing under three raters. Ratings between entries that are
    one organization by now are left out.
    """
    if shows(wave):
        return WaveRatings()
    _members, id_of = members_of(wave)
    given: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    # Unticked ones count too until the ratings that results count are taken over anew: see `publishing`.
    rows = Answer.objects.for_alliance(wave.alliance).filter(respondent__wave=wave).order_by("pk")
    for speaker, about, ratings in rows.values_list("respondent__entry", "about", "ratings_shown"):
        rater, rated = id_of[speaker], id_of[about]
        if rater != rated:
            for item, value in ratings.items():
                given[rater, rated, item].append(float(value))
    found = WaveRatings()
    for (rater, rated, item), values in sorted(given.items()):
        found.rater.append(rater)
        found.rated.append(rated)
        found.item.append(item)
        found.value.append(sum(values) / len(values))
    return found


def respondent_by_token(token: str) -> Respondent | None:
    """Who has this link, whatever the state of the wave; None where it is nobody's."""
    found: Respondent | None = (
        Respondent.objects.across_alliances()
        .select_related("alliance", "wave__alliance", "entry")
        .filter(token_hash=Respondent.hash_of(token))
        .first()
    )
    return found


def imports_of(alliance: Alliance) -> QuerySet[TieImport]:
    """The networks brought along in files, the newest first."""
    found: QuerySet[TieImport] = TieImport.objects.for_alliance(alliance).select_related(
        "alliance", "wave", "into__alliance"
    )
    return found
