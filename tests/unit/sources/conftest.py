"""Stores for the tests: one over the snapshot alone, shared; a fresh one to pull and add to."""

from pathlib import Path

import pytest

from trellis.sources import Store


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store with nothing but the snapshot."""
    return Store.open(tmp_path_factory.mktemp("nothing-pulled"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of the test's own."""
    return Store.open(tmp_path / "data")
