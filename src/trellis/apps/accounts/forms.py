"""Forms of accounts."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from trellis.apps.accounts import signup
from trellis.apps.accounts.models import User


class SignupForm(AllauthSignupForm):  # type: ignore[misc]
    """Makes an account for the invited address."""

    full_name = forms.CharField(
        label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["full_name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from allauth.core import context

        self.fields["email"].initial = signup.admitted_email(context.request)
        self.fields["email"].disabled = True
        self.fields["email"].help_text = _("The address you were invited with.")
        self.fields["password1"].label = _("Password (optional)")
        self.fields["password1"].help_text = _(
            "At least 12 characters. Leave it empty to sign in with a code that we send you by e-mail."
        )


class ProfileForm(forms.ModelForm[User]):
    """What a person says about themselves."""

    class Meta:
        model = User
        fields = ["full_name", "preferred_language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["preferred_language"] = forms.ChoiceField(
            label=_("Language"),
            choices=[("", _("As the browser asks")), *settings.LANGUAGES],
            required=False,
        )
