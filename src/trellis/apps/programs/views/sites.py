"""Sites: all of them, one of them, added, changed, removed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.organizations import queries as organization_queries
from trellis.apps.programs import cards, queries, tables
from trellis.apps.programs.forms import SiteForm
from trellis.apps.programs.models import Site
from trellis.apps.programs.services import sites as services
from trellis.apps.programs.views.frame import site_to_edit, tabs, url


@require(Permission.VIEW_PROGRAMS)
def sites(request: AllianceRequest) -> HttpResponse:
    """All sites of the alliance."""
    table = tables.sites(request.alliance)
    lost = Site.objects.for_alliance(request.alliance).filter(latitude__isnull=True).count()
    context = {
        "table": table,
        "tabs": tabs(request, "sites"),
        "count": len(table.rows),
        "lost": lost,
    }
    return render(request, "programs/sites.html", context)


@require(Permission.VIEW_PROGRAMS)
def site(request: AllianceRequest, pk: int) -> HttpResponse:
    """One site: where it is, how that is known, what happens there."""
    found = queries.site(request.alliance, pk)
    if found is None:
        raise Http404("There is no such site.")
    may_edit = (
        request.standing.may(Permission.MANAGE_PROGRAMS)
        or queries.editable_sites(request.standing).filter(pk=pk).exists()
    )
    context = {
        "site": found,
        "facts": cards.site_facts(
            found,
            organization_url=url(request, "organization", pk=found.organization_id)
            if found.organization_id
            else "",
        ),
        "map_url": cards.map_url(found),
        "sessions": queries.sessions_at(found),
        "may_edit": may_edit,
        "crumbs": [(_("Sites"), url(request, "sites"))],
    }
    return render(request, "programs/site.html", context)


@require(Permission.MANAGE_PROGRAMS)
def new(request: AllianceRequest) -> HttpResponse:
    """A new site."""
    return _form(request, Site(alliance=request.alliance))


@require(Permission.EDIT_OWN_PROGRAMS)
def edit(request: AllianceRequest, pk: int) -> HttpResponse:
    """Changes a site."""
    return _form(request, site_to_edit(request, pk))


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def delete(request: AllianceRequest, pk: int) -> HttpResponse:
    """Removes a site where nothing happens."""
    found = site_to_edit(request, pk)
    try:
        services.delete(site=found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(url(request, "site", pk=pk))
    messages.success(request, _("%(site)s is removed.") % {"site": found})
    return redirect(url(request, "sites"))


def _form(request: AllianceRequest, instance: Site) -> HttpResponse:
    stored = site_to_edit(request, instance.pk) if instance.pk else None
    manages = request.standing.may(Permission.MANAGE_PROGRAMS)
    form = SiteForm(
        request.POST or None,
        instance=instance,
        organizations=organization_queries.organizations_of(request.alliance) if manages else None,
    )
    if request.method == "POST" and form.is_valid():
        saved = (
            services.change(site=stored, by=request.user, **form.cleaned_data)
            if stored
            else services.create(alliance=request.alliance, by=request.user, **form.cleaned_data)
        )
        messages.success(request, _("Saved."))
        return redirect(url(request, "site", pk=saved.pk))
    context = {
        "form": form,
        "site": stored,
        "crumbs": [(_("Sites"), url(request, "sites"))],
        "back_url": url(request, "site", pk=stored.pk) if stored else url(request, "sites"),
    }
    return render(request, "programs/site_form.html", context, status=422 if form.errors else 200)
