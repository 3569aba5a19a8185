"""Reads the directory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.db.models.expressions import OrderBy

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.organizations import queries as organization_queries
from trellis.apps.organizations.models import OrganizationEditor
from trellis.apps.programs import asking, freshness, grades
from trellis.apps.programs.models import Program, QualityRating, Session, Site, Verification

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.permissions import Standing
    from trellis.apps.organizations.models import Organization

WITHOUT_POSITION: Final = "position"
WITHOUT_AGES: Final = "ages"
WITHOUT_SEATS: Final = "seats"
WITHOUT_SESSIONS: Final = "sessions"
HISTORY_LENGTH: Final = 30


@dataclass(frozen=True, slots=True)
class Overview:
    """The directory in figures. Programs are the listed ones; `seats` is of sessions that state them."""

    programs: int
    organizations: int
    sites: int
    sessions: int
    seats: int | None
    sessions_with_seats: int
    old: int
    too_old: int
    without_position: int
    without_ages: int
    without_seats: int
    sites_without_position: int


def overview(alliance: Alliance, limits: freshness.Limits, today: date) -> Overview:
    """The directory in figures: four queries."""
    programs = Program.objects.for_alliance(alliance).filter(status=Program.Status.ACTIVE)
    counted = programs.aggregate(
        programs=Count("pk"),
        old=Count("pk", filter=freshness.having(freshness.Freshness.OLD, limits, today)),
        too_old=Count("pk", filter=freshness.having(freshness.Freshness.HIDDEN, limits, today)),
    )
    sessions = Session.objects.for_alliance(alliance).filter(program__status=Program.Status.ACTIVE)
    offered = sessions.aggregate(
        sessions=Count("pk"),
        sessions_with_seats=Count("seats"),
        # A name of its own: an aggregate called “seats” would hide the column from those after it.
        seats_together=Sum("seats"),
        **{
            f"without_{what}": Count("program", distinct=True, filter=condition)
            for what, condition in LACKING.items()
        },
    )
    seats = offered.pop("seats_together")
    sites = Site.objects.for_alliance(alliance).aggregate(
        sites=Count("pk"), sites_without_position=Count("pk", filter=Q(latitude__isnull=True))
    )
    organizations = organization_queries.organizations_of(alliance).count()
    return Overview(organizations=organizations, seats=seats, **counted, **offered, **sites)


LACKING: Final[dict[str, Q]] = {
    WITHOUT_POSITION: ~Q(mode=Session.Mode.ONLINE) & Q(site__latitude__isnull=True),
    WITHOUT_AGES: Q(
        age_min__isnull=True, age_max__isnull=True, grade_min__isnull=True, grade_max__isnull=True
    ),
    WITHOUT_SEATS: Q(seats__isnull=True),
}
"""What the map needs of a session, and which sessions lack it."""


def listed(alliance: Alliance) -> QuerySet[Program]:
    """The alliance's programs with what a row of the directory shows; three queries however many rows."""
    sessions = (
        Session.objects.for_alliance(alliance).select_related("site").defer("provenance", "site__provenance")
    )
    found: QuerySet[Program] = (
        Program.objects.for_alliance(alliance)
        .select_related("organization")
        .prefetch_related(Prefetch("sessions", queryset=sessions))
        .defer("description", "provenance", "organization__description", "organization__provenance")
    )
    return found


def lacking(alliance: Alliance, what: str) -> Q:
    """The programs that have a session without what the map needs, or have no session at all."""
    sessions = Session.objects.for_alliance(alliance).order_by()
    if what == WITHOUT_SESSIONS:
        return ~Q(pk__in=sessions.values("program"))
    return Q(pk__in=sessions.filter(LACKING[what]).values("program"))


def for_age(alliance: Alliance, age: int) -> Q:
    """The programs with a session that takes somebody of `age`; by grade where no ages are stated."""
    grade = grades.grade_at(age)
    by_age = (Q(age_min__isnull=True) | Q(age_min__lte=age)) & (Q(age_max__isnull=True) | Q(age_max__gte=age))
    by_grade = (Q(grade_min__isnull=True) | Q(grade_min__lte=grade)) & (
        Q(grade_max__isnull=True) | Q(grade_max__gte=grade)
    )
    no_ages = Q(age_min__isnull=True, age_max__isnull=True)
    unknown = LACKING[WITHOUT_AGES]
    sessions = Session.objects.for_alliance(alliance).order_by()
    fitting = sessions.filter((by_age & ~no_ages) | (no_ages & by_grade & ~unknown))
    return Q(pk__in=fitting.values("program"))


def about(code: str) -> Q:
    """The programs about a topic. The quotes are the JSON list's: "art" is not "arts"."""
    return Q(topics__icontains=f'"{code}"')


def last_confirmed_order(*, newest_first: bool) -> OrderBy:
    """By the last confirmation; what nobody confirmed stands last either way."""
    field = F("verified_on")
    return field.desc(nulls_last=True) if newest_first else field.asc(nulls_last=True)


def program(alliance: Alliance, pk: int) -> Program | None:
    """One program of the alliance."""
    found: Program | None = (
        Program.objects.for_alliance(alliance)
        .select_related("organization", "source", "alliance")
        .filter(pk=pk)
        .first()
    )
    return found


def editable_programs(standing: Standing) -> QuerySet[Program]:
    """The programs that somebody may change: all for staff, else those of the organizations they keep."""
    found: QuerySet[Program] = (
        Program.objects.for_alliance(standing.alliance)
        .select_related("organization", "alliance")
        .filter(organization__in=organization_queries.editable_by(standing))
    )
    return found


def programs_of(alliance: Alliance, organizations: QuerySet[Organization]) -> QuerySet[Program]:
    """The programs of some organizations, those no longer offered last."""
    return listed(alliance).filter(organization__in=organizations).order_by("status", "name", "pk")


def sessions_of(program: Program) -> QuerySet[Session]:
    """A program's sessions with their sites, in the order of their first days."""
    found: QuerySet[Session] = (
        Session.objects.for_alliance(program.alliance)
        .filter(program=program)
        .select_related("site", "source", "program", "alliance")
        .order_by(F("starts_on").asc(nulls_last=True), "pk")
    )
    return found


def ratings_of(program: Program) -> QuerySet[QualityRating]:
    """What those found who rated the program, newest first."""
    found: QuerySet[QualityRating] = (
        QualityRating.objects.for_alliance(program.alliance)
        .select_related("program", "alliance")
        .filter(program=program)
    )
    return found


def questions_about(program: Program) -> QuerySet[Verification]:
    """The questions asked about a program, and their answers, newest first."""
    found: QuerySet[Verification] = (
        Verification.objects.for_alliance(program.alliance)
        .filter(program=program, sent_at__isnull=False)
        .select_related("answered_by")
    )
    return found


def history_of(program: Program, sessions: list[Session]) -> QuerySet[AuditEntry]:
    """What was done to a program and the sessions it has, newest first."""
    of_sessions = Q(target_type="programs.session", target_id__in=[str(session.pk) for session in sessions])
    of_program = Q(target_type="programs.program", target_id=str(program.pk))
    return (
        AuditEntry.objects.for_alliance(program.alliance)
        .filter(of_program | of_sessions)
        .select_related("by")[:HISTORY_LENGTH]
    )


def sites_of(alliance: Alliance) -> QuerySet[Site]:
    """The alliance's sites with their organizations and how many sessions each has."""
    found: QuerySet[Site] = (
        Site.objects.for_alliance(alliance)
        .select_related("organization")
        .annotate(session_count=Count("sessions"))
        .defer("provenance")
    )
    return found


def site(alliance: Alliance, pk: int) -> Site | None:
    """One site of the alliance."""
    found: Site | None = (
        Site.objects.for_alliance(alliance)
        .select_related("organization", "source", "alliance")
        .filter(pk=pk)
        .first()
    )
    return found


def sessions_at(site: Site) -> QuerySet[Session]:
    """What happens at a site, by program."""
    found: QuerySet[Session] = (
        Session.objects.for_alliance(site.alliance)
        .filter(site=site)
        .select_related("program__organization")
        .order_by("program__name", "pk")
    )
    return found


def editable_sites(standing: Standing) -> QuerySet[Site]:
    """The sites that somebody may change: all for staff, else those of the organizations they keep."""
    found: QuerySet[Site] = (
        Site.objects.for_alliance(standing.alliance)
        .select_related("organization", "alliance")
        .filter(organization__in=organization_queries.editable_by(standing))
    )
    return found


def sites_for(program: Program) -> QuerySet[Site]:
    """The sites that a program's session is likely at: its organization's, and where it has happened."""
    used = Session.objects.for_alliance(program.alliance).filter(
        program__organization=program.organization_id, site__isnull=False
    )
    found: QuerySet[Site] = Site.objects.for_alliance(program.alliance).filter(
        Q(organization=program.organization_id) | Q(pk__in=used.order_by().values("site_id"))
    )
    return found


def said_to_have_changed(alliance: Alliance) -> QuerySet[Verification]:
    """Answers by mail that something changed, where nobody has confirmed the entry since."""
    found: QuerySet[Verification] = (
        Verification.objects.for_alliance(alliance)
        .filter(answer=Verification.Answer.CHANGED)
        .filter(Q(program__verified_on__isnull=True) | Q(program__verified_on__lt=F("answered_at__date")))
        .select_related("program__organization")
    )
    return found


def due_count(alliance: Alliance, limits: freshness.Limits, today: date) -> int:
    """How many programs' partners would be asked now."""
    return asking.due(alliance, limits, today).count()


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """An organization with how many listed programs, sites and editors it has."""

    organization: Organization
    programs: int
    sites: int
    editors: int


def organization_rows(alliance: Alliance) -> list[OrganizationRow]:
    """The alliance's organizations, by name; four queries."""
    counts = [
        dict(rows.order_by().values_list("organization_id").annotate(count=Count("pk")))
        for rows in (
            Program.objects.for_alliance(alliance).filter(status=Program.Status.ACTIVE),
            Site.objects.for_alliance(alliance),
            OrganizationEditor.objects.for_alliance(alliance),
        )
    ]
    return [
        OrganizationRow(organization, *(count.get(organization.pk, 0) for count in counts))
        for organization in organization_queries.organizations_of(alliance).defer("description", "provenance")
    ]
