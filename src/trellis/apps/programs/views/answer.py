"""The page that a “still true?” mail leads to. No sign-in; the answer needs a press of a button."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from trellis.apps.accounts.models import User
from trellis.apps.core.access import public
from trellis.apps.core.permissions import standing
from trellis.apps.programs import asking, cards, queries
from trellis.apps.programs.models import Verification
from trellis.apps.programs.services import verification

NOTE_LENGTH = 2000


@public
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what is asked, with the answer that the link named; takes it when it is sent.

    Mail scanners follow links, so opening one answers nothing. A token that is used up, too old or made up
    is not there.
    """
    question = asking.question_by_token(token)
    if question is None:
        return render(request, "programs/answer_closed.html", status=404)
    chosen = _choice(request.POST.get("answer") or request.GET.get("answer", ""))
    if request.method == "POST":
        return _take(request, question, chosen)
    program = question.program
    context = {
        "question": question,
        "program": program,
        "chosen": chosen,
        "heading": _heading(chosen) % {"program": program.name},
        "button": _button(chosen),
        "others": [(each, f"?answer={each.value}") for each in Verification.Answer if each != chosen],
        # Who stated what is the alliance's business, not that of whoever has the link.
        "facts": [replace(fact, source="") for fact in cards.facts(program) if fact.known],
        "illustrative": question.alliance.demonstration_notice,
        "sessions": [cards.session(each, timezone.localdate()) for each in queries.sessions_of(program)],
    }
    return render(request, "programs/answer.html", context)


def _take(request: HttpRequest, question: Verification, chosen: Verification.Answer) -> HttpResponse:
    by = request.user if isinstance(request.user, User) else None
    note = request.POST.get("note", "").strip()[:NOTE_LENGTH]
    try:
        verification.answer(question=question, answer=chosen, by=by, note=note)
    except verification.QuestionClosedError:
        return render(request, "programs/answer_closed.html", status=404)
    program = question.program
    edit_url = reverse("programs:edit", kwargs={"alliance": question.alliance.slug, "pk": program.pk})
    is_changed = chosen == Verification.Answer.CHANGED
    if is_changed and by is not None:
        who = standing(by, question.alliance)
        if queries.editable_programs(who).filter(pk=program.pk).exists():
            return redirect(edit_url)
    context = {
        "question": question,
        "program": program,
        "chosen": chosen,
        "illustrative": question.alliance.demonstration_notice,
        "edit_url": edit_url if is_changed else "",
        "has_account": is_changed and User.objects.filter(email__iexact=question.email).exists(),
        "noted": bool(note),
        "public_url": _public_url(question, chosen),
    }
    return render(request, "programs/answer_thanks.html", context)


def _public_url(question: Verification, chosen: Verification.Answer) -> str:
    """Where families read the entry that was just confirmed; "" where they don't."""
    if chosen != Verification.Answer.TRUE or not question.alliance.public_programs:
        return ""
    ids = {"alliance": question.alliance.slug, "public_id": question.program.public_id}
    return reverse("finder:program", kwargs=ids)


def _choice(text: str) -> Verification.Answer:
    if not text:
        return Verification.Answer.TRUE
    if text not in Verification.Answer.values:
        raise Http404("There is no such answer.")
    return Verification.Answer(text)


def _heading(chosen: Verification.Answer) -> str:
    return {
        Verification.Answer.TRUE: _("Is %(program)s still true?"),
        Verification.Answer.CHANGED: _("Has something about %(program)s changed?"),
        Verification.Answer.ENDED: _("Is %(program)s no longer offered?"),
    }[chosen]


def _button(chosen: Verification.Answer) -> str:
    return {
        Verification.Answer.TRUE: _("Yes, all of it is still true"),
        Verification.Answer.CHANGED: _("Yes, something has changed"),
        Verification.Answer.ENDED: _("Yes, it is no longer offered"),
    }[chosen]
