"""Jobs run in a worker, say how far they are, can be cancelled, and outlive a worker that dies."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import AllianceFactory, JobFactory, UserFactory, member

from trellis.apps.accounts.models import User
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.jobs import handlers, queries, services
from trellis.apps.core.jobs.handlers import JobContext, JobFailedError
from trellis.apps.core.jobs.models import Job, JobState
from trellis.apps.core.permissions import Role

pytestmark = pytest.mark.django_db

Do = Callable[[Callable[[JobContext], dict[str, object] | None]], None]
DEAD = "another-machine:1"


@pytest.fixture
def job_does(monkeypatch: pytest.MonkeyPatch) -> Do:
    """Says what jobs of the kind "test" do."""

    def say(handler: handlers.Handler) -> None:
        monkeypatch.setitem(handlers._HANDLERS, "test", handler)

    return say


def started(**parameters: object) -> Job:
    return services.start(
        kind="test", title="Count", alliance=AllianceFactory(), by=UserFactory(), **parameters
    )


def dead(job: Job, **fields: object) -> None:
    """Makes it look as if the job's worker had died two minutes ago."""
    ago = timezone.now() - timedelta(minutes=2)
    Job.objects.for_alliance(job.alliance).update(
        **{"state": JobState.RUNNING, "worker": DEAD, "heartbeat_at": ago, "attempts": 1, **fields}
    )


def test_a_job_is_done_in_a_worker(job_does: Do, run_jobs: Callable[[], None]) -> None:
    job_does(lambda context: {"sum": sum(context.parameters["numbers"])})
    job = started(numbers=[1, 2, 3])
    assert job.state == JobState.QUEUED
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.progress, job.result, job.attempts) == (JobState.DONE, 1.0, {"sum": 6}, 1)


def test_starting_is_audited(job_does: Do) -> None:
    job_does(lambda context: None)
    job = started()
    entry = AuditEntry.objects.for_alliance(job.alliance).get()
    assert (entry.action, entry.target_name, entry.by) == ("job.started", "Count", job.created_by)


def test_nobody_can_start_what_nobody_can_do() -> None:
    with pytest.raises(JobFailedError, match="unheard-of"):
        services.start(kind="unheard-of", title="?", alliance=AllianceFactory(), by=None)


def test_progress_can_be_seen_while_it_runs(job_does: Do, run_jobs: Callable[[], None]) -> None:
    seen = []

    def handler(context: JobContext) -> None:
        context.progress(1, 4, "Reading")
        seen.append(queries.by_id(context.alliance, context.job.pk))

    job_does(handler)
    started()
    run_jobs()
    assert seen[0] is not None
    assert (seen[0].progress, seen[0].message, seen[0].state) == (0.25, "Reading", JobState.RUNNING)


def test_a_failure_is_said_to_whoever_started_it(job_does: Do, run_jobs: Callable[[], None]) -> None:
    def handler(context: JobContext) -> None:
        raise JobFailedError("There is no such area.")

    job_does(handler)
    job = started()
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "There is no such area.")


def test_an_unforeseen_error_shows_no_details(job_does: Do, run_jobs: Callable[[], None]) -> None:
    def handler(context: JobContext) -> None:
        raise ZeroDivisionError("secret")

    job_does(handler)
    job = started()
    run_jobs()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "secret" not in job.error
    assert str(job.pk) in job.error


def test_a_waiting_job_is_cancelled_at_once(job_does: Do, run_jobs: Callable[[], None]) -> None:
    ran = []
    job_does(lambda context: ran.append(context))
    job = started()
    assert services.cancel(job=job, by=UserFactory())
    run_jobs()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not ran


def test_a_running_job_is_cancelled_at_its_next_step(job_does: Do, run_jobs: Callable[[], None]) -> None:
    def handler(context: JobContext) -> None:
        services.cancel(job=context.job, by=UserFactory())
        context.progress(1, 2)
        pytest.fail("it went on")

    job_does(handler)
    job = started()
    run_jobs()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_what_has_ended_can_not_be_cancelled() -> None:
    assert not services.cancel(job=JobFactory(state=JobState.DONE), by=UserFactory())


def test_a_job_whose_worker_died_is_done_by_another(job_does: Do, run_jobs: Callable[[], None]) -> None:
    job_does(lambda context: {"done": True})
    job = started()
    dead(job)
    assert services.recover() == [job]
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_a_job_that_shows_life_is_left_alone(job_does: Do) -> None:
    job_does(lambda context: None)
    job = started()
    dead(job, heartbeat_at=timezone.now())
    assert services.recover() == []


def test_a_job_of_a_process_that_is_gone_is_found_at_once(job_does: Do) -> None:
    job_does(lambda context: None)
    job = started()
    host = services.this_worker().rpartition(":")[0]
    dead(job, heartbeat_at=timezone.now(), worker=f"{host}:99999999")
    assert services.recover() == [job]


def test_a_job_that_keeps_killing_its_worker_is_given_up(job_does: Do) -> None:
    job_does(lambda context: None)
    job = started()
    dead(job, attempts=services.MAX_ATTEMPTS)
    services.recover()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "3 times" in job.error


def test_a_job_that_was_being_cancelled_when_its_worker_died_stays_cancelled(job_does: Do) -> None:
    job_does(lambda context: None)
    job = started()
    dead(job, cancel_requested=True)
    services.recover()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_worker_that_is_told_to_stop_puts_its_job_back(job_does: Do, run_jobs: Callable[[], None]) -> None:
    tries = []

    def handler(context: JobContext) -> None:
        tries.append(context.job.attempts)
        if len(tries) == 1:
            raise SystemExit

    job_does(handler)
    job = started()
    run_jobs()
    job.refresh_from_db()
    assert tries == [1, 2]
    assert job.state == JobState.DONE


def test_the_page_shows_progress_and_a_button(job_does: Do, signed_in_as: Callable[[User], Client]) -> None:
    job_does(lambda context: None)
    job = started()
    staff, contributor = (signed_in_as(member(job.alliance, role)) for role in (Role.STAFF, Role.CONTRIBUTOR))
    cancel = reverse("jobs:cancel", args=[job.alliance.slug, job.pk])
    progress = reverse("jobs:progress", args=[job.alliance.slug, job.pk])

    assert cancel in staff.get(job.get_absolute_url()).content.decode()
    assert cancel not in contributor.get(job.get_absolute_url()).content.decode()
    assert progress in contributor.get(progress).content.decode()

    staff.post(cancel)
    after = contributor.get(progress).content.decode()
    assert "Cancelled" in after
    assert progress not in after
