"""The steps that make a new alliance ready, and which of them are done."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from trellis.apps.alliances import places, queries
from trellis.apps.alliances.models import Alliance, Region
from trellis.apps.core.permissions import Permission, Standing


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, why, and what is there once it is done."""

    key: str
    title: str | Promise
    why: str | Promise
    done: bool
    outcome: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class SetUp:
    """All steps of an alliance; `current` is the first that this person can do and that isn't done."""

    steps: tuple[Step, ...]
    current: Step | None
    home: Region | None

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return self.done == len(self.steps)


def set_up(alliance: Alliance, standing: Standing) -> SetUp:
    """How far the set-up of an alliance is."""
    home = queries.home_region(alliance)
    people = queries.members_of(alliance).count()
    invited = queries.open_invitations(alliance).count()
    known = home is not None and places.colleges_are_known(home)
    steps = (
        Step(
            "details",
            _("Say who runs the alliance"),
            _("Its name and its backbone organization stand on every page and brief."),
            bool(alliance.backbone),
            f"{alliance.name}, {alliance.backbone}" if alliance.backbone else "",
            Permission.MANAGE_ALLIANCE,
        ),
        Step(
            "region",
            _("Choose your region"),
            _("The published areas or counties whose jobs and colleges you look at."),
            home is not None,
            home.name if home else "",
            Permission.MANAGE_REGIONS,
        ),
        Step(
            "colleges",
            _("Check which colleges belong to it"),
            _("Until that is known, nobody can say how many graduates the region has."),
            known,
            college_count(home) if home is not None and known else "",
            Permission.MANAGE_REGIONS,
        ),
        Step(
            "people",
            _("Invite the others"),
            _("Backbone staff, your board, people who know the region."),
            people > 1 or invited > 0,
            _("%(people)d members, %(invited)d invited") % {"people": people, "invited": invited},
            Permission.MANAGE_MEMBERS,
        ),
    )
    able = [step for step in steps if not step.done and standing.may(step.permission)]
    # Colleges can't be checked before there is a region.
    current = next((step for step in able if step.key != "colleges" or home is not None), None)
    return SetUp(steps, current, home)


def college_count(region: Region) -> str:
    """How many colleges belong to a region, in words."""
    if places.covers_nation(region):
        return _("every college in the country")
    count = len(places.colleges_of(region, places.placement(region)))
    return _("%(count)d colleges") % {"count": count}
