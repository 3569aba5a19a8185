"""Question banks: what ships is whole in both languages, and an alliance's own keep their versions."""

import copy
import json
from typing import Any

import pytest
from django.utils import translation
from tests.unit.readiness.asking import Pages, asked, bank, closed, somebody, text

from trellis.apps.alliances.models import Alliance
from trellis.apps.readiness import pages
from trellis.apps.readiness.banks import Bank, WrongBank, bank_of, latest, parse, shipped
from trellis.apps.readiness.banks.loading import FOLDER
from trellis.apps.readiness.models import OwnBank
from trellis.apps.readiness.services import assessments, own_banks
from trellis.apps.readiness.services.own_banks import Question


def region() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "region-1.json").read_text("utf-8"))
    return found


def test_four_banks_ship_with_the_questions_that_the_field_asks() -> None:
    assert {each.key: len(each.items) for each in shipped()} == {
        "region": 4,
        "sectors": 0,
        "partnership": 12,
        "backbone": 6,
    }


def test_a_file_is_called_by_the_key_and_version_inside() -> None:
    for path in FOLDER.glob("*.json"):
        found = parse(json.loads(path.read_text("utf-8")))
        assert path.stem == f"{found.key}-{found.version}"


@pytest.mark.parametrize("one", shipped(), ids=lambda one: one.key)
def test_every_item_has_criteria_and_a_step_whose_page_is_known(one: Bank) -> None:
    steps = [one.step] if one.is_table else [item.step for item in one.items]
    assert all(step.text for step in steps)
    assert all(pages.is_known(step.page) for step in steps if step.page)
    assert all(level.criterion for item in one.items for level in item.levels)


@pytest.mark.parametrize("one", shipped(), ids=lambda one: one.key)
def test_spanish_is_not_the_english_again(one: Bank) -> None:
    texts = [one.name, one.about]
    texts += [text for item in one.items for text in (item.text, item.step.text)]
    texts += [level.criterion for item in one.items for level in item.levels]
    assert [each.en for each in texts if each.en == each.es] == []


def test_a_text_is_in_the_readers_language() -> None:
    name = shipped()[0].name
    with translation.override("es"):
        assert str(name) == "¿Está lista la región?"
    with translation.override("en"):
        assert str(name) == "Is the region ready?"


def test_the_languages_of_the_banks_are_those_of_the_site() -> None:
    from django.conf import settings

    from trellis.apps.readiness.banks.shape import LANGUAGES

    assert [code for code, _name in settings.LANGUAGES] == list(LANGUAGES)


def broken(change: str) -> dict[str, Any]:
    made = copy.deepcopy(region())
    item = made["items"][0]
    if change == "no Spanish":
        del item["text"]["es"]
    elif change == "a criterion short":
        item["criteria"].pop()
    elif change == "a field nobody knows":
        item["weight"] = 2
    elif change == "the same key twice":
        made["items"][1]["key"] = item["key"]
    elif change == "two levels":
        made["scale"] = made["scale"][:2]
    elif change == "a key with spaces":
        made["key"] = "is it ready"
    elif change == "falling figures":
        item["record"] = {"key": "partners", "levels": [4, 3, 2, 1]}
    return made


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("no Spanish", "item understanding, text"),
        ("a criterion short", "3 criteria for 4 levels"),
        ("a field nobody knows", "there is no weight"),
        ("the same key twice", "two items have the same key: understanding"),
        ("two levels", "scale must have 3 to 5 levels"),
        ("a key with spaces", "small letters"),
        ("falling figures", "the lowest first"),
    ],
)
def test_a_bank_that_is_wrong_is_refused_with_where(change: str, said: str) -> None:
    with pytest.raises(WrongBank, match=said):
        parse(broken(change))


FORM = {"name": "After school", "about": "", "scale": "Low\nMiddle\nHigh"}
SIZES = {"q-TOTAL_FORMS": "4", "q-INITIAL_FORMS": "0"}


def test_staff_write_their_own_and_ask_it(alliance: Alliance, staff_pages: Pages) -> None:
    data = {
        **FORM,
        **SIZES,
        "q-0-text": "Is there a bus?",
        "q-0-text_es": "¿Hay autobús?",
        "q-2-text": "Is it safe?",
    }
    assert staff_pages.post("bank_new", data).status_code == 302
    (own,) = [each for each in latest(alliance) if each.key.startswith("own-")]
    assert [item.text.es for item in own.items] == ["¿Hay autobús?", "Is it safe?"]
    assert [str(label.en) for label in own.scale] == ["Low", "Middle", "High"]
    assert "Is there a bus?" in text(staff_pages.get("worksheet", bank=own.key))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scale": "Low\nHigh"}, "Write 3 to 5 levels; there are 2."),
        ({}, "Write at least one question"),
        ({"q-1-text_es": "¿Y?"}, "Write the question, or empty the other fields too."),
    ],
)
def test_a_bank_that_cannot_be_asked_is_refused_beside_the_field(
    alliance: Alliance, staff_pages: Pages, change: dict[str, str], said: str
) -> None:
    response = staff_pages.post("bank_new", {**FORM, **SIZES, **change})
    assert response.status_code == 422
    assert said in text(response)
    assert not OwnBank.objects.for_alliance(alliance).exists()


def test_a_version_that_was_asked_stays_and_a_change_makes_the_next(alliance: Alliance) -> None:
    def write(key: str = "", *texts: str) -> OwnBank:
        return own_banks.write(
            alliance=alliance,
            by=None,
            name="Ours",
            about="",
            scale=["a", "b", "c"],
            questions=[Question(each) for each in texts],
            key=key,
        )

    first = write("", "One?")
    assert write(first.key, "One and a half?").version == 1
    assessment = assessments.create(
        alliance=alliance, bank=bank_of(alliance, first.key, 1), by=None, name="Asked"
    )
    assessments.open_(assessment=assessment, by=None)
    somebody(assessment, **{"item-1": 3})
    assert write(first.key, "One and a half?").version == 1
    assert write(first.key, "Two?").version == 2
    closed(assessment)
    assert str(bank_of(alliance, assessment.bank, assessment.bank_version).items[0].text) == "One and a half?"


def test_the_banks_of_another_alliance_are_not_there(alliance: Alliance, staff_pages: Pages) -> None:
    from tests.factories import AllianceFactory

    made = own_banks.write(
        alliance=AllianceFactory(),
        by=None,
        name="Theirs",
        about="",
        scale=list("abc"),
        questions=[Question("?")],
    )
    for name in ("worksheet", "worksheet_pdf", "bank_edit", "new"):
        assert staff_pages.get(name, bank=made.key).status_code == 404


def test_what_ships_cannot_be_rewritten(staff_pages: Pages) -> None:
    assert staff_pages.get("bank_edit", bank="region").status_code == 404


@pytest.mark.parametrize("key", ["region", "sectors", "partnership", "backbone"])
def test_a_worksheet_is_a_tagged_pdf(alliance: Alliance, board_pages: Pages, key: str) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(board_pages.get("worksheet_pdf", bank=key).content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    said = " ".join(page.extract_text() for page in reader.pages)
    assert str(bank(alliance, key).name) in said


def test_a_version_that_there_is_not_is_not_there(staff_pages: Pages) -> None:
    for version in ("2", "0", "x", "9999999999"):
        assert staff_pages.get("worksheet", f"?version={version}", bank="region").status_code == 404


def test_asking_uses_the_version_it_was_prepared_with(alliance: Alliance) -> None:
    assert asked(alliance).bank_version == 1
