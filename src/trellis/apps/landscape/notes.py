"""What a reader should know before quoting a landscape: what is left out, estimated or of another year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from trellis.apps.landscape.prose import ENGLISH
from trellis.apps.landscape.published import published
from trellis.apps.landscape.resolving import CHOSEN_BY_HAND
from trellis.apps.landscape.wording import Words, count, plain_title

if TYPE_CHECKING:
    from trellis.apps.landscape.assembly import Landscape

SMALLEST_SHARE = 0.0005


def notes(landscape: Landscape) -> list[dict[str, Any]]:
    """Return every note that applies: its code, the message in English, and the values inside it."""
    found = {**_of_region(landscape), **_of_employment(landscape), **_of_rates(landscape)}
    if landscape.region.known:
        found |= _of_graduates(landscape)
    return [
        {"code": code, "message": note_text(code, values), "values": values} for code, values in found.items()
    ]


def note_text(code: str, values: dict[str, str], words: Words = ENGLISH) -> str:
    """Return a note in words."""
    return _templates(words)[code].format(**{name: published(value, words) for name, value in values.items()})


def notes_in_words(document: dict[str, Any], words: Words = ENGLISH) -> list[str]:
    """Return a document's notes as its reader says them: in English as they were kept."""
    return [
        note["message"] if words is ENGLISH else note_text(note["code"], note["values"], words)
        for note in document["notes"]
    ]


def _of_region(landscape: Landscape) -> dict[str, dict[str, str]]:
    region = landscape.region
    found = _of_colleges(landscape)
    if region.spec.counties and region.spec.areas and not region.beyond and _counties_unknown(landscape):
        counties = _listed([county.name for county in region.counties])
        found["whole_areas"] = {
            "areas": " + ".join(area.title for area in region.areas),
            "counties": counties,
        }
    if region.beyond:
        found["beyond_region"] = {"counties": _listed([county.name for county in region.beyond])}
    if region.unplaced:
        found["unplaced_counties"] = {"counties": _listed([county.name for county in region.unplaced])}
    return found


def _of_colleges(landscape: Landscape) -> dict[str, dict[str, str]]:
    """What to know of which colleges count: none known, or some chosen, added or left out by hand."""
    region = landscape.region
    if not region.known:
        return {"graduates_unknown": {}}
    if region.how == CHOSEN_BY_HAND:
        return {"chosen_by_hand": {"n": count(len(region.institutions))}}
    found: dict[str, dict[str, str]] = {}
    if region.spec.added:
        found["added_by_hand"] = {"n": count(len(region.spec.added))}
    if region.spec.left_out:
        found["left_out_by_hand"] = {"n": count(len(region.spec.left_out))}
    return found


def _counties_unknown(landscape: Landscape) -> bool:
    """Whether the areas can hold more than the region's counties without that being known."""
    return any(landscape.store.area_counties(area.code) is None for area in landscape.region.areas)


def _of_employment(landscape: Landscape) -> dict[str, dict[str, str]]:
    employment, occupations = landscape.employment, landscape.alignment.occupations
    found: dict[str, dict[str, str]] = {}
    if employment.unpublished_share > SMALLEST_SHARE:
        found["unpublished_employment"] = {"percent": f"{100 * employment.unpublished_share:.1f}"}
    hidden = int(np.count_nonzero(occupations.focal & np.isnan(occupations.employment)))
    if hidden:
        found["unpublished_in_field"] = {"n": count(hidden)}
    without_error = occupations.focal & np.isnan(occupations.rse) & (landscape.alignment.openings > 0)
    if without_error.any():
        found["error_unknown"] = {"n": count(int(without_error.sum()))}
    partial = int(np.count_nonzero(occupations.focal & employment.partial))
    if partial:
        found["partly_published"] = {"n": count(partial)}
    if employment.median_wage_is_mean:
        found["wage_is_mean"] = {}
    return found


def _of_rates(landscape: Landscape) -> dict[str, dict[str, str]]:
    occupations = landscape.alignment.occupations
    without_rate = occupations.focal & ~np.isnan(occupations.employment) & np.isnan(occupations.rate)
    found: dict[str, dict[str, str]] = {}
    if without_rate.any():
        employed = np.nansum(occupations.employment[occupations.focal])
        percent = 100 * occupations.employment[without_rate].sum() / employed
        found["rate_unknown"] = {"n": count(int(without_rate.sum())), "percent": f"{percent:.0f}"}
    found["vintages" if landscape.programs is not None else "vintages_of_jobs"] = _vintages(landscape)
    return found


def _of_graduates(landscape: Landscape) -> dict[str, dict[str, str]]:
    alignment = landscape.alignment
    found: dict[str, dict[str, str]] = {}
    if landscape.region.kind != "nation":
        found["main_campus"] = {}
    if landscape.parameters.retention == 1 and landscape.region.kind != "nation":
        found["everyone_stays"] = {}
    if landscape.programs is not None and landscape.programs.unpublished:
        found["graduates_unpublished"] = {"n": count(landscape.programs.unpublished)}
    if not landscape.crosswalk.whole:
        found["stated_pairs"] = {}
    unlinked = alignment.occupations.focal & ~alignment.linked & (alignment.openings > 0)
    if unlinked.any():
        titles = [plain_title(title) for title in landscape.employment.title[unlinked].tolist()]
        openings = count(alignment.openings[unlinked].sum())
        found["no_field_of_study"] = {"occupations": _listed(titles), "n": openings}
    return found


def _vintages(landscape: Landscape) -> dict[str, str]:
    """Return what the figures are of: employment, rates, graduates."""
    rates = " / ".join(dict.fromkeys(info.vintage for info in landscape.rates.infos))
    found = {"employment": landscape.employment.info.vintage, "rates": rates}
    if landscape.programs is not None:
        found["graduates"] = " / ".join(dict.fromkeys(info.vintage for info in landscape.programs.infos))
    return found


def _listed(names: list[str], most: int = 6) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _templates(words: Words) -> dict[str, str]:
    _ = words.gettext
    return {
        "graduates_unknown": _(
            "Which colleges are in the region is not known yet, so its graduates and gaps aren't either."
        ),
        "chosen_by_hand": _(
            "Colleges chosen by hand: {n}. Graduates of others who could come are not counted."
        ),
        "added_by_hand": _("Colleges added to the region by hand: {n}. Their graduates are counted."),
        "left_out_by_hand": _("Colleges left out by hand: {n}. Their graduates are not counted."),
        "whole_areas": _(
            "Openings are those of the whole of {areas}, which can hold more than the region's counties: "
            "{counties}."
        ),
        "beyond_region": _(
            "The published areas also hold {counties}, which the region doesn't; jobs there are counted."
        ),
        "unplaced_counties": _(
            "Which published area holds {counties} is not known; jobs there are left out."
        ),
        "unpublished_employment": _(
            "{percent} % of all employment is in occupations whose figure is not published here."
        ),
        "unpublished_in_field": _(
            "Occupations of the field without published employment: {n}. Their openings are not counted."
        ),
        "error_unknown": _(
            "Occupations whose sampling error is not published: {n}. "
            "So the sum has no interval, and theirs leave sampling out."
        ),
        "partly_published": _("Occupations that only some of the areas added publish: {n}."),
        "wage_is_mean": _("Pay over several areas is the mean of their medians, weighted by employment."),
        "rate_unknown": _(
            "No openings rate is at hand for {n} occupations with {percent} % of the field's employment. "
            "The full official projections, once pulled, add theirs."
        ),
        "vintages": _(
            "The sources are of different years: employment of {employment}, rates of openings of {rates}, "
            "graduates as published in {graduates}."
        ),
        "vintages_of_jobs": _(
            "The sources are of different years: employment of {employment}, rates of openings of {rates}."
        ),
        "main_campus": _(
            "Graduates are counted at their institution's main campus, also those of a branch elsewhere."
        ),
        "everyone_stays": _(
            "Every graduate is taken to stay in the region. Set the share who do to change that."
        ),
        "graduates_unpublished": _(
            "Programs that don't publish how many graduate: {n}. They are counted as none."
        ),
        "stated_pairs": _(
            "Pairs of fields of study and occupations are the stated ones, of fields that lead to STEM, "
            "health or skilled technical work. The full official crosswalk, once pulled, adds the others."
        ),
        "no_field_of_study": _(
            "No field of study is said to lead to {occupations}; "
            "their {n} openings a year count among those that nobody can fill."
        ),
    }
