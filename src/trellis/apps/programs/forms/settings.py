"""The form for how an alliance keeps its directory."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from trellis.apps.programs.models import DirectorySettings


class SettingsForm(forms.ModelForm[DirectorySettings]):
    """After how many days entries are old, hidden, and asked about."""

    class Meta:
        model = DirectorySettings
        fields: ClassVar = ["ask_every_days", "stale_after_days", "hidden_after_days"]
        labels: ClassVar = {
            "ask_every_days": _("Ask “still true?” every … days"),
            "stale_after_days": _("Mark an entry as old after … days"),
            "hidden_after_days": _("Hide an entry from the public after … days"),
        }
        help_texts: ClassVar = {
            "ask_every_days": _("120 is about once a term."),
            "stale_after_days": _("Counted from the last confirmation. Old entries stay, with a mark."),
            "hidden_after_days": _("The alliance still sees it; the public page and the map leave it out."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            assert isinstance(field, forms.IntegerField)
            field.min_value = 1
            field.max_value = 3650
            field.widget.attrs.update({"min": 1, "max": 3650})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        old, hidden = cleaned.get("stale_after_days"), cleaned.get("hidden_after_days")
        for name in self.fields:
            value = cleaned.get(name)
            if value is not None and not 1 <= value <= 3650:
                self.add_error(name, _("Choose a number of days from 1 to 3650."))
        if old is not None and hidden is not None and hidden <= old:
            self.add_error(
                "hidden_after_days", _("An entry is first marked as old, then hidden: choose more days here.")
            )
        return cleaned
