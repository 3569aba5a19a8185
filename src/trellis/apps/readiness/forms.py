"""The forms of readiness."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.partners.sectors import Sector
from trellis.apps.readiness.banks.shape import FEWEST_LEVELS, MOST_LEVELS
from trellis.apps.readiness.models import Assessment, Theme
from trellis.apps.readiness.services.inviting import Asked

MOST_ADDRESSES = 2000


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of a day and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class AssessmentForm(forms.ModelForm[Assessment]):
    """How an assessment is called, when it is open, and what people are promised."""

    class Meta:
        model = Assessment
        fields: ClassVar = [
            "name",
            "introduction",
            "opens_at",
            "closes_at",
            "is_anonymous",
            "min_respondents",
        ]
        widgets: ClassVar = {
            "introduction": forms.Textarea({"rows": 3}),
            "opens_at": MomentInput(),
            "closes_at": MomentInput(),
        }
        labels: ClassVar = {
            "name": gettext_lazy("Name"),
            "introduction": gettext_lazy("What to tell people first"),
            "opens_at": gettext_lazy("Opens"),
            "closes_at": gettext_lazy("Closes"),
            "is_anonymous": gettext_lazy("Anonymous: nothing is kept but the sector and the answers"),
            "min_respondents": gettext_lazy("Fewest people in a result"),
        }
        help_texts: ClassVar = {
            "name": gettext_lazy("People see it. For example: Launch meeting, spring."),
            "opens_at": gettext_lazy("Empty: as soon as you press “Open it”."),
            "closes_at": gettext_lazy("Empty: when you close it. Results are shown from then on."),
            "min_respondents": gettext_lazy("3 or more. Results about fewer people are never shown."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.status != Assessment.Status.DRAFT:
            for name in ("is_anonymous", "min_respondents"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Choose a time after it opens."))
        return cleaned


class InviteForm(forms.Form):
    """Whom to write to: addresses, a line each, and perhaps every partner's main contact."""

    addresses = forms.CharField(
        label=gettext_lazy("E-mail addresses"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        max_length=200_000,
        help_text=gettext_lazy(
            "One on each line. A sector can follow after a comma: person@example.org, Library"
        ),
    )
    contacts = forms.BooleanField(
        label=gettext_lazy("Also the main contact of every active partner"), required=False
    )

    def clean_addresses(self) -> tuple[Asked, ...]:
        """The people, or what is wrong and on which lines."""
        lines = [line.strip() for line in self.cleaned_data["addresses"].splitlines()]
        found, wrong = [], []
        for number, line in enumerate(lines, start=1):
            if not line:
                continue
            email, _comma, sector = line.partition(",")
            try:
                found.append(_asked(email.strip(), sector.strip()))
            except ValidationError as error:
                wrong.append(_("Line %(line)d: %(why)s") % {"line": number, "why": error.messages[0]})
        if wrong:
            raise ValidationError(wrong[:10])
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(_("At most %(count)d addresses at once.") % {"count": MOST_ADDRESSES})
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("addresses") and not cleaned.get("contacts"):
            self.add_error("addresses", _("Write at least one address."))
        return cleaned


class BankForm(forms.Form):
    """An alliance's own bank, without its questions."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    about = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    scale = forms.CharField(
        label=gettext_lazy("Levels, a line each, the lowest first"),
        widget=forms.Textarea({"rows": 4}),
        max_length=400,
        help_text=gettext_lazy("Three to five. For example: Not yet, Beginning, Working, Strong."),
    )

    def clean_scale(self) -> list[str]:
        """The labels of the levels."""
        labels = [line.strip() for line in self.cleaned_data["scale"].splitlines() if line.strip()]
        if not FEWEST_LEVELS <= len(labels) <= MOST_LEVELS:
            raise ValidationError(
                _("Write %(fewest)d to %(most)d levels; there are %(count)d.")
                % {"fewest": FEWEST_LEVELS, "most": MOST_LEVELS, "count": len(labels)}
            )
        if max(len(label) for label in labels) > 40:
            raise ValidationError(_("Keep each level under 40 characters."))
        return labels


class QuestionForm(forms.Form):
    """One question of an alliance's own bank; an empty one is left out."""

    text = forms.CharField(label=gettext_lazy("Question"), max_length=300, required=False)
    text_es = forms.CharField(label=gettext_lazy("In Spanish"), max_length=300, required=False)
    step = forms.CharField(
        label=gettext_lazy("What to do where it is weak"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("text") and (cleaned.get("text_es") or cleaned.get("step")):
            self.add_error("text", _("Write the question, or empty the other fields too."))
        return cleaned


QuestionForms = forms.formset_factory(QuestionForm, extra=4, max_num=60, absolute_max=60, validate_max=True)


class ThemeForm(forms.ModelForm[Theme]):
    """What a theme is called; what belongs to it is chosen from the entries."""

    class Meta:
        model = Theme
        fields: ClassVar = ["name", "description"]
        widgets: ClassVar = {"description": forms.Textarea({"rows": 2})}
        labels: ClassVar = {
            "name": gettext_lazy("Name"),
            "description": gettext_lazy("What it is about"),
        }


def _asked(email: str, sector: str) -> Asked:
    validate_email(email)
    if not sector:
        return Asked(email)
    plain = _plain(sector)
    for code, label in Sector.choices:
        if plain in (_plain(code), _plain(str(label))):
            return Asked(email, code)
    raise ValidationError(_("“%(sector)s” is not one of the sectors.") % {"sector": sector[:60]})


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
