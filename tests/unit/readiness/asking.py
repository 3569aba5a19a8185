"""Asks and answers, with as little as a test says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from trellis.apps.alliances.models import Alliance
from trellis.apps.readiness.banks import Bank, bank_of
from trellis.apps.readiness.models import Assessment, Respondent
from trellis.apps.readiness.services import answering, assessments


@dataclass(frozen=True)
class Pages:
    """The pages of readiness in one browser."""

    client: Client
    alliance: Alliance

    def url(self, name: str, **arguments: object) -> str:
        return reverse(f"readiness:{name}", kwargs={"alliance": self.alliance.slug, **arguments})

    def get(self, name: str, query: str = "", **arguments: object) -> HttpResponse:
        response: Any = self.client.get(self.url(name, **arguments) + query)
        return response

    def post(self, name: str, data: dict[str, Any] | None = None, **arguments: object) -> HttpResponse:
        response: Any = self.client.post(self.url(name, **arguments), data or {})
        return response


def text(response: HttpResponse) -> str:
    """What a reader sees, without tags, spaces made single."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", response.content.decode())
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def bank(alliance: Alliance, key: str = "region", version: int = 1) -> Bank:
    return bank_of(alliance, key, version)


def asked(alliance: Alliance, key: str = "region", **more: Any) -> Assessment:
    """An open assessment."""
    made = assessments.create(
        alliance=alliance, bank=bank(alliance, key), by=None, name=more.pop("name", "Launch"), **more
    )
    return assessments.open_(assessment=made, by=None)


def somebody(assessment: Assessment, sector: str = "library", **levels: int | None) -> Respondent:
    """Somebody who answered the items named."""
    respondent = answering.begin(assessment=assessment, sector=sector)
    questions = bank_of(assessment.alliance, assessment.bank, assessment.bank_version)
    for item, level in levels.items():
        answering.answer(respondent=respondent, bank=questions, item=item, level=level)
    return respondent


def people(assessment: Assessment, item: str, answers: Iterable[tuple[str, int]]) -> list[Respondent]:
    """One person for each (sector, level)."""
    return [somebody(assessment, sector, **{item: level}) for sector, level in answers]


def closed(assessment: Assessment) -> Assessment:
    return assessments.close(assessment=assessment, by=None)


def answer_url(name: str, token: str, **more: str) -> str:
    return reverse(f"readiness_answers:{name}", kwargs={"token": token, **more})
