"""Looks for silos in an alliance and keeps what was found as evidence; pages read what is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Max, Model, Value
from django.db.models.fields import CharField
from django.utils.translation import gettext as _

from trellis.apps.core.evidence import queries, services
from trellis.apps.organizations.models import Organization
from trellis.apps.partners.models import Asset, NeedOrOffer, Partner, PartnerPlace
from trellis.apps.partners.silos import reading
from trellis.apps.partners.silos.document import DUPLICATE, Document, document
from trellis.apps.partners.silos.finding import METHOD_VERSION
from trellis.apps.programs.models import Program, Session, Site

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.alliances.models import Alliance
    from trellis.apps.core.evidence.models import Evidence

KIND: Final = "silos"
METHOD: Final = "silos"
SUBJECT: Final = "partners and programs"
_READ: Final[tuple[type[Model], ...]] = (
    Partner,
    PartnerPlace,
    Asset,
    NeedOrOffer,
    Organization,
    Program,
    Session,
    Site,
)


def look_and_keep(
    *,
    alliance: Alliance,
    by: User | None,
    progress: Callable[[int, int, str], None] = lambda done, of, saying: None,
) -> Evidence:
    """Compare all partners and all programs as they are now, and keep what was found."""
    state = state_of(alliance)
    found: dict[str, Document] = {}
    inputs = []
    for step, (about, read, title) in enumerate(
        (
            ("partners", reading.partners, _("Profiles of partners")),
            ("programs", reading.programs, _("Directory of programs")),
        )
    ):
        progress(2 * step, 4, _("Reading: %(what)s") % {"what": title})
        subjects = read(alliance)
        progress(2 * step + 1, 4, _("Comparing: %(what)s") % {"what": title})
        found[about] = document(subjects)
        inputs.append(
            {
                "publisher": alliance.name,
                "title": title,
                "vintage": state["newest"],
                "rows": len(subjects.members),
                "data": state["data"],
            }
        )
    return services.keep(
        alliance=alliance,
        kind=KIND,
        subject=SUBJECT,
        title=_("Who does the same, and who could join forces"),
        summary=_summary(found),
        method=METHOD,
        method_version=METHOD_VERSION,
        parameters={},
        inputs=inputs,
        result=found,
        by=by,
    )


def newest(alliance: Alliance) -> Evidence | None:
    """What was found last; None where nobody looked."""
    return queries.latest(alliance, kind=KIND, subject=SUBJECT)


def is_current(evidence: Evidence, alliance: Alliance) -> bool:
    """Whether profiles and programs are still as they were when this was found."""
    return bool(evidence.inputs) and evidence.inputs[0].get("data") == state_of(alliance)["data"]


def state_of(alliance: Alliance) -> dict[str, str]:
    """A fingerprint of all that is compared, and how; and the day of its newest change: one query."""
    parts = [_counted(model, alliance) for model in _READ]
    rows = sorted(parts[0].union(*parts[1:], all=True))
    text = "\n".join([METHOD_VERSION, *(f"{label} {count} {changed}" for label, count, changed in rows)])
    days = [str(changed)[:10] for _label, _count, changed in rows if changed]
    return {"data": hashlib.sha256(text.encode()).hexdigest()[:16], "newest": max(days, default="")}


def _counted(model: Any, alliance: Alliance) -> Any:
    return (
        model.objects.for_alliance(alliance)
        .order_by()
        .values("alliance")
        .annotate(
            label=Value(model._meta.label, output_field=CharField()),
            rows=Count("pk"),
            newest=Max("changed_at"),
        )
        .values_list("label", "rows", "newest")
    )


def _summary(found: dict[str, Document]) -> str:
    findings = [each for part in found.values() for each in part["findings"]]
    duplicates = sum(each["kind"] == DUPLICATE for each in findings)
    return _("%(duplicates)d possible duplicates, %(together)d that could join forces.") % {
        "duplicates": duplicates,
        "together": len(findings) - duplicates,
    }
