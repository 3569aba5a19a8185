"""Where a form leads after it was saved: to where it stood."""

from django.urls import reverse

from trellis.apps.core.access import AllianceRequest


def back_to(request: AllianceRequest, url_name: str) -> str:
    """The set-up, if the form stood there, else the page called `url_name`."""
    name = "alliances:setup" if request.POST.get("from") == "setup" else url_name
    return reverse(name, kwargs={"alliance": request.alliance.slug})
