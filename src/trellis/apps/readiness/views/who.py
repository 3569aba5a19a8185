"""Who answers: found by a personal link, or by the cookie that a shared link left in this browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings

from trellis.apps.readiness import queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from trellis.apps.readiness.models import Assessment, Respondent

KEPT_FOR: Final = timedelta(days=180)
_SALT: Final = "readiness.respondent"
_PATH: Final = "/p/readiness/"


@dataclass(frozen=True, slots=True)
class Who:
    """The assessment that a link is for, and the respondent, as far as there is one yet."""

    assessment: Assessment
    respondent: Respondent | None
    is_shared: bool


def who(request: HttpRequest, token: str) -> Who | None:
    """Whom a link belongs to; None where there is no such link."""
    personal = queries.respondent_by_token(token)
    if personal is not None:
        return Who(personal.assessment, personal, is_shared=False)
    assessment = queries.by_link(token)
    if assessment is None:
        return None
    number = request.get_signed_cookie(_name(assessment), default="", salt=_SALT)
    found = queries.respondent_by_number(assessment, number) if number else None
    return Who(assessment, found, is_shared=True)


def remember(response: HttpResponse, respondent: Respondent) -> None:
    """Lets this browser come back to its answers, and not answer twice by accident."""
    response.set_signed_cookie(
        _name(respondent.assessment),
        str(respondent.number),
        salt=_SALT,
        max_age=KEPT_FOR,
        path=_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse, assessment: Assessment) -> None:
    """Makes room for the next person at this browser."""
    response.delete_cookie(_name(assessment), path=_PATH, samesite="Lax")


def _name(assessment: Assessment) -> str:
    return f"readiness-{assessment.pk}"
