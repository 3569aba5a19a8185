"""An alliance whose finder is public, ZIP codes without the published tables, an index read afresh."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.test import Client
from tests.factories import AllianceFactory
from tests.unit.programs_finder.pages import HERE, Finder

from trellis.apps.alliances.models import Alliance
from trellis.apps.programs.finder import index, where


class Published:
    """One ZIP code, in one county: where the tests' family lives."""

    def zip_position(self, text: str) -> SimpleNamespace | None:
        """The made-up middle of 74106."""
        return SimpleNamespace(latitude=HERE[0], longitude=HERE[1]) if text == "74106" else None

    def county_at(self, latitude: Any, longitude: Any) -> Any:
        """Every known position lies in the same county."""
        return np.where(np.isnan(latitude), "", "40143")

    def county_shapes(self, fips: list[str]) -> dict[str, Any]:
        """The counties, without their shapes."""
        return {"type": "FeatureCollection", "features": [{"type": "Feature", "id": code} for code in fips]}


@pytest.fixture(autouse=True)
def _made_up_zips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, "store", Published)


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
