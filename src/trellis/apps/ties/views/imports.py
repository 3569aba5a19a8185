"""Networks brought along in files: upload, columns, preview, apply, undo."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.permissions import Permission
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.ties import queries, tables
from trellis.apps.ties.forms.imports import ColumnsForm, UploadForm
from trellis.apps.ties.importing import columns, services
from trellis.apps.ties.importing.plan import EDGES, NODES
from trellis.apps.ties.models import TieImport, Wave
from trellis.apps.ties.views import frame


@require(Permission.MANAGE_TIES)
def imports(request: AllianceRequest) -> HttpResponse:
    """The imports so far, and a form for the next two files."""
    waves = queries.waves_of(request.alliance).filter(origin=Wave.Origin.IMPORT)
    form = UploadForm(request.POST or None, request.FILES or None, waves=waves)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            made = services.upload(
                alliance=request.alliance,
                by=request.user,
                name=sent["name"],
                nodes=(sent["nodes"].name, sent["nodes"].read()),
                edges=(sent["edges"].name, sent["edges"].read()),
                held_on=sent["held_on"],
                kind=sent["kind"],
                into=sent.get("into"),
            )
        except ImportRefused as error:
            form.add_error(None, str(error))
        else:
            return redirect(_start(request, made))
    context = {
        "form": form,
        "imports": list(queries.imports_of(request.alliance)),
        "crumbs": frame.crumbs(request),
    }
    return render(request, "ties/import/list.html", context, status=422 if form.errors else 200)


def _start(request: AllianceRequest, made: TieImport) -> str:
    """The preview where every column that is needed was found, else the choice of columns."""
    left = columns.missing(made.node_columns, columns.NODE_FIELDS)
    left += columns.missing(made.edge_columns, columns.EDGE_FIELDS)
    return frame.url(request, "import_columns" if left else "import", pk=made.pk)


@require(Permission.MANAGE_TIES)
def choose_columns(request: AllianceRequest, pk: int) -> HttpResponse:
    """Which column of each file is what."""
    found = _found(request, pk)
    if found.status != TieImport.Status.UPLOADED:
        raise Http404("It has been applied.")
    nodes = ColumnsForm(
        request.POST or None,
        wanted=columns.NODE_FIELDS,
        headings=found.nodes["headings"],
        chosen=found.node_columns,
        prefix="nodes",
    )
    edges = ColumnsForm(
        request.POST or None,
        wanted=columns.EDGE_FIELDS,
        headings=found.edges["headings"],
        chosen=found.edge_columns,
        prefix="edges",
    )
    if request.method == "POST" and nodes.is_valid() and edges.is_valid():
        try:
            services.match_columns(found=found, node_columns=nodes.columns, edge_columns=edges.columns)
        except ValidationError as error:
            frame.say(request, error)
        else:
            return redirect(frame.url(request, "import", pk=pk))
    context = {
        "found": found,
        "nodes": nodes,
        "edges": edges,
        "crumbs": _crumbs(request, found),
    }
    status = 422 if nodes.errors or edges.errors else 200
    return render(request, "ties/import/columns.html", context, status=status)


@require(Permission.MANAGE_TIES)
def preview(request: AllianceRequest, pk: int) -> HttpResponse:
    """What applying it would do, row by row; afterwards what was done and how to take it back."""
    found = _found(request, pk)
    context = {"found": found, "crumbs": _crumbs(request)}
    if found.status == TieImport.Status.UPLOADED:
        plan = services.planned(found)
        context |= {
            "node_counts": plan.count(NODES),
            "edge_counts": plan.count(EDGES),
            "own_sectors": plan.own_sectors,
            "can_apply": plan.changes_anything,
            "node_table": tables.node_table(plan),
            "edge_table": tables.edge_table(plan),
        }
    return render(request, "ties/import/preview.html", context)


@require(Permission.MANAGE_TIES)
@require_POST
def apply(request: AllianceRequest, pk: int) -> HttpResponse:
    """Writes what the preview shows, as a closed wave."""
    try:
        wave = services.apply(found=_found(request, pk), by=request.user)
    except ValidationError as error:
        frame.say(request, error)
        return redirect(frame.url(request, "import", pk=pk))
    messages.success(request, _("The network is in."))
    return redirect(frame.url(request, "wave", pk=wave.pk))


@require(Permission.MANAGE_TIES)
@require_POST
def undo(request: AllianceRequest, pk: int) -> HttpResponse:
    """Takes back what applying it changed."""
    try:
        services.undo(found=_found(request, pk), by=request.user)
    except ValidationError as error:
        frame.say(request, error)
    else:
        messages.success(request, _("It is taken back."))
    return redirect(frame.url(request, "imports"))


@require(Permission.MANAGE_TIES)
@require_POST
def discard(request: AllianceRequest, pk: int) -> HttpResponse:
    """Removes an import that isn't applied."""
    try:
        services.discard(found=_found(request, pk), by=request.user)
    except ValidationError as error:
        frame.say(request, error)
    else:
        messages.success(request, _("It is discarded."))
    return redirect(frame.url(request, "imports"))


def _found(request: AllianceRequest, pk: int) -> TieImport:
    found = queries.imports_of(request.alliance).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such import.")
    return found


def _crumbs(request: AllianceRequest, found: TieImport | None = None) -> frame.Crumbs:
    trail = [*frame.crumbs(request), (_("Import a network"), frame.url(request, "imports"))]
    if found is not None:
        trail.append((found.name, frame.url(request, "import", pk=found.pk)))
    return trail
