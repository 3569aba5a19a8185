"""Long work of imports of partners: preview, apply, undo."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from trellis.apps.core.jobs.handlers import Cancelled, JobContext, JobFailedError, handles
from trellis.apps.partners.importing import audit as _sentences  # noqa: F401  registers them
from trellis.apps.partners.importing.applying import apply
from trellis.apps.partners.importing.previewing import preview
from trellis.apps.partners.importing.services import APPLY_KIND, PREVIEW_KIND, UNDO_KIND
from trellis.apps.partners.importing.undoing import undo
from trellis.apps.partners.models import PartnerImport
from trellis.apps.programs.importing.errors import ImportRefused

State = PartnerImport.State


@handles(PREVIEW_KIND)
def preview_import(context: JobContext) -> dict[str, Any]:
    """Reads the file and works out what would become of each row."""
    run = _run(context)
    try:
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
    edited = undo(
        run,
        leave_edited=bool(context.parameters.get("leave_edited")),
        progress=lambda share, message: context.progress(share, 1.0, message),
    )
    return {**_result(context, run), "edited": (edited or [])[:50], "edited_count": len(edited or [])}


def _run(context: JobContext) -> PartnerImport:
    rows = PartnerImport.objects.for_alliance(context.alliance)
    found = (
        rows.select_related("source", "alliance", "started_by").filter(pk=context.parameters["run"]).first()
    )
    if found is None:
        raise JobFailedError(_("This import is not there any more."))
    return found


def _back(run: PartnerImport, state: State, to: State, error: str = "") -> None:
    """Puts an import that came to nothing back to where it can be gone on with."""
    rows = PartnerImport.objects.for_alliance(run.alliance).filter(pk=run.pk, state=state)
    rows.update(state=to, error=error)


def _result(context: JobContext, run: PartnerImport) -> dict[str, Any]:
    kwargs = {"alliance": context.alliance.slug, "pk": run.pk}
    return {"url": reverse("partner_imports:run", kwargs=kwargs), "run": run.pk}
