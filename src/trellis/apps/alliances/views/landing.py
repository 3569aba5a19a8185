"""The front door: what Trellis is, where to sign in, what is public; and starting an alliance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trellis.apps.alliances import queries
from trellis.apps.alliances.forms import StartForm
from trellis.apps.alliances.services import alliances as services
from trellis.apps.core.access import PersonRequest, operators, public
from trellis.apps.core.permissions import directory


@public
def landing(request: HttpRequest) -> HttpResponse:
    """The public's front page; who is signed in goes on to their alliance, or chooses one."""
    if not request.user.is_authenticated:
        return render(
            request, "alliances/landing.html", {"public_alliances": queries.alliances_with_public_pages()}
        )
    alliances = list(queries.alliances_of(request.user))
    if len(alliances) == 1:
        return redirect(alliances[0].get_absolute_url())
    return render(
        request,
        "alliances/choose.html",
        {"alliances": alliances, "may_start": directory().runs_alliances(request.user)},
    )


@operators
def start(request: PersonRequest) -> HttpResponse:
    """Starts an alliance."""
    form = StartForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        alliance = services.create(
            name=form.cleaned_data["name"],
            backbone=form.cleaned_data["backbone"],
            network=form.network,
            by=request.user,
        )
        return redirect("alliances:setup", alliance=alliance.slug)
    return render(request, "alliances/start.html", {"form": form})
