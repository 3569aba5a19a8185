"""The form of a job that a partner will fill."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from trellis.apps.partners.forms.fields import DateField
from trellis.apps.partners.models import HiringNeed


class HiringForm(forms.ModelForm[HiringNeed]):
    """A job in the partner's own words, and how many of it."""

    by_when = DateField(label=_("By when"), required=False)

    class Meta:
        model = HiringNeed
        fields: ClassVar = ["title", "how_many", "by_when", "education", "skills", "is_hard_to_fill"]
        widgets: ClassVar = {
            "skills": forms.Textarea(attrs={"rows": 2}),
            "how_many": forms.NumberInput(attrs={"inputmode": "numeric", "min": "1"}),
        }
        help_texts: ClassVar = {
            "title": _("As you would advertise it, such as “CNC machinist, second shift”.")
        }
