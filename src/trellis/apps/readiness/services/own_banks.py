"""Writes an alliance's own questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.text import slugify

from trellis.apps.core.audit import services as audit
from trellis.apps.core.permissions import directory
from trellis.apps.readiness.banks import parse
from trellis.apps.readiness.models import Assessment, OwnBank
from trellis.apps.readiness.models.own_bank import OWN

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance

SECONDS_AN_ITEM: Final = 60


@dataclass(frozen=True, slots=True)
class Question:
    """One item as staff write it: in English, perhaps in Spanish too, and what to do where it is weak."""

    text: str
    text_es: str = ""
    step: str = ""


def write(
    *,
    alliance: Alliance,
    by: User | None,
    name: str,
    about: str,
    scale: Sequence[str],
    questions: Sequence[Question],
    key: str = "",
) -> OwnBank:
    """Keeps a bank; with `key`, a new version of that one, unless nobody has used the newest yet.

    Raises WrongBank where the scale or the questions are too few or too many.
    """
    with transaction.atomic():
        directory().lock(alliance)
        rows = OwnBank.objects.for_alliance(alliance)
        newest = rows.filter(key=key).order_by("-version").first() if key else None
        made = newest or OwnBank(alliance=alliance, key=_free_key(alliance, name), version=1)
        if newest is not None and _is_used(newest):
            made = OwnBank(alliance=alliance, key=key, version=newest.version + 1)
        content = _content(made, name, about, scale, questions)
        parse(content)
        if newest is not None and newest.content == {**content, "version": newest.version}:
            return newest
        made.content = content
        made.save()
        audit.record(by=by, alliance=alliance, action="question_bank.written", target=made)
    return made


def _content(
    bank: OwnBank, name: str, about: str, scale: Sequence[str], questions: Sequence[Question]
) -> dict[str, Any]:
    return {
        "key": bank.key,
        "version": bank.version,
        "kind": "levels",
        "minutes": max(1, round(len(questions) * SECONDS_AN_ITEM / 60)),
        "name": _said(name),
        "about": _said(about),
        "scale": [_said(label) for label in scale],
        "items": [
            {
                "key": f"item-{number}",
                "text": _said(each.text, each.text_es),
                "step": {"text": _said(each.step)},
            }
            for number, each in enumerate(questions, start=1)
        ],
    }


def _said(text: str, spanish: str = "") -> dict[str, str]:
    return {"en": text, "es": spanish or text}


def _is_used(bank: OwnBank) -> bool:
    rows = Assessment.objects.for_alliance(bank.alliance)
    return rows.filter(bank=bank.key, bank_version=bank.version).exists()


def _free_key(alliance: Alliance, name: str) -> str:
    stem = f"{OWN}{slugify(name)[:30].strip('-') or 'questions'}"
    taken = set(OwnBank.objects.for_alliance(alliance).values_list("key", flat=True))
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key
