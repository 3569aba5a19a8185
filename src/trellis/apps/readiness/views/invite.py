"""Whom to invite by mail, and the mails."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.table import Column, DataTable
from trellis.apps.readiness import contacts, queries, words
from trellis.apps.readiness.forms import InviteForm
from trellis.apps.readiness.models import Assessment
from trellis.apps.readiness.services import inviting
from trellis.apps.readiness.views import frame


@require(Permission.MANAGE_READINESS)
def invite(request: AllianceRequest, pk: int) -> HttpResponse:
    """The list of addresses, and more for it."""
    row = frame.found(request, pk)
    if row.is_over:
        raise Http404("It is closed: nobody can be invited any more.")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = list(form.cleaned_data["addresses"])
        if form.cleaned_data["contacts"]:
            asked += contacts.main_contacts(request.alliance)
        added = inviting.put_on_list(assessment=row, people=asked, by=request.user)
        said = ngettext(
            "%(count)d address is new on the list.", "%(count)d addresses are new on the list.", added
        )
        messages.success(request, said % {"count": added})
        return redirect(frame.url(request, "invite", pk=pk))
    context = {
        "form": form,
        "assessment": row,
        "table": _table(row),
        "to_invite": inviting.due(row, reminder=False).count(),
        "to_remind": inviting.due(row, reminder=True).count(),
        "crumbs": frame.crumbs(request, row),
    }
    return render(request, "readiness/invite.html", context, status=422 if form.errors else 200)


@require(Permission.MANAGE_READINESS)
@require_POST
def mail(request: AllianceRequest, pk: int) -> HttpResponse:
    """Sends the mails that are due: invitations, or reminders."""
    row = frame.found(request, pk)
    if not row.takes_answers:
        messages.error(request, _("Open it first: the mail leads to its questions."))
        return redirect(frame.url(request, "invite", pk=pk))
    job = inviting.start_mailing(
        assessment=row,
        by=request.user,
        site=frame.site_address(request),
        reminder=request.POST.get("what") == "reminder",
    )
    if job is None:
        messages.info(request, _("Mails are on their way already."))
        return redirect(frame.url(request, "invite", pk=pk))
    messages.success(request, _("The mails are on their way. This page shows how far they are."))
    return redirect(job.get_absolute_url())


def _table(row: Assessment) -> DataTable:
    columns = [
        Column("email", _("Address")),
        Column("sector", _("Sector"), value=lambda one: words.sector(one.sector), choices=True),
        Column("state", _("Mail"), value=_sent, choices=True),
    ]
    if not row.is_anonymous:
        columns.append(
            Column(
                "done",
                pgettext("what people said", "Answers"),
                value=lambda one: _("finished") if one.done_at else "",
                choices=True,
            )
        )
    return DataTable(
        key="invited",
        caption=_("Addresses on the list"),
        columns=tuple(columns),
        rows=list(queries.invitees(row)),
        empty=_("Nobody is on the list yet."),
    )


def _sent(one: object) -> str:
    if getattr(one, "reminded_at", None):
        return _("reminded")
    return _("sent") if getattr(one, "sent_at", None) else _("not yet")
