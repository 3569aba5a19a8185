"""The tables of the directory's pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from trellis.apps.core.ui.table import Column, DataTable, Export
from trellis.apps.organizations import queries as organization_queries
from trellis.apps.programs import freshness, queries, topics, wording
from trellis.apps.programs.freshness import Freshness
from trellis.apps.programs.models import Program, Site
from trellis.apps.programs.query_table import QueryRows, QueryTable

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

KEY: Final = "programs"
AGES: Final = range(4, 19)
TONES: Final = {Freshness.FRESH: "good", Freshness.OLD: "short", Freshness.HIDDEN: "short"}


def lacking_label(what: str) -> str:
    """What an entry lacks, as the filter says it."""
    return {
        queries.WITHOUT_POSITION: _("No position"),
        queries.WITHOUT_AGES: _("No ages"),
        queries.WITHOUT_SEATS: _("Seats not known"),
        queries.WITHOUT_SESSIONS: _("No sessions"),
    }[what]


def state_label(program: Program, limits: freshness.Limits, today: date) -> tuple[str, str]:
    """The word on a program's tag, with its tone: hidden, ended, or how fresh its entry is."""
    if program.status != Program.Status.ACTIVE:
        return str(program.get_status_display()), ""
    found = freshness.freshness_of(program, limits, today)
    return str(found.label), TONES[found]


def programs(
    alliance: Alliance, limits: freshness.Limits, today: date, *, exports: Sequence[Export] = ()
) -> QueryTable:
    """All programs of the alliance, by name."""

    columns = (
        Column("name", _("Program"), href=lambda row: program_url(alliance, row.pk)),
        Column("organization", _("Organization"), value=lambda row: row.organization.name, choices=True),
        Column("topics", _("Topics"), value=_topics, choices=True, sortable=False),
        Column("ages", _("Ages"), value=_ages, choices=True, sortable=False),
        Column("where", _("Where"), value=lambda row: wording.towns(row.sessions.all()), sortable=False),
        Column(
            "price",
            _("Price"),
            value=lambda row: wording.price_range(row.sessions.all()),
            render=lambda row: format_html(
                '<span class="one-line">{}</span>', wording.price_range(row.sessions.all())
            ),
            sortable=False,
        ),
        Column(
            "seats",
            _("Seats"),
            "number",
            value=lambda row: wording.seats_of(row.sessions.all()),
            sortable=False,
        ),
        Column(
            "entry",
            _("Confirmed"),
            value=lambda row: date_format(freshness.confirmed_on(row)),
            render=lambda row: _entry(row, limits, today),
            choices=True,
        ),
        Column("map", _("On the map"), value=_on_map, choices=True, sortable=False),
    )
    everything = queries.listed(alliance)
    return QueryTable(
        key=KEY,
        caption=_("Programs, with where, for whom and how fresh"),
        columns=columns,
        rows=QueryRows(Program.objects.for_alliance(alliance)),
        queryset=everything,
        sort="name",
        searched=("name__icontains", "organization__name__icontains", "description__icontains"),
        orders={
            "name": ("name", "pk"),
            "-name": ("-name", "pk"),
            "organization": ("organization__name", "name", "pk"),
            "-organization": ("-organization__name", "name", "pk"),
            "entry": (queries.last_confirmed_order(newest_first=False), "pk"),
            "-entry": (queries.last_confirmed_order(newest_first=True), "pk"),
        },
        conditions={
            "organization": _organizations(alliance),
            "topics": {str(label): queries.about(code) for code, label in topics.TOPICS.items()},
            "ages": {_("Age %(age)d") % {"age": age}: queries.for_age(alliance, age) for age in AGES},
            "entry": _states(limits, today),
            "map": {
                lacking_label(what): queries.lacking(alliance, what)
                for what in (
                    queries.WITHOUT_POSITION,
                    queries.WITHOUT_AGES,
                    queries.WITHOUT_SEATS,
                    queries.WITHOUT_SESSIONS,
                )
            },
        },
        exports=tuple(exports),
        empty=_("There is no program in the directory yet."),
    )


def programs_of(
    alliance: Alliance, rows: Sequence[Program], limits: freshness.Limits, today: date
) -> DataTable:
    """The programs of one organization."""
    columns = (
        Column("name", _("Program"), href=lambda row: program_url(alliance, row.pk)),
        Column("ages", _("Ages"), value=_ages, sortable=False),
        Column("where", _("Where"), value=lambda row: wording.towns(row.sessions.all()), sortable=False),
        Column("seats", _("Seats"), "number", value=lambda row: wording.seats_of(row.sessions.all())),
        Column("entry", _("Confirmed"), render=lambda row: _entry(row, limits, today), sortable=False),
    )
    return DataTable(
        key=KEY,
        caption=_("Programs of this organization"),
        columns=columns,
        rows=rows,
        searchable=len(rows) > 15,
        empty=_("It has no program in the directory yet."),
    )


def filtered_url(alliance: Alliance, column: str, option: str) -> str:
    """Where the directory shows only what a filter's option names."""
    here = reverse("programs:directory", kwargs={"alliance": alliance.slug})
    return f"{here}?{urlencode({f'{KEY}.{column}': option})}#{KEY}"


def program_url(alliance: Alliance, pk: int) -> str:
    """Where a program's page is."""
    return reverse("programs:program", kwargs={"alliance": alliance.slug, "pk": pk})


def organizations(alliance: Alliance, rows: Sequence[queries.OrganizationRow]) -> DataTable:
    """The alliance's organizations."""

    def url(row: queries.OrganizationRow) -> str:
        return reverse("programs:organization", kwargs={"alliance": alliance.slug, "pk": row.organization.pk})

    columns = (
        Column("name", _("Organization"), value=lambda row: row.organization.name, href=url),
        Column("programs", _("Programs"), "number", help=_("listed")),
        Column("sites", _("Sites"), "number"),
        Column(
            "editors",
            _("Editors"),
            "number",
            help=_("who keep its entries"),
            tone=lambda row: "" if row.editors else "short",
        ),
    )
    return DataTable(
        key="organizations",
        caption=_("Organizations, by name"),
        columns=columns,
        rows=rows,
        sort="name",
        empty=_("There is no organization in the directory yet."),
    )


def sites(alliance: Alliance) -> QueryTable:
    """All sites of the alliance, by name."""
    columns = (
        Column(
            "name",
            _("Site"),
            value=lambda row: str(row) or _("without a name"),
            href=lambda row: reverse("programs:site", kwargs={"alliance": alliance.slug, "pk": row.pk}),
        ),
        Column("address", _("Address"), value=wording.address, sortable=False),
        Column(
            "organization",
            _("Organization"),
            value=lambda row: row.organization.name if row.organization else "",
            sortable=False,
        ),
        Column("sessions", _("Sessions"), "number", value=lambda row: row.session_count, sortable=False),
        Column(
            "located",
            _("Position"),
            value=lambda row: row.get_located_display(),
            choices=True,
            tone=lambda row: "short" if row.latitude is None else "",
            sortable=False,
        ),
    )
    return QueryTable(
        key="sites",
        caption=_("Sites, by name"),
        columns=columns,
        rows=QueryRows(Site.objects.for_alliance(alliance)),
        queryset=queries.sites_of(alliance),
        sort="name",
        searched=("name__icontains", "address__icontains", "city__icontains", "zip_code__startswith"),
        orders={"name": ("name", "address", "pk"), "-name": ("-name", "-address", "pk")},
        conditions={
            "located": {str(each.label): Q(located=each.value) for each in Site.Located},
        },
        empty=_("There is no site in the directory yet."),
    )


def _organizations(alliance: Alliance) -> Mapping[str, Q]:
    rows = organization_queries.organizations_of(alliance).values_list("name", "pk")
    return {name: Q(organization=pk) for name, pk in rows}


def _states(limits: freshness.Limits, today: date) -> Mapping[str, Q]:
    active = Q(status=Program.Status.ACTIVE)
    ages = {str(each.label): active & freshness.having(each, limits, today) for each in Freshness}
    others = (Program.Status.HIDDEN, Program.Status.ENDED)
    return ages | {str(each.label): Q(status=each) for each in others}


def _entry(program: Program, limits: freshness.Limits, today: date) -> str:
    """When an entry was confirmed, with a tag where that says more: old, hidden, ended."""
    word, tone = state_label(program, limits, today)
    day = date_format(freshness.confirmed_on(program))
    if tone == TONES[Freshness.FRESH]:
        return day
    return format_html('{} <span class="tag tag--{}">{}</span>', day, tone or "plain", word)


def _ages(program: Program) -> str:
    return wording.ages_in_short(program.sessions.all())


def _topics(program: Program) -> str:
    return ", ".join(topics.labels(program.topics)[:3])


def _on_map(program: Program) -> str:
    """What the map can't do without, first: what this entry lacks; "" where it lacks nothing."""
    sessions = program.sessions.all()
    if not sessions:
        return lacking_label(queries.WITHOUT_SESSIONS)
    held = [each for each in sessions if each.mode != each.Mode.ONLINE]
    if any(each.site is None or each.site.latitude is None for each in held):
        return lacking_label(queries.WITHOUT_POSITION)
    if any(not wording.for_whom(each) for each in sessions):
        return lacking_label(queries.WITHOUT_AGES)
    if any(each.seats is None for each in sessions):
        return lacking_label(queries.WITHOUT_SEATS)
    return ""
