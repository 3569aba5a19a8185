"""Keeps what a closed assessment came to: only what is shown, so that it tells nobody's answer either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.core.evidence import kinds, services
from trellis.apps.core.permissions import Permission
from trellis.apps.readiness import method, results, words
from trellis.apps.readiness.models import Respondent

if TYPE_CHECKING:
    from trellis.apps.accounts.models import User
    from trellis.apps.core.evidence.models import Evidence
    from trellis.apps.readiness.banks import Bank
    from trellis.apps.readiness.models import Assessment

KIND: Final = "readiness"


def subject(assessment: Assessment) -> str:
    """What the evidence of an assessment is about."""
    return f"assessment:{assessment.pk}"


def keep(assessment: Assessment, bank: Bank, *, by: User | None) -> Evidence:
    """Keeps the results of an assessment that has just been closed; call it inside that transaction."""
    found = results.read(assessment, bank)
    people = Respondent.objects.for_alliance(assessment.alliance).filter(assessment=assessment).count()
    return services.keep(
        alliance=assessment.alliance,
        kind=KIND,
        subject=subject(assessment),
        title=assessment.name,
        summary=" ".join(words.headline(found, people)),
        method="readiness levels",
        method_version=method.VERSION,
        parameters={
            "bank": bank.key,
            "version": bank.version,
            "fewest": assessment.min_respondents,
        },
        inputs=[
            {
                "publisher": assessment.alliance.name,
                "title": assessment.name,
                "vintage": assessment.closed_at.date().isoformat() if assessment.closed_at else "",
                "rows": people,
            }
        ],
        result=document(found, people),
        by=by,
    )


def document(found: results.Results, people: int) -> dict[str, Any]:
    """The results as evidence keeps them."""
    return {
        "respondents": people,
        "items": [
            {
                "item": each.item.key,
                "answered": each.answered,
                "level": each.level,
                "agreement": None if each.agreement is None else round(each.agreement, 4),
                "counts": list(each.spread.counts) if each.spread else None,
                "sectors": {one.sector or "none": one.level for one in each.sectors},
                "record": each.record.figure if each.record and each.record.is_kept else None,
            }
            for each in found.items
        ],
        "sectors_described": len(found.table),
    }


def _page(evidence: Evidence) -> str:
    pk = evidence.subject.partition(":")[2]
    return reverse("readiness:results", kwargs={"alliance": evidence.alliance.slug, "pk": int(pk)})


def _asked(evidence: Evidence) -> list[tuple[str, str]]:
    asked = evidence.parameters
    return [
        (_("Questions"), _("%(bank)s, version %(version)s") % asked),
        (_("Fewest people in a result"), str(asked["fewest"])),
    ]


kinds.register(
    kinds.EvidenceKind(
        kind=KIND,
        label=gettext_lazy("Readiness"),
        how=gettext_lazy(
            "An item's level is the median of what people chose; how far they agree is van der Eijk's A. "
            "Groups that are too small are left out."
        ),
        how_sure=lambda evidence: [
            _("It is what those who answered think, not a sample of everybody in the region.")
        ],
        leaves_out=lambda evidence: [
            _("Results about fewer than %(fewest)s people, and who answered what.") % evidence.parameters
        ],
        page=_page,
        asked=_asked,
        permission=Permission.VIEW_READINESS,
        is_news=True,
    )
)
