"""An alliance whose finder is public, ZIP codes without the published tables, an index read afresh."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import Client
from tests.factories import AllianceFactory
from tests.unit.programs_finder.pages import HERE, Finder

from trellis.apps.alliances.models import Alliance
from trellis.apps.programs.finder import index, where


class Zips:
    """Two ZIP codes: where the tests' family lives, and nothing else."""

    def zip_position(self, text: str) -> SimpleNamespace | None:
        """The made-up middle of 74106."""
        return SimpleNamespace(latitude=HERE[0], longitude=HERE[1]) if text == "74106" else None


@pytest.fixture(autouse=True)
def _made_up_zips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, "store", Zips)


@pytest.fixture(autouse=True)
def _no_index_of_another_test() -> Iterator[None]:
    index._kept.clear()
    yield
    index._kept.clear()


@pytest.fixture
def alliance(db: None) -> Alliance:
    """An alliance that opened its finder."""
    made: Alliance = AllianceFactory(slug="green-country", public_programs=True)
    return made


@pytest.fixture
def finder(alliance: Alliance) -> Finder:
    """The finder as anybody sees it."""
    return Finder(Client(), alliance)
