"""A wave that closes has its network computed by itself."""

from typing import Any

from tests.unit.ties_network.waves import Region

from trellis.apps.ties.models import Wave
from trellis.apps.ties.services import waves


def test_closing_a_wave_computes_its_network(region: Region, django_capture_on_commit_callbacks: Any) -> None:
    wave = region.wave(status=Wave.Status.OPEN)
    with django_capture_on_commit_callbacks(execute=True):
        waves.close(wave=wave, by=None)
    region.run_jobs()
    assert "6 partners are in this network" in region.text("picture")


def test_a_wave_that_too_few_answered_computes_nothing_and_breaks_nothing(
    region: Region, django_capture_on_commit_callbacks: Any
) -> None:
    wave = region.wave(status=Wave.Status.OPEN, answered=["North"])
    with django_capture_on_commit_callbacks(execute=True):
        waves.close(wave=wave, by=None)
    region.run_jobs()
    assert "Too few have answered" in region.text("picture")


def test_changing_a_closed_wave_computes_nothing_again(
    region: Region, django_capture_on_commit_callbacks: Any
) -> None:
    wave = region.computed()
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        waves.change(wave=wave, by=None, name="Another name")
    assert callbacks == []
