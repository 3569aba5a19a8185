"""Setting up a new alliance: one page, four steps, the form of the next one open."""

from django.http import HttpResponse
from django.shortcuts import render

from trellis.apps.alliances.forms import DetailsForm, InvitationForm
from trellis.apps.alliances.region_form import RegionForm
from trellis.apps.alliances.setup import set_up
from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission


@require(Permission.MANAGE_REGIONS)
def setup(request: AllianceRequest) -> HttpResponse:
    """The steps. What their forms send goes to the pages that also change these things later."""
    request.session["setup_seen"] = True
    return render(
        request,
        "alliances/setup.html",
        {
            "setup": set_up(request.alliance, request.standing),
            "details_form": DetailsForm(instance=request.alliance),
            "region_form": RegionForm(),
            "invitation_form": InvitationForm(),
        },
    )
