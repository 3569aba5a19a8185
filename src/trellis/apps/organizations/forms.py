"""Forms of organizations. They check what was typed; services check what must hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trellis.apps.alliances.models import Membership
from trellis.apps.organizations.models import Organization


class WebField(forms.URLField):
    """An address on the web; typed without a scheme it is an https one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class OrganizationForm(forms.ModelForm[Organization]):
    """What is known of an organization."""

    class Meta:
        model = Organization
        fields = ["name", "alternate_name", "description", "url", "email", "phone"]
        field_classes = {"url": WebField}
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "email": _("Where “still true?” is asked when nobody is named as an editor."),
            "url": _("Such as https://example.org"),
        }


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A choice among members, by name and address."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user} ({obj.user.email})"


class EditorForm(forms.Form):
    """Which member shall keep the organization's entries."""

    member = MemberField(
        queryset=Membership.objects.none(), label=_("Member"), empty_label=_("Choose a member")
    )

    def __init__(self, *args: Any, members: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
