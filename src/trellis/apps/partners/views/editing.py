"""Changes a profile in parts, each a page that a thumb fills in half a minute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from trellis.apps.accounts.models import User
from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.navigation import Item
from trellis.apps.partners import completeness, queries
from trellis.apps.partners.forms.lines import AssetsForm, NeedsForm
from trellis.apps.partners.forms.profile import (
    AboutForm,
    FocusForm,
    ReachForm,
    ServedForm,
    VisibilityForm,
)
from trellis.apps.partners.models import Partner
from trellis.apps.partners.services import brings, partners
from trellis.apps.partners.views.frame import partner_to_edit, url

Values = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Editor:
    """How a part is changed: its form, and what saves it; no form where the part is a list of rows."""

    title: Any
    answer: Any
    form: Callable[[Partner, Values], Any] | None = None
    save: Callable[[Partner, Any, User], Any] | None = None


def _save_about(partner: Partner, form: AboutForm, by: User) -> None:
    with transaction.atomic():
        partners.change_organization(partner=partner, by=by, **form.organization_values())
        partners.change(partner=partner, by=by, sector=form.cleaned_data["sector"])


def _save(partner: Partner, form: Any, by: User) -> None:
    partners.change(partner=partner, by=by, **form.values())


EDITORS: Final[dict[str, Editor]] = {
    "about": Editor(
        _lazy("What you are"),
        _lazy("Two sentences are plenty."),
        lambda partner, data: AboutForm(data, instance=partner.organization, partner=partner),
        _save_about,
    ),
    "focus": Editor(
        _lazy("Whom you work for"),
        _lazy("Tap what fits. Nothing here needs to be complete."),
        lambda partner, data: FocusForm(data, partner=partner),
        _save,
    ),
    "places": Editor(
        _lazy("Where"),
        _lazy("Where you are, and where those live whom you serve."),
        lambda partner, data: ServedForm(data, partner=partner),
        _save,
    ),
    "reach": Editor(
        _lazy("How many"),
        _lazy("About how many in a year. What you don't know, leave empty."),
        lambda partner, data: ReachForm(data, partner=partner),
        _save,
    ),
    "brings": Editor(
        _lazy("What you bring"),
        _lazy("What you have and others could use. Tap it; say more if you like."),
        lambda partner, data: AssetsForm(data, rows=list(partner.assets.all())),
        lambda partner, form, by: brings.set_assets(partner=partner, by=by, assets=form.values()),
    ),
    "needs": Editor(
        _lazy("What you need and offer"),
        _lazy("The backbone staff look for somebody who fits. Tap off what is settled."),
        lambda partner, data: NeedsForm(
            data, rows=[row for row in partner.needs_and_offers.all() if row.is_open]
        ),
        lambda partner, form, by: brings.set_needs_and_offers(partner=partner, by=by, wanted=form.values()),
    ),
    "people": Editor(
        _lazy("People"), _lazy("Who can be asked, and what of them may be shown. It is for them to say.")
    ),
    "hiring": Editor(
        _lazy("Whom you hire"), _lazy("Jobs you will fill, in your own words: schools plan by them.")
    ),
    "visibility": Editor(
        _lazy("Who sees what"),
        _lazy("Your choice, field by field. It holds on every page and in every export."),
        lambda partner, data: VisibilityForm(data, partner=partner),
        lambda partner, form, by: partners.set_visibility(partner=partner, by=by, **form.values()),
    ),
}
"""The parts, in the order in which a profile is filled in."""


@require(Permission.EDIT_OWN_PARTNER)
def edit(request: AllianceRequest, pk: int, part: str) -> HttpResponse:
    """Changes one part of a profile, and leads on to the next."""
    if part not in EDITORS:
        raise Http404("A profile has no such part.")
    partner, editor = partner_to_edit(request, pk), EDITORS[part]
    data = request.POST if request.method == "POST" else None
    form = editor.form(partner, data) if editor.form else None
    if request.method == "POST":
        if form is None:
            return redirect(_onward(request, pk, part))
        if form.is_valid() and _saved(partner, editor, form, request.user):
            messages.success(request, _("Saved."))
            return redirect(_onward(request, pk, part))
    return _page(request, partner, part, form)


def _saved(partner: Partner, editor: Editor, form: Any, by: User) -> bool:
    """Saves the form; puts beside its fields what the services refuse."""
    assert editor.save is not None
    try:
        editor.save(partner, form, by)
    except ValidationError as error:
        _put(form, error)
        return False
    return True


def _put(form: forms.BaseForm, error: ValidationError) -> None:
    if not hasattr(error, "message_dict"):
        form.add_error(None, error)
        return
    for name, texts in error.message_dict.items():
        field = next((own for own in (name, f"{name}_", f"other_{name}") if own in form.fields), None)
        for text in texts:
            form.add_error(field, text)


def _onward(request: AllianceRequest, pk: int, part: str) -> str:
    """Where the press of a button leads: to the next part that is empty, or back to the page."""
    if request.POST.get("then") != "next":
        return url(request, "partner", pk=pk)
    stored = queries.partner(request.alliance, pk)
    following = _next(stored, part) if stored else None
    return url(request, "edit", pk=pk, part=following) if following else url(request, "partner", pk=pk)


def _next(partner: Partner, part: str) -> str | None:
    """The first empty part after this one; from the last on, the first empty one of all."""
    complete = completeness.of(partner)
    empty = [each.key for each in complete.asked if each.key not in complete.filled and each.key != part]
    order = list(EDITORS)
    later = [key for key in empty if order.index(key) > order.index(part)]
    return next(iter(later or empty), None)


def _page(request: AllianceRequest, partner: Partner, part: str, form: Any) -> HttpResponse:
    complete = completeness.of(partner)
    filled = complete.filled
    context = {
        "partner": partner,
        "part": part,
        "editor": EDITORS[part],
        "form": form,
        "complete": complete,
        "next": _next(partner, part),
        "steps": [
            (
                Item(
                    label=str(each.title),
                    url=url(request, "edit", pk=partner.pk, part=key),
                    current=key == part,
                ),
                key in filled,
            )
            for key, each in EDITORS.items()
        ],
        "crumbs": [(partner.organization.name, url(request, "partner", pk=partner.pk))],
        "is_staff": request.standing.may(Permission.MANAGE_PARTNERS),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, f"partners/edit_{part}.html", context, status=status)
