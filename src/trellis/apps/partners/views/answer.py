"""The page that a “still true?” mail leads to. No sign-in; the answer needs a press of a button."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from trellis.apps.accounts.models import User
from trellis.apps.core.access import public
from trellis.apps.core.permissions import standing
from trellis.apps.partners import asking, cards, queries
from trellis.apps.partners.models import PartnerConfirmation
from trellis.apps.partners.profiles import profile_of
from trellis.apps.partners.services import confirmations
from trellis.apps.partners.visibility import Audience

NOTE_LENGTH = 2000
Answer = PartnerConfirmation.Answer


@public
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what is asked, with the answer that the link named; takes it when it is sent.

    Mail scanners follow links, so opening one answers nothing. A token that is used up, too old or made up
    is not there. The profile is shown as partners see it: a link can be passed on.
    """
    question = asking.question_by_token(token)
    if question is None:
        return render(request, "partners/answer_closed.html", status=404)
    chosen = _choice(request.POST.get("answer") or request.GET.get("answer", ""))
    if request.method == "POST":
        return _take(request, question, chosen)
    loaded = queries.partner(question.alliance, question.partner_id)
    assert loaded is not None
    profile = profile_of(loaded, Audience.PARTNERS)
    context = {
        "question": question,
        "profile": profile,
        "chosen": chosen,
        "heading": _heading(chosen) % {"partner": profile.name},
        "button": _button(chosen),
        "others": [(each, f"?answer={each.value}") for each in Answer if each != chosen],
        "facts": cards.facts(profile),
        "chips": cards.chips(profile),
        "places": cards.places(profile),
        "illustrative": question.alliance.demonstration_notice,
    }
    return render(request, "partners/answer.html", context)


def _take(request: HttpRequest, question: PartnerConfirmation, chosen: Answer) -> HttpResponse:
    by = request.user if isinstance(request.user, User) else None
    note = request.POST.get("note", "").strip()[:NOTE_LENGTH]
    try:
        confirmations.answer(question=question, answer=chosen, by=by, note=note)
    except confirmations.QuestionClosedError:
        return render(request, "partners/answer_closed.html", status=404)
    partner = question.partner
    is_changed = chosen == Answer.CHANGED
    edit_url = reverse("partners:partner", kwargs={"alliance": question.alliance.slug, "pk": partner.pk})
    if is_changed and by is not None:
        who = standing(by, question.alliance)
        if queries.editable_partners(who).filter(pk=partner.pk).exists():
            return redirect(edit_url)
    context = {
        "question": question,
        "partner": partner,
        "chosen": chosen,
        "edit_url": edit_url if is_changed else "",
        "has_account": is_changed and User.objects.filter(email__iexact=question.email).exists(),
        "noted": bool(note),
        "illustrative": question.alliance.demonstration_notice,
    }
    return render(request, "partners/answer_thanks.html", context)


def _choice(text: str) -> Answer:
    if not text:
        return Answer.TRUE
    if text not in Answer.values:
        raise Http404("There is no such answer.")
    return Answer(text)


def _heading(chosen: Answer) -> str:
    return {
        Answer.TRUE: _("Is the profile of %(partner)s still true?"),
        Answer.CHANGED: _("Has something about %(partner)s changed?"),
        Answer.LEFT: _("Is %(partner)s no longer part of the alliance?"),
    }[chosen]


def _button(chosen: Answer) -> str:
    return {
        Answer.TRUE: _("Yes, all of it is still true"),
        Answer.CHANGED: _("Yes, something has changed"),
        Answer.LEFT: _("Yes, we are no longer part of it"),
    }[chosen]
