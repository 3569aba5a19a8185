"""The form of a site: what it is called, where it is, who can get in."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.store import store
from trellis.apps.organizations.models import Organization
from trellis.apps.programs import wording
from trellis.apps.programs.forms.fields import TermsField
from trellis.apps.programs.models import Site

_ZIP: Final = re.compile(r"\d{5}(?:-\d{4})?")


class SiteForm(forms.ModelForm[Site]):
    """A place where programs happen."""

    accessibility = TermsField(label=_("Accessibility"), terms=wording.accessibility_terms)
    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        help_text=_("Such as 36.154. Leave it empty if you don't know it."),
    )
    longitude = forms.FloatField(label=_("Longitude"), required=False, help_text=_("Such as -95.993"))

    class Meta:
        model = Site
        fields: ClassVar = [
            "name",
            "address",
            "city",
            "state",
            "zip_code",
            "latitude",
            "longitude",
            "accessibility",
            "accessibility_note",
            "organization",
        ]

    def __init__(
        self, *args: Any, organizations: QuerySet[Organization] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if organizations is None:
            del self.fields["organization"]
        else:
            self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]
        self.fields["accessibility"].keep(  # type: ignore[attr-defined]
            self.instance.accessibility or (), wording.accessibility
        )
        for name in ("latitude", "longitude"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean_state(self) -> str:
        state = self.cleaned_data["state"].strip().upper()
        if state and state not in {each.abbreviation for each in store().states()}:
            raise ValidationError(_("Write the state's two letters, such as OK."))
        return state

    def clean_zip_code(self) -> str:
        text = self.cleaned_data["zip_code"].strip()
        if text and not _ZIP.fullmatch(text):
            raise ValidationError(_("A ZIP code has five digits, such as 74103."))
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if not self.errors and not any(cleaned.get(name) for name in ("name", "address", "city", "zip_code")):
            self.add_error("name", _("Give the place a name or an address."))
        if (latitude is None) != (longitude is None) and not {"latitude", "longitude"} & set(self.errors):
            missing = "latitude" if latitude is None else "longitude"
            self.add_error(missing, _("A position needs both numbers, or neither."))
        elif latitude is not None and longitude is not None and not in_the_states(latitude, longitude):
            swapped = in_the_states(longitude, latitude)
            self.add_error(
                "latitude",
                _("Latitude and longitude are swapped.")
                if swapped
                else _(
                    "This position is not on land in the United States. Longitudes here begin with a minus."
                ),
            )
        return cleaned


def in_the_states(latitude: float, longitude: float) -> bool:
    """Whether a position is on land in the states or territories, or just off their coast."""
    return bool(store().in_united_states(latitude, longitude)[0])
