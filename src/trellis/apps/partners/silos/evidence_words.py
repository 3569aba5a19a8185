"""What the silo finder's evidence says of itself on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.apps.core.evidence.kinds import EvidenceKind
from trellis.apps.core.permissions import Permission
from trellis.apps.partners.silos.evidence import KIND

if TYPE_CHECKING:
    from trellis.apps.core.evidence.models import Evidence


def _leaves_out(evidence: Evidence) -> list[str]:
    parts = evidence.result
    found = [
        _("Two of one organization are never compared."),
        _("Schools, districts, career tech and employers are compared by needs and offers alone."),
    ]
    silent = sum(part["without_topics"] for part in parts.values())
    if silent:
        found.append(
            ngettext(
                "%(count)d entry names no topic; it is compared by its words alone.",
                "%(count)d entries name no topic; they are compared by their words alone.",
                silent,
            )
            % {"count": silent}
        )
    more = sum(part["left_out"] for part in parts.values())
    if more:
        found.append(
            ngettext(
                "%(count)d more finding, less sure than those kept, is left out.",
                "%(count)d more findings, less sure than those kept, are left out.",
                more,
            )
            % {"count": more}
        )
    return found


def _how_sure(evidence: Evidence) -> list[str]:
    return [
        _(
            "It orders what a person should look at; it is no proof. Who does good work beside each other "
            "on purpose looks the same from here."
        )
    ]


KIND_WORDS = EvidenceKind(
    KIND,
    gettext_lazy("Silos"),
    gettext_lazy(
        "Every two partners, and every two programs, are compared by what they are about, for whom, where, "
        "and how they describe themselves; needs are held against offers."
    ),
    how_sure=_how_sure,
    leaves_out=_leaves_out,
    permission=Permission.MANAGE_PARTNERS,
    page=lambda evidence: reverse("silos:list", kwargs={"alliance": evidence.alliance.slug}),
)
