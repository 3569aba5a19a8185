"""The forms of a program and of what somebody found when they rated it."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trellis.apps.organizations.forms import WebField
from trellis.apps.organizations.models import Organization
from trellis.apps.programs import topics, wording
from trellis.apps.programs.forms.fields import DateField, ListField, TermsField
from trellis.apps.programs.models import Program, QualityRating

MAIN: Final = ("organization", "name", "description", "topics")
FAMILIES: Final = ("who_may_take_part", "enrol_url", "url", "email", "phone")
MORE: Final = ("languages", "standards")


class ProgramForm(forms.ModelForm[Program]):
    """What a program is. When, where and for whom is in its sessions."""

    topics = TermsField(label=_("What it is about"), terms=topics.choices)
    languages = TermsField(label=_("Languages spoken"), terms=wording.language_terms)
    standards = ListField(
        label=_("Standards"),
        required=False,
        help_text=_("With commas between, such as NGSS MS-ETS1-1, NGSS MS-ETS1-2"),
    )
    confirmed = forms.BooleanField(label=_("All of this entry is true today"), required=False)

    class Meta:
        model = Program
        fields: ClassVar = [*MAIN, *FAMILIES, *MORE]
        field_classes: ClassVar = {"url": WebField, "enrol_url": WebField}
        widgets: ClassVar = {"description": forms.Textarea(attrs={"rows": 5})}
        help_texts: ClassVar = {
            "description": _("What young people do there, in two or three sentences."),
            "who_may_take_part": _(
                "Only if not everybody of the age may: “students of Tulsa Public Schools”."
            ),
        }

    def __init__(self, *args: Any, organizations: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]
        self.only_organization = _single(organizations) if not self.instance.pk else None
        if self.only_organization is not None:
            del self.fields["organization"]
        self.fields["topics"].keep(self.instance.topics or (), topics.label)  # type: ignore[attr-defined]
        self.fields["languages"].keep(  # type: ignore[attr-defined]
            self.instance.languages or (), wording.language
        )
        if not self.instance.pk:
            del self.fields["confirmed"]

    def main(self) -> list[BoundField]:
        """What every program needs."""
        return self._named(MAIN)

    def families(self) -> list[BoundField]:
        """What families ask about."""
        return self._named(FAMILIES)

    def more(self) -> list[BoundField]:
        """What few programs have."""
        return self._named(MORE)

    def values(self) -> dict[str, Any]:
        """What the services take."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "confirmed"}
        if self.only_organization is not None:
            found["organization"] = self.only_organization
        return found

    def _named(self, names: tuple[str, ...]) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]


class RatingForm(forms.ModelForm[QualityRating]):
    """What somebody found when they looked at a program with a quality framework."""

    rated_on = DateField(label=_("Rated on"))

    class Meta:
        model = QualityRating
        fields: ClassVar = ["framework", "score", "best_score", "rated_by", "rated_on"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        score, best = cleaned.get("score"), cleaned.get("best_score")
        if score is not None and best is not None and score > best:
            self.add_error("score", _("The score is above the best one possible."))
        if cleaned.get("rated_on") and cleaned["rated_on"] > timezone.localdate():
            self.add_error("rated_on", _("This day is still to come."))
        return cleaned


def _single(organizations: QuerySet[Organization]) -> Organization | None:
    """The one organization there is to choose; None where there is a choice."""
    found = list(organizations[:2])
    return found[0] if len(found) == 1 else None
