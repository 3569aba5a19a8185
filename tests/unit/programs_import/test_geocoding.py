"""Sites are located by their addresses through a geocoder that may be slow, broken or wrong."""

import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from django.conf import LazySettings
from tests.factories import SiteFactory
from tests.unit.programs_import.importing_help import Importing

from trellis.apps.core.jobs.models import Job, JobState
from trellis.apps.programs.geocoding import census, services
from trellis.apps.programs.models import Site

TULSA = "-95.9928,36.1540"
Answer = Callable[[list[list[str]]], tuple[int, str]]


class Geocoder:
    """A local stand-in that answers as the Census geocoder does, or as a test wants."""

    def __init__(self) -> None:
        self.asked: list[list[list[str]]] = []
        self.benchmarks: list[str] = []
        self.answer: Answer = matches
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
                parts = {
                    str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)
                    for part in message_from_bytes(head + body).walk()
                    if not part.is_multipart()
                }
                lines = parts["addressFile"].decode().strip().splitlines()  # type: ignore[union-attr]
                rows = [line.split(",") for line in lines]
                outer.asked.append(rows)
                outer.benchmarks.append(parts["benchmark"].decode())  # type: ignore[union-attr]
                status, text = outer.answer(rows)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/geocoder"


def matches(rows: list[list[str]]) -> tuple[int, str]:
    """All found, in the layout of the real service."""
    lines = [
        f'"{row[0]}","{row[1]}, {row[2]}, {row[3]}, {row[4]}","Match","Exact",'
        f'"{row[1].upper()}, TULSA, OK, 74103","{TULSA}","76365871","L"'
        for row in rows
    ]
    return 200, "\n".join(lines)


@pytest.fixture
def geocoder(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Geocoder]:
    made = Geocoder()
    settings.GEOCODER_URL = made.url
    monkeypatch.setattr(services.time, "sleep", lambda _seconds: None)
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def site(importing: Importing, **more: object) -> Site:
    fields = {"address": "1 Main St", "latitude": None, "longitude": None, "located": Site.Located.UNKNOWN}
    made: Site = SiteFactory(alliance=importing.alliance, **{**fields, **more})
    return made


def locate(importing: Importing) -> Job:
    job = services.start(alliance=importing.alliance, by=importing.by)
    assert job is not None
    importing.run_jobs()
    job.refresh_from_db()
    return job


def test_a_match_gives_a_site_its_position_and_says_from_where(
    importing: Importing, geocoder: Geocoder
) -> None:
    made = site(importing)
    job = locate(importing)
    made.refresh_from_db()
    assert (made.latitude, made.longitude, made.located) == (36.154, -95.9928, Site.Located.GEOCODER)
    assert made.provenance["latitude"]["source"] == "Census geocoder"
    assert (job.state, job.result["located"]) == (JobState.DONE, 1)


def test_only_the_address_is_sent(importing: Importing, geocoder: Geocoder) -> None:
    made = site(importing, name="Secret name")
    locate(importing)
    assert geocoder.asked == [[[str(made.pk), "1 Main St", "Tulsa", "OK", "74103"]]]
    assert geocoder.benchmarks == [census.BENCHMARK]


def test_positions_that_were_given_are_not_asked_for(importing: Importing, geocoder: Geocoder) -> None:
    SiteFactory(alliance=importing.alliance, address="2 Main St")
    locate(importing)
    assert geocoder.asked == []


def test_a_position_by_zip_code_gets_better(importing: Importing, geocoder: Geocoder) -> None:
    made = site(importing, latitude=36.1, longitude=-95.9, located=Site.Located.ZIP)
    locate(importing)
    made.refresh_from_db()
    assert made.located == Site.Located.GEOCODER


@pytest.mark.parametrize("said", ['"No_Match"', '"Tie"'])
def test_what_is_not_found_stays_as_it_is(importing: Importing, geocoder: Geocoder, said: str) -> None:
    made = site(importing)
    geocoder.answer = lambda rows: (200, "\n".join(f'"{row[0]}","{row[1]}",{said}' for row in rows))
    job = locate(importing)
    made.refresh_from_db()
    assert made.latitude is None
    assert (job.state, job.result["asked"], job.result["located"]) == (JobState.DONE, 1, 0)


@pytest.mark.parametrize(
    ("position", "why"), [("2.35,48.85", "abroad"), ("-87.63,41.88", "far from its ZIP code")]
)
def test_a_wrong_position_is_not_kept(
    importing: Importing, geocoder: Geocoder, position: str, why: str
) -> None:
    made = site(importing)
    geocoder.answer = lambda rows: (200, matches(rows)[1].replace(TULSA, position))
    locate(importing)
    made.refresh_from_db()
    assert made.latitude is None, why


@pytest.mark.parametrize(
    "answer",
    [
        lambda rows: (500, "down"),
        lambda rows: (200, "<html>Maintenance</html>"),
        lambda rows: (200, ""),
        lambda rows: (200, '"999999","x","No_Match"'),
        lambda rows: (200, f'"{rows[0][0]}","x","Match","Exact","y","somewhere","1","L"'),
        lambda rows: (302, ""),
    ],
    ids=["error", "page", "empty", "other id", "no position", "elsewhere"],
)
def test_a_broken_answer_is_asked_again_then_said_and_nothing_is_kept(
    importing: Importing, geocoder: Geocoder, answer: Answer
) -> None:
    made = site(importing)
    geocoder.answer = answer
    job = locate(importing)
    made.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "geocoder" in job.error.lower()
    assert made.latitude is None
    assert len(geocoder.asked) == services.ATTEMPTS


def test_a_service_that_recovers_is_taken_up_again(importing: Importing, geocoder: Geocoder) -> None:
    made = site(importing)
    geocoder.answer = lambda rows: (503, "") if len(geocoder.asked) < 2 else matches(rows)
    job = locate(importing)
    made.refresh_from_db()
    assert job.state == JobState.DONE
    assert made.located == Site.Located.GEOCODER


def test_a_service_that_is_too_slow_is_given_up(
    importing: Importing, geocoder: Geocoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(importing)
    released = threading.Event()

    def slow(rows: list[list[str]]) -> tuple[int, str]:
        released.wait(5)
        return matches(rows)

    geocoder.answer = slow
    monkeypatch.setattr(census, "TIMEOUT", httpx.Timeout(0.1))
    job = locate(importing)
    released.set()
    assert job.state == JobState.FAILED
    assert job.error == "The geocoder did not answer."


def test_what_was_found_is_kept_when_a_later_question_fails(
    importing: Importing, geocoder: Geocoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "ADDRESSES_AT_ONCE", 1)
    first, second = site(importing), site(importing, address="2 Main St")
    geocoder.answer = lambda rows: matches(rows) if rows[0][0] == str(first.pk) else (500, "")
    assert locate(importing).state == JobState.FAILED
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.located, second.located) == (Site.Located.GEOCODER, Site.Located.UNKNOWN)


def test_a_site_placed_by_hand_meanwhile_stays_there(importing: Importing, geocoder: Geocoder) -> None:
    made = site(importing)

    def meanwhile(rows: list[list[str]]) -> tuple[int, str]:
        return matches(rows)

    real = census.ask

    def ask(*args: object, **kwargs: object) -> list[census.Found]:
        answer = real(*args, **kwargs)  # type: ignore[arg-type]
        Site.objects.for_alliance(importing.alliance).filter(pk=made.pk).update(
            latitude=36.2, longitude=-95.8, located=Site.Located.HAND
        )
        return answer

    geocoder.answer = meanwhile
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services, "ask", ask)
        locate(importing)
    made.refresh_from_db()
    assert (made.latitude, made.located) == (36.2, Site.Located.HAND)
