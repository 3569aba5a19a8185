"""The illustrative examples of docs/methods/ties.md and introductions.md, worked by hand there."""

from pathlib import Path

import numpy as np
import pytest

from trellis.methods.ties import (
    ROLES,
    TRUST,
    Network,
    Reason,
    bridging_and_bonding,
    cohesion,
    external_internal,
    fragility,
    introductions,
    positions,
    scores,
    sector_gaps,
)

DOCS = Path(__file__).parents[3] / "docs/methods"

NAMES = ("north", "south", "forge", "lab", "backbone", "library")
SECTORS = ("schools", "schools", "companies", "companies", "community", "community")
TIES = [
    ("north", "backbone"),
    ("backbone", "north"),
    ("south", "backbone"),
    ("backbone", "forge"),
    ("forge", "lab"),
    ("lab", "forge"),
    ("library", "backbone"),
    ("north", "south"),
]
SIX = Network.of(NAMES, SECTORS, TIES)
ROW = {name: number for number, name in enumerate(NAMES)}


def shown(value: float) -> str:
    """A number as the page has it."""
    if np.isnan(value):
        return "–"
    return f"{value:.3f}".removeprefix("0") if value < 1 and value != int(value) else f"{value:g}"


def test_the_whole() -> None:
    whole = cohesion(SIX, invited=6, answered=6)
    assert whole.density == pytest.approx(8 / 30)
    assert whole.reciprocity == pytest.approx(4 / 8)
    assert whole.degree_centralization == pytest.approx(12 / 20)
    assert whole.components.count == 1
    assert (whole.average_path, whole.diameter) == (pytest.approx(27 / 15), 3)
    assert whole.k_core_max == 2


def test_inside_and_across() -> None:
    found = external_internal(SIX)
    assert (found.external, found.internal) == (3, 3)
    assert found.index == 0
    assert found.expected == pytest.approx(0.6)
    assert dict(zip(found.sectors, found.by_sector.tolist(), strict=True)) == pytest.approx(
        {"community": 2 / 4, "companies": 0, "schools": 1 / 3}
    )
    # Of the 15 ways to make three pairs of six, one has all three tied. Four standard errors of 5,000 draws.
    assert found.p == pytest.approx(1 / 15, abs=0.0142)


def test_roles() -> None:
    counts = positions(SIX).roles.counts
    assert dict(zip(ROLES, counts[ROW["backbone"]].tolist(), strict=True)) == {
        "coordinator": 0,
        "itinerant": 1,
        "gatekeeper": 0,
        "representative": 2,
        "liaison": 2,
    }
    assert counts[ROW["north"]].tolist() == counts[ROW["forge"]].tolist() == [0, 0, 1, 0, 0]
    assert counts.sum() == 7


def test_the_backbone() -> None:
    found = positions(SIX)
    row = ROW["backbone"]
    assert found.betweenness[row] == pytest.approx(8 / 10)
    assert found.constraint[row] == pytest.approx(0.40625)
    assert found.effective_size[row] == pytest.approx(3.5)


def test_what_breaks() -> None:
    found = fragility(SIX)
    assert found.lost_pairs.tolist() == [0, 0, 4, 0, 8, 0]
    assert found.components_after.tolist() == [1, 1, 2, 1, 3, 1]


def test_the_table_of_organizations() -> None:
    each, bridging, broken = positions(SIX), bridging_and_bonding(SIX), fragility(SIX)
    text = (DOCS / "ties.md").read_text(encoding="utf-8")
    for name, row in ROW.items():
        values = (
            each.degree[row],
            each.betweenness[row],
            each.constraint[row],
            each.effective_size[row],
            bridging.internal[row],
            bridging.external[row],
            broken.lost_pairs[row],
        )
        assert f"| {name} | {' | '.join(shown(float(value)) for value in values)} |" in text


def test_schools_and_companies_have_not_met_but_six_are_too_few_for_a_gap() -> None:
    found = sector_gaps(SIX, all_sectors=["schools", "media"])
    first = found.pairs[0]
    assert first.sectors == ("companies", "schools")
    assert (first.observed, first.expected) == (0, pytest.approx(1.6))
    assert first.residual == pytest.approx(-1.6 / np.sqrt(1.6 * (11 / 15) * (9 / 15)))
    assert first.residual == pytest.approx(-1.907, abs=5e-4)
    assert not first.gap
    assert found.missing == ("media",)


def test_trust_in_the_backbone() -> None:
    given = {"north": (4, 3, 3), "south": (3, 3, 3), "library": (2, 4, 3), "backbone": (4, 4, 4)}
    rows = [
        (who, item, value) for who, values in given.items() for item, value in zip(TRUST, values, strict=True)
    ]
    found = scores(
        ids=NAMES,
        rater=[who for who, _, _ in rows],
        rated=["backbone"] * len(rows),
        item=[item for _, item, _ in rows],
        value=[value for *_, value in rows],
    )
    row = ROW["backbone"]
    assert [found.parts[item][row] for item in TRUST] == pytest.approx([3, 10 / 3, 3])
    assert found.trust[row] == pytest.approx(28 / 9)
    assert found.raters[row] == 3


def test_north_and_the_lab_should_meet() -> None:
    """Columns: robotics, coding; two counties; 10–14, 15–17; mentors."""
    focus, places, ages = (np.zeros((6, 2)) for _ in range(3))
    needs, offers = np.zeros((6, 1)), np.zeros((6, 1))
    focus[ROW["north"]], focus[ROW["lab"]] = (1, 1), (1, 0)
    places[ROW["north"]], places[ROW["lab"]] = (1, 0), (1, 1)
    ages[ROW["north"]], ages[ROW["lab"]] = (1, 1), (0, 1)
    needs[ROW["north"]] = offers[ROW["lab"]] = 1
    [found] = introductions(SIX, focus=focus, places=places, ages=ages, needs=needs, offers=offers)
    assert (found.a, found.b) == ("lab", "north")
    assert dict(found.parts) == {
        "sector_gap": pytest.approx(0.477, abs=5e-4),
        "focus": 0.5,
        "reach": 1.0,
        "need_offer": 0.5,
        "constraint_fall": pytest.approx(0.469, abs=5e-4),
    }
    assert found.score == pytest.approx(0.120, abs=5e-4)
    assert found.reasons == (
        Reason("shared_focus", 1.0, columns=(0,)),
        Reason("shared_places", 1.0, columns=(0,)),
        Reason("shared_ages", 1.0, columns=(1,)),
        Reason("need_met", 1.0, "north", columns=(0,)),
        Reason("constraint_fall", pytest.approx(0.5), "lab"),  # type: ignore[arg-type]
        Reason("constraint_fall", pytest.approx(0.439, abs=5e-4), "north"),  # type: ignore[arg-type]
    )
    text = (DOCS / "introductions.md").read_text(encoding="utf-8")
    for name, part in found.parts.items():
        assert f"| {name.replace('_', ' ')} | {shown(part)} | {shown(0.2 + 0.8 * part)} |" in text
