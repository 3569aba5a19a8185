"""The sentences that pages open with: who is left out here, and of which group more than others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from trellis.apps.core.ui.figures import about, exact, percent
from trellis.apps.opportunity import group_words
from trellis.apps.opportunity.question import ANY_TOPIC, STEM, topic_choices
from trellis.apps.opportunity.sentences import Sentence, sentence, text

if TYPE_CHECKING:
    from trellis.apps.core.ui.evidence_card import EvidenceCard
    from trellis.apps.opportunity.question import Question
    from trellis.apps.opportunity.reading import Reading

HUNDRED: Final = 100
"""Access is spoken of as seats for each 100 young people."""

SMALLEST_GROUP: Final = 50


def who(question: Question) -> str:
    """Return those who are asked about: “10- to 14-year-olds”."""
    return _("%(low)d- to %(high)d-year-olds") % {"low": question.age_min, "high": question.age_max}


def what(question: Question) -> str:
    """Return what they would reach, after “no”: “open STEM seat”, “free open seat in robotics”."""
    free = question.price == "free"
    if question.topic == STEM:
        return _("free open STEM seat") if free else _("open STEM seat")
    if question.topic == ANY_TOPIC:
        return _("free open seat") if free else _("open seat")
    template = _("free open seat in %(topic)s") if free else _("open seat in %(topic)s")
    return template % {"topic": str(topic_choices()[question.topic]).lower()}


def how(question: Question) -> str:
    """Return how they get there, after the minutes: “without a car”."""
    return {
        "bus": pgettext("in 30 minutes …", "without a car"),
        "walk": pgettext("in 30 minutes …", "on foot"),
        "car": pgettext("in 30 minutes …", "by car"),
        "mix": pgettext("in 30 minutes …", "the way their households get about"),
    }[question.travel]


def headline(
    document: dict[str, Any], question: Question, cards: Mapping[str, EvidenceCard] | None = None
) -> list[Sentence]:
    """Answer who is left out here, in up to three sentences."""
    totals = document["totals"]
    if not totals["people"]:
        return [sentence(_("No young people of these ages are counted in these neighborhoods."))]
    if not document["supply"]["sessions"]:
        return [
            sentence(
                _("No session in the directory fits this question, so {who} can reach no {what} here."),
                who=who(question),
                what=what(question),
            )
        ]
    said = [_left_out(totals, question, cards), *_worst_group(document)]
    said.append(
        sentence(
            _("For each 100 of them there are about {seats} seats in reach."),
            cards,
            seats=seats_for_hundred(totals["access"]),
        )
    )
    return said


def _left_out(totals: dict[str, Any], question: Question, cards: Any) -> Sentence:
    words = {"who": who(question), "what": what(question), "how": how(question)}
    minutes = exact(question.minutes)
    if totals["left_out_share"] == 0:
        template = _("All {who} live where some {what} can be reached in {minutes} minutes {how}.")
        return sentence(template, cards, minutes=minutes, **words)
    template = _("{share} of {who} live where no {what} can be reached in {minutes} minutes {how}.")
    return sentence(template, cards, share=share(totals["left_out_share"]), minutes=minutes, **words)


def _worst_group(document: dict[str, Any]) -> list[Sentence]:
    """Name the group most of whom are left out, if that is surely more than in the region."""
    region = document["totals"]["left_out_share"]
    surely = [
        row
        for row in document["groups"]
        if row["key"] != "region"
        and row["people"] >= SMALLEST_GROUP
        and row["none_low"] is not None
        and row["none_low"] > region
    ]
    if not surely:
        return []
    worst = max(surely, key=lambda row: (row["none"], row["key"]))
    return [
        sentence(
            _("Of {group} it is {share}."), group=group_words.inside(worst["key"]), share=share(worst["none"])
        )
    ]


def summary(document: dict[str, Any], question: Question) -> str:
    """Return the answer as running text, for lists of evidence."""
    return " ".join(text(each) for each in headline(document, question))


def share(value: float | None) -> str:
    """Write a share for a sentence: whole per cents, “less than 1 %” below one, never 100 % unless it is."""
    if value is not None and 0 < value < 0.01:
        return _("less than 1 %")
    if value is not None and 0.995 <= value < 1:
        return _("more than 99 %")
    return percent(value)


def seats_for_hundred(access: float | None) -> str:
    """Write seats per young person as seats for each hundred, with a decimal where there are few."""
    if access is None:
        return about(None)
    seats = access * HUNDRED
    return exact(seats, 1) if seats < 10 else about(seats)


def place(reading: Reading, row: dict[str, Any]) -> list[Sentence]:
    """Answer what a neighborhood's reader came with: what can its young people reach?"""
    question = reading.question
    words = {"who": who(question), "how": how(question)}
    if row["people"] is None:
        first = sentence(_("How many {who} live here is not published."), who=who(question))
    else:
        first = sentence(_("About {people} {who} live here."), people=about(row["people"]), who=who(question))
    if row["left_out"] == 1:
        template = _("No {what} can be reached in {minutes} minutes {how}.")
        second = sentence(template, what=what(question), minutes=exact(question.minutes), how=words["how"])
        return [first, second]
    if row["left_out"] > 0:
        template = _("{share} of them reach no {what} in {minutes} minutes: those without a car.")
        return [
            first,
            sentence(
                template, share=share(row["left_out"]), what=what(question), minutes=exact(question.minutes)
            ),
        ]
    second = sentence(
        _("The nearest seat is about {minutes} minutes away {how}; {seats} are within {limit} minutes."),
        minutes=about(row["minutes"]),
        how=words["how"],
        seats=about(row["seats"]),
        limit=exact(question.minutes),
    )
    return [first, second, _beside_region(row["access"], reading.totals["access"])]


def _beside_region(here: float, region: float | None) -> Sentence:
    return sentence(
        _("That makes {here} seats for each 100 of them, where the region has {region}."),
        here=seats_for_hundred(here),
        region=seats_for_hundred(region),
    )


def deserts(reading: Reading) -> list[Sentence]:
    """Answer where many young people have little."""
    totals = reading.totals
    if not totals["deserts"]:
        return [sentence(_("No neighborhood stands out: where many young people live there are seats."))]
    template = ngettext(
        "{n} neighborhood has many {who} and hardly a seat for them: about {people} live there.",
        "{n} neighborhoods have many {who} and hardly a seat for them: about {people} live there.",
        totals["deserts"],
    )
    words = {"who": who(reading.question), "people": about(totals["desert_people"])}
    return [sentence(template, n=exact(totals["deserts"]), **words)]


def capital(words: str) -> str:
    """Return words with the first letter large, as a sentence begins."""
    return words[:1].upper() + words[1:]


def equity(reading: Reading) -> list[Sentence]:
    """Answer whether all groups have the same."""
    rows = [row for row in reading.document["groups"] if row["key"] != "region"]
    if not rows:
        return [sentence(_("These neighborhoods count no groups, so nothing can be said about any."))]
    less = [row for row in rows if row["difference_high"] is not None and row["difference_high"] < 0]
    more = [row for row in rows if row["difference_low"] is not None and row["difference_low"] > 0]
    if not less and not more:
        return [sentence(_("No group has surely more or fewer seats in reach than the others."))]
    said = []
    if less:
        least = min(less, key=lambda row: row["difference"])
        said.append(
            sentence(
                _(
                    "Of all groups, {group} have the fewest seats in reach: {here} for each 100, "
                    "against {region} in the region."
                ),
                group=group_words.inside(least["key"]),
                here=seats_for_hundred(least["access"]),
                region=seats_for_hundred(reading.totals["access"]),
            )
        )
    if more:
        most = max(more, key=lambda row: row["difference"])
        said.append(
            sentence(
                _("{group} have the most: {here} for each 100."),
                group=capital(group_words.inside(most["key"])),
                here=seats_for_hundred(most["access"]),
            )
        )
    return said
