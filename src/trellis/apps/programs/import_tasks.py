"""Long work of imports: preview, apply, undo."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.jobs.handlers import JobContext, JobFailedError, handles
from trellis.apps.programs.importing.applying import apply
from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.previewing import preview
from trellis.apps.programs.importing.undoing import undo
from trellis.apps.programs.models import ImportRun

PREVIEW_KIND: Final = "programs.preview"
APPLY_KIND: Final = "programs.apply"
UNDO_KIND: Final = "programs.undo"


@handles(PREVIEW_KIND)
def preview_import(context: JobContext) -> dict[str, Any]:
    """Reads the file and works out what would become of each row."""
    run = _run(context)
    try:
        preview(run, lambda share, message: context.progress(share, 1.0, message))
    except ImportRefused as error:
        rows = ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk, state=ImportRun.State.READING)
        rows.update(state=ImportRun.State.FAILED, error=str(error))
        raise JobFailedError(str(error)) from error
    return _result(context, run)


@handles(APPLY_KIND)
def apply_import(context: JobContext) -> dict[str, Any]:
    """Writes the import into the directory, all of it or nothing."""
    run = _run(context)
    try:
        apply(run, lambda share, message: context.progress(share, 1.0, message))
    except ImportRefused as error:
        rows = ImportRun.objects.for_alliance(run.alliance).filter(pk=run.pk, state=ImportRun.State.APPLYING)
        rows.update(state=ImportRun.State.READY, error=str(error))
        raise JobFailedError(str(error)) from error
    return _result(context, run)


@handles(UNDO_KIND)
def undo_import(context: JobContext) -> dict[str, Any]:
    """Takes the import back; where entries were edited since, says which and asks first."""
    run = _run(context)
    edited = undo(
        run,
        leave_edited=bool(context.parameters.get("leave_edited")),
        progress=lambda share, message: context.progress(share, 1.0, message),
    )
    return {**_result(context, run), "edited": (edited or [])[:50], "edited_count": len(edited or [])}


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


def _result(context: JobContext, run: ImportRun) -> dict[str, Any]:
    return {
        "url": reverse("program_imports:run", kwargs={"alliance": context.alliance.slug, "pk": run.pk}),
        "run": run.pk,
    }
