"""One assessment: prepared, opened, shared, closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.readiness import cards, queries, words
from trellis.apps.readiness.banks import Bank
from trellis.apps.readiness.forms import AssessmentForm
from trellis.apps.readiness.models import Assessment
from trellis.apps.readiness.services import answering
from trellis.apps.readiness.services import assessments as services
from trellis.apps.readiness.views import frame


@require(Permission.VIEW_READINESS)
def assessment(request: AllianceRequest, pk: int) -> HttpResponse:
    """How it stands: who takes part in numbers, the link to share, what can be done next."""
    row = frame.found(request, pk)
    manages = request.standing.may(Permission.MANAGE_READINESS)
    if row.status == Assessment.Status.DRAFT and not manages:
        raise Http404("There is no such assessment.")
    part = queries.participation(row)
    bank = frame.bank(row)
    context = {
        "assessment": row,
        "bank": bank,
        "manages": manages,
        "state": cards.state(row),
        "tone": cards.tone(row),
        "when": cards.when(row),
        "part": part,
        "sectors": [(words.sector(code), count) for code, count in part.sectors],
        "hidden_sectors": [words.sector(code) for code in part.hidden_sectors],
        "share_url": request.build_absolute_uri(reverse("readiness_answers:start", args=[row.link])),
        "worksheet_url": f"{frame.url(request, 'worksheet', bank=bank.key)}?version={bank.version}",
        "crumbs": frame.crumbs(request),
    }
    return render(request, "readiness/assessment.html", context)


@require(Permission.MANAGE_READINESS)
def new(request: AllianceRequest, bank: str) -> HttpResponse:
    """Prepares an assessment of a bank."""
    found = frame.newest_bank(request, bank)
    row = Assessment(alliance=request.alliance, bank=found.key, bank_version=found.version)
    form = AssessmentForm(request.POST or None, instance=row, initial={"name": str(found.name)})
    if request.method == "POST" and form.is_valid():
        made = services.create(alliance=request.alliance, bank=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is prepared. Nobody can answer before you open it."))
        return redirect(frame.url(request, "assessment", pk=made.pk))
    return _form(request, form, found, None)


@require(Permission.MANAGE_READINESS)
def edit(request: AllianceRequest, pk: int) -> HttpResponse:
    """Changes an assessment that isn't closed."""
    row = frame.found(request, pk)
    if row.is_over:
        raise Http404("It is closed, so it stays as it is.")
    bank = frame.bank(row)
    form = AssessmentForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        services.change(assessment=row, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(frame.url(request, "assessment", pk=row.pk))
    return _form(request, form, bank, row)


def _form(request: AllianceRequest, form: AssessmentForm, bank: Bank, row: Assessment | None) -> HttpResponse:
    back = frame.url(request, "assessment", pk=row.pk) if row else frame.url(request, "overview")
    context = {
        "form": form,
        "bank": bank,
        "assessment": row,
        "crumbs": frame.crumbs(request),
        "back_url": back,
    }
    return render(request, "readiness/assessment_form.html", context, status=422 if form.errors else 200)


@require(Permission.MANAGE_READINESS)
@require_POST
def open_(request: AllianceRequest, pk: int) -> HttpResponse:
    """Lets people answer."""
    return _done(request, pk, services.open_, _("It is open. Share the link, or invite people by mail."))


@require(Permission.MANAGE_READINESS)
@require_POST
def close(request: AllianceRequest, pk: int) -> HttpResponse:
    """Takes no more answers, and shows what they came to."""
    return _done(request, pk, services.close, _("It is closed. The results are there."))


def _done(request: AllianceRequest, pk: int, do: Any, said: str) -> HttpResponse:
    row = frame.found(request, pk)
    try:
        do(assessment=row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect(frame.url(request, "assessment", pk=pk))


@require(Permission.MANAGE_READINESS)
def delete(request: AllianceRequest, pk: int) -> HttpResponse:
    """Removes an assessment with its answers, after asking once more."""
    row = frame.found(request, pk)
    if request.method == "POST":
        services.delete(assessment=row, by=request.user)
        messages.success(request, _("%(name)s is removed.") % {"name": row.name})
        return redirect(frame.url(request, "overview"))
    context = {
        "title": _("Remove %(name)s?") % {"name": row.name},
        "text": _("All answers go with it, for good. If it was closed, what was kept as evidence stays."),
        "crumbs": frame.crumbs(request, row),
        "back_url": frame.url(request, "assessment", pk=pk),
    }
    return render(request, "readiness/remove.html", context)


@require(Permission.VIEW_READINESS)
@require_POST
def answer(request: AllianceRequest, pk: int) -> HttpResponse:
    """Leads a member to their own answers; where it is anonymous, to the link that everybody has."""
    row = frame.found(request, pk)
    if not row.takes_answers:
        messages.info(request, _("It takes no answers now."))
        return redirect(frame.url(request, "assessment", pk=pk))
    if row.is_anonymous:
        return redirect("readiness_answers:start", token=row.link)
    respondent = answering.begin(assessment=row, user=request.user)
    return redirect("readiness_answers:start", token=respondent.token())
