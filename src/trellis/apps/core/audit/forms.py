"""The form that narrows the audit page."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.audit import queries
from trellis.apps.core.audit.sentences import label

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AuditFilter(forms.Form):
    """What to show of the audit rows."""

    action = forms.ChoiceField(label=_("What"), required=False)
    by = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    since = forms.DateField(label=_("From"), required=False, widget=DateInput)
    until = forms.DateField(label=_("Until"), required=False, widget=DateInput)
    text = forms.CharField(label=_("Name of the record"), required=False, max_length=100)

    def __init__(self, *args: Any, alliance: "Alliance", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            ("", _("Everything")),
            *((action, label(action)) for action in queries.actions_used(alliance)),
        ]
        self.fields["by"].choices = [("", _("Everybody")), *queries.people_in(alliance)]  # type: ignore[attr-defined]
