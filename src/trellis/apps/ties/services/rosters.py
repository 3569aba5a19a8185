"""Who can be named in a wave, and who is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trellis.apps.organizations.models import OrganizationEditor
from trellis.apps.partners.models import Partner, Person
from trellis.apps.partners.vocabulary import Visibility
from trellis.apps.ties.models import Respondent, RosterEntry, Suggestion, Wave
from trellis.apps.ties.services.waves import locked, record

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User

MOST_ENTRIES: Final = 2000
"""As many as methods and pictures are made for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to ask; `language` is "" where it isn't known."""

    email: str
    name: str = ""
    language: str = ""


def missing_partners(wave: Wave) -> QuerySet[Partner]:
    """The active partners that aren't on the list of a wave of organizations, by name."""
    listed = RosterEntry.objects.for_alliance(wave.alliance).filter(wave=wave, partner__isnull=False)
    found: QuerySet[Partner] = (
        Partner.objects.for_alliance(wave.alliance)
        .filter(status=Partner.Status.ACTIVE)
        .exclude(pk__in=listed.values("partner"))
        .select_related("organization")
    )
    return found


def missing_people(wave: Wave) -> QuerySet[Person]:
    """The people that aren't on the list of a wave of people: they agreed, and partners may see the name."""
    listed = RosterEntry.objects.for_alliance(wave.alliance).filter(wave=wave, person__isnull=False)
    found: QuerySet[Person] = (
        Person.objects.for_alliance(wave.alliance)
        .filter(
            consented_on__isnull=False,
            name_seen_by__in=[Visibility.PARTNERS, Visibility.PUBLIC],
            partner__status=Partner.Status.ACTIVE,
        )
        .exclude(pk__in=listed.values("person"))
        .select_related("partner__organization")
    )
    return found


def put_on_list(
    *,
    wave: Wave,
    by: User | None,
    partners: Iterable[Partner] = (),
    people: Iterable[Person] = (),
) -> int:
    """Puts partners or people on the list, each once; how many were new."""
    with transaction.atomic():
        row = _changeable(wave)
        made = [
            RosterEntry(
                alliance=row.alliance, wave=row, partner=one, name=str(one.organization), sector=one.sector
            )
            for one in missing_partners(row).filter(pk__in=[each.pk for each in partners])
            if not row.is_of_people
        ]
        made += [
            RosterEntry(
                alliance=row.alliance,
                wave=row,
                partner=one.partner,
                person=one,
                name=one.name,
                sector=one.partner.sector,
            )
            for one in missing_people(row).filter(pk__in=[each.pk for each in people])
            if row.is_of_people
        ]
        _check_size(row, len(made))
        RosterEntry.objects.bulk_create(made)
        _say(row, by, added=len(made))
    return len(made)


def add_named(*, wave: Wave, by: User | None, name: str, sector: str = "") -> RosterEntry:
    """Puts an organization on the list that isn't a partner."""
    with transaction.atomic():
        row = _changeable(wave)
        name = " ".join(name.split())
        if row.is_of_people:
            raise ValidationError(
                _("Only people who agreed, and whom partners may see, can be on this list.")
            )
        if RosterEntry.objects.for_alliance(row.alliance).filter(wave=row, name__iexact=name).exists():
            raise ValidationError({"name": _("%(name)s is on the list already.") % {"name": name}})
        _check_size(row, 1)
        made = RosterEntry(alliance=row.alliance, wave=row, name=name, sector=sector)
        made.clean_fields(exclude=["alliance", "wave"])
        made.save(force_insert=True)
        _say(row, by, added=1)
    return made


def take_off_list(*, wave: Wave, entry: RosterEntry, by: User | None) -> None:
    """Takes a name off the list; only before the wave opens, for later somebody may have answered."""
    with transaction.atomic():
        row = _changeable(wave)
        if not row.is_draft:
            raise ValidationError(_("It has been opened: names can be added now, not taken off."))
        RosterEntry.objects.for_alliance(row.alliance).filter(wave=row, pk=entry.pk).delete()
        _say(row, by, removed=1)


def ask(*, wave: Wave, entry: RosterEntry, people: Sequence[Asked], by: User | None) -> int:
    """Has people asked for one name on the list, each address once; how many were new."""
    return _ask(wave, {entry.pk: people}, by)


def ask_contacts(*, wave: Wave, by: User | None) -> int:
    """Has somebody asked for everybody on the list of whom nobody is asked yet; how many were new.

    The main contact, else who keeps the profile, else the organization's own address; a person themselves.
    """
    open_entries = list(
        RosterEntry.objects.for_alliance(wave.alliance)
        .filter(wave=wave, partner__isnull=False, respondents__isnull=True)
        .select_related("partner__organization", "person__user")
    )
    if wave.is_of_people:
        wanted = {
            entry.pk: [Asked(entry.person.email, entry.person.name, _language(entry.person))]
            for entry in open_entries
            if entry.person is not None and entry.person.email
        }
    else:
        known = _contacts(wave)
        wanted = {entry.pk: _contact_of(entry, known) for entry in open_entries}
    return _ask(wave, {pk: people for pk, people in wanted.items() if people}, by)


def take_off_asked(*, wave: Wave, respondent: Respondent, by: User | None) -> None:
    """Asks somebody no longer; who has begun stays, so that no answer gets lost."""
    with transaction.atomic():
        row = _changeable(wave)
        rows = Respondent.objects.for_alliance(row.alliance).filter(wave=row, started_at__isnull=True)
        removed, _each = rows.filter(pk=respondent.pk).delete()
        if not removed:
            raise ValidationError(_("They have begun to answer, so they stay on the list."))
        record(row, "wave.respondents_changed", by, {"removed": {"before": 1, "after": None}})


def settle_suggestion(*, wave: Wave, name: str, by: User | None) -> None:
    """Notes that staff have seen to a name that people missed."""
    with transaction.atomic():
        rows = Suggestion.objects.for_alliance(wave.alliance).filter(respondent__wave=wave, is_settled=False)
        if rows.filter(name__iexact=name).update(is_settled=True):
            record(wave, "wave.suggestion_settled", by, {"name": {"before": None, "after": name}})


def map_sectors(*, wave: Wave, sectors: dict[str, str], by: User | None) -> None:
    """Says which sector of ours a file's own sector is: {its word: a code, or "" for none}."""
    with transaction.atomic():
        row = locked(wave)
        rows = RosterEntry.objects.for_alliance(row.alliance).filter(wave=row)
        for own, code in sectors.items():
            rows.filter(own_sector=own).exclude(own_sector="").update(sector=code)
        record(row, "wave.sectors_mapped", by, {"sectors": {"before": None, "after": sectors}})


def _changeable(wave: Wave) -> Wave:
    row = locked(wave)
    if row.is_over or row.is_imported:
        raise ValidationError(_("It is closed, so its list stays as it is."))
    return row


def _check_size(wave: Wave, added: int) -> None:
    present = RosterEntry.objects.for_alliance(wave.alliance).filter(wave=wave).count()
    if present + added > MOST_ENTRIES:
        raise ValidationError(_("A list takes at most %(count)d names.") % {"count": MOST_ENTRIES})


def _say(wave: Wave, by: User | None, *, added: int = 0, removed: int = 0) -> None:
    if added or removed:
        counts = {"added": added, "removed": removed}
        changes = {name: {"before": None, "after": count} for name, count in counts.items() if count}
        record(wave, "wave.roster_changed", by, changes)


def _ask(wave: Wave, wanted: dict[int, Sequence[Asked]], by: User | None) -> int:
    with transaction.atomic():
        row = _changeable(wave)
        rows = Respondent.objects.for_alliance(row.alliance).filter(wave=row)
        known = {(entry, email.casefold()) for entry, email in rows.values_list("entry", "email")}
        made = []
        for entry, people in wanted.items():
            for one in people:
                if (entry, one.email.casefold()) in known:
                    continue
                known.add((entry, one.email.casefold()))
                new = Respondent(
                    alliance=row.alliance,
                    wave=row,
                    entry_id=entry,
                    email=one.email,
                    name=one.name,
                    language=one.language,
                )
                new.token_hash = Respondent.hash_of(new.token())
                made.append(new)
        Respondent.objects.bulk_create(made)
        if made:
            changes = {"addresses": {"before": None, "after": len(made)}}
            record(row, "wave.respondents_changed", by, changes)
    return len(made)


def _contacts(wave: Wave) -> tuple[dict[int, list[Asked]], dict[int, list[Asked]]]:
    """The main contact of each partner, and who keeps each organization's profile: two queries."""
    contacts: dict[int, list[Asked]] = {}
    people = (
        Person.objects.for_alliance(wave.alliance)
        .exclude(email="")
        .select_related("user")
        .order_by("is_main_contact", "-pk")  # the last one stays: the main contact, else the oldest entry
    )
    for person in people:
        contacts[person.partner_id] = [Asked(person.email, person.name, _language(person))]
    editors: dict[int, list[Asked]] = defaultdict(list)
    rows = OrganizationEditor.objects.for_alliance(wave.alliance).filter(user__is_active=True)
    for editor in rows.select_related("user").order_by("pk"):
        user = editor.user
        editors[editor.organization_id].append(Asked(user.email, user.full_name, user.preferred_language))
    return contacts, editors


def _contact_of(
    entry: RosterEntry, known: tuple[dict[int, list[Asked]], dict[int, list[Asked]]]
) -> list[Asked]:
    contacts, editors = known
    partner = entry.partner
    assert partner is not None
    if found := contacts.get(partner.pk):
        return found
    if found := editors.get(partner.organization_id):
        return found[:1]
    address = partner.organization.email
    return [Asked(address)] if address else []


def _language(person: Person) -> str:
    return person.user.preferred_language if person.user else ""
