"""What the map's evidence says of itself on its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.evidence.kinds import EvidenceKind
from trellis.apps.core.ui.figures import exact, interval
from trellis.apps.opportunity import group_words, notes, queries
from trellis.apps.opportunity.evidence import KIND, SCENARIO_KIND, SITING_KIND
from trellis.apps.opportunity.links import Links
from trellis.apps.opportunity.plan_forms import GOALS
from trellis.apps.opportunity.plans import plan_words
from trellis.apps.opportunity.plans.scenario import Scenario
from trellis.apps.opportunity.plans.siting import Wish
from trellis.apps.opportunity.question import (
    AGE_CHOICES,
    MINUTES_CHOICES,
    ONLINE_CHOICES,
    PRICE_CHOICES,
    SCHEDULE_CHOICES,
    SEATS_CHOICES,
    TRAVEL_CHOICES,
    Question,
    period_label,
    topic_choices,
)

if TYPE_CHECKING:
    from trellis.apps.core.evidence.models import Evidence


def _how_sure(evidence: Evidence) -> list[str]:
    region = next(row for row in evidence.result["groups"] if row["key"] == "region")
    if region["none_low"] is None:
        return [
            _("How far it could be off isn't known: the counts of young people have no published margins.")
        ]
    return [
        _(
            "Who reaches no seat is between %(ends)s (90 %% interval): how many live where comes "
            "from a survey."
        )
        % {"ends": interval(region["none_low"], region["none_high"], "percent")}
    ]


def _leaves_out(evidence: Evidence) -> list[str]:
    question = Question.from_parameters(evidence.parameters)
    document = evidence.result
    return [*notes.assumptions(document, question), *notes.left_out(document["supply"]["left_out"])]


def _page(evidence: Evidence) -> str | None:
    place_set = queries.place_set(evidence.alliance, evidence.parameters["place_set"])
    if place_set is None:
        return None
    question = Question.from_parameters(evidence.parameters)
    return Links(evidence.alliance.slug, question, place_set, evidence.pk).page("map")


def _plan_sure(evidence: Evidence) -> list[str]:
    return [plan_words.bound(evidence.result)]


def _plan_page(evidence: Evidence) -> str | None:
    return reverse("opportunity:plan", args=[evidence.alliance.slug, evidence.pk])


def _scenario_page(evidence: Evidence) -> str | None:
    return reverse("opportunity:scenario", args=[evidence.alliance.slug, evidence.pk])


def _asked(evidence: Evidence) -> list[tuple[str, str]]:
    """Return the question in words, part by part."""
    values = Question.from_parameters(evidence.parameters).values()
    place_set = queries.place_set(evidence.alliance, evidence.parameters["place_set"])
    labels: dict[str, tuple[str, Mapping[str, Any]]] = {
        "ages": (_("Ages"), AGE_CHOICES),
        "travel": (_("How they get there"), TRAVEL_CHOICES),
        "minutes": (_("How far"), MINUTES_CHOICES),
        "price": (_("Price"), PRICE_CHOICES),
        "topic": (_("About"), topic_choices()),
        "schedule": (_("When"), SCHEDULE_CHOICES),
        "period": (_("Sessions"), {values["period"]: period_label(values["period"])}),
        "online": (_("How it is held"), ONLINE_CHOICES),
        "seats": (_("Where seats aren't known"), SEATS_CHOICES),
    }
    said = [(_("Neighborhoods"), place_set.name)] if place_set else []
    return said + [(label, str(choices[values[name]])) for name, (label, choices) in labels.items()]


def _plan_asked(evidence: Evidence) -> list[tuple[str, str]]:
    wish = Wish.from_parameters(evidence.parameters["wish"])
    said = [
        *_asked(evidence),
        (_("New sites"), exact(wish.sites)),
        (_("They should"), str(dict(GOALS)[wish.goal])),
        (_("Places to choose among"), exact(evidence.parameters["candidates"])),
        (_("Seats at each new site"), exact(wish.seats)),
    ]
    if wish.budget is not None:
        said.append((_("Budget"), exact(wish.budget)))
    for key, more in wish.extra.items():
        said.append((group_words.label(key), _("count %(n)s times") % {"n": exact(1 + more)}))
    return said


def _scenario_asked(evidence: Evidence) -> list[tuple[str, str]]:
    wanted = Scenario.from_parameters(evidence.parameters["scenario"])
    named = "; ".join(evidence.result["programs"].values())
    said = [*_asked(evidence), (_("Changed"), plan_words.change(wanted))]
    return [*said, (_("Programs"), named)] if named else said


KINDS: Final = (
    EvidenceKind(
        kind=KIND,
        label=gettext_lazy("Opportunity map"),
        how=gettext_lazy(
            "A floating catchment: each site's seats are shared among the young people who can "
            "reach it, the nearer "
            "counting more, and what a neighborhood gets of each site adds up. Groups are compared "
            "by where their "
            "young people live, with intervals drawn from the survey's margins of error."
        ),
        how_sure=_how_sure,
        leaves_out=_leaves_out,
        page=_page,
        asked=_asked,
        is_news=True,
    ),
    EvidenceKind(
        kind=SITING_KIND,
        label=gettext_lazy("Plan for new sites"),
        how=gettext_lazy(
            "Of all places given, those are chosen that together bring a seat within reach of most "
            "young people "
            "(maximal covering), or make their ways shortest (p-median). A proven bound says how "
            "much better any "
            "other choice could be at most."
        ),
        how_sure=_plan_sure,
        page=_plan_page,
        asked=_plan_asked,
        is_kept_by_hand=True,
    ),
    EvidenceKind(
        kind=SCENARIO_KIND,
        label=gettext_lazy("What if, on the map"),
        how=gettext_lazy(
            "The sessions are changed, or sites added, and what can be reached is computed again "
            "wherever the "
            "change is felt. Everything else stays as it is."
        ),
        page=_scenario_page,
        asked=_scenario_asked,
        is_kept_by_hand=True,
    ),
)
