"""The forms of a profile's parts that are about the partner itself."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from trellis.apps.organizations.forms import WebField
from trellis.apps.organizations.models import Organization
from trellis.apps.partners import codes
from trellis.apps.partners.forms.fields import SEMICOLONS, ChipsField, CodesField, CountField, DateField
from trellis.apps.partners.models import Partner
from trellis.apps.partners.sectors import Sector
from trellis.apps.partners.visibility import FIELDS, chosen
from trellis.apps.partners.vocabulary import GradeBand, Served, Visibility
from trellis.apps.programs import topics

HIGHEST: Final = 10_000_000

LEVELS: Final = (
    (Visibility.PUBLIC.value, _("Everybody")),
    (Visibility.PARTNERS.value, _("Partners")),
    (Visibility.STAFF.value, _("Staff")),
)
"""Who sees a field, in one word each: three of them stand side by side on a phone."""


class AboutForm(forms.ModelForm[Organization]):
    """What a partner is, and how to reach it."""

    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices)

    class Meta:
        model = Organization
        fields: ClassVar = ["name", "description", "url", "email", "phone", "alternate_name"]
        field_classes: ClassVar = {"url": WebField}
        widgets: ClassVar = {"description": forms.Textarea(attrs={"rows": 3})}
        labels: ClassVar = {"description": _("What you do, in two sentences")}
        help_texts: ClassVar = {
            "url": _("Such as https://example.org"),
            "email": _("An address of the organization; people have their own."),
        }

    field_order = ["name", "sector"]

    def __init__(self, *args: Any, partner: Partner | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if partner is not None:
            self.fields["sector"].initial = partner.sector

    def organization_values(self) -> dict[str, Any]:
        """What the services take of the organization."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewPartnerForm(AboutForm):
    """A new partner: its name and sector are enough to begin with."""

    status = forms.ChoiceField(
        label=_("Is it a partner?"),
        choices=[
            (Partner.Status.ACTIVE.value, _("Yes")),
            (Partner.Status.PROSPECT.value, _("Not yet: we want to ask it")),
        ],
        widget=forms.RadioSelect,
        initial=Partner.Status.ACTIVE.value,
    )
    since = DateField(label=_("Partner since"), required=False)
    invited = forms.EmailField(
        label=_("Who shall keep the profile?"),
        required=False,
        help_text=_("An e-mail address: it gets an invitation to fill in the rest, in about five minutes."),
    )

    field_order = ["name", "sector", "status", "since", "invited"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, partner=None, **kwargs)
        self.fields["sector"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a sector")),
            *Sector.choices,
        ]
        for name in ("email", "phone", "alternate_name"):
            del self.fields[name]

    def clean_since(self) -> Any:
        day = self.cleaned_data["since"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_now("This day is still to come."))
        return day

    def validate_unique(self) -> None:
        """A known organization may become a partner: the service refuses one that is already."""

    def organization_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("description", "url")}


class FocusForm(forms.Form):
    """Whom a partner works for, and on what."""

    grade_bands = ChipsField(label=_("Whom you work for"), terms=lambda: list(GradeBand.choices))
    fields_ = ChipsField(label=_("STEM fields you work on"), terms=codes.stem_fields)
    groups = ChipsField(label=_("Whom you make a point of serving"), terms=lambda: list(Served.choices))

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        initial = {
            "grade_bands": partner.grade_bands,
            "fields_": partner.fields,
            "groups": partner.groups,
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields["fields_"].keep(partner.fields, topics.label)  # type: ignore[attr-defined]
        for name in ("grade_bands", "groups"):
            self.fields[name].keep(initial[name], str)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the services take."""
        found = dict(self.cleaned_data)
        found["fields"] = found.pop("fields_")
        return found


class ServedForm(forms.Form):
    """Which counties, districts and ZIP codes a partner serves."""

    counties = ChipsField(label=_("Counties you serve"), terms=list)
    other_counties = CodesField(
        between=SEMICOLONS,
        label=_("Other counties"),
        help_text=_("Such as “Creek County, OK; Osage County, OK”, with a semicolon between."),
    )
    zip_codes = CodesField(label=_("ZIP codes"), help_text=_("Only if you serve some and not others."))
    districts = CodesField(
        label=_("School districts"),
        help_text=_("NCES ids of seven digits, such as 4030240, if you serve some and not others."),
    )

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        initial = {name: list(getattr(partner, name)) for name in ("counties", "zip_codes", "districts")}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.offered = codes.counties_to_offer(partner.alliance, partner.counties)
        self.fields["counties"].choices = self.offered  # type: ignore[attr-defined]
        if not self.offered:
            del self.fields["counties"]

    def clean_other_counties(self) -> list[str]:
        named: list[str] = self.cleaned_data["other_counties"]
        found = [codes.county_called(name, among=self.offered) for name in named]
        unknown = [name for name, code in zip(named, found, strict=True) if code is None]
        if unknown:
            raise forms.ValidationError(
                _now("There is no county called %(names)s. Write it with its state, such as “Tulsa, OK”.")
                % {"names": ", ".join(unknown[:3])}
            )
        return [code for code in found if code is not None]

    def values(self) -> dict[str, Any]:
        """What the services take."""
        found = {name: self.cleaned_data[name] for name in ("zip_codes", "districts")}
        counties = [*self.cleaned_data.get("counties", ()), *self.cleaned_data["other_counties"]]
        return {**found, "counties": counties}


class ReachForm(forms.Form):
    """About how many people and places a partner reaches in a year."""

    reach_young_people = CountField(max_value=HIGHEST, label=_("Young people a year"))
    reach_educators = CountField(max_value=HIGHEST, label=_("Educators a year"))
    reach_places = CountField(
        max_value=HIGHEST,
        label=_("Places a year"),
        help_text=_("Schools, branches, sites: where it happens."),
    )

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        names = ("reach_young_people", "reach_educators", "reach_places")
        initial = {name: getattr(partner, name) for name in names}
        super().__init__(*args, **{"initial": initial, **kwargs})

    def values(self) -> dict[str, Any]:
        """What the services take."""
        return dict(self.cleaned_data)


class VisibilityForm(forms.Form):
    """Who sees which field: one choice each."""

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in FIELDS.items():
            self.fields[name] = forms.ChoiceField(
                label=str(field.label),
                choices=LEVELS,
                initial=chosen(partner, name).value,
                widget=forms.RadioSelect,
            )

    def values(self) -> dict[str, Any]:
        """What the services take."""
        return dict(self.cleaned_data)
