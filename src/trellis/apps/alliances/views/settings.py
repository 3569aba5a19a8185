"""Settings of the alliance itself: what it is called, what the public sees."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
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
    return render(request, "alliances/settings.html", {"form": form, "public_pages": public_pages(request)})


@require(Permission.MANAGE_ALLIANCE)
@require_POST
def publication(request: AllianceRequest, page: str) -> HttpResponse:
    """Opens a page to the public, or closes it."""
    if page not in services.PUBLIC_PAGES:
        raise Http404("There is no such public page.")
    public = request.POST.get("public") == "1"
    services.publish(alliance=request.alliance, by=request.user, page=page, public=public)
    messages.success(
        request,
        _("Everybody with the link can now read it.")
        if public
        else _("It is closed to the public; the link answers as if there were nothing."),
    )
    return redirect("alliances:settings", alliance=request.alliance.slug)


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page that can be opened to the public: its switch, what it is, where it would be."""

    key: str
    title: str
    what: str
    url: str
    is_open: bool


def public_pages(request: AllianceRequest) -> tuple[PublicPage, ...]:
    """Each page that can be opened, and whether it is."""
    alliance = request.alliance
    words = {
        "landscape": (
            _("Landscape"),
            _("Published figures of jobs and graduates, and what is computed from them."),
            "public_landscape:overview",
        ),
        "programs": (
            _("Program finder"),
            _("Families find what their child can take part in, in English and Spanish."),
            "finder:find",
        ),
        "map": (
            _("Opportunity map"),
            _("Which neighborhoods' young people can reach how many seats."),
            "public_opportunity:map",
        ),
        "partners": (
            _("Partner directory"),
            _("Who is in the alliance. Of each partner everybody sees what it chose to show."),
            "public_partners:directory",
        ),
    }
    return tuple(
        PublicPage(
            key=key,
            title=title,
            what=what,
            url=request.build_absolute_uri(reverse(name, kwargs={"alliance": alliance.slug})),
            is_open=getattr(alliance, f"public_{key}"),
        )
        for key, (title, what, name) in words.items()
    )
