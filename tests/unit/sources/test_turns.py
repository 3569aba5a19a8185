"""Two pulls of one publication at once, and publishers that don't answer: who waits, and what is said."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.unit.sources import layouts
from tests.unit.sources.publisher import Publisher, serving

from trellis.sources import Store
from trellis.sources.errors import DownloadFailed
from trellis.sources.fetch import BASE_URL, Manners
from trellis.sources.pull import pull
from trellis.sources.turns import turn

HASTY = Manners(attempts=3, wait=0.0, pause=0.0, timeout=5.0)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Publisher]:
    members = {"hd2024.csv": layouts.csv_bytes(layouts.HD_HEADER, layouts.HD_ROWS)}
    with serving() as server:
        monkeypatch.setenv(BASE_URL, server.address)
        content = layouts.zipped(tmp_path / "HD2024.zip", members).read_bytes()
        server.files["/nces.ed.gov/ipeds/datacenter/data/HD2024.zip"] = content
        yield server


def test_of_two_pulls_at_once_one_waits_and_takes_what_the_other_fetched(
    store: Store, publisher: Publisher
) -> None:
    publisher.answers(status=503, headers={"Retry-After": "1"})
    said: list[str] = []
    both = threading.Barrier(2)

    def one() -> int:
        both.wait()
        each = Store.open(store.data_dir)
        (info,) = pull(each, "ipeds-directory", progress=lambda what, *_: said.append(what), manners=HASTY)
        return info.rows

    with ThreadPoolExecutor(2) as pool:
        assert [future.result() for future in [pool.submit(one), pool.submit(one)]] == [3, 3]
    assert len(publisher.asked) == 2
    assert any(f"another pull is under way (process {os.getpid()}), waiting for it" in what for what in said)
    assert list((store.data_dir / "downloads").iterdir()) == []


def test_a_lock_that_a_killed_pull_left_is_taken_over(store: Store, publisher: Publisher) -> None:
    lock = store.data_dir / "downloads" / "ipeds-directory.lock"
    lock.parent.mkdir(parents=True)
    lock.write_text("1 left behind", "utf-8")
    os.utime(lock, (0, 0))
    assert pull(store, "ipeds-directory", manners=HASTY)
    assert not lock.exists()


def test_a_pull_that_fails_gives_up_its_turn(tmp_path: Path) -> None:
    lock = tmp_path / "one.lock"
    with pytest.raises(DownloadFailed), turn(lock, waiting=lambda _: None):
        raise DownloadFailed("no")
    assert not lock.exists()


def test_a_second_attempt_is_told_while_it_waits(store: Store, publisher: Publisher) -> None:
    publisher.answers(status=503)
    said: list[str] = []
    pull(store, "ipeds-directory", progress=lambda what, *_: said.append(what), manners=HASTY)
    assert said[0] == "HD2024.zip: no answer, trying again (2 of 3)"


def test_a_publisher_out_of_reach_is_said_in_whole_sentences(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(BASE_URL, "http://127.0.0.1:9")
    with pytest.raises(DownloadFailed) as failed:
        pull(store, "ipeds-directory", manners=HASTY)
    assert str(failed.value).startswith(
        "HD2024.zip couldn't be fetched from nces.ed.gov in 3 attempts: its publisher is not reachable. "
        "Pull again later, or download it from "
    )
    assert "Errno" not in str(failed.value)
