"""Recommendations in words: what to do, and why, from the method's codes and numbers alone.

A page that speaks another language calls these again on the stored document with its own words.
"""

from __future__ import annotations

from typing import Any

from trellis.apps.landscape.prose import ENGLISH
from trellis.apps.landscape.wording import Words, about, capital, count, listed, plain_title

MOST_OCCUPATIONS = 3
MILES_PER_KM = 0.621371


def step_headline(step: dict[str, Any], document: dict[str, Any], words: Words = ENGLISH) -> str:
    """Return what to do, as an instruction."""
    if step["kind"] == "watch":
        return _watch_headline(step, document, words)
    values = {
        "n": about(step["added_completers"]),
        "credential": credential_name(step["rank"], words),
        "field": plain_field(step["cip_title"] or step["cip"]),
        "institution": step["institution"] or "",
        "from": step["program_institution"] or "",
    }
    nobody = not step["institution"]
    templates = {
        "expand": words.gettext("Graduate {n} more with {credential} in {field}")
        if nobody
        else words.gettext("Graduate {n} more with {credential} in {field} at {institution}"),
        "extend": words.gettext("Start {credential} in {field} at {institution}"),
        "partner": words.gettext(
            "Work with {institution}, outside the region, whose graduates have {credential} in {field}"
        ),
        "pathway": words.gettext("Lead students of {institution} on to {credential} in {field} at {from}"),
        "retain": words.gettext("Keep {n} more who graduate with {credential} in {field}")
        if nobody
        else words.gettext("Keep {n} more who graduate with {credential} in {field} at {institution}"),
    }
    return templates[step["kind"]].format(**values)


def overlap(words: Words = ENGLISH) -> str:
    """Return the sentence that keeps readers from adding up what several steps would do."""
    return words.gettext("Steps overlap: many answer the same openings, so their effects can't be added up.")


def step_reasons(step: dict[str, Any], document: dict[str, Any], words: Words = ENGLISH) -> list[str]:
    """Return why: the openings it answers, what is there to build on, what it would change, what it pays."""
    rows = {row["soc"]: row for row in document["occupations"]}
    answered = [rows[soc] for soc in step["occupations"] if soc in rows]
    lines = [_occupation_line(row, words) for row in answered[:MOST_OCCUPATIONS]]
    if len(answered) > MOST_OCCUPATIONS:
        names = [plain_title(row["title"]) for row in answered[MOST_OCCUPATIONS:]]
        lines.append(words.gettext("Also {names}.").format(names=listed(names, words)))
    lines += _ground_lines(step, words)
    lines += _effect_lines(step, words)
    if step["median_wage"] is not None:
        wage = words.gettext("The median pay is about ${wage} a year.")
        lines.append(wage.format(wage=about(step["median_wage"])))
    return lines


def _watch_headline(step: dict[str, Any], document: dict[str, Any], words: Words) -> str:
    titles = {row["soc"]: row["title"] for row in document["occupations"]}
    names = listed([plain_title(titles[soc]) for soc in step["occupations"]], words)
    return words.gettext("Ask employers how many {names} they need").format(names=names)


def _occupation_line(row: dict[str, Any], words: Words) -> str:
    name = capital(plain_title(row["title"]))
    if row["openings"] is None:
        return words.gettext("{name}: how many jobs open is not known.").format(name=name)
    openings = count(row["openings"])
    if row["supply_high"] is None:
        line = words.gettext("{name}: {openings} openings a year.")
        return line.format(name=name, openings=openings)
    if row["supply_high"] < 0.5:
        line = words.gettext("{name}: {openings} openings a year, and no graduate can go there.")
        return line.format(name=name, openings=openings)
    line = words.gettext(
        "{name}: {openings} openings a year, {graduates} graduates can go there, {expected} are expected to."
    )
    graduates, expected = count(row["supply_high"]), count(row["supply_expected"])
    return line.format(name=name, openings=openings, graduates=graduates, expected=expected)


def _ground_lines(step: dict[str, Any], words: Words) -> list[str]:
    """What is there to build on, or why nothing can be said: a line for each of the method's codes."""
    numbers = step["numbers"]
    now, there = numbers.get("completers_now"), numbers.get("completers_there")
    lines = {
        "largest_of_its_kind": words.gettext(
            "It is the largest such program here, with {now} graduates a year."
        )
        if now
        else words.gettext("It is offered here; how many graduate now is not published, or none."),
        "graduates_leave": words.gettext("Of its {now} graduates a year, {leaving} leave the region."),
        "same_field_other_credential": words.gettext(
            "It graduates {there} a year in the same field with {nearest}, and nobody here offers this one."
        ),
        "same_family_same_credential": words.gettext(
            "It graduates {there} a year in a related field at this level, and nobody here offers this one."
        ),
        "nearest_outside": words.gettext("It graduates {now} a year, {miles} miles away."),
        "nearest_feeder": words.gettext("It is {miles} miles away."),
        "employment_unpublished": words.gettext("Employment is not published here."),
        "error_unknown": words.gettext("The sampling error is not published."),
        "error_above_30": words.gettext("The sampling error is {rse} %: too wide to act on."),
        "rate_unknown": words.gettext("No openings rate is at hand."),
        "entry_education_unknown": words.gettext("The usual entry education is not known."),
    }
    if step["kind"] == "partner":
        lines["distance_unknown"] = words.gettext(
            "It graduates {now} a year; how far away is not known until the college directory is here."
        )
    values = {
        "now": count(now) if now is not None else "",
        "there": count(there) if there is not None else "",
        "leaving": about(numbers.get("leaving") or 0),
        "miles": about((numbers.get("distance_km") or 0) * MILES_PER_KM),
        "nearest": credential_name(int(numbers["nearest_rank"]), words) if "nearest_rank" in numbers else "",
        "rse": count(numbers.get("rse") or 0),
    }
    return [lines[code].format(**values) for code in step["reasons"] if code in lines]


def _effect_lines(step: dict[str, Any], words: Words) -> list[str]:
    values = {"n": about(step["added_completers"] or 0), "floor": about(step["floor_fall"] or 0)}
    if (step["floor_fall"] or 0) >= 0.5:
        line = words.gettext("{n} more a year would fill {floor} of the openings that nobody can fill today.")
    elif (step["gap_fall"] or 0) >= 0.5:
        values["gap"] = about(step["gap_fall"])
        line = words.gettext("{n} more a year would close the expected gap by {gap}.")
    else:
        return []
    return [line.format(**values)]


def credential_name(rank: int, words: Words = ENGLISH) -> str:
    """Return a credential's rank as a noun with its article."""
    return (
        words.gettext("no credential"),
        words.gettext("a certificate"),
        words.gettext("an associate degree"),
        words.gettext("a bachelor's degree"),
        words.gettext("a master's degree"),
        words.gettext("a doctorate"),
    )[rank]


def plain_field(title: str) -> str:
    """Return a field of study's title as it stands inside a sentence.

    “Civil Engineering Technologies/Technicians.” is “civil engineering technologies/technicians”.
    """
    return plain_title(title.rstrip(".").removesuffix(", General"))
