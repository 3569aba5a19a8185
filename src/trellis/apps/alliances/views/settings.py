"""Settings of the alliance itself: what it is called, what the public sees."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.alliances.forms import DetailsForm
from trellis.apps.alliances.models import Alliance
from trellis.apps.alliances.services import alliances as services
from trellis.apps.alliances.views.back import back_to
from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission


@require(Permission.MANAGE_ALLIANCE)
def settings(request: AllianceRequest) -> HttpResponse:
    """What the alliance is called."""
    # The form is given a copy: what it refuses must not show in the frame of the page.
    form = DetailsForm(request.POST or None, instance=Alliance.objects.get(pk=request.alliance.pk))
    if request.method == "POST" and form.is_valid():
        services.change(alliance=request.alliance, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(back_to(request, "alliances:settings"))
    path = reverse("public_landscape:overview", kwargs={"alliance": request.alliance.slug})
    return render(
        request,
        "alliances/settings.html",
        {"form": form, "public_url": request.build_absolute_uri(path)},
    )


@require(Permission.MANAGE_ALLIANCE)
@require_POST
def publication(request: AllianceRequest) -> HttpResponse:
    """Opens the landscape to the public, or closes it."""
    public = request.POST.get("public") == "1"
    services.publish_landscape(alliance=request.alliance, by=request.user, public=public)
    messages.success(
        request,
        _("Everybody with the link can now read the landscape.")
        if public
        else _("The landscape is closed to the public; the link answers as if there were nothing."),
    )
    return redirect("alliances:settings", alliance=request.alliance.slug)
