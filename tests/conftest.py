"""What all tests may use."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from trellis.apps.accounts.models import User


@pytest.fixture
def signed_in_as() -> Callable[[User], Client]:
    """A browser in which somebody is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def run_jobs() -> Callable[[], None]:
    """Runs all that is queued, as a worker would."""

    # Not the worker's own loop: it closes connections between tasks, and with them the test's transaction.
    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    )

    def run() -> None:
        while (waiting := DBTaskResult.objects.ready().first()) is not None:
            waiting.claim(worker.worker_id)
            worker.run_task(waiting)

    return run


@pytest.fixture
def max_queries() -> Callable[[int], AbstractContextManager[CaptureQueriesContext]]:
    """`with max_queries(12): client.get(url)` fails, and lists the queries, where there are more."""

    @contextmanager
    def limit(most: int) -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as captured:
            yield captured
        if len(captured) > most:
            listed = "\n".join(query["sql"][:200] for query in captured.captured_queries)
            pytest.fail(f"{len(captured)} queries, at most {most} are allowed:\n{listed}")

    return limit
