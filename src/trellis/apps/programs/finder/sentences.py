"""The answer in words: how many programs, which are free, what would give more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.apps.core.ui.figures import exact
from trellis.apps.programs import grades, topics, wording
from trellis.apps.programs.finder.fields import WHEN_WORDS
from trellis.apps.programs.finder.question import FREE, Question
from trellis.apps.programs.finder.search import Found
from trellis.apps.programs.finder.where import Place

FEW: Final = 5
"""With fewer than this, the page says what would give more."""

NOT_STATED: Final = {
    "age": gettext_lazy("They don't say for which ages; ask."),
    "when": gettext_lazy("They don't say at what time of day; ask."),
    "dates": gettext_lazy("They don't say from when to when; ask."),
    "cost": gettext_lazy("They don't say what it costs; ask."),
    "transport": gettext_lazy("They don't say whether there is a ride; ask."),
    "open": gettext_lazy("They don't say whether seats are left; ask."),
    "language": gettext_lazy("They don't say in which languages; ask."),
    "distance": gettext_lazy("They don't say where; ask."),
}
_AN: Final = frozenset({8, 11, 18})
"""Ages that take "an" in English."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to ask instead, and how many programs would fit."""

    label: str
    query: str
    count: str


def count(question: Question, found: Found, place: Place | None) -> str:
    """The answer in one sentence: "14 programs for a 12-year-old within 10 miles of 74106; 9 are free."."""
    words = _("No programs")
    if found.fitting:
        words = _programs(found.fitting)
    said = " ".join(filter(None, (words, *_asked(question, place))))
    if question.cost == FREE or not found.fitting:
        return f"{said}."
    free = _("none is known to be free")
    if found.free:
        free = ngettext("%(count)s is free", "%(count)s are free", found.free) % {"count": exact(found.free)}
    return f"{said}; {free}."


def may_fit(found: Found) -> str:
    """How many more may fit; "" where none do."""
    more = len(found) - found.fitting
    if not more:
        return ""
    return ngettext(
        "%(count)s more may fit, but doesn't say all you asked for.",
        "%(count)s more may fit, but don't say all you asked for.",
        more,
    ) % {"count": exact(more)}


def suggestions(question: Question, found: Found) -> tuple[Suggestion, ...]:
    """What would give more, the most first; none where there is enough."""
    if found.fitting >= FEW:
        return ()
    offers = {
        "within_25": (_("Look within 25 miles"), question.but(within=25)),
        "within_50": (_("Look within 50 miles"), question.but(within=50)),
        "anywhere": (_("Look at any distance"), question.but(within=None)),
        "online": (_("Include online programs"), question.but(online=True)),
        "when": (_("At any time of day and week"), question.but(when="")),
        "cost": (_("At any price"), question.but(cost="", price=None)),
        "topic": (_("About anything"), question.but(topic="")),
        "language": (_("In any language"), question.but(language="")),
        "transport": (_("Without a ride"), question.but(transport=False)),
        "open": (_("With and without open seats"), question.but(open=False)),
        "dates": (_("On any days"), question.but(starting=None, ending=None)),
        "words": (_("Without the words you typed"), question.but(q="")),
    }
    given = [(number, name) for name, number in found.relaxed.items() if number > found.fitting]
    # The nearest distance that gives something is enough of an offer.
    wider = [name for name in ("within_25", "within_50", "anywhere") if found.relaxed.get(name, 0) > 0][1:]
    order = list(offers)
    return tuple(
        Suggestion(
            offers[name][0],
            offers[name][1].query(),
            _programs(number),
        )
        for number, name in sorted(given, key=lambda each: order.index(each[1]))
        if name not in wider
    )


def _programs(number: int) -> str:
    return ngettext("%(count)s program", "%(count)s programs", number) % {"count": exact(number)}


def _asked(question: Question, place: Place | None) -> list[str]:
    """The question's parts as they follow "14 programs"."""
    parts = [_whom(question)]
    if place is not None:
        if question.within is None:
            parts.append(_("near %(place)s") % {"place": place.name})
        else:
            values = {"miles": question.within, "place": place.name}
            parts.append(_("within %(miles)s miles of %(place)s") % values)
    if question.when:
        parts.append(str(WHEN_WORDS[question.when]))
    if question.cost == FREE:
        parts.append(_("for free"))
    elif question.price is not None:
        parts.append(_("for up to %(price)s") % {"price": wording.dollars(question.price)})
    if question.topic:
        parts.append(_("about %(topic)s") % {"topic": topics.label(question.topic)})
    if question.language:
        parts.append(_("in %(language)s") % {"language": wording.language(question.language)})
    if question.transport:
        parts.append(_("with a ride"))
    if question.open:
        parts.append(_("with open seats"))
    if question.q:
        parts.append(_("named “%(words)s”") % {"words": question.q})
    return parts


def _whom(question: Question) -> str:
    if question.age is not None:
        if question.age in _AN:
            return _("for an %(age)s-year-old") % {"age": question.age}
        return _("for a %(age)s-year-old") % {"age": question.age}
    if question.grade is not None:
        return _("for %(grade)s") % {"grade": grades.grade_name(question.grade)}
    return ""
