"""The tables of the partners' pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from trellis.apps.core.ui.table import Column
from trellis.apps.partners import codes, completeness, queries
from trellis.apps.partners.models import Asset, Partner, Person
from trellis.apps.partners.sectors import Sector
from trellis.apps.partners.visibility import Audience, person_seen_by, seen_by, statuses_seen_by, visible_to
from trellis.apps.partners.vocabulary import GradeBand, Resource
from trellis.apps.programs import topics
from trellis.apps.programs.query_table import QueryRows, QueryTable

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

KEY: Final = "partners"
_FEW: Final = 2


def partners(alliance: Alliance, audience: Audience) -> QueryTable:
    """The partners that an audience sees, by name."""
    is_staff = audience is Audience.STAFF

    def shown(row: Partner, field: str, labels: Iterable[str]) -> str:
        return _few(list(labels)) if seen_by(row, field, audience) else ""

    columns = [
        Column(
            "name",
            _("Partner"),
            value=lambda row: row.organization.name,
            href=lambda row: partner_url(alliance, row.pk),
        ),
        Column("sector", _("Sector"), value=lambda row: row.get_sector_display(), choices=True),
        Column(
            "bands",
            _("Works for"),
            value=lambda row: shown(row, "focus", codes.grades_in_short(row.grade_bands)),
            choices=True,
            sortable=False,
        ),
        Column(
            "fields",
            _("Works on"),
            value=lambda row: shown(row, "focus", topics.labels(row.fields)),
            choices=True,
            sortable=False,
        ),
        Column(
            "county",
            _("Counties"),
            value=lambda row: shown(row, "served", _without_state(codes.county_names(row.counties))),
            choices=True,
            sortable=False,
        ),
        Column(
            "brings",
            _("Brings"),
            value=lambda row: shown(row, "brings", _kinds(row)),
            choices=True,
            filter_only=True,
        ),
        Column(
            "team",
            _("Leadership"),
            value=lambda row: _team(row, audience),
            choices=True,
            filter_only=True,
        ),
    ]
    if is_staff:
        columns[2:2] = [
            Column("profile", _("Profile"), value=_filled, render=_profile, choices=True),
            Column("status", _("Status"), choices=True, filter_only=True),
        ]
    return QueryTable(
        key=KEY,
        caption=_("Partners, with whom and where they serve, and what they bring"),
        columns=tuple(columns),
        rows=QueryRows(queries.partners_seen_by(alliance, audience)),
        # Staff find a partner by its people; one that two of them fit is one row.
        queryset=queries.listed(alliance, audience).distinct()
        if is_staff
        else queries.listed(alliance, audience),
        sort="name",
        searched=(
            "organization__name__icontains",
            "organization__alternate_name__icontains",
            "shown_description__icontains",
            *(("people__name__icontains", "people__email__icontains") if is_staff else ()),
        ),
        orders={
            "name": ("organization__name", "pk"),
            "-name": ("-organization__name", "pk"),
            "sector": ("sector", "organization__name", "pk"),
            "-sector": ("-sector", "organization__name", "pk"),
            "profile": ("percent_filled", "organization__name", "pk"),
            "-profile": ("-percent_filled", "organization__name", "pk"),
        },
        conditions=_conditions(alliance, audience),
        empty=_("There is no partner yet."),
    )


def filtered_url(alliance: Alliance, column: str, option: str) -> str:
    """Where the list shows only what a filter's option names."""
    here = reverse("partners:directory", kwargs={"alliance": alliance.slug})
    return f"{here}?{urlencode({f'{KEY}.{column}': option})}#{KEY}"


def partner_url(alliance: Alliance, pk: int) -> str:
    """Where a partner's page is."""
    return reverse("partners:partner", kwargs={"alliance": alliance.slug, "pk": pk})


def profile_options() -> Mapping[str, Q]:
    """How far profiles are, and whether somebody keeps them, as the filter offers it."""
    return {
        _("Complete"): completeness.COMPLETE,
        _("Half or more"): Q(percent_filled__gte=50) & ~completeness.COMPLETE,
        _("Less than half"): Q(percent_filled__lt=50, parts_filled__gt=0),
        _("Empty"): Q(parts_filled=0),
        _("Nobody keeps it"): Q(is_kept=False),
        _("Never confirmed"): Q(confirmed_on__isnull=True),
    }


def _conditions(alliance: Alliance, audience: Audience) -> Mapping[str, Mapping[str, Q]]:
    """What each filter asks of a partner, and that the audience may see what it asks about."""
    focus, served = visible_to("focus", audience), visible_to("served", audience)
    brings = visible_to("brings", audience)
    seen = queries.partners_seen_by(alliance, audience)
    held = {code for row in seen.filter(served).order_by().values_list("counties", flat=True) for code in row}
    counties = codes.counties_to_offer(alliance, held)
    found: dict[str, Mapping[str, Q]] = {
        "sector": {str(sector.label): Q(sector=sector) for sector in Sector},
        "bands": {str(band.label): focus & _listing("grade_bands", band.value) for band in GradeBand},
        "fields": {str(label): focus & _listing("fields", code) for code, label in codes.stem_fields()},
        "county": {name: served & _listing("counties", code) for code, name in counties},
        "brings": {str(kind.label): brings & Q(Exists(_assets(alliance, kind))) for kind in Resource},
        "team": {
            _("On the leadership team"): Q(Exists(_leaders(alliance, audience))),
            _("Backbone organization"): Q(is_backbone=True),
        },
    }
    if audience is Audience.STAFF:
        found["profile"] = profile_options()
        found["status"] = {str(each.label): Q(status=each) for each in statuses_seen_by(audience)}
    return found


def _listing(column: str, code: str) -> Q:
    # The quotes are the JSON list's: "art" is not "arts".
    return Q(**{f"{column}__icontains": f'"{code}"'})


def _assets(alliance: Alliance, kind: str) -> Any:
    return Asset.objects.for_alliance(alliance).filter(partner=OuterRef("pk"), kind=kind).order_by()


def _leaders(alliance: Alliance, audience: Audience) -> Any:
    """The partner's people on the leadership team whose names the audience sees."""
    rows = Person.objects.for_alliance(alliance).filter(partner=OuterRef("pk")).exclude(leadership_role="")
    if audience is not Audience.STAFF:
        rows = rows.filter(consented_on__isnull=False).exclude(name_seen_by="staff")
    return rows.order_by()


def _few(labels: list[str]) -> str:
    more = len(labels) - _FEW
    first = ", ".join(labels[:_FEW])
    return first if more <= 0 else _("%(first)s, %(more)d more") % {"first": first, "more": more}


def _without_state(names: list[str]) -> list[str]:
    """The counties of one state by their bare names: the filter above says which state."""
    states = {name.rpartition(", ")[2] for name in names}
    return [name.rpartition(", ")[0] or name for name in names] if len(states) == 1 else names


def _kinds(row: Partner) -> list[str]:
    held = {asset.kind for asset in row.assets.all()}
    return [str(kind.label) for kind in Resource if kind.value in held]


def _team(row: Partner, audience: Audience) -> str:
    roles = [
        str(person.get_leadership_role_display())
        for person in row.people.all()
        if person_seen_by(person, audience) is not None
    ]
    if row.is_backbone:
        roles.insert(0, _("Backbone"))
    return ", ".join(roles)


def _filled(row: Any) -> str:
    return f"{row.percent_filled} %"


def _profile(row: Any) -> str:
    """How complete a profile is, whether somebody keeps it, when it was last confirmed."""
    said = [
        _("Confirmed %(day)s") % {"day": date_format(row.confirmed_on, "DATE_FORMAT")}
        if row.confirmed_on
        else _("Never confirmed")
    ]
    if not row.is_kept:
        said.insert(0, _("Nobody keeps it"))
    tone = "good" if row.parts_filled == row.parts_asked else "plain"
    return format_html(
        '{}<span class="tag tag--{}">{} %</span> <span class="partner-notes">{}</span>',
        ""
        if row.status == Partner.Status.ACTIVE
        else format_html('<span class="tag tag--short">{}</span> ', row.get_status_display()),
        tone,
        row.percent_filled,
        format_html_join("", "<span>{}</span>", ((words,) for words in said)),
    )
