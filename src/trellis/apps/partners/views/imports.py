"""Pages of imports of partners: choosing a file, matching its columns, the preview, applying, taking back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.paging import listing
from trellis.apps.core.permissions import Permission
from trellis.apps.partners.importing import pages, queries, services
from trellis.apps.partners.importing.rejected import rejected_csv
from trellis.apps.partners.models import PartnerImport, PartnerImportRow
from trellis.apps.partners.sectors import Sector
from trellis.apps.partners.views.frame import tabs
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.limits import FILE_BYTES, MEGABYTE
from trellis.apps.programs.importing.messages import say_note

PAGE_SIZE = 50
RUNS_PAGE_SIZE = 25
State = PartnerImport.State


class UploadForm(forms.Form):
    """A file, and which list it is."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=format_lazy(
            gettext_lazy("CSV, XLSX, or HSDS organizations; at most {limit} MB. Columns come next."),
            limit=FILE_BYTES // MEGABYTE,
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.gz,.xlsx,.json,.zip"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Name of the list"),
        max_length=120,
        help_text=gettext_lazy(
            "Give it the same name each time it comes: its columns are remembered, its rows found again."
        ),
        widget=forms.TextInput(attrs={"list": "lists", "autocomplete": "off"}),
    )


def found_run(request: AllianceRequest, pk: int) -> PartnerImport:
    """The import, or 404."""
    found = queries.run(request.alliance, pk)
    if found is None:
        raise Http404("There is no such import.")
    return found


@require(Permission.MANAGE_PARTNERS)
def imports(request: AllianceRequest) -> HttpResponse:
    """The imports so far, and a form for the next file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = services.upload(
                alliance=request.alliance,
                by=request.user,
                source_name=form.cleaned_data["source"],
                file_name=file.name or "",
                size=file.size or 0,
                content=file,
            )
        except ImportRefused as error:
            form.add_error("file", str(error))
        else:
            return redirect("partner_imports:columns", alliance=request.alliance.slug, pk=made.pk)
    context = {
        "tabs": tabs(request, "partner_imports:list"),
        "form": form,
        "sources": queries.sources(request.alliance),
        "listing": listing(request, queries.runs(request.alliance), size=RUNS_PAGE_SIZE),
    }
    return render(request, "partners/import/list.html", context, status=422 if form.errors else 200)


@require(Permission.MANAGE_PARTNERS)
def columns(request: AllianceRequest, pk: int) -> HttpResponse:
    """What each column holds; a preview starts once that is said."""
    found = found_run(request, pk)
    if found.state not in queries.CHANGEABLE or queries.job_under_way(found) is not None:
        return redirect("partner_imports:run", alliance=request.alliance.slug, pk=pk)
    error, sent = "", None
    sector = {**found.source.defaults, **found.defaults}.get("sector", "")
    if request.method == "POST":
        sent = {
            heading: request.POST.get(f"column-{at}", "")
            for at, heading in enumerate(found.reading["columns"])
        }
        sector = request.POST.get("default-sector", "")
        try:
            if "read-again" in request.POST:
                services.read_again(run=found, **_reading_asked(request))
                return redirect("partner_imports:columns", alliance=request.alliance.slug, pk=pk)
            services.match_columns(
                run=found,
                by=request.user,
                mapping=sent,
                sector=sector,
                leave_out="leave-out" in request.POST,
            )
        except ImportRefused as refused:
            error = str(refused)
        else:
            return redirect("partner_imports:run", alliance=request.alliance.slug, pk=pk)
    choices = pages.choices_of_columns(found, sent)
    context = {
        "tabs": tabs(request, "partner_imports:list"),
        "run": found,
        "choices": choices,
        "unknown": [each for each in choices if not each.field and each.how != "remembered"],
        "left_out": any(not each.field for each in choices),
        "fields": pages.fields_to_choose(),
        "sectors": Sector.choices,
        "default_sector": sector,
        "error": error or found.error,
        "notes": [say_note(code, values) for code, values in found.reading["notes"]],
    }
    return render(request, "partners/import/columns.html", context, status=422 if error else 200)


def _reading_asked(request: AllianceRequest) -> dict[str, Any]:
    row = request.POST.get("heading-row", "")
    return {
        "sheet": request.POST.get("sheet", ""),
        "heading_row": int(row) if row.isascii() and row.isdigit() and len(row) < 7 else 0,
        "heading_rows": 2 if "two-rows" in request.POST else 1,
    }


@require(Permission.MANAGE_PARTNERS)
def run(request: AllianceRequest, pk: int) -> HttpResponse:
    """An import wherever it is: being worked on, previewed, applied, taken back."""
    found = found_run(request, pk)
    jobs = list(queries.jobs_of(found)[:1])
    job = jobs[0] if jobs else None
    under_way = job is not None and job.state in ("queued", "running")
    if request.htmx.trigger == "import-progress":
        # The page of the progress asks this until the work is done, then shows what came of it.
        return HttpResponse(status=204) if under_way else HttpResponseClientRedirect(request.path)
    if under_way:
        context = {"tabs": tabs(request, "partner_imports:list"), "run": found, "job": job}
        return render(request, "partners/import/progress.html", context)
    if found.state in (State.UPLOADED, State.READING, State.FAILED):
        return redirect("partner_imports:columns", alliance=request.alliance.slug, pk=pk)
    return render(request, "partners/import/run.html", {**_preview(request, found), "job": job})


def _preview(request: AllianceRequest, found: PartnerImport) -> dict[str, Any]:
    """What the preview, and the page of an applied import, show: a fixed number of queries."""
    which = request.GET.get("show", "all")
    which = which if which in queries.FILTERS else "all"
    page = listing(request, queries.rows(found, which), size=PAGE_SIZE)
    can_change = found.state in (State.READY, State.APPLYING)
    return {
        "tabs": tabs(request, "partner_imports:list"),
        "run": found,
        "can_change": can_change,
        "answer": pages.answer(found),
        "filters": pages.tabs(found),
        "which": which,
        "listing": page,
        "columns": pages.shown_columns(found),
        "rows": pages.row_views(found, page.page.object_list),
        "decisions": PartnerImportRow.Decision.choices,
        "unknown_sectors": queries.unknown_sectors(found) if can_change else [],
        "sectors": Sector.choices,
        "notes": [say_note(code, values) for code, values in found.reading["notes"]],
        "back": request.get_full_path(),
    }


@require(Permission.MANAGE_PARTNERS)
@require_POST
def apply(request: AllianceRequest, pk: int) -> HttpResponse:
    """Writes the import into the directory."""
    try:
        services.start_apply(run=found_run(request, pk), by=request.user)
    except ImportRefused as error:
        messages.error(request, str(error))
    return redirect("partner_imports:run", alliance=request.alliance.slug, pk=pk)


@require(Permission.MANAGE_PARTNERS)
@require_POST
def undo(request: AllianceRequest, pk: int) -> HttpResponse:
    """Takes the import back; entries that were edited since are asked about first."""
    try:
        services.start_undo(
            run=found_run(request, pk), by=request.user, leave_edited="leave-edited" in request.POST
        )
    except ImportRefused as error:
        messages.error(request, str(error))
    return redirect("partner_imports:run", alliance=request.alliance.slug, pk=pk)


@require(Permission.MANAGE_PARTNERS)
@require_POST
def discard(request: AllianceRequest, pk: int) -> HttpResponse:
    """Gives up an import that was not applied."""
    try:
        services.discard(run=found_run(request, pk), by=request.user)
    except ImportRefused as error:
        messages.error(request, str(error))
        return redirect("partner_imports:run", alliance=request.alliance.slug, pk=pk)
    messages.success(request, _("The import was given up. Nothing of it is among the partners."))
    return redirect("partner_imports:list", alliance=request.alliance.slug)


@require(Permission.MANAGE_PARTNERS)
def rejected(request: AllianceRequest, pk: int) -> HttpResponseBase:
    """The rows that can't be taken in, as CSV with what is wrong."""
    found = found_run(request, pk)
    response = StreamingHttpResponse(rejected_csv(found), content_type="text/csv; charset=utf-8")
    name = slugify(found.source.name) or "list"
    response["Content-Disposition"] = f'attachment; filename="{name}-rows-to-mend.csv"'
    return response
