"""Who can be named in a wave, and who is asked."""

from __future__ import annotations

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.paging import listing
from trellis.apps.core.permissions import Permission
from trellis.apps.ties import queries
from trellis.apps.ties.forms.waves import AskForm, NameForm
from trellis.apps.ties.models import Respondent, RosterEntry, Wave
from trellis.apps.ties.services import rosters
from trellis.apps.ties.views import frame

PAGE_SIZE = 50


@require(Permission.MANAGE_TIES)
def roster(request: AllianceRequest, pk: int) -> HttpResponse:
    """The list, who is asked for each name, and whom to add."""
    return _page(request, frame.survey(request, pk), AskForm(), NameForm())


def _page(
    request: AllianceRequest, row: Wave, ask: AskForm, name: NameForm, *, status: int = 200
) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    rows = queries.roster(row)
    if words:
        rows = rows.filter(name__icontains=words)
    found = listing(request, rows, size=PAGE_SIZE)
    asked: dict[int, list[Respondent]] = defaultdict(list)
    for respondent in queries.respondents(row).filter(entry__in=[entry.pk for entry in found.page]):
        asked[respondent.entry_id].append(respondent)
    missing = rosters.missing_people(row) if row.is_of_people else rosters.missing_partners(row)
    context = {
        "wave": row,
        "entries": [(entry, asked[entry.pk]) for entry in found.page],
        "listing": found,
        "words": words,
        "missing": list(missing[:300]),
        "unasked": queries.roster(row).filter(respondents__isnull=True).count(),
        "ask": ask,
        "name": name,
        "crumbs": frame.crumbs(request, row),
    }
    return render(request, "ties/wave/roster.html", context, status=status)


@require(Permission.MANAGE_TIES)
@require_POST
def add(request: AllianceRequest, pk: int) -> HttpResponse:
    """Puts the partners or people on the list that were chosen, or all that are missing."""
    row = frame.survey(request, pk)
    partners, people = rosters.missing_partners(row), rosters.missing_people(row)
    if request.POST.get("which") != "all":
        texts = [str(text) for text in request.POST.getlist("missing")]
        numbers = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 18]
        partners, people = partners.filter(pk__in=numbers), people.filter(pk__in=numbers)
    try:
        added = rosters.put_on_list(
            wave=row,
            by=request.user,
            partners=() if row.is_of_people else partners,
            people=people if row.is_of_people else (),
        )
    except ValidationError as error:
        frame.say(request, error)
    else:
        said = ngettext("%(count)d is new on the list.", "%(count)d are new on the list.", added)
        messages.success(request, said % {"count": added})
    return redirect(frame.url(request, "roster", pk=pk))


@require(Permission.MANAGE_TIES)
@require_POST
def add_name(request: AllianceRequest, pk: int) -> HttpResponse:
    """Puts an organization on the list that isn't a partner."""
    row = frame.survey(request, pk)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            rosters.add_named(wave=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("name", error.messages)
        else:
            messages.success(request, _("It is on the list."))
            return redirect(frame.url(request, "roster", pk=pk))
    return _page(request, row, AskForm(), form, status=422)


@require(Permission.MANAGE_TIES)
@require_POST
def remove(request: AllianceRequest, pk: int, entry: int) -> HttpResponse:
    """Takes a name off the list."""
    row = frame.survey(request, pk)
    one = _entry(row, entry)
    try:
        rosters.take_off_list(wave=row, entry=one, by=request.user)
    except ValidationError as error:
        frame.say(request, error)
    else:
        messages.success(request, _("%(name)s is off the list.") % {"name": one.name})
    return redirect(frame.url(request, "roster", pk=pk))


@require(Permission.MANAGE_TIES)
@require_POST
def ask(request: AllianceRequest, pk: int) -> HttpResponse:
    """Has people asked for one name, or the contacts of all of whom nobody is asked yet."""
    row = frame.survey(request, pk)
    form = AskForm(request.POST)
    try:
        if request.POST.get("which") == "contacts":
            added = rosters.ask_contacts(wave=row, by=request.user)
        elif form.is_valid():
            one = _entry(row, form.cleaned_data["entry"])
            added = rosters.ask(wave=row, entry=one, people=form.cleaned_data["addresses"], by=request.user)
        else:
            return _page(request, row, form, NameForm(), status=422)
    except ValidationError as error:
        frame.say(request, error)
    else:
        said = ngettext("%(count)d more person is asked.", "%(count)d more people are asked.", added)
        messages.success(request, said % {"count": added})
    return redirect(frame.url(request, "roster", pk=pk))


@require(Permission.MANAGE_TIES)
@require_POST
def unask(request: AllianceRequest, pk: int, respondent: int) -> HttpResponse:
    """Asks somebody no longer who hasn't begun."""
    row = frame.survey(request, pk)
    rows = Respondent.objects.for_alliance(request.alliance).filter(wave=row)
    one = get_object_or_404(rows, pk=respondent)
    try:
        rosters.take_off_asked(wave=row, respondent=one, by=request.user)
    except ValidationError as error:
        frame.say(request, error)
    else:
        messages.success(request, _("%(name)s is no longer asked.") % {"name": one})
    return redirect(frame.url(request, "roster", pk=pk))


@require(Permission.MANAGE_TIES)
@require_POST
def settle(request: AllianceRequest, pk: int) -> HttpResponse:
    """Notes that staff have seen to a name that people missed; puts it on the list where they say so."""
    row = frame.survey(request, pk)
    name = request.POST.get("name", "")[:200]
    if name not in queries.suggestions(row):
        raise Http404("Nobody missed this name.")
    try:
        if request.POST.get("what") == "add":
            rosters.add_named(wave=row, by=request.user, name=name)
        rosters.settle_suggestion(wave=row, name=name, by=request.user)
    except ValidationError as error:
        frame.say(request, error)
    else:
        messages.success(request, _("Done."))
    return redirect(frame.url(request, "wave", pk=pk))


def _entry(row: Wave, pk: int) -> RosterEntry:
    found: RosterEntry = get_object_or_404(queries.roster(row), pk=pk)
    return found
