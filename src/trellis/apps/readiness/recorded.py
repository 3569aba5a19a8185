"""What Trellis keeps today that answers items of the banks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.findings.models import Decision
from trellis.apps.partners.models import Partner, Person
from trellis.apps.partners.sectors import Sector
from trellis.apps.programs.models import Program
from trellis.apps.readiness.models import Assessment
from trellis.apps.readiness.record import Recorded, register

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from trellis.apps.alliances.models import Alliance


def _active(alliance: Alliance) -> QuerySet[Partner]:
    found: QuerySet[Partner] = Partner.objects.for_alliance(alliance).filter(status=Partner.Status.ACTIVE)
    return found


def partners(alliance: Alliance) -> Recorded:
    """How many partners are active."""
    count = _active(alliance).count()
    said = ngettext("%(count)d active partner", "%(count)d active partners", count) % {"count": count}
    return Recorded(count, said, "partners")


def sectors(alliance: Alliance) -> Recorded:
    """How many sectors have an active partner."""
    count = _active(alliance).order_by().values("sector").distinct().count()
    said = _("%(count)d of %(all)d sectors have an active partner") % {"count": count, "all": len(Sector)}
    return Recorded(count, said, "partners")


def backbone(alliance: Alliance) -> Recorded:
    """Whether a backbone organization is named."""
    count = _active(alliance).filter(is_backbone=True).count()
    if count or alliance.backbone:
        return Recorded(max(count, 1), _("A backbone organization is named"), "partners")
    return Recorded(0, _("No backbone organization is named"), "partners")


def leadership_team(alliance: Alliance) -> Recorded:
    """How many people are on the leadership team."""
    people = Person.objects.for_alliance(alliance).filter(partner__status=Partner.Status.ACTIVE)
    count = people.exclude(leadership_role="").count()
    said = ngettext(
        "%(count)d person on the leadership team", "%(count)d people on the leadership team", count
    )
    return Recorded(count, said % {"count": count}, "partners")


def programs(alliance: Alliance) -> Recorded:
    """How many programs are listed."""
    count = Program.objects.for_alliance(alliance).filter(status=Program.Status.ACTIVE).count()
    said = ngettext("%(count)d program listed", "%(count)d programs listed", count) % {"count": count}
    return Recorded(count, said, "programs")


def public_finder(alliance: Alliance) -> Recorded:
    """Whether families can look for programs."""
    if alliance.public_programs:
        return Recorded(1, _("The program finder is open to families"), "settings")
    return Recorded(0, _("The program finder is not open to families"), "settings")


def decisions(alliance: Alliance) -> Recorded:
    """How many decisions about recommendations were taken."""
    count = Decision.objects.for_alliance(alliance).count()
    said = ngettext("%(count)d decision noted", "%(count)d decisions noted", count) % {"count": count}
    return Recorded(count, said, "decisions")


def assessments(alliance: Alliance) -> Recorded:
    """How many assessments came to an end."""
    closed = Assessment.objects.for_alliance(alliance).filter(status=Assessment.Status.CLOSED)
    count = closed.count()
    said = ngettext("%(count)d assessment closed", "%(count)d assessments closed", count)
    return Recorded(count, said % {"count": count}, "readiness")


for _reader in (
    partners,
    sectors,
    backbone,
    leadership_team,
    programs,
    public_finder,
    decisions,
    assessments,
):
    register(_reader.__name__, _reader)
