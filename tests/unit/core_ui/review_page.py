"""A page with every component on it, for tests and for looking at: no rows of a database, no network."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings as site
from django.contrib.auth.models import AnonymousUser
from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory

from trellis.apps.core.ui import table
from trellis.apps.core.ui.chart import Chart
from trellis.apps.core.ui.chart_theme import colour
from trellis.apps.core.ui.evidence_card import CardSource, EvidenceCard
from trellis.apps.core.ui.navigation import Entry, Item, stages
from trellis.apps.core.ui.table import Column, DataTable, Export

OCCUPATIONS: list[dict[str, Any]] = [
    {
        "title": title,
        "group": group,
        "openings": openings,
        "completers": completers,
        "gap": gap,
        "wage": wage,
        "gap_low": None if gap is None else gap - 18,
        "gap_high": None if gap is None else gap + 22,
    }
    for title, group, openings, completers, gap, wage in (
        ("Software developers", "Computing", 212, 96, 116, 108240),
        ("Industrial engineers", "Engineering", 84, 0, 84, 99330),
        ("Civil engineers", "Engineering", 71, 0, 71, 92180),
        (
            "Electrical and electronic engineering technologists and technicians",
            "Engineering",
            63,
            12,
            51,
            64120,
        ),
        ("Computer systems analysts", "Computing", 58, 31, 27, 88410),
        ("Mechanical engineers", "Engineering", 66, 58, 8, 93720),
        ("Chemists", "Science", 12, 12, 0, 71200),
        ("Petroleum engineers", "Engineering", 31, 55, -24, 129940),
        ("Biological scientists, all other", "Science", 9, 47, -38, 69030),
        ("Hydrologists", "Science", 2, None, None, None),
    )
]


def card(value: str, label: str) -> EvidenceCard:
    """An evidence card with all its parts."""
    return EvidenceCard(
        value=value,
        label=label,
        sources=(
            CardSource(
                "Bureau of Labor Statistics",
                "Occupational Employment and Wage Statistics",
                "May 2025",
                "https://www.bls.gov/oes/",
                "public domain",
            ),
            CardSource("Bureau of Labor Statistics", "Employment Projections", "2024–34"),
        ),
        method="Employment in the area times the occupation's yearly openings per person employed.",
        method_url="/methods/alignment/",
        sure="Between 1,490 and 1,570 (90 %): the sampling error of the employment survey.",
        computed_at=datetime(2026, 11, 22, 16, 0, tzinfo=UTC),
        version="alignment 1.0",
        left_out=("4 % of employment, in occupations whose numbers aren't published here.",),
        url="/evidence/1/",
    )


def gap_table(**changes: Any) -> DataTable:
    """The occupations as a table with every kind of column."""
    settings: dict[str, Any] = {
        "key": "occupations",
        "caption": "STEM occupations, Tulsa area",
        "columns": (
            Column("title", "Occupation", href=lambda row: f"/occupations/{row['title'][:4]}/"),
            Column("group", "Field", choices=True),
            Column("openings", "Openings a year", "number"),
            Column("completers", "Graduates a year", "number"),
            Column("gap", "Gap", "signed", tone=lambda row: "short" if (row["gap"] or 0) > 0 else "surplus"),
            Column(
                "range",
                "90 % interval",
                "interval",
                low="gap_low",
                high="gap_high",
                sortable=False,
            ),
            Column("wage", "Median wage", "dollars"),
        ),
        "rows": OCCUPATIONS,
        "sort": "-gap",
        "page_size": 5,
        "exports": (Export("CSV", "/export.csv"), Export("XLSX", "/export.xlsx")),
    }
    return DataTable(**{**settings, **changes})


def gap_chart() -> Chart:
    """A dot and an interval for each occupation, each leading to its page."""
    rows = [{**row, "url": "#occupations"} for row in OCCUPATIONS if row["gap"] is not None]
    y = {"field": "title", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 220}}
    return Chart(
        key="gaps",
        title="Where it is short",
        sentence="Six of nine occupations have more openings than graduates; software developers lack most.",
        spec={
            "data": {"values": rows},
            "width": "container",
            "height": {"step": 34},
            "encoding": {"y": y, "href": {"field": "url"}},
            "layer": [
                {
                    "mark": {"type": "rule", "color": colour("quiet")},
                    "encoding": {
                        "x": {"field": "gap_low", "type": "quantitative", "title": "Openings less graduates"},
                        "x2": {"field": "gap_high"},
                    },
                },
                {
                    "mark": {"type": "point", "filled": True, "size": 120, "tooltip": True},
                    "encoding": {
                        "x": {"field": "gap", "type": "quantitative"},
                        "color": {
                            "condition": {"test": "datum.gap > 0", "value": colour("short")},
                            "value": colour("surplus"),
                        },
                    },
                },
            ],
        },
        table=table.plain(
            "gaps-table", "Gaps", (Column("title", "Occupation"), Column("gap", "Gap", "signed")), rows
        ),
        caption="A dot is the best estimate, the line its 90 % interval.",
    )


def context(path: str = "/a/green-country/landscape/") -> dict[str, Any]:
    """What the frame and the components read."""
    from django import forms

    class RegionForm(forms.Form):
        name = forms.CharField(label="Name", help_text="As your board calls it.")
        state = forms.ChoiceField(label="State", choices=[("OK", "Oklahoma"), ("KS", "Kansas")])
        public = forms.BooleanField(label="Show it on the public page", required=False)
        kind = forms.ChoiceField(
            label="Kind", widget=forms.RadioSelect, choices=[("c", "Counties"), ("a", "Area")]
        )
        note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def entry(stage: str, label: str, url: str) -> Entry:
        return Entry(stage, label, lambda: url)

    return {
        "card": card("1,530", "STEM openings a year, Tulsa area"),
        "table": gap_table(),
        "chart": gap_chart(),
        "trail": [("This week", "/a/green-country/")],
        "form": RegionForm({"name": ""}),
        "fields": (
            Item("STEM", "#1", True),
            Item("STEM with health", "#2", False),
            Item("Skilled technical", "#3", False),
        ),
        "tabs": (
            Item("Overview", "#o", True),
            Item("Occupations", "#oc", False),
            Item("Programs", "#pr", False),
            Item("Recommendations", "#r", False),
            Item("What if", "#w", False),
            Item("Compare", "#c", False),
        ),
        "alliance": {"name": "Green Country STEM Alliance"},
        "alliance_choices": (
            Item("Green Country STEM Alliance", "/a/gc/", True),
            Item("High Plains STEM", "/a/hp/", False),
        ),
        "home": Item("This week", "/a/green-country/", False),
        "navigation": stages(
            [
                entry("see", "Landscape", path),
                entry("see", "Compare", "/compare/"),
                entry("gather", "Members", "/members/"),
                entry("learn", "Evidence", "/evidence/"),
                entry("thread", "Thread", "/thread/"),
            ],
            path=path,
        ),
        "tools": (Item("Regions", "/regions/", False), Item("Settings", "/settings/", False)),
        "account_links": (Item("Profile", "/me/", False),),
        "languages": (("en", "English"), ("es", "español")),
        "language_url": "/language/",
        "illustrative": "A demonstration: its people and partners are made up.",
        "sources_url": "/sources/",
    }


def engine() -> DjangoTemplates:
    """The site's template engine, but for what the frame reads from the database and the addresses."""
    own = Path(__file__).parent / "templates"
    params = {"NAME": "review", "DIRS": [own, *site.TEMPLATES[0]["DIRS"]], "APP_DIRS": False}
    options = {**site.TEMPLATES[0]["OPTIONS"]}
    options["context_processors"] = ["django.template.context_processors.request"]
    return DjangoTemplates({**params, "OPTIONS": options})


def render(query: str = "", template: str = "review.html", **changes: Any) -> str:
    """The page as a browser gets it."""
    request = RequestFactory().get(f"/a/green-country/landscape/{query}")
    request.user = AnonymousUser()
    everything = {**context(), "user": request.user, **changes}
    return str(engine().get_template(template).render(everything, request))
