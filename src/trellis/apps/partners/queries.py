"""Reads partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.fields import TextField

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.permissions import Permission
from trellis.apps.organizations import queries as organization_queries
from trellis.apps.organizations.models import OrganizationEditor
from trellis.apps.partners import completeness
from trellis.apps.partners.models import (
    Asset,
    HiringNeed,
    NeedOrOffer,
    Partner,
    PartnerConfirmation,
    PartnerInvitation,
    PartnerPlace,
    Person,
)
from trellis.apps.partners.sectors import Sector
from trellis.apps.partners.visibility import (
    Audience,
    SeenPerson,
    audience_for,
    person_seen_by,
    statuses_seen_by,
    visible_to,
)
from trellis.apps.programs.models import Program

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.permissions import Standing

HISTORY_LENGTH: Final = 30


def partners_of(alliance: Alliance) -> QuerySet[Partner]:
    """All partners of the alliance, prospects and those who left too, by name."""
    found: QuerySet[Partner] = Partner.objects.for_alliance(alliance).select_related("organization")
    return found


def partners_seen_by(alliance: Alliance, audience: Audience) -> QuerySet[Partner]:
    """The partners that an audience sees at all, by name."""
    return partners_of(alliance).filter(status__in=statuses_seen_by(audience))


def with_everything(partners: QuerySet[Partner], alliance: Alliance) -> QuerySet[Partner]:
    """The partners with all that a profile shows: six queries, however many there are."""
    return partners.prefetch_related(
        *(
            Prefetch(name, queryset=model.objects.for_alliance(alliance))
            for name, model in (
                ("places", PartnerPlace),
                ("people", Person),
                ("assets", Asset),
                ("needs_and_offers", NeedOrOffer),
                ("hiring_needs", HiringNeed),
            )
        )
    )


def listed(alliance: Alliance, audience: Audience) -> QuerySet[Partner]:
    """What a row of the directory shows, for one audience: three queries however many rows.

    Adds how complete each profile is, whether somebody keeps it (`is_kept`), and `shown_description`, the
    description where the audience sees it: what a search may look in.
    """
    found = completeness.annotated(partners_seen_by(alliance, audience), alliance)
    editors = OrganizationEditor.objects.for_alliance(alliance).filter(
        organization=OuterRef("organization_id")
    )
    return found.annotate(
        is_kept=Exists(editors),
        shown_description=Case(
            When(
                visible_to("description", audience) or Q(pk__isnull=False), then="organization__description"
            ),
            default=Value(""),
            output_field=TextField(),
        ),
    ).prefetch_related(
        Prefetch("assets", queryset=Asset.objects.for_alliance(alliance)),
        Prefetch("people", queryset=Person.objects.for_alliance(alliance).exclude(leadership_role="")),
    )


def partner(alliance: Alliance, pk: int) -> Partner | None:
    """One partner of the alliance with everything, and how complete its profile is."""
    rows = with_everything(completeness.annotated(partners_of(alliance), alliance), alliance)
    return rows.select_related("organization", "alliance").filter(pk=pk).first()


def editable_partners(standing: Standing) -> QuerySet[Partner]:
    """The partners whose profile somebody may change: all for staff, else those whose entries they keep."""
    found = partners_of(standing.alliance).select_related("organization", "alliance")
    if standing.may(Permission.MANAGE_PARTNERS):
        return found
    if not standing.may(Permission.EDIT_OWN_PARTNER) or standing.user.pk is None:
        return found.none()
    return found.filter(organization__in=kept_ids(standing))


def kept_ids(standing: Standing) -> QuerySet[OrganizationEditor, int]:
    """The ids of the organizations whose entries somebody keeps."""
    rows: QuerySet[OrganizationEditor, int] = (
        OrganizationEditor.objects.for_alliance(standing.alliance)
        .filter(user_id=standing.user.pk)
        .values_list("organization_id", flat=True)
    )
    return rows


def seen_partner(standing: Standing, pk: int) -> tuple[Partner, Audience] | None:
    """A partner as somebody may see it, and as which audience; None where it isn't there for them."""
    found = partner(standing.alliance, pk)
    if found is None:
        return None
    audience = audience_for(standing, found, kept=set(kept_ids(standing)))
    return (found, audience) if found.status in statuses_seen_by(audience) else None


@dataclass(frozen=True, slots=True)
class SectorCount:
    """How many active partners a sector has, and how many of them keep their own profile."""

    sector: Sector
    partners: int
    kept: int


def sector_counts(alliance: Alliance) -> list[SectorCount]:
    """All sectors, those without a partner too, in the order of the list: one query."""
    editors = OrganizationEditor.objects.for_alliance(alliance).filter(
        organization=OuterRef("organization_id")
    )
    rows = (
        Partner.objects.for_alliance(alliance)
        .filter(status=Partner.Status.ACTIVE)
        .annotate(is_kept=Exists(editors))
        .order_by()
        .values_list("sector")
        .annotate(partners=Count("pk"), kept=Count("pk", filter=Q(is_kept=True)))
    )
    found = {code: (count, kept) for code, count, kept in rows}
    return [SectorCount(sector, *found.get(sector.value, (0, 0))) for sector in Sector]


@dataclass(frozen=True, slots=True)
class Overview:
    """The active partners in figures; `prospects`, `paused` and `left` are those who aren't."""

    active: int
    prospects: int
    paused: int
    left: int
    complete: int
    kept: int


def overview(alliance: Alliance) -> Overview:
    """The partners in figures: one query."""
    active = Q(status=Partner.Status.ACTIVE)
    rows = listed(alliance, Audience.STAFF).order_by().prefetch_related(None)
    counted = rows.aggregate(
        active=Count("pk", filter=active),
        prospects=Count("pk", filter=Q(status=Partner.Status.PROSPECT)),
        paused=Count("pk", filter=Q(status=Partner.Status.PAUSED)),
        left=Count("pk", filter=Q(status=Partner.Status.LEFT)),
        complete=Count("pk", filter=active & completeness.COMPLETE),
        kept=Count("pk", filter=active & Q(is_kept=True)),
    )
    return Overview(**counted)


def programs_of(partner: Partner) -> QuerySet[Program]:
    """The programs that the partner's organization offers now."""
    found: QuerySet[Program] = Program.objects.for_alliance(partner.alliance).filter(
        organization=partner.organization_id, status=Program.Status.ACTIVE
    )
    return found


def history_of(partner: Partner) -> QuerySet[AuditEntry]:
    """What was done to a partner's profile and its organization, newest first."""
    of_partner = Q(target_type="partners.partner", target_id=str(partner.pk))
    of_organization = Q(target_type="organizations.organization", target_id=str(partner.organization_id))
    return (
        AuditEntry.objects.for_alliance(partner.alliance)
        .filter(of_partner | of_organization)
        .select_related("by")[:HISTORY_LENGTH]
    )


def editors_of(partner: Partner) -> QuerySet[OrganizationEditor]:
    """Who keeps the partner's profile."""
    return organization_queries.editors_of(partner.organization)


def open_invitations_for(partner: Partner) -> QuerySet[PartnerInvitation]:
    """Invitations to keep the partner's profile that nobody has taken yet."""
    found: QuerySet[PartnerInvitation] = (
        PartnerInvitation.objects.for_alliance(partner.alliance)
        .filter(partner=partner, invitation__used_at__isnull=True)
        .select_related("invitation")
    )
    return found


def questions_about(partner: Partner) -> QuerySet[PartnerConfirmation]:
    """The questions asked about a partner's profile, and their answers, newest first."""
    found: QuerySet[PartnerConfirmation] = (
        PartnerConfirmation.objects.for_alliance(partner.alliance)
        .filter(partner=partner, sent_at__isnull=False)
        .select_related("answered_by")
    )
    return found


def leadership_team(alliance: Alliance) -> QuerySet[Person]:
    """The people on the alliance's leadership team with their partners, by name."""
    found: QuerySet[Person] = (
        Person.objects.for_alliance(alliance)
        .exclude(leadership_role="")
        .exclude(partner__status=Partner.Status.LEFT)
        .select_related("partner__organization", "alliance")
    )
    return found


def without_editor(alliance: Alliance) -> list[Any]:
    """The active partners whose profile nobody keeps and nobody is invited to keep, by name: two queries.

    `likely_email` is the address of their main contact, of anybody there, or of the organization; "" where
    none is known.
    """
    editors = OrganizationEditor.objects.for_alliance(alliance).filter(
        organization=OuterRef("organization_id")
    )
    invited = PartnerInvitation.objects.for_alliance(alliance).filter(
        partner=OuterRef("pk"), invitation__used_at__isnull=True
    )
    rows: list[Any] = list(
        partners_of(alliance)
        .filter(~Exists(editors), ~Exists(invited), status=Partner.Status.ACTIVE)
        .prefetch_related(Prefetch("people", queryset=Person.objects.for_alliance(alliance)))
    )
    for row in rows:
        people = sorted(row.people.all(), key=lambda person: not person.is_main_contact)
        row.likely_email = next((person.email for person in people if person.email), row.organization.email)
    return rows


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat on the leadership team: who sits on it, where the audience may know, and from which partner."""

    person: SeenPerson | None
    pk: int
    role: str
    role_label: str
    partner: Partner


def leadership_seats(alliance: Alliance, audience: Audience) -> list[Seat]:
    """The leadership team, chairs first: one query. A name that the audience may not see is left out."""
    order = {role: number for number, role in enumerate(Person.LeadershipRole.values)}
    return [
        Seat(
            person=person_seen_by(person, audience),
            pk=person.pk,
            role=person.leadership_role,
            role_label=str(person.get_leadership_role_display()),
            partner=person.partner,
        )
        for person in sorted(
            leadership_team(alliance), key=lambda person: (order[person.leadership_role], person.name)
        )
    ]


def possible_leaders(alliance: Alliance) -> QuerySet[Person]:
    """The people at active partners who aren't on the leadership team, by name."""
    found: QuerySet[Person] = (
        Person.objects.for_alliance(alliance)
        .filter(leadership_role="", partner__status=Partner.Status.ACTIVE)
        .select_related("partner__organization", "alliance", "partner__alliance")
    )
    return found


def backbones(alliance: Alliance, audience: Audience) -> QuerySet[Partner]:
    """The backbone organizations."""
    return partners_seen_by(alliance, audience).filter(is_backbone=True)
