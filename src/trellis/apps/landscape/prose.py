"""The answer in sentences: what opens, who heads for it, what stays unfilled and where.

Every function takes a landscape document and where to look words up, and returns `Sentence`s: plain text by
`str`, or parts in which a page finds each number to attach its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any

from trellis.apps.landscape.wording import Sentence, Words, capital, count, listed, plain_title, sentence

ENGLISH: Words = NullTranslations()

LARGEST_SHARE = 0.5
FEWEST_OPENINGS_NAMED = 5


def headline(document: dict[str, Any], words: Words = ENGLISH) -> tuple[Sentence, ...]:
    """Answer the reader's question in one to three sentences."""
    region = region_name(document, words)
    jobs = jobs_of_field(document["field"], words)
    openings = document["openings"]
    if document["supply_expected"] is None:
        template = words.gettext("Each year about {openings} {jobs} open {in_region}.")
        first = sentence(template, numbers={"openings": openings}, jobs=jobs, in_region=region)
        unknown = words.gettext("How many graduates head for them is not known yet.")
        return first, Sentence(unknown, {})
    if document["region"]["kind"] == "nation":
        template = words.gettext(
            "Each year about {openings} {jobs} open {in_region}, "
            "and about {graduates} graduates head for them."
        )
    else:
        template = words.gettext(
            "Each year about {openings} {jobs} open {in_region}, "
            "and about {graduates} local graduates head for them."
        )
    numbers = {"openings": openings, "graduates": document["supply_expected"]}
    first = sentence(template, numbers=numbers, jobs=jobs, in_region=region)
    return first, _floor_sentence(document, words)


def _floor_sentence(document: dict[str, Any], words: Words) -> Sentence:
    floor = document["unfilled_floor"]
    if floor < 0.5:
        return Sentence(
            words.gettext("If every eligible graduate took one, all of them could be filled."), {}
        )
    group, share, titles = _where_it_is_short(document)
    numbers = {"floor": floor}
    if group is None:
        template = words.gettext("Even if every eligible graduate took one, {floor} would stay unfilled.")
        return sentence(template, numbers=numbers)
    if titles and share >= LARGEST_SHARE:
        template = words.gettext(
            "Even if every eligible graduate took one, {floor} would stay unfilled: "
            "most in {group}, where no program here graduates {titles}."
        )
    elif titles:
        template = words.gettext(
            "Even if every eligible graduate took one, {floor} would stay unfilled: "
            "the largest part in {group}, where no program here graduates {titles}."
        )
    elif share >= LARGEST_SHARE:
        template = words.gettext(
            "Even if every eligible graduate took one, {floor} would stay unfilled: most in {group}."
        )
    else:
        template = words.gettext(
            "Even if every eligible graduate took one, {floor} would stay unfilled: "
            "the largest part in {group}."
        )
    named = listed([plain_title(title) for title in titles], words, joint="or") if titles else ""
    return sentence(template, numbers=numbers, group=group_name(group, words), titles=named)


def _where_it_is_short(document: dict[str, Any]) -> tuple[str | None, float, list[str]]:
    """Return the group with most of the floor, its share, and its largest occupations with no graduate.

    A bottleneck's shortfall is spread over its occupations in proportion to their openings. Occupations that
    no field of study leads to are left aside: there is nothing to graduate.
    """
    rows = {row["soc"]: row for row in document["occupations"]}
    short: dict[str, float] = {}
    for bottleneck in document["bottlenecks"]:
        for soc in bottleneck["occupations"]:
            if not rows[soc]["linked"]:
                continue
            part = bottleneck["short"] * (rows[soc]["openings"] or 0) / bottleneck["openings"]
            short[group_of(soc)] = short.get(group_of(soc), 0.0) + part
    if not short:
        return None, 0.0, []
    group = max(short, key=lambda key: (short[key], key))
    without = [
        row
        for soc, row in rows.items()
        if group_of(soc) == group
        and row["linked"]
        and row["supply_high"] == 0
        and (row["openings"] or 0) >= FEWEST_OPENINGS_NAMED
    ]
    without.sort(key=lambda row: -row["openings"])
    return group, short[group] / document["unfilled_floor"], [row["title"] for row in without[:2]]


def bottleneck_sentence(
    bottleneck: dict[str, Any], document: dict[str, Any], words: Words = ENGLISH
) -> Sentence:
    """Say what a bottleneck group is short of, in words."""
    rows = {row["soc"]: row for row in document["occupations"]}
    names = listed([plain_title(rows[soc]["title"]) for soc in bottleneck["occupations"]], words)
    numbers = {key: bottleneck[key] for key in ("openings", "completers", "short")}
    if not any(rows[soc]["linked"] for soc in bottleneck["occupations"]):
        template = words.gettext("{names}: {openings} openings a year, and no field of study leads to them.")
    elif not bottleneck["programs"]:
        template = words.gettext("{names}: {openings} openings a year, and no program here leads to them.")
    else:
        template = words.gettext(
            "{names}: {openings} openings a year, {completers} graduates can go there, {short} short."
        )
    written = {key: count(value) for key, value in numbers.items()}
    return Sentence(template, written | {"names": capital(names)}, numbers)


def region_name(document: dict[str, Any], words: Words = ENGLISH) -> str:
    """Return the region as it stands after “open”: “in the Tulsa area”, “in Oklahoma”."""
    region = document["region"]
    if region["kind"] == "nation":
        return words.gettext("in the United States")
    name = region["name"]
    if region["kind"] == "metropolitan" and name == region["areas"][0]["title"]:
        city = name.split(",")[0].split("-")[0].split("/")[0]
        return words.gettext("in the {city} area").format(city=city)
    if name.split()[-1].islower():  # “Tulsa area”, but “Green Country”
        return words.gettext("in the {name}").format(name=name)
    return words.gettext("in {name}").format(name=name)


def jobs_of_field(field: str, words: Words = ENGLISH) -> str:
    """Return the field's jobs as a noun: “STEM jobs”."""
    return {
        "stem": words.gettext("STEM jobs"),
        "stem_health": words.gettext("STEM and health jobs"),
        "skilled_technical": words.gettext("skilled technical jobs"),
        "all": words.gettext("jobs"),
    }[field]


def group_of(soc: str) -> str:
    """Return the group an occupation is spoken of in: its SOC minor group where that says more."""
    return soc[:4] if soc[:4] in MINOR_GROUPS else soc[:2]


MINOR_GROUPS = frozenset({"15-2", "17-3", "19-3", "19-4"})


def group_name(group: str, words: Words = ENGLISH) -> str:
    """Return a group of occupations as a noun inside a sentence."""
    return {
        "11": words.gettext("management"),
        "13": words.gettext("business and finance"),
        "15": words.gettext("computing"),
        "15-2": words.gettext("mathematics and statistics"),
        "17": words.gettext("engineering"),
        "17-3": words.gettext("engineering technology and drafting"),
        "19": words.gettext("science"),
        "19-3": words.gettext("social science"),
        "19-4": words.gettext("laboratory and field technology"),
        "21": words.gettext("community and social service"),
        "23": words.gettext("law"),
        "25": words.gettext("teaching"),
        "27": words.gettext("arts and media"),
        "29": words.gettext("health care"),
        "31": words.gettext("health care support"),
        "33": words.gettext("protective service"),
        "35": words.gettext("food preparation"),
        "37": words.gettext("building and grounds"),
        "39": words.gettext("personal care"),
        "41": words.gettext("sales"),
        "43": words.gettext("office work"),
        "45": words.gettext("farming and forestry"),
        "47": words.gettext("construction"),
        "49": words.gettext("installation and repair"),
        "51": words.gettext("production"),
        "53": words.gettext("transportation"),
    }[group]


def plain(sentences: tuple[Sentence, ...] | Iterator[Sentence]) -> str:
    """Return sentences as running text."""
    return " ".join(str(each) for each in sentences)
