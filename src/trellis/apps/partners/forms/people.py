"""The forms of people and places."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from trellis.apps.partners.models import PartnerPlace, Person


class PersonForm(forms.ModelForm[Person]):
    """Somebody at a partner, and what they agreed to have shown."""

    has_agreed = forms.BooleanField(
        label=_("They agreed to be shown as chosen here"),
        required=False,
        help_text=_("Without it only backbone staff and your own editors see this person."),
    )

    class Meta:
        model = Person
        fields: ClassVar = [
            "name",
            "job_title",
            "email",
            "phone",
            "is_main_contact",
            "name_seen_by",
            "contact_seen_by",
        ]
        labels: ClassVar = {"is_main_contact": _("This is the main contact")}
        widgets: ClassVar = {"name_seen_by": forms.RadioSelect, "contact_seen_by": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["has_agreed"].initial = self.instance.consented_on is not None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_main_contact") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("A main contact needs an e-mail address."))
        return cleaned


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A choice among people, by name and partner."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.partner})"


class LeadershipForm(forms.Form):
    """Which person of which partner leads the alliance, as what."""

    person = PersonField(queryset=Person.objects.none(), label=_("Person"), empty_label=_("Choose a person"))
    role = forms.ChoiceField(label=_("Role"), choices=Person.LeadershipRole.choices)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


class PlaceForm(forms.ModelForm[PartnerPlace]):
    """A place where a partner is."""

    class Meta:
        model = PartnerPlace
        fields: ClassVar = ["name", "address", "zip_code", "latitude", "longitude"]
        labels: ClassVar = {"name": _("What it is called")}
        help_texts: ClassVar = {
            "name": _("Main office, north campus: only if there is more than one."),
            "zip_code": _("Five digits. Enough to stand on the map, in the middle of its area."),
        }
        widgets: ClassVar = {"zip_code": forms.TextInput(attrs={"inputmode": "numeric"})}
