"""The forms of waves: how a wave is called and asked, who is on its list, whom to ask."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.partners.sectors import Sector
from trellis.apps.ties.models import Wave
from trellis.apps.ties.services.rosters import Asked

MOST_ADDRESSES = 20
"""Of one organization; more would be a mistake."""


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of a day and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class WaveForm(forms.ModelForm[Wave]):
    """How a wave is called, who is tied, until when it is open, what people are promised."""

    class Meta:
        model = Wave
        fields: ClassVar = [
            "name",
            "kind",
            "introduction",
            "closes_at",
            "remind_every_days",
            "min_raters",
        ]
        widgets: ClassVar = {
            "kind": forms.RadioSelect(),
            "introduction": forms.Textarea({"rows": 3}),
            "closes_at": MomentInput(),
        }
        labels: ClassVar = {
            "name": gettext_lazy("Name"),
            "kind": gettext_lazy("Who is tied"),
            "introduction": gettext_lazy("What to tell people first"),
            "closes_at": gettext_lazy("Closes"),
            "remind_every_days": gettext_lazy("Days between reminders"),
            "min_raters": gettext_lazy("Fewest who must have answered"),
        }
        help_texts: ClassVar = {
            "name": gettext_lazy("People see it. For example: Partners, fall 2026."),
            "closes_at": gettext_lazy("Empty: when you close it. The network is shown from then on."),
            "remind_every_days": gettext_lazy("Who has finished is never reminded."),
            "min_raters": gettext_lazy("3 or more. With fewer answers no network is shown."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["kind"]
            if not self.instance.is_draft:
                del self.fields["min_raters"]

    def clean_closes_at(self) -> Any:
        """A time that isn't over, where the wave isn't."""
        closes = self.cleaned_data["closes_at"]
        if closes and closes <= timezone.now() and not self.instance.is_over:
            raise ValidationError(_("Choose a time that isn't over."))
        return closes


class ReopenForm(forms.Form):
    """Until when a wave is open again."""

    closes_at = forms.DateTimeField(
        label=gettext_lazy("Open again until"), widget=MomentInput(), required=True
    )


class NameForm(forms.Form):
    """An organization that isn't a partner, for the list."""

    name = forms.CharField(label=gettext_lazy("Name of the organization"), max_length=200)
    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"),
        required=False,
        choices=[("", gettext_lazy("Not known")), *Sector.choices],
    )


class AskForm(forms.Form):
    """Whom to ask for one name on the list."""

    entry = forms.IntegerField(widget=forms.HiddenInput)
    addresses = forms.CharField(
        label=gettext_lazy("E-mail addresses"),
        widget=forms.Textarea({"rows": 3}),
        max_length=4000,
        help_text=gettext_lazy(
            "One on each line; a name can follow after a comma. Several people can answer for one."
        ),
    )

    def clean_addresses(self) -> tuple[Asked, ...]:
        """The people, or what is wrong and on which lines."""
        found, wrong = [], []
        for number, line in enumerate(self.cleaned_data["addresses"].splitlines(), start=1):
            if not line.strip():
                continue
            email, _comma, name = (part.strip() for part in line.partition(","))
            try:
                validate_email(email)
                found.append(Asked(email, name[:160]))
            except ValidationError as error:
                wrong.append(_("Line %(line)d: %(why)s") % {"line": number, "why": error.messages[0]})
        if wrong:
            raise ValidationError(wrong[:10])
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(_("At most %(count)d addresses at once.") % {"count": MOST_ADDRESSES})
        return tuple(found)


class SectorsForm(forms.Form):
    """Which of our sectors each sector of a file is; fields are named by their number."""

    def __init__(self, *args: Any, own: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = list(own)
        for number, (word, code) in enumerate(own.items()):
            self.fields[f"sector-{number}"] = forms.ChoiceField(
                label=word,
                required=False,
                initial=code,
                choices=[("", gettext_lazy("Keep it as it is")), *Sector.choices],
            )

    @property
    def mapped(self) -> dict[str, str]:
        """{the file's word: our code, or ""}."""
        return {word: self.cleaned_data[f"sector-{number}"] for number, word in enumerate(self.own)}
