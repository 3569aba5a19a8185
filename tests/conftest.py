"""What all tests may use."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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

    def run() -> None:
        call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)

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
