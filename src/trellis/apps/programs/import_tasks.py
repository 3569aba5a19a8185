"""Long work of imports: preview, apply, undo, and locating sites by their addresses."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.jobs.handlers import Cancelled, JobContext, JobFailedError, handles
from trellis.apps.programs.geocoding.census import GeocoderError
from trellis.apps.programs.geocoding.services import GEOCODE_KIND, locate
from trellis.apps.programs.importing.applying import apply
from trellis.apps.programs.importing.collecting import without_collecting
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.previewing import preview
from trellis.apps.programs.importing.services import APPLY_KIND, PREVIEW_KIND, UNDO_KIND
from trellis.apps.programs.importing.undoing import undo
from trellis.apps.programs.models import ImportRun

State = ImportRun.State


@handles(PREVIEW_KIND)
def preview_import(context: JobContext) -> dict[str, Any]:
    """Reads the file and works out what would become of each row."""
    run = _run(context)
    try:
        with without_collecting():
            preview(run, lambda share, message: context.progress(share, 1.0, message))
    except Cancelled:
        _back(run, State.READING, State.UPLOADED)
        raise
    except ImportRefused as error:
        _back(run, State.READING, State.FAILED, str(error))
        raise JobFailedError(str(error)) from error
    return _result(context, run)


@handles(APPLY_KIND)
def apply_import(context: JobContext) -> dict[str, Any]:
    """Writes the import into the directory, all of it or nothing."""
    run = _run(context)
    try:
        with without_collecting():
            apply(run, lambda share, message: context.progress(share, 1.0, message))
    except Cancelled:
        _back(run, State.APPLYING, State.READY)
        raise
    except ImportRefused as error:
        _back(run, State.APPLYING, State.READY, str(error))
        raise JobFailedError(str(error)) from error
    return _result(context, run)


@handles(UNDO_KIND)
def undo_import(context: JobContext) -> dict[str, Any]:
    """Takes the import back; where entries were edited since, says which and asks first."""
    run = _run(context)
    with without_collecting():
        edited = undo(
            run,
            leave_edited=bool(context.parameters.get("leave_edited")),
            progress=lambda share, message: context.progress(share, 1.0, message),
        )
    return {**_result(context, run), "edited": (edited or [])[:50], "edited_count": len(edited or [])}


@handles(GEOCODE_KIND)
def locate_sites(context: JobContext) -> dict[str, Any]:
    """Asks the Census geocoder where sites are."""
    try:
        found = locate(
            context.alliance,
            by=context.job.created_by,
            progress=lambda done, total: context.progress(done, total),
        )
    except GeocoderError as error:
        raise JobFailedError(str(error)) from error
    return {"url": reverse("program_imports:list", kwargs={"alliance": context.alliance.slug}), **found}


def _run(context: JobContext) -> ImportRun:
    found = (
        ImportRun.objects.for_alliance(context.alliance)
        .select_related("source", "alliance", "started_by")
        .filter(pk=context.parameters["run"])
        .first()
    )
    if found is None:
        raise JobFailedError(_("This import is not there any more."))
    return found


def _back(run: ImportRun, state: State, to: State, error: str = "") -> None:
    """Puts an import that came to nothing back to where it can be gone on with."""
    rows = ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk, state=state)
    rows.update(state=to, error=error)


def _result(context: JobContext, run: ImportRun) -> dict[str, Any]:
    return {
        "url": reverse("program_imports:run", kwargs={"alliance": context.alliance.slug, "pk": run.pk}),
        "run": run.pk,
    }
