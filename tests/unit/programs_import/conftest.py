"""What tests of imports may use."""

from collections.abc import Callable

import pytest
from tests.factories import AllianceFactory, member
from tests.unit.programs_import.importing_help import Importing

from trellis.apps.core.permissions import Role


@pytest.fixture
def importing(db: None, run_jobs: Callable[[], None]) -> Importing:
    """Backbone staff of a new alliance, about to import."""
    alliance = AllianceFactory()
    return Importing(alliance, member(alliance, Role.STAFF), run_jobs)
