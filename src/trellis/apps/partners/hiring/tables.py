"""The jobs that partners will fill, as a table and as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from trellis.apps.core.ui.table import Column, Export
from trellis.apps.partners.hiring import coding, queries
from trellis.apps.partners.models import HiringNeed
from trellis.apps.partners.sectors import Sector
from trellis.apps.programs.query_table import QueryRows, QueryTable

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.partners.spreadsheets import Value

KEY: Final = "hiring"
COLUMNS: Final = (
    "employer",
    "sector",
    "title",
    "how_many",
    "by_when",
    "education",
    "skills",
    "hard_to_fill",
    "open",
    "soc",
    "occupation",
)
WIDE: Final = (0, 2, 6, 10)


def needs(alliance: Alliance) -> QueryTable:
    """The jobs, those still open first."""
    rows = queries.needs(alliance)

    def file(kind: str) -> str:
        return reverse("hiring:export", kwargs={"alliance": alliance.slug, "kind": kind})

    return QueryTable(
        key=KEY,
        caption=_("Jobs that partners will fill, in their own words"),
        columns=(
            Column(
                "employer",
                _("Employer"),
                value=lambda row: row.partner.organization.name,
                href=lambda row: reverse(
                    "partners:partner", kwargs={"alliance": alliance.slug, "pk": row.partner_id}
                ),
            ),
            Column("title", pgettext("work for pay", "Job"), help=_("in their own words")),
            Column("how_many", _("How many"), "number"),
            Column(
                "by_when",
                _("By when"),
                value=lambda row: date_format(row.by_when, "SHORT_DATE_FORMAT") if row.by_when else "",
            ),
            Column(
                "education",
                _("To start"),
                value=lambda row: row.get_education_display(),
                choices=True,
                sortable=False,
            ),
            Column(
                "hard",
                _("Hard to fill"),
                value=lambda row: _("yes") if row.is_hard_to_fill else "",
                choices=True,
                sortable=False,
            ),
            Column(
                "occupation", _("Occupation"), render=lambda row: _occupation(alliance, row), choices=True
            ),
            Column(
                "open",
                _("Open"),
                value=lambda row: _("yes") if row.is_open else _("closed"),
                choices=True,
                sortable=False,
            ),
            Column("sector", _("Sector"), value=lambda row: row.partner.get_sector_display(), choices=True),
        ),
        rows=QueryRows(rows),
        queryset=rows,
        sort="-how_many",
        exports=(Export("CSV", file("csv")), Export("Excel", file("xlsx"))),
        searched=(
            "title__icontains",
            "partner__organization__name__icontains",
            "skills__icontains",
            "soc__icontains",
        ),
        orders={
            "employer": ("partner__organization__name", "title", "pk"),
            "-employer": ("-partner__organization__name", "title", "pk"),
            "title": ("title", "pk"),
            "-title": ("-title", "pk"),
            "how_many": ("-is_open", "how_many", "title", "pk"),
            "-how_many": ("-is_open", "-how_many", "title", "pk"),
            "by_when": ("by_when", "title", "pk"),
            "-by_when": ("-by_when", "title", "pk"),
            "occupation": ("soc", "title", "pk"),
            "-occupation": ("-soc", "title", "pk"),
            "sector": ("partner__sector", "title", "pk"),
            "-sector": ("-partner__sector", "title", "pk"),
        },
        conditions=_conditions(),
        empty=_("No partner has said yet whom it will hire."),
    )


def records(rows: Iterable[HiringNeed]) -> Iterable[tuple[Value, ...]]:
    """The jobs as rows of a file, in the order of COLUMNS."""
    for row in rows:
        yield (
            row.partner.organization.name,
            str(row.partner.get_sector_display()),
            row.title,
            row.how_many,
            row.by_when,
            str(row.get_education_display()),
            row.skills,
            row.is_hard_to_fill,
            row.is_open,
            row.soc,
            coding.occupation_name(row.soc) if row.soc else "",
        )


def headings() -> list[str]:
    """What the columns of a workbook are called, in the reader's language."""
    return [
        _("Employer"),
        _("Sector"),
        pgettext("work for pay", "Job"),
        _("How many"),
        _("By when"),
        _("To start"),
        _("Skills"),
        _("Hard to fill"),
        _("Open"),
        _("SOC code"),
        _("Occupation"),
    ]


def _conditions() -> Mapping[str, Mapping[str, Q]]:
    return {
        "education": {str(each.label): Q(education=each) for each in HiringNeed.Education},
        "hard": {_("yes"): Q(is_hard_to_fill=True), _("no"): Q(is_hard_to_fill=False)},
        "occupation": {
            _("Chosen"): queries.CODED,
            _("To be chosen"): queries.TO_CHOOSE,
            _("None fits"): queries.NONE_FITS,
        },
        "open": {_("yes"): Q(is_open=True), _("closed"): Q(is_open=False)},
        "sector": {str(sector.label): Q(partner__sector=sector) for sector in Sector},
    }


def _occupation(alliance: Alliance, row: Any) -> str:
    url = f"{reverse('hiring:code', kwargs={'alliance': alliance.slug, 'pk': row.pk})}?from=list"
    if row.soc:
        return format_html(
            '<a href="{}">{}</a> <span class="quiet figure">{}</span>',
            url,
            coding.occupation_name(row.soc) or row.soc,
            row.soc,
        )
    if row.coded_by_id is not None:
        return format_html('<a href="{}">{}</a>', url, _("None fits"))
    return format_html('<a class="short" href="{}">{}</a>', url, _("To be chosen"))
