"""The answer in sentences, for what is known and what isn't."""

from __future__ import annotations

from typing import Any

from trellis.apps.landscape.prose import bottleneck_sentence, headline, plain, region_name


def occupation(
    soc: str, title: str, openings: float, high: float | None, *, linked: bool = True
) -> dict[str, Any]:
    return {"soc": soc, "title": title, "openings": openings, "supply_high": high, "linked": linked}


def group(socs: list[str], openings: float, completers: float) -> dict[str, Any]:
    programs = ["207935-15.02-2"] if completers else []
    short = openings - completers
    return {
        "occupations": socs,
        "programs": programs,
        "openings": openings,
        "completers": completers,
        "short": short,
    }


def document(**changes: Any) -> dict[str, Any]:
    tulsa = {
        "kind": "metropolitan",
        "name": "Tulsa, OK",
        "areas": [{"code": "0046140", "title": "Tulsa, OK"}],
    }
    made = {
        "region": tulsa,
        "field": "stem",
        "openings": 1534.0,
        "supply_expected": 803.0,
        "unfilled_floor": 0.0,
        "occupations": [
            occupation("17-2051", "Civil Engineers", 60.0, 0.0),
            occupation("17-2112", "Industrial Engineers", 55.0, 0.0),
            occupation("15-1252", "Software Developers", 130.0, 40.0),
            occupation("41-9031", "Sales Engineers", 300.0, 0.0, linked=False),
        ],
        "bottlenecks": [],
    }
    return made | changes


def test_the_answer_names_the_field_where_most_is_short_and_who_nobody_graduates() -> None:
    groups = [group(["17-2051"], 60.0, 0.0), group(["17-2112"], 55.0, 0.0), group(["15-1252"], 130.0, 40.0)]
    assert plain(headline(document(bottlenecks=groups, unfilled_floor=205.0))) == (
        "Each year about 1,530 STEM jobs open in the Tulsa area, "
        "and about 800 local graduates head for them. "
        "Even if every eligible graduate took one, 200 would stay unfilled: most in engineering, "
        "where no program here graduates civil engineers or industrial engineers."
    )


def test_less_than_half_of_the_floor_is_its_largest_part() -> None:
    groups = [group(["17-2051"], 60.0, 0.0), group(["15-1252"], 130.0, 80.0)]
    said = plain(headline(document(bottlenecks=groups, unfilled_floor=150.0)))
    assert "the largest part in engineering" in said


def test_work_that_no_field_of_study_leads_to_is_not_blamed_on_programs() -> None:
    groups = [group(["41-9031"], 300.0, 0.0)]
    assert plain(headline(document(bottlenecks=groups, unfilled_floor=300.0))).endswith(
        "Even if every eligible graduate took one, 300 would stay unfilled."
    )
    sentence = bottleneck_sentence(groups[0], document())
    assert str(sentence) == "Sales engineers: 300 openings a year, and no field of study leads to them."


def test_where_all_could_be_filled_it_says_so() -> None:
    assert plain(headline(document())).endswith(
        "If every eligible graduate took one, all of them could be filled."
    )


def test_unknown_graduates_are_said_to_be_unknown() -> None:
    said = plain(headline(document(supply_expected=None, unfilled_floor=None)))
    assert said.endswith("How many graduates head for them is not known yet.")


def test_numbers_in_the_answer_can_be_found_again() -> None:
    first, _ = headline(document())
    assert first.numbers == {"openings": 1534.0, "graduates": 803.0}
    assert ("1,530", "openings") in list(first.parts())


def test_a_bottleneck_is_said_in_one_sentence() -> None:
    shared = group(["17-2051", "17-2112"], 115.0, 40.0)
    assert str(bottleneck_sentence(shared, document())) == (
        "Civil engineers and industrial engineers: 115 openings a year, 40 graduates can go there, 75 short."
    )


def region(kind: str, name: str, title: str = "") -> dict[str, Any]:
    return {"region": {"kind": kind, "name": name, "areas": [{"code": "0000000", "title": title or name}]}}


def test_regions_are_called_what_people_call_them() -> None:
    assert region_name(region("nation", "United States")) == "in the United States"
    assert region_name(region("state", "Oklahoma")) == "in Oklahoma"
    assert region_name(region("metropolitan", "Houston-Pasadena-The Woodlands, TX")) == "in the Houston area"
    nonmetropolitan = "Northeast Oklahoma nonmetropolitan area"
    assert region_name(region("nonmetropolitan", nonmetropolitan)) == f"in the {nonmetropolitan}"
    assert region_name(region("metropolitan", "Tulsa area", "Tulsa, OK")) == "in the Tulsa area"
    assert region_name(region("metropolitan", "Green Country", "Tulsa, OK")) == "in Green Country"
