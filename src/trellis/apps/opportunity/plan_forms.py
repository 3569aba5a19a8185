"""What a plan for new sites, and a scenario, are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.ui.map import read_picks
from trellis.apps.opportunity import group_words
from trellis.apps.opportunity.plans import candidates
from trellis.apps.opportunity.plans.candidates import Candidate, CantRead
from trellis.apps.opportunity.plans.scenario import Scenario
from trellis.apps.opportunity.plans.siting import Wish

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.opportunity.places.table import PlaceTable
    from trellis.apps.opportunity.question import Question

MOST_SITES, MOST_POINTS = 50, 20
GOALS = (
    ("cover", gettext_lazy("bring a seat within reach of most young people")),
    ("minutes", gettext_lazy("make the way to the nearest seat shortest")),
)
EXTRA = (
    ("0", gettext_lazy("like everybody")),
    ("1", gettext_lazy("twice")),
    ("2", gettext_lazy("three times")),
)


class PointsForm(forms.Form):
    """A form with points that were put on the map."""

    def clean_points(self) -> tuple[tuple[float, float], ...]:
        """Return the points, (latitude, longitude) each."""
        try:
            points = read_picks(self.cleaned_data["points"])
        except ValueError as error:
            raise forms.ValidationError(
                _("Line %(number)s is not a point: write latitude, a comma, longitude.") % {"number": error}
            ) from error
        if len(points) > MOST_POINTS:
            raise forms.ValidationError(_("At most %(most)d points fit.") % {"most": MOST_POINTS})
        return points


class SitingForm(PointsForm):
    """How many new sites, chosen among which places, for whom."""

    sites = forms.IntegerField(label=gettext_lazy("New sites"), min_value=1, max_value=MOST_SITES, initial=3)
    goal = forms.ChoiceField(label=gettext_lazy("They should"), choices=GOALS, initial="cover")
    among = forms.MultipleChoiceField(
        label=gettext_lazy("Choose among"),
        choices=tuple(candidates.KINDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=["places"],
    )
    points = forms.CharField(required=False, strip=True, widget=forms.HiddenInput)
    file = forms.FileField(
        label=gettext_lazy("A list of your own"),
        required=False,
        help_text=gettext_lazy("A CSV with the columns name, latitude, longitude and, for a budget, cost."),
    )
    budget = forms.FloatField(
        label=gettext_lazy("Budget"),
        required=False,
        min_value=0,
        help_text=gettext_lazy(
            "In what the list's costs are in. Places whose cost isn't known are left out."
        ),
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Seats at each new site"), min_value=1, max_value=10_000, initial=40
    )
    capacity = forms.BooleanField(
        label=gettext_lazy("A site serves no more young people than it has seats"), required=False
    )

    def __init__(self, *args: Any, table: PlaceTable, alliance: Alliance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.alliance = table, alliance
        self.weighted = [each.key for each in table.groups if each.kind in ("race", "poverty", "vehicles")]
        self.weighted = [key for key in self.weighted if not key.startswith("age_")]
        for key in self.weighted:
            self.fields[f"extra-{key}"] = forms.ChoiceField(
                label=group_words.label(key), choices=EXTRA, required=False, initial="0"
            )

    @property
    def extra_fields(self) -> list[forms.BoundField]:
        """The fields that say how much the young people of each group count."""
        return [self[f"extra-{key}"] for key in self.weighted]

    def clean_file(self) -> list[Candidate]:
        """Return the places that the list names."""
        file = self.cleaned_data["file"]
        if file is None:
            return []
        try:
            return candidates.of_file(file.read())
        except CantRead as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Gather the candidates; there has to be at least one."""
        data = super().clean() or {}
        found: list[Candidate] = [*data.get("file", []), *candidates.of_points(data.get("points", ()))]
        try:
            found += self._among(data.get("among", []))
        except CantRead as error:
            self.add_error("among", str(error))
        if not found and not self.errors:
            self.add_error("among", _("Choose some places, put points on the map, or give a list."))
        return {**data, "candidates": candidates.unique(found)}

    def _among(self, kinds: Sequence[str]) -> list[Candidate]:
        made = {
            "places": lambda: candidates.of_places(self.table),
            "sites": lambda: candidates.of_sites(self.alliance),
            "schools": lambda: candidates.of_schools(self.table),
        }
        return [each for kind in kinds for each in made[kind]()]

    def wish(self, question: Question) -> Wish:
        """Return what the plan is asked for; a group's weight goes to its young people of the ages asked."""
        data = self.cleaned_data
        return Wish(
            sites=data["sites"],
            goal=data["goal"],
            extra=self._extra(question),
            seats=float(data["seats"]),
            capacity=data["capacity"],
            budget=data["budget"],
        )

    def _extra(self, question: Question) -> dict[str, float]:
        from trellis.apps.opportunity.compute import compared_groups

        keys = {group_words.split_of(each.key): each.key for each in compared_groups(self.table, question)}
        given = {key: float(self.cleaned_data.get(f"extra-{key}") or 0) for key in self.weighted}
        return {keys[key]: more for key, more in given.items() if more and key in keys}


class ScenarioForm(PointsForm):
    """What would be changed, about which programs, and where new sites would be."""

    free = forms.BooleanField(label=gettext_lazy("they were free"), required=False)
    ride = forms.BooleanField(label=gettext_lazy("they brought young people there"), required=False)
    saturday = forms.BooleanField(label=gettext_lazy("they ran on Saturday"), required=False)
    seats_more = forms.IntegerField(
        label=gettext_lazy("more seats in each session"), required=False, min_value=0, max_value=10_000
    )
    points = forms.CharField(required=False, strip=True, widget=forms.HiddenInput)
    point_seats = forms.IntegerField(
        label=gettext_lazy("Seats at each new site"),
        min_value=1,
        max_value=10_000,
        initial=40,
        required=False,
    )

    def __init__(self, *args: Any, programs: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programs = tuple(programs)

    def clean(self) -> dict[str, Any]:
        """Refuse a scenario in which nothing is changed."""
        data = super().clean() or {}
        if not self.errors and self.scenario(data).is_empty:
            changed = any(data.get(name) for name in ("free", "ride", "saturday", "seats_more"))
            raise forms.ValidationError(
                _("Choose the programs that this is about.")
                if changed and not self.programs
                else _("Say what would be different, or put a new site on the map.")
            )
        return data

    def scenario(self, data: dict[str, Any] | None = None) -> Scenario:
        """Return what would be changed."""
        given = self.cleaned_data if data is None else data
        return Scenario(
            programs=self.programs,
            free=bool(given.get("free")),
            ride=bool(given.get("ride")),
            saturday=bool(given.get("saturday")),
            seats_more=given.get("seats_more") or 0,
            points=given.get("points") or (),
            point_seats=given.get("point_seats") or 40,
        )
