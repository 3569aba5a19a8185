"""Pages of imports: choosing a file, matching its columns, the preview, applying, taking back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.paging import listing
from trellis.apps.core.permissions import Permission
from trellis.apps.core.ui.navigation import Item
from trellis.apps.programs.geocoding import services as geocoding
from trellis.apps.programs.importing import pages, queries, services
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.limits import FILE_BYTES, MEGABYTE
from trellis.apps.programs.importing.messages import say_note
from trellis.apps.programs.importing.rejected import rejected_csv
from trellis.apps.programs.models import ImportRow, ImportRun
from trellis.apps.programs.views.frame import tabs

PAGE_SIZE = 50
RUNS_PAGE_SIZE = 25
State = ImportRun.State


class UploadForm(forms.Form):
    """A file, and which list it is."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=format_lazy(
            gettext_lazy("CSV, XLSX, or HSDS as JSON or a package; at most {limit} MB. Columns come next."),
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


def tabs_here(request: AllianceRequest) -> tuple[Item, ...]:
    """The directory's tabs, with this one marked."""
    here = reverse("program_imports:list", kwargs={"alliance": request.alliance.slug})
    return tuple(replace(item, current=item.url == here) for item in tabs(request, ""))


def found_run(request: AllianceRequest, pk: int) -> ImportRun:
    """The import, or 404."""
    found = queries.run(request.alliance, pk)
    if found is None:
        raise Http404("There is no such import.")
    return found


@require(Permission.MANAGE_PROGRAMS)
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
            return redirect("program_imports:columns", alliance=request.alliance.slug, pk=made.pk)
    context = {
        "tabs": tabs_here(request),
        "form": form,
        "sources": queries.sources(request.alliance),
        "listing": listing(request, queries.runs(request.alliance), size=RUNS_PAGE_SIZE),
        "to_locate": geocoding.count_to_locate(request.alliance),
    }
    return render(request, "programs/import/list.html", context, status=422 if form.errors else 200)


@require(Permission.MANAGE_PROGRAMS)
def columns(request: AllianceRequest, pk: int) -> HttpResponse:
    """What each column holds; a preview starts once that is said."""
    found = found_run(request, pk)
    if found.state not in queries.CHANGEABLE or queries.job_under_way(found) is not None:
        return redirect("program_imports:run", alliance=request.alliance.slug, pk=pk)
    error, sent = "", None
    defaults = {**found.source.defaults, **found.defaults}
    if request.method == "POST":
        sent = {
            heading: request.POST.get(f"column-{at}", "")
            for at, heading in enumerate(found.reading["columns"])
        }
        defaults = {"organization": request.POST.get("default-organization", "").strip()[:200]}
        try:
            if "read-again" in request.POST:
                services.read_again(run=found, **_reading_asked(request))
                return redirect("program_imports:columns", alliance=request.alliance.slug, pk=pk)
            services.match_columns(
                run=found,
                by=request.user,
                mapping=sent,
                defaults={field: text for field, text in defaults.items() if text},
                leave_out="leave-out" in request.POST,
            )
        except ImportRefused as refused:
            error = str(refused)
        else:
            return redirect("program_imports:run", alliance=request.alliance.slug, pk=pk)
    choices = pages.choices_of_columns(found, sent)
    context = {
        "tabs": tabs_here(request),
        "run": found,
        "choices": choices,
        "unknown": [each for each in choices if not each.field and each.how != "remembered"],
        "left_out": any(not each.field for each in choices),
        "fields": pages.fields_to_choose(),
        "default_organization": defaults.get("organization", ""),
        "error": error or found.error,
        "notes": [say_note(code, values) for code, values in found.reading["notes"]],
    }
    return render(request, "programs/import/columns.html", context, status=422 if error else 200)


def _reading_asked(request: AllianceRequest) -> dict[str, Any]:
    row = request.POST.get("heading-row", "")
    return {
        "sheet": request.POST.get("sheet", ""),
        "heading_row": int(row) if row.isascii() and row.isdigit() and len(row) < 7 else 0,
        "heading_rows": 2 if "two-rows" in request.POST else 1,
    }


@require(Permission.MANAGE_PROGRAMS)
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
        context = {"tabs": tabs_here(request), "run": found, "job": job}
        return render(request, "programs/import/progress.html", context)
    if found.state in (State.UPLOADED, State.READING, State.FAILED):
        return redirect("program_imports:columns", alliance=request.alliance.slug, pk=pk)
    return render(request, "programs/import/run.html", {**preview_context(request, found), "job": job})


def preview_context(request: AllianceRequest, found: ImportRun) -> dict[str, Any]:
    """What the preview, and the page of an applied import, show: a fixed number of queries."""
    which = request.GET.get("show", "all")
    which = which if which in queries.FILTERS else "all"
    page = listing(request, queries.rows(found, which), size=PAGE_SIZE)
    return {
        "tabs": tabs_here(request),
        "run": found,
        "can_change": found.state in (State.READY, State.APPLYING),
        "answer": pages.answer(found),
        "filters": pages.tabs(found),
        "which": which,
        "listing": page,
        "columns": pages.shown_columns(found),
        "rows": pages.row_views(found, page.page.object_list),
        "decisions": ImportRow.Decision.choices,
        "notes": [say_note(code, values) for code, values in found.reading["notes"]],
        "back": request.get_full_path(),
    }


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def apply(request: AllianceRequest, pk: int) -> HttpResponse:
    """Writes the import into the directory."""
    try:
        services.start_apply(run=found_run(request, pk), by=request.user)
    except ImportRefused as error:
        messages.error(request, str(error))
    return redirect("program_imports:run", alliance=request.alliance.slug, pk=pk)


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def undo(request: AllianceRequest, pk: int) -> HttpResponse:
    """Takes the import back; entries that were edited since are asked about first."""
    try:
        services.start_undo(
            run=found_run(request, pk), by=request.user, leave_edited="leave-edited" in request.POST
        )
    except ImportRefused as error:
        messages.error(request, str(error))
    return redirect("program_imports:run", alliance=request.alliance.slug, pk=pk)


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def discard(request: AllianceRequest, pk: int) -> HttpResponse:
    """Gives up an import that was not applied."""
    try:
        services.discard(run=found_run(request, pk), by=request.user)
    except ImportRefused as error:
        messages.error(request, str(error))
        return redirect("program_imports:run", alliance=request.alliance.slug, pk=pk)
    messages.success(request, _("The import was given up. Nothing of it is in the directory."))
    return redirect("program_imports:list", alliance=request.alliance.slug)


@require(Permission.MANAGE_PROGRAMS)
def rejected(request: AllianceRequest, pk: int) -> HttpResponseBase:
    """The rows that can't be read, as CSV with what is wrong."""
    found = found_run(request, pk)
    response = StreamingHttpResponse(rejected_csv(found), content_type="text/csv; charset=utf-8")
    name = slugify(found.source.name) or "list"
    response["Content-Disposition"] = f'attachment; filename="{name}-rows-to-mend.csv"'
    return response


@require(Permission.MANAGE_PROGRAMS)
@require_POST
def locate(request: AllianceRequest) -> HttpResponse:
    """Asks the Census geocoder for the sites that are located by their ZIP code or not at all."""
    job = geocoding.start(alliance=request.alliance, by=request.user)
    if job is None:
        messages.info(request, _("Sites are being located already."))
        return redirect("program_imports:list", alliance=request.alliance.slug)
    return redirect(job.get_absolute_url())
