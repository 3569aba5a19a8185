"""Adds, changes and removes a partner's people, places and jobs, each on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.partners.forms.hiring import HiringForm
from trellis.apps.partners.forms.people import PersonForm, PlaceForm
from trellis.apps.partners.models import HiringNeed, Partner, PartnerPlace, Person
from trellis.apps.partners.services import hiring as hiring_services
from trellis.apps.partners.services import people, places
from trellis.apps.partners.views.frame import partner_to_edit, url


@require(Permission.EDIT_OWN_PARTNER)
def person_new(request: AllianceRequest, pk: int) -> HttpResponse:
    """Adds a person."""
    found = partner_to_edit(request, pk)
    row = Person(
        alliance=request.alliance,
        partner=found,
        is_main_contact=not found.people.all(),
        name_seen_by="partners",
        contact_seen_by="partners",
    )
    form = PersonForm(request.POST or None, instance=row)

    def save(**values: Any) -> None:
        people.add(partner=found, by=request.user, **values)

    return _row_page(request, found, form, save, part="people", title=_("Add a person"))


@require(Permission.EDIT_OWN_PARTNER)
def person(request: AllianceRequest, pk: int, person: int) -> HttpResponse:
    """Changes what is known of a person."""
    found = partner_to_edit(request, pk)
    row = _row(found.people.all(), person)
    form = PersonForm(request.POST or None, instance=row)

    def save(**values: Any) -> None:
        people.change(person=row, by=request.user, **values)

    remove_url = url(request, "person_remove", pk=pk, person=person)
    return _row_page(request, found, form, save, part="people", title=row.name, remove_url=remove_url)


@require(Permission.EDIT_OWN_PARTNER)
@require_POST
def person_remove(request: AllianceRequest, pk: int, person: int) -> HttpResponse:
    """Removes a person with all that is known of them."""
    row = _row(partner_to_edit(request, pk).people.all(), person)
    people.remove(person=row, by=request.user)
    messages.success(request, _("%(name)s is removed.") % {"name": row.name})
    return redirect(url(request, "edit", pk=pk, part="people"))


@require(Permission.EDIT_OWN_PARTNER)
def place_new(request: AllianceRequest, pk: int) -> HttpResponse:
    """Adds a place."""
    found = partner_to_edit(request, pk)
    form = PlaceForm(request.POST or None, instance=PartnerPlace(alliance=request.alliance, partner=found))

    def save(**values: Any) -> None:
        places.add(partner=found, by=request.user, **values)

    return _row_page(request, found, form, save, part="places", title=_("Add a place"))


@require(Permission.EDIT_OWN_PARTNER)
def place(request: AllianceRequest, pk: int, place: int) -> HttpResponse:
    """Changes a place."""
    found = partner_to_edit(request, pk)
    row = _row(found.places.all(), place)
    form = PlaceForm(request.POST or None, instance=row)

    def save(**values: Any) -> None:
        places.change(place=row, by=request.user, **values)

    remove_url = url(request, "place_remove", pk=pk, place=place)
    return _row_page(request, found, form, save, part="places", title=str(row), remove_url=remove_url)


@require(Permission.EDIT_OWN_PARTNER)
@require_POST
def place_remove(request: AllianceRequest, pk: int, place: int) -> HttpResponse:
    """Removes a place."""
    row = _row(partner_to_edit(request, pk).places.all(), place)
    name = str(row)
    places.remove(place=row, by=request.user)
    messages.success(request, _("%(name)s is removed.") % {"name": name})
    return redirect(url(request, "edit", pk=pk, part="places"))


@require(Permission.EDIT_OWN_PARTNER)
def hiring_new(request: AllianceRequest, pk: int) -> HttpResponse:
    """Adds a job that the partner will fill."""
    found = partner_to_edit(request, pk)
    form = HiringForm(request.POST or None, instance=HiringNeed(alliance=request.alliance, partner=found))

    def save(**values: Any) -> None:
        hiring_services.add(partner=found, by=request.user, **values)

    return _row_page(request, found, form, save, part="hiring", title=_("Add a job"))


@require(Permission.EDIT_OWN_PARTNER)
def hiring(request: AllianceRequest, pk: int, need: int) -> HttpResponse:
    """Changes a job that the partner will fill."""
    found = partner_to_edit(request, pk)
    row = _row(found.hiring_needs.all(), need)
    form = HiringForm(request.POST or None, instance=row)
    title = row.title

    def save(**values: Any) -> None:
        hiring_services.change(need=row, by=request.user, **values)

    return _row_page(request, found, form, save, part="hiring", title=title)


@require(Permission.EDIT_OWN_PARTNER)
@require_POST
def hiring_close(request: AllianceRequest, pk: int, need: int) -> HttpResponse:
    """Says that a job is filled or no longer to be filled."""
    row = _row(partner_to_edit(request, pk).hiring_needs.all(), need)
    hiring_services.close(need=row, by=request.user)
    messages.success(request, _("%(title)s is closed.") % {"title": row.title})
    return redirect(url(request, "edit", pk=pk, part="hiring"))


def _row(rows: Any, pk: int) -> Any:
    """The row with this id among those of the partner."""
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise Http404("The partner has no such row.")
    return found


def _row_page(
    request: AllianceRequest,
    partner: Partner,
    form: Any,
    save: Any,
    *,
    part: str,
    title: str,
    remove_url: str = "",
) -> HttpResponse:
    """The page of one row's form; saves it and leads back to the part that lists the rows."""
    back_url = url(request, "edit", pk=partner.pk, part=part)
    if request.method == "POST" and form.is_valid():
        try:
            save(**form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(back_url)
    context = {
        "partner": partner,
        "form": form,
        "title": title,
        "back_url": back_url,
        "remove_url": remove_url,
        "crumbs": [(partner.organization.name, url(request, "partner", pk=partner.pk))],
    }
    return render(request, "partners/row_form.html", context, status=422 if form.errors else 200)
