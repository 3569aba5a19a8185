"""Takes answers. The audit learns that somebody finished, never what they said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trellis.apps.ties.banks import Bank, bank_of
from trellis.apps.ties.models import Answer, Respondent, RosterEntry, Suggestion
from trellis.apps.ties.services.waves import record

MOST_SUGGESTIONS: Final = 30


class NotTakenError(RuntimeError):
    """The wave takes no answers (any more); nothing was kept."""


class NotOnListError(LookupError):
    """This isn't on the respondent's list: another wave's, themselves, or nobody. Nothing was kept."""


def choices(respondent: Respondent) -> QuerySet[RosterEntry]:
    """Whom a respondent can name: everybody on the list but their own organization (or themselves)."""
    entry = respondent.entry
    own = Q(pk=entry.pk)
    if entry.partner_id and not respondent.wave.is_of_people:
        own |= Q(partner=entry.partner_id)
    rows: QuerySet[RosterEntry] = (
        RosterEntry.objects.for_alliance(respondent.alliance)
        .filter(wave=respondent.wave_id)
        .exclude(own)
        .select_related("person", "partner__organization")
    )
    return rows


def own_answers(respondent: Respondent) -> QuerySet[Answer]:
    """What a respondent said. For the respondent's own pages alone."""
    rows: QuerySet[Answer] = (
        Answer.objects.for_alliance(respondent.alliance)
        .filter(respondent=respondent)
        .select_related("about__person")
        .order_by("about__name", "about_id")
    )
    return rows


def begin(*, respondent: Respondent) -> None:
    """Notes that somebody has begun; nothing where they had before."""
    with transaction.atomic():
        row = _locked(respondent)
        if row.started_at is None:
            row.started_at = timezone.now()
            row.save(update_fields=["started_at", "changed_at"])


def choose(*, respondent: Respondent, added: Collection[int], removed: Collection[int]) -> None:
    """Ticks and unticks whom a respondent works with, by entries; what isn't named stays as it is.

    Two open tabs don't undo each other that way. What was said about somebody unticked is kept in case it was
    a slip, and counts for nothing. Raises NotOnListError, and nothing is kept, where one isn't on their list.
    """
    with transaction.atomic():
        row = _locked(respondent)
        wanted = set(added) | set(removed)
        known = set(choices(row).filter(pk__in=wanted).values_list("pk", flat=True))
        if wanted - known:
            raise NotOnListError
        present = {answer.about_id: answer for answer in own_answers(row)}
        now = timezone.now()
        rows = Answer.objects.for_alliance(row.alliance).filter(respondent=row)
        rows.filter(about__in=set(removed) - set(added), knows=True).update(knows=False, changed_at=now)
        rows.filter(about__in=added, knows=False).update(knows=True, changed_at=now)
        Answer.objects.bulk_create(
            Answer(alliance=row.alliance, respondent=row, about_id=about)
            for about in sorted(set(added) - set(present))
        )
        _touch(row)


def describe(*, respondent: Respondent, about: RosterEntry, **said: Any) -> Answer:
    """Keeps what a respondent says about one they work with; what isn't named stays as it is.

    `frequency` 0 to 4 (0 takes it back), `activity`, `fields`, `outcomes`: codes of the bank; `ratings`
    {item: 1 to 4}. Raises ValidationError for anything else, with the question's name.
    """
    with transaction.atomic():
        row = _locked(respondent)
        if not choices(row).filter(pk=about.pk).exists():
            raise NotOnListError
        bank = bank_of(row.wave.bank, row.wave.bank_version)
        clean = {name: _CHECKS[name](bank, value) for name, value in said.items()}
        answer, _made = Answer.objects.for_alliance(row.alliance).get_or_create(
            respondent=row, about=about, defaults={"alliance": row.alliance}
        )
        answer.knows = True
        for name, value in clean.items():
            setattr(answer, name, value)
        answer.save()
        _touch(row)
    found: Answer = answer
    return found


def suggest(*, respondent: Respondent, name: str) -> None:
    """Keeps that an organization is missing on the list, for staff; it is no tie."""
    name = " ".join(name.replace("\x00", "").split())
    with transaction.atomic():
        row = _locked(respondent)
        if not name:
            raise ValidationError(_("Write the name of who is missing."))
        if len(name) > 200:
            raise ValidationError(_("That is too long for a name: at most 200 characters."))
        rows = Suggestion.objects.for_alliance(row.alliance).filter(respondent=row)
        if rows.filter(name__iexact=name).exists():
            return
        if rows.count() >= MOST_SUGGESTIONS:
            raise ValidationError(_("You have named enough; please write to the alliance about more."))
        Suggestion.objects.create(alliance=row.alliance, respondent=row, name=name)


def finish(*, respondent: Respondent) -> None:
    """Says that somebody is done: no reminder any more. They can still change their answers."""
    with transaction.atomic():
        row = _locked(respondent)
        if row.finished_at is None:
            now = timezone.now()
            row.started_at, row.finished_at = row.started_at or now, now
            row.save(update_fields=["started_at", "finished_at", "changed_at"])
            record(row.wave, "wave.answered", None)


def _locked(respondent: Respondent) -> Respondent:
    rows = Respondent.objects.for_alliance(respondent.alliance).select_related(
        "wave__alliance", "entry", "alliance"
    )
    found: Respondent = rows.select_for_update(of=("self",)).get(pk=respondent.pk)
    if not found.wave.takes_answers:
        raise NotTakenError
    return found


def _touch(row: Respondent) -> None:
    if row.started_at is None:
        row.started_at = timezone.now()
        row.save(update_fields=["started_at", "changed_at"])


def _frequency(_bank: Bank, value: Any) -> int:
    if value not in (0, 1, 2, 3, 4) or isinstance(value, bool):
        raise ValidationError({"frequency": _("Choose one of the answers.")})
    return int(value)


def _activity(bank: Bank, value: Any) -> str:
    if value and value not in bank.activity.codes:
        raise ValidationError({"activity": _("Choose one of the answers.")})
    return str(value)


def _several(name: str, codes: tuple[str, ...], value: Iterable[str]) -> list[str]:
    wanted = set(value)
    if wanted - set(codes):
        raise ValidationError({name: _("Choose from the answers.")})
    return [code for code in codes if code in wanted]


def _ratings(bank: Bank, value: Mapping[str, Any]) -> dict[str, int]:
    items = [option.code for option in bank.items]
    for item, given in value.items():
        if item not in items or given not in (1, 2, 3, 4) or isinstance(given, bool):
            raise ValidationError({"ratings": _("A rating is 1 to 4.")})
    return {item: int(value[item]) for item in items if item in value}


_CHECKS: Final = {
    "frequency": _frequency,
    "activity": _activity,
    "fields": lambda bank, value: _several("fields", bank.fields.codes, value),
    "outcomes": lambda bank, value: _several("outcomes", bank.outcomes.codes, value),
    "ratings": _ratings,
}
