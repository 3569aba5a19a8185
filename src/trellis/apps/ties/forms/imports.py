"""The form that takes a network's two files, and the choice of columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.ties.forms.waves import DayInput
from trellis.apps.ties.importing.columns import Field
from trellis.apps.ties.models import Wave

ACCEPT = {"accept": ".csv,.tsv,.txt,.gz,.xlsx"}


class UploadForm(forms.Form):
    """Two tables: who is in the network, and the ties; and which wave they make."""

    nodes = forms.FileField(
        label=gettext_lazy("File of organizations"),
        help_text=gettext_lazy("CSV or XLSX: a row each, with an id, a name and a sector."),
        widget=forms.FileInput(ACCEPT),
    )
    edges = forms.FileField(
        label=gettext_lazy("File of ties"),
        help_text=gettext_lazy("CSV or XLSX: a row each, with the two ids and how often, 1 to 4."),
        widget=forms.FileInput(ACCEPT),
    )
    into = forms.ModelChoiceField(
        label=gettext_lazy("Add it to"),
        queryset=Wave.objects.none(),
        required=False,
        empty_label=gettext_lazy("A new network"),
    )
    name = forms.CharField(label=gettext_lazy("Name of the new network"), max_length=120, required=False)
    held_on = forms.DateField(
        label=gettext_lazy("Day it stands for"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Networks are compared in this order. Empty: today."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Who is tied"), choices=Wave.Kind.choices, initial=Wave.Kind.ORGANIZATIONS
    )

    def __init__(self, *args: Any, waves: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = waves
        if not waves.exists():
            del self.fields["into"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("name") and not cleaned.get("into") and "name" not in self.errors:
            self.add_error("name", _("Give the network a name."))
        return cleaned


class ColumnsForm(forms.Form):
    """Which column of one file holds what."""

    def __init__(
        self,
        *args: Any,
        wanted: Iterable[Field],
        headings: list[str],
        chosen: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = tuple(wanted)
        for field in self.wanted:
            none = [] if field.is_needed and field.key in chosen else [("", _("No column"))]
            self.fields[field.key] = forms.ChoiceField(
                label=str(field.label),
                required=field.is_needed,
                initial=chosen.get(field.key, ""),
                choices=[*none, *((heading, heading) for heading in headings)],
            )

    @property
    def columns(self) -> dict[str, str]:
        """{our name: heading, or ""}."""
        return {field.key: self.cleaned_data[field.key] for field in self.wanted}
