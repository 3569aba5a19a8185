"""Forms about an introduction: its mail, and why it is declined."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trellis.apps.ties.models import Introduction


class MailForm(forms.ModelForm[Introduction]):
    """The mail to both sides, as it will be sent."""

    class Meta:
        model = Introduction
        fields = ("one_email", "other_email", "subject", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["one_email"].label = _("To %(name)s") % {"name": self.instance.one}
        self.fields["other_email"].label = _("To %(name)s") % {"name": self.instance.other}
        self.fields["body"].widget = forms.Textarea(attrs={"rows": 18})
        for field in self.fields.values():
            field.required = True


class DeclineForm(forms.Form):
    """Why two are not to be introduced."""

    reason = forms.CharField(
        label=_("Why not?"),
        max_length=300,
        help_text=_("For example: they know each other already. Only backbone staff see it."),
    )
