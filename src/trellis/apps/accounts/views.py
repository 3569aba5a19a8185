"""A person's own pages that allauth has not."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.accounts import services
from trellis.apps.accounts.forms import ProfileForm
from trellis.apps.core.access import PersonRequest, public, signed_in


@signed_in
def profile(request: PersonRequest) -> HttpResponse:
    """What a person says about themselves."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.change_profile(user=request.user, by=request.user, **form.cleaned_data)
        if form.cleaned_data["preferred_language"]:
            activate(form.cleaned_data["preferred_language"])
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Shows the pages in another language from now on, and remembers it for who is signed in."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    response = redirect(back)
    if chosen not in dict(settings.LANGUAGES):
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
    if request.user.is_authenticated:
        services.change_profile(
            user=request.user, by=request.user, full_name=request.user.full_name, preferred_language=chosen
        )
    return response
