"""An alliance's own questions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.readiness.banks import Bank, WrongBank
from trellis.apps.readiness.forms import BankForm, QuestionForms
from trellis.apps.readiness.models.own_bank import OWN
from trellis.apps.readiness.services import own_banks
from trellis.apps.readiness.services.own_banks import Question
from trellis.apps.readiness.views import frame


@require(Permission.MANAGE_READINESS)
def new(request: AllianceRequest) -> HttpResponse:
    """Writes a new bank."""
    return _form(request, None)


@require(Permission.MANAGE_READINESS)
def edit(request: AllianceRequest, bank: str) -> HttpResponse:
    """Changes a bank; one that has been asked gets a new version, and its answers keep the old."""
    if not bank.startswith(OWN):
        raise Http404("The questions that ship with Trellis stay as they are.")
    return _form(request, frame.newest_bank(request, bank))


def _form(request: AllianceRequest, bank: Bank | None) -> HttpResponse:
    form = BankForm(request.POST or None, initial=_initial(bank))
    questions = QuestionForms(request.POST or None, initial=_questions(bank), prefix="q")
    if request.method == "POST" and form.is_valid() and questions.is_valid():
        wanted = [Question(**each) for each in questions.cleaned_data if each.get("text")]
        try:
            made = own_banks.write(
                alliance=request.alliance,
                by=request.user,
                questions=wanted,
                key=bank.key if bank else "",
                **form.cleaned_data,
            )
        except WrongBank:
            form.add_error(None, _("Write at least one question, and at most sixty."))
        else:
            messages.success(request, _("Saved as version %(version)d.") % {"version": made.version})
            return redirect(frame.url(request, "worksheet", bank=made.key))
    context = {
        "form": form,
        "questions": questions,
        "bank": bank,
        "crumbs": frame.crumbs(request),
        "back_url": frame.url(request, "overview"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "readiness/bank_form.html", context, status=status)


def _initial(bank: Bank | None) -> dict[str, Any]:
    if bank is None:
        return {"scale": "\n".join([_("Not yet"), _("Beginning"), _("Working"), _("Strong")])}
    return {
        "name": bank.name.en,
        "about": bank.about.en,
        "scale": "\n".join(label.en for label in bank.scale),
    }


def _questions(bank: Bank | None) -> list[dict[str, str]]:
    if bank is None:
        return []
    return [
        {
            "text": item.text.en,
            "text_es": item.text.es if item.text.es != item.text.en else "",
            "step": item.step.text.en,
        }
        for item in bank.items
    ]
