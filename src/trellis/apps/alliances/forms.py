"""Forms of alliances. They check what was typed; services check what must hold."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trellis.apps.alliances import queries
from trellis.apps.alliances.models import Alliance, Network
from trellis.apps.core.permissions import MEMBER_ROLES, Role

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

ROLE_CHOICES = [(role.value, role.label) for role in MEMBER_ROLES]


class DetailsForm(forms.ModelForm[Alliance]):
    """What an alliance is called."""

    class Meta:
        model = Alliance
        fields = ["name", "backbone"]
        help_texts = {"backbone": _("The organization whose staff run the alliance.")}


class StartForm(DetailsForm):
    """A new alliance."""

    class Meta(DetailsForm.Meta):
        fields = ["name", "backbone", "network"]

    def __init__(self, *args: Any, by: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = queries.networks_run_by(by)
        field = forms.ModelChoiceField(
            queryset=networks, required=not by.is_superuser, label=_("Network"), empty_label=_("None")
        )
        if networks:
            self.fields["network"] = field
        else:
            del self.fields["network"]

    @property
    def network(self) -> Network | None:
        """The network that was chosen."""
        return self.cleaned_data.get("network")


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES, initial=Role.CONTRIBUTOR.value)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])
