"""Pages of jobs: the list, one job with its progress, and the button that cancels it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.jobs import queries, services
from trellis.apps.core.jobs.models import Job
from trellis.apps.core.paging import listing
from trellis.apps.core.permissions import Permission

PAGE_SIZE = 25


def _job(request: AllianceRequest, pk: int) -> Job:
    job = queries.by_id(request.alliance, pk)
    if job is None:
        raise Http404("There is no such job.")
    return job


@require(Permission.VIEW_JOBS)
def jobs(request: AllianceRequest) -> HttpResponse:
    """The alliance's jobs, newest first."""
    found = listing(request, queries.recent(request.alliance), size=PAGE_SIZE)
    return render(request, "core/jobs.html", {"listing": found})


@require(Permission.VIEW_JOBS)
def detail(request: AllianceRequest, pk: int) -> HttpResponse:
    """One job."""
    return render(request, "core/job.html", {"job": _job(request, pk)})


@require(Permission.VIEW_JOBS)
def progress(request: AllianceRequest, pk: int) -> HttpResponse:
    """How far the job is, to be put in place of how far it was."""
    return render(request, "core/job_progress.html", {"job": _job(request, pk)})


@require(Permission.RUN_JOBS)
@require_POST
def cancel(request: AllianceRequest, pk: int) -> HttpResponse:
    """Stops the job."""
    job = _job(request, pk)
    if not services.cancel(job=job, by=request.user):
        messages.info(request, _("It had ended already."))
    if request.htmx:
        job.refresh_from_db()
        return render(request, "core/job_progress.html", {"job": job})
    return redirect(job.get_absolute_url())
