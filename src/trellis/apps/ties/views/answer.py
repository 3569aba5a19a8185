"""Where people answer: by their own link, without an account, saved at every step."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from trellis.apps.core.access import public
from trellis.apps.ties import queries
from trellis.apps.ties.answering import pages
from trellis.apps.ties.banks import Bank, bank_of
from trellis.apps.ties.models import Respondent, RosterEntry
from trellis.apps.ties.services import answering

DIGITS = 18


@public
@never_cache
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Says what is asked and what is kept; a press of the button begins, or goes on where they were.

    Opening the link keeps nothing: programs that check mails open links too.
    """
    found = queries.respondent_by_token(token)
    if found is None or not found.wave.takes_answers:
        return _closed(request, found)
    if request.method == "POST":
        try:
            answering.begin(respondent=found)
        except answering.NotTakenError:
            return _closed(request, queries.respondent_by_token(token))
        return redirect(_where_they_were(found, token))
    return render(request, "ties/answer/start.html", _frame(found, token))


def _where_they_were(found: Respondent, token: str) -> str:
    if found.finished_at is not None:
        return _url("done", token)
    left = [step for step in pages.steps(found) if not step.is_answered]
    return _url("about", token, entry=left[0].pk) if left else _url("list", token)


@public
@never_cache
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """The list: whom they work with. A tick is kept at once where there is JavaScript, else on going on."""
    found = queries.respondent_by_token(token)
    if found is None or not found.wave.takes_answers:
        return _closed(request, found)
    words = (request.POST.get("q") or request.GET.get("q") or "")[:100]
    if request.method == "POST":
        added, removed = _ticks(request.POST)
        try:
            answering.choose(respondent=found, added=added, removed=removed)
        except answering.NotOnListError as error:
            raise Http404("This is not on your list.") from error
        except answering.NotTakenError:
            return _closed(request, queries.respondent_by_token(token))
        if request.headers.get("HX-Request"):
            return render(request, "ties/answer/_saved.html", {"count": len(pages.steps(found))})
        if "find" in request.POST:
            return redirect(f"{_url('list', token)}?{_query(q=words)}")
        return redirect(_first_open(found, token))
    context = {
        **_frame(found, token),
        "groups": pages.groups(found, words),
        "words": words,
        "count": len(pages.steps(found)),
        "missing": list(found.suggestions.values_list("name", flat=True)),
        "missing_url": _url("missing", token),
    }
    return render(request, "ties/answer/list.html", context)


def _ticks(sent: QueryDict) -> tuple[set[int], set[int]]:
    """Whom to tick and untick: by the difference from what the page showed, or one alone by `only`."""
    ticked = set(_numbers(sent.getlist("works")))
    if "only" in sent:
        one = set(_numbers([sent.get("only", "")]))
        return one & ticked, one - ticked
    before = set(_numbers(sent.get("before", "").split(",")))
    return ticked - before, before - ticked


def _numbers(texts: list[str]) -> list[int]:
    wrong = [
        text for text in texts if text and not (text.isascii() and text.isdigit() and len(text) < DIGITS)
    ]
    if wrong:
        raise Http404("This is not on your list.")
    return [int(text) for text in texts if text]


def _first_open(found: Respondent, token: str) -> str:
    steps = pages.steps(found)
    left = [step for step in steps if not step.is_answered]
    return _url("about", token, entry=left[0].pk) if left else _url("done", token)


@public
@never_cache
def about(request: HttpRequest, token: str, entry: int) -> HttpResponse:
    """A few questions about one they work with; kept as they choose where there is JavaScript."""
    found = queries.respondent_by_token(token)
    if found is None or not found.wave.takes_answers:
        return _closed(request, found)
    one = answering.choices(found).filter(pk=entry).first()
    if one is None:
        raise Http404("This is not on your list.")
    bank = _bank(found)
    problems: dict[str, list[str]] = {}
    if request.method == "POST":
        try:
            _keep(request.POST, found, one, bank)
        except ValidationError as error:
            problems = error.message_dict
        except answering.NotTakenError:
            return _closed(request, queries.respondent_by_token(token))
        else:
            if request.headers.get("HX-Request"):
                return render(request, "ties/answer/_saved.html", {})
            return redirect(_next(found, token, entry))
    answer = answering.own_answers(found).filter(about=one, knows=True).first()
    steps = pages.steps(found)
    numbers = [step.pk for step in steps]
    context = {
        **_frame(found, token),
        "entry": one,
        "name": queries.shown_name(found.wave, one),
        "number": numbers.index(entry) + 1 if entry in numbers else 0,
        "count": len(steps),
        "frequency": pages.picks(bank.frequency, answer.frequency if answer else 0),
        "activity": pages.picks(bank.activity, answer.activity if answer else ""),
        "fields": pages.picks(bank.fields, answer.fields if answer else []),
        "outcomes": pages.picks(bank.outcomes, answer.outcomes if answer else []),
        "rows": pages.rows(bank, answer.ratings if answer else {}),
        "problems": problems,
        "next_url": _next(found, token, entry),
        "here_url": _url("about", token, entry=entry),
    }
    return render(request, "ties/answer/about.html", context, status=422 if problems else 200)


def _keep(sent: QueryDict, found: Respondent, one: RosterEntry, bank: Bank) -> None:
    """Keeps the whole page about one, or that they don't work with them."""
    if "slip" in sent:
        answering.choose(respondent=found, added=(), removed={one.pk})
        return
    ratings = {
        item.code: _whole(sent.get(f"rating-{item.code}", ""))
        for item in bank.items
        if f"rating-{item.code}" in sent
    }
    answering.describe(
        respondent=found,
        about=one,
        frequency=_whole(sent.get("frequency", "0")),
        activity=sent.get("activity", ""),
        fields=sent.getlist("fields"),
        outcomes=sent.getlist("outcomes"),
        ratings=ratings,
    )


def _whole(text: str) -> int:
    """A small number; -1, which no question takes, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else -1


def _next(found: Respondent, token: str, entry: int) -> str:
    """The one after `entry` by name about whom nothing was said yet, else the first such, else the end."""
    steps = pages.steps(found)
    numbers = [step.pk for step in steps]
    at = numbers.index(entry) + 1 if entry in numbers else 0
    for step in [*steps[at:], *steps[:at]]:
        if not step.is_answered and step.pk != entry:
            return _url("about", token, entry=step.pk)
    return _url("done", token)


@public
@never_cache
def missing(request: HttpRequest, token: str) -> HttpResponse:
    """Keeps who is missing on the list, for staff."""
    found = queries.respondent_by_token(token)
    if found is None or not found.wave.takes_answers:
        return _closed(request, found)
    if request.method != "POST":
        return redirect(_url("list", token))
    problem = ""
    try:
        answering.suggest(respondent=found, name=request.POST.get("name", ""))
    except ValidationError as error:
        problem = " ".join(error.messages)
    except answering.NotTakenError:
        return _closed(request, queries.respondent_by_token(token))
    if not problem:
        return redirect(f"{_url('list', token)}#missing")
    context = {
        **_frame(found, token),
        "groups": pages.groups(found, ""),
        "words": "",
        "count": len(pages.steps(found)),
        "missing": list(found.suggestions.values_list("name", flat=True)),
        "missing_url": _url("missing", token),
        "problem": problem,
    }
    return render(request, "ties/answer/list.html", context, status=422)


@public
@never_cache
def done(request: HttpRequest, token: str) -> HttpResponse:
    """What they said in short and what is still open; once they say that they are done, thanks."""
    found = queries.respondent_by_token(token)
    if found is None or not found.wave.takes_answers:
        return _closed(request, found)
    if request.method == "POST":
        try:
            answering.finish(respondent=found)
        except answering.NotTakenError:
            return _closed(request, queries.respondent_by_token(token))
        return redirect(_url("done", token))
    steps = pages.steps(found)
    context = {
        **_frame(found, token),
        "steps": [(step, _url("about", token, entry=step.pk)) for step in steps],
        "left": [step for step in steps if not step.is_answered],
    }
    return render(request, "ties/answer/done.html", context)


def _closed(request: HttpRequest, found: Respondent | None) -> HttpResponse:
    """A kind page for a link that isn't there, not yet, or no longer."""
    wave = found.wave if found else None
    is_early = wave is not None and wave.is_draft
    context = {"wave": wave, "is_early": is_early}
    return render(request, "ties/answer/closed.html", context, status=410 if found else 404)


def _frame(found: Respondent, token: str) -> dict[str, Any]:
    return {
        "wave": found.wave,
        "bank": _bank(found),
        "respondent": found,
        "start_url": _url("start", token),
        "list_url": _url("list", token),
        "done_url": _url("done", token),
        "illustrative": found.wave.alliance.demonstration_notice,
    }


def _bank(found: Respondent) -> Bank:
    return bank_of(found.wave.bank, found.wave.bank_version)


def _query(**parameters: str) -> str:
    query = QueryDict(mutable=True)
    query.update(parameters)
    return query.urlencode()


def _url(name: str, token: str, **more: int) -> str:
    return reverse(f"survey:{name}", kwargs={"token": token, **more})
