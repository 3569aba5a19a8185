"""Nobody learns who rated whom: whatever a page or file shows stays the same when only that changes.

Four organizations rate the museum's power 1, 2, 3 and 4, and two its reliability. Everything in reach of
every role is fetched; then the four swap their ratings, so that the mean stays, the two change theirs, which
are too few to be shown, and everything in an open wave changes; then all is fetched again. Addresses come
from the URL configuration, so that new pages are asked too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from tests.factories import member
from tests.unit.ties_surveys.asking import NAMES, Survey

from trellis.apps.accounts.models import User
from trellis.apps.alliances.models import Alliance
from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.permissions import Role
from trellis.apps.ties import models, queries
from trellis.apps.ties.models import Answer, RosterEntry, Wave
from trellis.apps.ties.network import services as network
from trellis.apps.ties.services import answering, publishing, rosters, waves

RATERS = ("college", "forge", "lab", "library")
SPACES = ("ties", "network", "introductions")
Shown = dict[str, str]

# What differs between two fetches whatever people say: tokens, numbers of evidence and jobs, moments.
CHANGING = re.compile(
    r'csrfmiddlewaretoken"[^>]*>|nonce="[^"]*"|(evidence|jobs|compute)/\d+'
    r"|\d{1,2}:\d\d(:\d\d)?( [ap]\.m\.)?|\d{4}-\d\d-\d\dT[\d:.+Z]+"
    r"|id=\"[a-z-]*evidence[^\"]*\"|evidence-\w+"
)


@pytest.fixture
def told(alliance: Alliance) -> tuple[Survey, Wave]:
    """A closed wave, and one that is still open."""
    survey = Survey.opened(alliance)
    for who, power in zip(RATERS, (1, 2, 3, 4), strict=True):
        said: dict[str, Any] = {"power": power}
        if who in ("college", "forge"):
            said["reliability"] = 4
        survey.says(who, "museum", frequency=3, ratings=said)
    survey.names("museum", RATERS)
    survey.close()
    later = waves.create(alliance=alliance, by=None, name="Later", opens_on=date(2027, 1, 1))
    rosters.put_on_list(wave=later, by=None, partners=survey.partner.values())
    rosters.ask_contacts(wave=later, by=None)
    later = waves.open_(wave=later, by=None)
    _answer_all(later, frequency=4, power=1, shift=1)
    return survey, later


def _answer_all(wave: Wave, *, frequency: int, power: int, shift: int) -> None:
    """Everybody of a wave names the next on the list, and rates them."""
    entries = list(queries.roster(wave))
    people = {row.entry_id: row for row in queries.respondents(wave).select_related("wave__alliance")}
    for number, entry in enumerate(entries):
        about = entries[(number + shift) % len(entries)]
        respondent = people[entry.pk]
        answering.describe(respondent=respondent, about=about, frequency=frequency, ratings={"power": power})
        answering.finish(respondent=respondent)


def _change_who_rated_what(survey: Survey, later: Wave) -> None:
    """The four swap, the two change theirs, and in the open wave all say something else."""
    swapped = dict(zip(RATERS, (4, 3, 2, 1), strict=True))
    for who, power in swapped.items():
        ratings = {"power": power}
        if who in ("college", "forge"):
            ratings["reliability"] = 1
        rows = Answer.objects.for_alliance(survey.alliance)
        rows.filter(respondent=survey.respondent[who], about=survey.entry["museum"]).update(
            ratings=ratings, ratings_shown={}
        )
    publishing.publish_ratings(survey.wave)
    Answer.objects.for_alliance(survey.alliance).filter(respondent__wave=later).delete()
    _answer_all(later, frequency=1, power=4, shift=2)


def addresses(alliance: Alliance, survey: Survey, later: Wave) -> Iterator[str]:
    """Every address of the namespaces of ties, with every number that could stand in it."""
    entries = [row.pk for row in RosterEntry.objects.for_alliance(alliance).filter(wave=survey.wave)]
    numbers = sorted({survey.wave.pk, later.pk, *entries, *(one.pk for one in survey.partner.values())})
    for space, pattern in _patterns():
        names = [name for name in pattern.pattern.converters if name != "alliance"]
        choices = [_values(pattern.pattern.converters[name], numbers, survey) for name in names]
        for values in product(*choices):
            arguments = {"alliance": alliance.slug, **dict(zip(names, values, strict=True))}
            try:
                address = reverse(f"{space}:{pattern.name}", kwargs=arguments)
            except NoReverseMatch:
                continue
            yield address
            if space != "ties":
                yield f"{address}?wave={survey.wave.pk}"
                yield f"{address}?wave={later.pk}"
    for kept in Evidence.objects.for_alliance(alliance):
        yield kept.get_absolute_url()
        yield f"{kept.get_absolute_url()}download/"
    yield reverse("audit:list", kwargs={"alliance": alliance.slug})
    for page in ("", "list/", "done/", f"about/{survey.entry['forge'].pk}/"):
        yield survey.link("museum", page)


def _patterns() -> Iterator[tuple[str, URLPattern]]:
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and entry.app_name in SPACES:
            for pattern in entry.url_patterns:
                assert isinstance(pattern, URLPattern)
                yield str(entry.app_name), pattern


def _values(converter: Any, numbers: list[int], survey: Survey) -> list[Any]:
    if type(converter).__name__ == "IntConverter":
        return numbers
    return [survey.id("museum"), survey.id("forge")]


def shown_to(client: Client, every: list[str]) -> Shown:
    """What somebody is shown at each address, without what always differs."""
    found = {}
    for address in every:
        response = client.get(address)
        if response.status_code == 200:
            content = b"".join(response.streaming_content) if response.streaming else response.content
            found[CHANGING.sub("", address)] = CHANGING.sub("", content.decode("utf-8", "replace"))
    return found


@pytest.fixture
def everybody(alliance: Alliance) -> dict[str, Client]:
    """A browser for each role, and one for who has no account."""
    browsers = {"nobody": Client()}
    for role in Role:
        client = Client()
        client.force_login(member(alliance, role))
        browsers[role.value] = client
    return browsers


@pytest.mark.slow
def test_no_page_and_no_file_changes_when_only_who_rated_what_does(
    alliance: Alliance,
    told: tuple[Survey, Wave],
    everybody: dict[str, Client],
    staff: User,
    run_jobs: Callable[[], None],
) -> None:
    survey, later = told

    def fetched() -> dict[str, Shown]:
        network.start(wave=survey.wave, by=staff)
        run_jobs()
        newest = max(Evidence.objects.for_alliance(alliance).values_list("pk", flat=True))
        every = [
            address
            for address in addresses(alliance, survey, later)
            if "without-names.zip" not in address
            and not ("/evidence/" in address and f"/{newest}/" not in address)
        ]
        return {name: shown_to(client, every) for name, client in everybody.items()}

    before = fetched()
    assert len(before["staff"]) > len(before["contributor"]) > len(before["nobody"])
    assert any("measures" in address for address in before["contributor"])
    _change_who_rated_what(survey, later)
    after = fetched()
    for name, pages in before.items():
        assert set(after[name]) == set(pages), name
        for address, content in pages.items():
            if "/audit/" not in address:  # the second computation leaves its rows there
                assert after[name][address] == content, (name, address)


@pytest.mark.slow
def test_the_mean_of_four_is_shown_and_of_two_is_not(
    alliance: Alliance, told: tuple[Survey, Wave], staff: User, run_jobs: Callable[[], None]
) -> None:
    """Without this the test above could pass for want of any rating."""
    survey, _later = told
    network.start(wave=survey.wave, by=staff)
    run_jobs()
    ratings = queries.wave_ratings(survey.wave)
    assert sorted(ratings.value) == [
        1.0,
        2.0,
        3.0,
        4.0,
    ]  # power alone; two reliabilities were never taken over


def test_the_record_of_a_wave_holds_no_answer(alliance: Alliance, told: tuple[Survey, Wave]) -> None:
    words = {"ratings", "power", "reliability", "frequency", "knows", "about", "outcomes", "activity"}
    for entry in AuditEntry.objects.for_alliance(alliance):
        assert not words & set(entry.changes), entry.action
        assert "power" not in json.dumps(entry.changes)


@pytest.mark.parametrize("model", [models.Answer, models.Respondent, models.Suggestion, models.TieImport])
def test_the_admin_shows_no_answers(model: Any) -> None:
    assert model not in admin.site._registry


def test_the_network_without_names_has_no_direction_and_no_rating(survey: Survey, browser: Client) -> None:
    import io
    import zipfile

    for who in ("forge", "lab", "library"):
        survey.says(who, "museum", frequency=2, ratings={"power": 4})
    survey.says("museum", "forge", frequency=4)
    address = reverse("ties:anonymous", kwargs={"alliance": survey.alliance.slug, "pk": survey.wave.pk})
    assert browser.get(address).status_code == 404  # it is still open
    survey.close()
    archive = zipfile.ZipFile(io.BytesIO(browser.get(address).content))
    texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not any(f"Illustrative {name}" in text for name in NAMES for text in texts.values())
    lines = texts["edges.csv"].splitlines()
    assert lines[0] == "from,to,frequency"
    rows = [tuple(map(int, line.split(","))) for line in lines[1:]]
    assert sorted(row[2] for row in rows) == [2, 2, 4]
    assert all(low < high for low, high, _frequency in rows)


def test_reading_a_wave_while_it_is_open_shows_staff_no_answer(survey: Survey, browser: Client) -> None:
    Wave.objects.for_alliance(survey.alliance).update(closes_at=timezone.now() + timedelta(days=1))
    page = reverse("ties:wave", kwargs={"alliance": survey.alliance.slug, "pk": survey.wave.pk})
    survey.says("forge", "museum", frequency=1, ratings={"power": 1})
    before = CHANGING.sub("", browser.get(page).content.decode())
    answering.describe(
        respondent=survey.respondent["forge"], about=survey.entry["lab"], frequency=4, ratings={"power": 4}
    )
    assert CHANGING.sub("", browser.get(page).content.decode()) == before
