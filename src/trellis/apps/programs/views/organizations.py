"""Organizations of the directory: all of them, one of them, and who keeps their entries."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.organizations import queries as organization_queries
from trellis.apps.organizations import services
from trellis.apps.organizations.forms import EditorForm, OrganizationForm
from trellis.apps.organizations.models import Organization
from trellis.apps.programs import cards, freshness, queries, tables
from trellis.apps.programs.views.frame import tabs, url


@require(Permission.VIEW_PROGRAMS)
def organizations(request: AllianceRequest) -> HttpResponse:
    """All organizations of the alliance."""
    rows = queries.organization_rows(request.alliance)
    context = {
        "table": tables.organizations(request.alliance, rows),
        "tabs": tabs(request, "organizations"),
        "count": len(rows),
        "without_editor": sum(not row.editors for row in rows),
    }
    return render(request, "programs/organizations.html", context)


@require(Permission.VIEW_PROGRAMS)
def organization(request: AllianceRequest, pk: int) -> HttpResponse:
    """One organization: what it is, what it offers, who keeps its entries."""
    found = _organization(request, pk)
    limits, today = freshness.limits_of(request.alliance), timezone.localdate()
    offered = queries.programs_of(
        request.alliance, organization_queries.organizations_of(request.alliance).filter(pk=pk)
    )
    manages = request.standing.may(Permission.MANAGE_PROGRAMS)
    context = {
        "organization": found,
        "facts": cards.organization_facts(found),
        "table": tables.programs_of(request.alliance, list(offered), limits, today),
        "editors": organization_queries.editors_of(found) if manages else (),
        "may_edit": organization_queries.editable_by(request.standing).filter(pk=pk).exists(),
        "may_manage": manages,
        "crumbs": [(_("Organizations"), url(request, "organizations"))],
    }
    return render(request, "programs/organization.html", context)


@require(Permission.MANAGE_PROGRAMS)
def new(request: AllianceRequest) -> HttpResponse:
    """A new organization."""
    form = OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create(alliance=request.alliance, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(url(request, "organization", pk=made.pk))
    return _form_page(request, form, None)


@require(Permission.EDIT_OWN_PROGRAMS)
def edit(request: AllianceRequest, pk: int) -> HttpResponse:
    """Changes what is known of an organization."""
    found = (
        organization_queries.editable_by(request.standing).select_related("alliance").filter(pk=pk).first()
    )
    if found is None:
        raise Http404("There is no such organization to change.")
    form = OrganizationForm(request.POST or None, instance=_organization(request, pk))
    if request.method == "POST" and form.is_valid():
        try:
            services.change(organization=found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(url(request, "organization", pk=pk))
    return _form_page(request, form, found)


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def delete(request: AllianceRequest, pk: int) -> HttpResponse:
    """Removes an organization that has no programs."""
    found = _organization(request, pk)
    try:
        services.delete(organization=found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(url(request, "organization", pk=pk))
    messages.success(request, _("%(organization)s is removed.") % {"organization": found})
    return redirect(url(request, "organizations"))


@require(Permission.MANAGE_PROGRAMS)
def editors(request: AllianceRequest, pk: int) -> HttpResponse:
    """Who keeps an organization's entries; adds one of the alliance's members."""
    found = _organization(request, pk)
    members = organization_queries.possible_editors(found)
    form = EditorForm(request.POST or None, members=members)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["member"].user
        services.add_editor(organization=found, user=person, by=request.user)
        messages.success(request, _("%(person)s can now keep its entries.") % {"person": person})
        return redirect(url(request, "editors", pk=pk))
    context = {
        "organization": found,
        "form": form,
        "has_members": members.exists(),
        "editors": organization_queries.editors_of(found),
        "crumbs": [(found.name, url(request, "organization", pk=pk))],
        "may_invite": request.standing.may(Permission.MANAGE_MEMBERS),
    }
    return render(request, "programs/editors.html", context, status=422 if form.errors else 200)


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def remove_editor(request: AllianceRequest, pk: int, editor: int) -> HttpResponse:
    """Lets somebody no longer keep an organization's entries."""
    found = (
        organization_queries.editors_of(_organization(request, pk))
        .select_related("organization", "alliance")
        .filter(pk=editor)
        .first()
    )
    if found is None:
        raise Http404("There is no such editor.")
    services.remove_editor(editor=found, by=request.user)
    messages.success(request, _("%(person)s no longer keeps its entries.") % {"person": found.user})
    return redirect(url(request, "editors", pk=pk))


def _organization(request: AllianceRequest, pk: int) -> Organization:
    found = organization_queries.organization(request.alliance, pk)
    if found is None:
        raise Http404("There is no such organization.")
    return found


def _form_page(request: AllianceRequest, form: OrganizationForm, found: Organization | None) -> HttpResponse:
    context = {
        "form": form,
        "organization": found,
        "crumbs": [(_("Organizations"), url(request, "organizations"))],
        "back_url": url(request, "organization", pk=found.pk) if found else url(request, "organizations"),
    }
    return render(request, "programs/organization_form.html", context, status=422 if form.errors else 200)
