"""What the brief says: every sentence, figure and table of its four pages, as plain text for the template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trellis.apps.landscape.brief.pictures import chart_svg, for_print
from trellis.apps.landscape.charts import gap_chart
from trellis.apps.landscape.dates import day, month
from trellis.apps.landscape.notes import notes_in_words
from trellis.apps.landscape.parameters import DEFINITIONS, SPLITS
from trellis.apps.landscape.prose import (
    ENGLISH,
    bottleneck_sentence,
    headline,
    jobs_of_field,
    plain,
)
from trellis.apps.landscape.published import published
from trellis.apps.landscape.ribbons import group_picture
from trellis.apps.landscape.steps import MOST_OCCUPATIONS, overlap, step_headline, step_reasons
from trellis.apps.landscape.wording import Words, about, capital, count

CHART_WIDTH = 570
PICTURED_GROUPS = 3
LONGEST_NAME = 110
LONGEST_LIST = 36
"""More lines than this never fit a page; what does fit is measured by the template."""
MOST_STEPS = 9


def content(
    document: dict[str, Any],
    *,
    alliance_name: str | None,
    words: Words,
    answers: Mapping[str, str],
    notice: str,
) -> dict[str, Any]:
    """Return the template's input: nested dicts and lists of strings."""
    known = document["supply_expected"] is not None
    return {
        "frame": {**_frame(document, alliance_name, words), "notice": notice},
        "answer": _answer(document, known, words),
        "bottlenecks": _bottlenecks(document, known, words),
        "steps": _steps(document, known, words, answers),
        "sureness": _sureness(document, words, notice),
    }


def _frame(document: dict[str, Any], alliance_name: str | None, words: Words) -> dict[str, str]:
    _ = words.gettext
    name = _shortened(document["region"]["name"])
    jobs = jobs_of_field(document["field"], words)
    employment = _("Employment of {month}").format(month=month(document["vintage"], words))
    made = (
        _("Computed {date}").format(date=day(document["computed_at"], words))
        if document["computed_at"]
        else ""
    )
    return {
        "title": _("{region}: {jobs} and the graduates who head for them").format(region=name, jobs=jobs),
        "kicker": _("Landscape brief"),
        "region": name,
        "subject": capital(_("{jobs} and the graduates who head for them").format(jobs=jobs)),
        "for_whom": _shortened(alliance_name) if alliance_name else "",
        "when": " · ".join(part for part in (employment, made) if part),
        "footer": " · ".join(part for part in ("Trellis", _shortened(name, 64), made) if part),
        "page": _("Page {n} of {all}"),
    }


def _answer(document: dict[str, Any], known: bool, words: Words) -> dict[str, Any]:
    _ = words.gettext
    chart = gap_chart(document, shortest=12, surplus=2, width=CHART_WIDTH, words=words)
    how_to_read = (
        _(
            "Dot: the expected gap. Line: from every eligible graduate coming to only those who have "
            "nowhere else to go, sampling error included. "
            "Filled dot: short, or in surplus, whatever graduates choose."
        )
        if known
        else _("Dot: openings a year. Line: 90 % interval from the sampling error of employment.")
    )
    return {
        "headline": plain(headline(document, words)),
        "figures": _figures(document, known, words),
        "chart_title": chart.title,
        "chart": chart_svg(chart),
        "chart_alt": chart.sentence,
        "how_to_read": how_to_read,
    }


def _figures(document: dict[str, Any], known: bool, words: Words) -> list[dict[str, str]]:
    _ = words.gettext
    openings = {
        "tone": "ink",
        "value": about(document["openings"]),
        "label": _("openings a year"),
        "note": _interval(document["openings_low"], document["openings_high"], words),
    }
    if not known:
        unknown = {"tone": "unknown", "value": "?", "note": _("not known yet")}
        return [
            openings,
            {**unknown, "label": _("graduates who head for them")},
            {**unknown, "label": _("that nobody could fill")},
        ]
    graduates = {
        "tone": "primary",
        "value": about(document["supply_expected"]),
        "label": _("graduates who head for them"),
        "note": _("of {n} whose programs lead there").format(n=about(document["completers"])),
    }
    floor = {
        "tone": "short",
        "value": about(document["unfilled_floor"]),
        "label": _("that nobody could fill"),
        "note": _("even if every eligible graduate took one"),
    }
    return [openings, graduates, floor]


def _interval(low: float | None, high: float | None, words: Words) -> str:
    if low is None or high is None:
        return words.gettext("interval not known")
    return words.gettext("{low} to {high} (90 % interval)").format(low=count(low), high=count(high))


def _bottlenecks(document: dict[str, Any], known: bool, words: Words) -> dict[str, Any]:
    _ = words.gettext
    groups = document["bottlenecks"]
    pictured = [_pictured(document, number, words) for number in range(min(len(groups), PICTURED_GROUPS))]
    rest = [str(bottleneck_sentence(group, document, words)) for group in groups[PICTURED_GROUPS:]]
    if not known:
        lead = _(
            "Which openings stay empty depends on who graduates here, and that is not known yet. "
            "These are the occupations with most openings."
        )
    elif not groups:
        lead = _(
            "None: if every eligible graduate took one, every opening could be filled. What decides is who "
            "chooses what. These are the occupations where the expected gap is widest."
        )
    else:
        lead = words.ngettext(
            "About {floor} openings a year, in {n} group of occupations, go beyond what the programs "
            "that lead there graduate. Only more seats, or people from elsewhere, change that.",
            "About {floor} openings a year, in {n} groups of occupations, go beyond what the programs "
            "that lead there graduate. Only more seats, or people from elsewhere, change that.",
            len(groups),
        ).format(floor=about(document["unfilled_floor"]), n=len(groups))
    return {
        "title": _("Which openings no graduate could fill"),
        "lead": lead,
        "pictured": pictured,
        "rest_title": _("Also short"),
        "rest": _cut(rest),
        "more": _("and {n} more in the spreadsheet"),
        "table": _cut([] if groups else _widest(document, known)),
        "table_head": _table_head(known, words),
    }


def _pictured(document: dict[str, Any], number: int, words: Words) -> dict[str, str]:
    picture = group_picture(document, number, words=words)
    return {"sentence": picture.sentence, "svg": for_print(picture.svg)}


def _table_head(known: bool, words: Words) -> list[str]:
    _ = words.gettext
    supply = [_("Graduates"), _("Gap")] if known else []
    return [_("Occupation"), _("Openings a year"), *supply, _("Median pay")]


def _widest(document: dict[str, Any], known: bool) -> list[list[str]]:
    names = ["openings", "supply_expected", "gap"] if known else ["openings"]
    rows = [row for row in document["occupations"] if row[names[-1]] is not None]
    return [[row["title"], *(count(row[name]) for name in names), _pay(row["median_wage"])] for row in rows]


def _pay(wage: float | None) -> str:
    return "–" if wage is None else f"${wage:,.0f}"


def _steps(document: dict[str, Any], known: bool, words: Words, answers: Mapping[str, str]) -> dict[str, Any]:
    _ = words.gettext
    found = document["recommendations"]
    rows = [row for row in found if answers.get(row["key"]) != "dismissed"]
    if not known:
        lead = _("One step comes first: choose the colleges that belong to the region, in its settings.")
    elif rows:
        lead = _("In order of openings answered, what they pay and how sure the evidence is.")
        lead = f"{lead} {overlap(words)}" if len(rows) > 1 else lead
    elif found:
        lead = _("Every step that stood out was dismissed; the reasons are kept with the decisions.")
    else:
        lead = _("Nothing stands out: no single program would answer openings that others could not.")
    return {
        "title": _("What to do"),
        "lead": lead,
        "rows": {
            **_cut(rows, MOST_STEPS),
            "items": [
                {
                    **_step(row, document, words),
                    "mark": _("Accepted") if answers.get(row["key"]) == "accepted" else "",
                }
                for row in rows[:MOST_STEPS]
            ],
        },
        "more": _("and {n} more in the spreadsheet"),
        "next_title": _("Where to look next"),
        "next": [] if rows else _where_to_look(known, words),
    }


def _where_to_look(known: bool, words: Words) -> list[str]:
    _ = words.gettext
    fields = _("Switch the field: STEM with health, skilled technical work or all fields tell another story.")
    if not known:
        return [
            _("With the colleges placed, each occupation shows its graduates, its gap and who feeds it."),
            _("The openings that no graduate could fill are then named, with what would mend them."),
            fields,
        ]
    return [
        fields,
        _("Count openings as people who enter the occupation for good, or as growth alone."),
        _("Try a what-if: what would change if one program graduated more, or fewer?"),
        _("Say what share of graduates stay: everyone is taken to, and few regions keep them all."),
    ]


def _step(step: dict[str, Any], document: dict[str, Any], words: Words) -> dict[str, Any]:
    _ = words.gettext
    stored = words is ENGLISH
    sure = {"high": _("high"), "medium": _("medium"), "low": _("low")}[step["confidence"]]
    facts = [(_("How sure"), sure), (_("Median pay"), _pay(step["median_wage"]))]
    if (step["gap_fall"] or 0) >= 0.5:
        facts.insert(0, (_("Closes the gap by"), about(step["gap_fall"])))
    if (step["floor_fall"] or 0) >= 0.5:
        facts.insert(0, (_("Newly fillable"), about(step["floor_fall"])))
    return {
        "headline": step["headline"] if stored else step_headline(step, document, words),
        "why": _main_reasons(step, step["why"] if stored else step_reasons(step, document, words)),
        "facts": [list(fact) for fact in facts],
    }


def _main_reasons(step: dict[str, Any], why: list[str]) -> list[str]:
    """Return two of the occupations it answers and what there is to build on; the facts have the rest."""
    occupations = len(step["occupations"])
    named = min(occupations, MOST_OCCUPATIONS)
    after = named + (occupations > MOST_OCCUPATIONS)
    return why[: min(named, 2)] + why[after : after + 1]


def _sureness(document: dict[str, Any], words: Words, notice: str) -> dict[str, Any]:
    _ = words.gettext
    # The footer is no part of what a screen reader reads, so the notice stands here as well.
    notes = [*([notice] if notice else []), *notes_in_words(document, words)]
    return {
        "title": _("How sure this is, and where it comes from"),
        "sure_title": _("How sure"),
        "sure": _how_sure(document, words),
        "method_title": _("How it is computed"),
        "method": _method(document, words),
        "notes_title": _("What to know before quoting it"),
        "notes": _cut(notes),
        "more": _("and {n} more in the spreadsheet"),
        "quote_title": _("How to quote it"),
        "quote": _quote(document, words),
        "sources_title": _("Sources"),
        "sources_head": [_("Publisher and title"), _("Vintage"), _("License"), _("Retrieved")],
        "sources": _cut([_source(row, words) for row in document["sources"]]),
    }


def _how_sure(document: dict[str, Any], words: Words) -> list[str]:
    _ = words.gettext
    lines = []
    if document["openings_low"] is not None:
        said = _(
            "Openings are between {low} and {high} a year with 90 % confidence, from sampling error alone."
        )
        lines.append(said.format(low=count(document["openings_low"]), high=count(document["openings_high"])))
    imprecise = sum(1 for row in document["occupations"] if row["imprecise"])
    if imprecise:
        said = words.ngettext(
            "{n} of {all} occupations has an error too wide to act on (above 30 %).",
            "{n} of {all} occupations have an error too wide to act on (above 30 %).",
            imprecise,
        )
        lines.append(said.format(n=imprecise, all=len(document["occupations"])))
    share = document["unpublished_employment_share"]
    noted = any(note["code"] == "unpublished_employment" for note in document["notes"])
    if share is not None and share >= 0.0005 and not noted:
        said = _("{percent} % of all employment here is in occupations whose figure is not published.")
        lines.append(said.format(percent=f"{share * 100:.1f}"))
    return lines


def _method(document: dict[str, Any], words: Words) -> list[str]:
    _ = words.gettext
    openings = _("Openings are employment times the yearly rate of {definition}.").format(
        definition=_(DEFINITIONS[document["definition"]])
    )
    supply = _(
        "A program's graduates can enter the occupations that its field of study leads to and its "
        "credential suits. They are split over them {split}, so that nobody is counted twice; "
        "{stay} % are taken to stay."
    ).format(split=_(SPLITS[document["split"]]), stay=f"{document['retention'] * 100:.0f}")
    floor = _(
        "What nobody could fill is found by letting every graduate take the opening that leaves fewest empty "
        "(maximum flow). Method: {name} {version}."
    ).format(name=document["method"]["name"], version=document["method"]["version"])
    return [openings, supply, floor]


def _quote(document: dict[str, Any], words: Words) -> str:
    _ = words.gettext
    said = _(
        "Trellis, landscape of {region}: {jobs}, employment of {month}, method {name} {version}{computed}."
    )
    made = document["computed_at"]
    return said.format(
        region=_shortened(document["region"]["name"]),
        jobs=jobs_of_field(document["field"], words),
        month=month(document["vintage"], words),
        name=document["method"]["name"],
        version=document["method"]["version"],
        computed=_(", computed {date}").format(date=day(made, words)) if made else "",
    )


def _source(row: dict[str, Any], words: Words) -> dict[str, str]:
    return {
        "publisher": row["publisher"],
        "title": row["title"],
        "url": row["url"] or "",
        "vintage": published(str(row["vintage"] or ""), words),
        "licence": published(row["licence"] or "", words),
        "retrieved": row["retrieved"] or "–",
    }


def _cut(items: list[Any], most: int = LONGEST_LIST) -> dict[str, Any]:
    """Return a list's first items and how many come after them."""
    return {"items": items[:most], "beyond": max(len(items) - most, 0)}


def _shortened(name: str, most: int = LONGEST_NAME) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
