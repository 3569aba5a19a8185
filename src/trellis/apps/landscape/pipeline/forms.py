"""The form of a region's settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.store import store
from trellis.apps.landscape.models import (
    LEAST_THRESHOLD,
    MOST_THRESHOLD,
    PipelineSettings,
)
from trellis.apps.landscape.pipeline.words import name
from trellis.sources.errors import UnknownVintage

Offered = tuple[tuple[str, str], ...]


def districts_of_states(states: Iterable[str]) -> Offered:
    """Return (LEAID, name) of the districts of states, by name; none where no collection of them is here."""
    wanted = list(states)
    if not wanted:
        return ()
    try:
        found = store().school_pipeline(states=wanted)
    except UnknownVintage:
        return ()
    names = dict(zip(found.leaid.tolist(), found.district.tolist(), strict=True))
    read = [(leaid, name(published)) for leaid, published in names.items()]
    return tuple(sorted(read, key=lambda each: (each[1].casefold(), each[0])))


class SettingsForm(forms.Form):
    """The target, what is hidden, which districts."""

    target = forms.IntegerField(
        label=gettext_lazy("Target for algebra I by grade 8, in percent"),
        help_text=gettext_lazy("Of all eighth-graders. Half is a common one."),
        min_value=1,
        max_value=100,
    )
    threshold = forms.IntegerField(
        label=gettext_lazy("Hide numbers of fewer students than"),
        help_text=gettext_lazy(
            "What could be computed from other numbers is hidden too. It counts from the next time the "
            "pipeline is computed."
        ),
        min_value=LEAST_THRESHOLD,
        max_value=MOST_THRESHOLD,
    )
    extent = forms.ChoiceField(
        label=gettext_lazy("Districts of the region"),
        help_text=gettext_lazy(
            "In which county a school lies is known from the Common Core of Data; without it, the counties "
            "stand for all of the state."
        ),
        choices=PipelineSettings.Extent.choices,
        widget=forms.RadioSelect,
    )
    districts = forms.MultipleChoiceField(
        label=gettext_lazy("Districts"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, settings: PipelineSettings, offered: Offered) -> None:
        initial = {name: getattr(settings, name) for name in ("target", "threshold", "extent", "districts")}
        super().__init__(data, initial=initial)
        self.fields["districts"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for districts where they are to be chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = cleaned.get("extent") == PipelineSettings.Extent.CHOSEN
        if chosen and not cleaned.get("districts") and "districts" not in self.errors:
            self.add_error("districts", _("Tick at least one district, or choose all of the state."))
        return cleaned
