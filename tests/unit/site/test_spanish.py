"""A Spanish reader gets Spanish: every text is translated whole, and pages speak it from top to bottom."""

import re
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils import translation

import trellis.site
from trellis.apps.landscape.dates import month
from trellis.apps.landscape.published import LABELS, published
from trellis.site.demonstration import make

CATALOGUE = Path(trellis.site.__file__).parent / "locale" / "es" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[sd]|%%|%[sd]")


@cache
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="es")


@cache
def words() -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    compiled.seek(0)
    return GNUTranslations(compiled)


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """The English and Spanish forms that stand for each other."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
        return
    yield from zip(message.id, message.string, strict=True)


def texts() -> list[Message]:
    return [message for message in catalogue() if message.id]


def test_every_text_has_a_translation_that_somebody_looked_at() -> None:
    assert len(texts()) > 1000
    assert [message.id for message in texts() if message.fuzzy] == []
    assert [message.id for message in texts() if not all(spanish for _, spanish in pairs(message))] == []


def test_placeholders_are_the_same_on_both_sides() -> None:
    wrong = [
        (english, spanish)
        for message in texts()
        for english, spanish in pairs(message)
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(spanish))
    ]
    assert wrong == []


def test_the_catalogue_names_no_person_and_no_line() -> None:
    text = CATALOGUE.read_text(encoding="utf-8")
    assert not re.search(r"^#: |Last-Translator|POT-Creation-Date|@(?!example\.org)", text, re.MULTILINE)


def test_labels_of_publications_are_said_in_spanish() -> None:
    assert [label for label in LABELS if published(label, words()) == label] == []
    assert published("Bachelor's degree", words()) == "Licenciatura"
    assert published("2024–34", words()) == "2024–34"


@pytest.mark.parametrize(
    ("release", "said"),
    [
        ("2025-05", "mayo de 2025"),
        ("May 2025", "mayo de 2025"),
        ("May 2025 / June 2026", "mayo de 2025 / junio de 2026"),
        ("2025-13", "2025-13"),
        ("2018 SOC", "2018 SOC"),
    ],
)
def test_releases_are_said_in_spanish(release: str, said: str) -> None:
    assert month(release, words()) == said


@pytest.fixture
def spanish() -> Iterator[Client]:
    """A browser that asks for Spanish; the language of a request outlives it, so it is put back."""
    compiled = CATALOGUE.with_suffix(".mo")
    assert compiled.exists(), "make build compiles the translations"
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    with translation.override("en"):
        yield client


@pytest.mark.django_db
def test_a_public_landscape_answers_in_spanish(spanish: Client) -> None:
    alliance = make().alliance
    page = spanish.get(f"/p/{alliance.slug}/landscape/").content.decode()
    assert '<html lang="es"' in page
    said = re.sub(r"\s+", " ", re.sub(r"(?s)<script.*?</script>|<[^>]+>", " ", page))
    assert re.search(r"Cada año se abren cerca de 1,\d{3} ", said)
    assert "empleos STEM" in said
    assert "quedarían sin cubrir" in said
    assert "mayo de 2025" in said
    for english in ("Each year", "openings", "not known", "graduates a year", "May 2025", "Sources"):
        assert english not in said.replace("Annual openings rates", ""), english


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/", "Lo que una región sabe, acuerda y hace por el aprendizaje STEM"),
        ("/accounts/login/", "Entrar"),
        ("/accounts/signup/", "Por invitación"),
        ("/nowhere/", "Aquí no hay tal página"),
    ],
)
def test_pages_for_everybody_are_in_spanish(spanish: Client, path: str, heading: str) -> None:
    page = spanish.get(path).content.decode()
    assert heading in page
    assert "Saltar al contenido" in page
    assert "Sign in" not in page
