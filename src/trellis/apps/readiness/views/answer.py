"""Where people answer: by a personal or a shared link, without an account, one question a page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from trellis.apps.core.access import public
from trellis.apps.partners.sectors import Sector
from trellis.apps.readiness.banks import TABLE_STEP, Bank, bank_of
from trellis.apps.readiness.models import Assessment, Respondent, Response, SectorTableEntry
from trellis.apps.readiness.models.answer import LONGEST_NOTE
from trellis.apps.readiness.services import answering
from trellis.apps.readiness.views.who import Who, forget, remember, who

UNSURE = "unsure"


@public
@never_cache
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Says what is asked and what is kept; a press of the button begins. Opening the link keeps nothing."""
    found = who(request, token)
    if found is None or not found.assessment.takes_answers:
        return _closed(request, found)
    bank = _bank(found.assessment)
    problem = False
    if request.method == "POST":
        sector = request.POST.get("sector", "")
        if sector in Sector.values or sector == "other":
            return _begun(found, token, bank, "" if sector == "other" else sector)
        problem = True
    context = {
        **_frame(found, bank, token),
        "sectors": Sector.choices,
        "chosen": found.respondent.sector if found.respondent else "",
        "problem": problem,
    }
    return render(request, "readiness/answer/start.html", context, status=422 if problem else 200)


def _begun(found: Who, token: str, bank: Bank, sector: str) -> HttpResponse:
    respondent = found.respondent
    if respondent is None:
        respondent = answering.begin(assessment=found.assessment, sector=sector)
    else:
        answering.set_sector(respondent=respondent, sector=sector)
    response = redirect(_url("step", token, step=_first_open(found.assessment, bank)))
    if found.is_shared:
        remember(response, respondent)
    return response


@public
@never_cache
def another(request: HttpRequest, token: str) -> HttpResponse:
    """Makes room for the next person who answers at this browser."""
    found = who(request, token)
    if found is None or not found.is_shared:
        raise Http404("This link is for one person.")
    if request.method != "POST":
        return redirect(_url("start", token))
    response = redirect(_url("start", token))
    forget(response, found.assessment)
    return response


@public
@never_cache
def step(request: HttpRequest, token: str, step: str) -> HttpResponse:
    """One question; saved when it is sent, so that nothing gets lost."""
    found = who(request, token)
    if found is None or not found.assessment.takes_answers:
        return _closed(request, found)
    bank = _bank(found.assessment)
    if step not in bank.steps:
        raise Http404("There is no such question.")
    if found.respondent is None:
        return redirect(_url("start", token))
    if step == TABLE_STEP and bank.is_table:
        return _table(request, found, found.respondent, bank, token)
    return _item(request, found, found.respondent, bank, token, step)


def _item(
    request: HttpRequest, found: Who, respondent: Respondent, bank: Bank, token: str, key: str
) -> HttpResponse:
    item = bank.item(key)
    assert item is not None
    position = bank.steps.index(key)
    following = bank.steps[position + 1] if position + 1 < len(bank.steps) else ""
    next_url = _url("step", token, step=following) if following else _url("done", token)
    before = _responses(respondent).filter(item=key).first()
    is_locked = key in found.assessment.revealed
    said = {
        "level": (UNSURE if before.level is None else str(before.level)) if before else "",
        "note": before.note if before else "",
        "is_public": before.is_public_note if before else False,
    }
    problem = note_problem = ""
    if request.method == "POST" and not is_locked:
        said = {
            "level": request.POST.get("level", ""),
            "note": request.POST.get("note", "").strip().replace("\x00", ""),
            "is_public": request.POST.get("public") == "yes",
        }
        if not said["level"]:
            problem = "missing"
        else:
            try:
                answering.answer(
                    respondent=respondent,
                    bank=bank,
                    item=key,
                    level=_level(str(said["level"])),
                    note=str(said["note"]),
                    is_public_note=bool(said["is_public"]),
                )
            except ValidationError as error:
                note_problem = error.messages[0]
            except answering.UnknownStepError as error:
                raise Http404("There is no such level.") from error
            except answering.NotTakenError:
                return redirect(_url("step", token, step=key))
            else:
                if not following:
                    answering.finish(respondent=respondent)
                return redirect(next_url)
    elif request.method == "POST":
        return redirect(next_url)
    context = {
        **_frame(found, bank, token),
        "item": item,
        "number": position + 1,
        "count": len(bank.steps),
        "back_url": _url("step", token, step=bank.steps[position - 1]) if position else _url("start", token),
        "next_url": next_url,
        "said": said,
        "unsure": UNSURE,
        "problem": problem,
        "note_problem": note_problem,
        "longest_note": LONGEST_NOTE,
        "is_locked": is_locked,
    }
    status = 422 if problem or note_problem else 200
    return render(request, "readiness/answer/item.html", context, status=status)


def _table(request: HttpRequest, found: Who, respondent: Respondent, bank: Bank, token: str) -> HttpResponse:
    is_locked = TABLE_STEP in found.assessment.revealed
    sector = request.POST.get("sector") or request.GET.get("sector") or respondent.sector
    if sector and sector not in Sector.values:
        raise Http404("There is no such sector.")
    entries = SectorTableEntry.objects.for_alliance(respondent.alliance).filter(respondent=respondent)
    written = {entry.sector: entry for entry in entries}
    said = {
        "contributes": written[sector].contributes if sector in written else "",
        "gets": written[sector].gets if sector in written else "",
    }
    problem = ""
    if request.method == "POST" and not is_locked:
        said = {
            name: request.POST.get(name, "").strip().replace("\x00", "") for name in ("contributes", "gets")
        }
        try:
            if not sector:
                raise ValidationError("")
            answering.describe_sector(respondent=respondent, bank=bank, sector=sector, **said)
        except ValidationError as error:
            problem = error.messages[0] or "missing"
        except answering.NotTakenError:
            return redirect(_url("step", token, step=TABLE_STEP))
        else:
            return redirect(f"{_url('step', token, step=TABLE_STEP)}?saved={sector}")
    saved = request.GET.get("saved", "")
    context = {
        **_frame(found, bank, token),
        "sectors": Sector.choices,
        "sector": "" if saved else sector,
        "said": {"contributes": "", "gets": ""} if saved else said,
        "written": [(code, label) for code, label in Sector.choices if code in written],
        "saved": Sector(saved).label if saved in Sector.values else "",
        "problem": problem,
        "longest_note": LONGEST_NOTE,
        "is_locked": is_locked,
    }
    return render(request, "readiness/answer/table.html", context, status=422 if problem else 200)


@public
@never_cache
def done(request: HttpRequest, token: str) -> HttpResponse:
    """Says what is still open; once somebody says that they are done, thanks them."""
    found = who(request, token)
    if found is None or not found.assessment.takes_answers:
        return _closed(request, found)
    if found.respondent is None:
        return redirect(_url("start", token))
    bank = _bank(found.assessment)
    if request.method == "POST":
        answering.finish(respondent=found.respondent)
        return redirect(_url("done", token))
    answered = set(_responses(found.respondent).values_list("item", flat=True))
    context = {
        **_frame(found, bank, token),
        "left": [
            (item, _url("step", token, step=item.key))
            for item in bank.items
            if item.key not in answered and item.key not in found.assessment.revealed
        ],
        "first_url": _url("step", token, step=bank.steps[0]),
    }
    return render(request, "readiness/answer/done.html", context)


def _closed(request: HttpRequest, found: Who | None) -> HttpResponse:
    """A kind page for a link that isn't there, not yet, or no longer."""
    assessment = found.assessment if found else None
    is_early = assessment is not None and not assessment.is_over and assessment.status == "open"
    context = {"assessment": assessment, "is_early": is_early}
    return render(request, "readiness/answer/closed.html", context, status=410 if found else 404)


def _frame(found: Who, bank: Bank, token: str) -> dict[str, Any]:
    return {
        "assessment": found.assessment,
        "bank": bank,
        "is_shared": found.is_shared,
        "respondent": found.respondent,
        "start_url": _url("start", token),
        "done_url": _url("done", token),
        "another_url": _url("another", token),
        "illustrative": found.assessment.alliance.demonstration_notice,
    }


def _responses(respondent: Respondent) -> Any:
    return Response.objects.for_alliance(respondent.alliance).filter(respondent=respondent)


def _first_open(assessment: Assessment, bank: Bank) -> str:
    return next((step for step in bank.steps if step not in assessment.revealed), bank.steps[0])


def _level(text: str) -> int | None:
    if text == UNSURE:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 3):
        raise answering.UnknownStepError(text)
    return int(text)


def _bank(assessment: Assessment) -> Bank:
    return bank_of(assessment.alliance, assessment.bank, assessment.bank_version)


def _url(name: str, token: str, **more: str) -> str:
    return reverse(f"readiness_answers:{name}", kwargs={"token": token, **more})
