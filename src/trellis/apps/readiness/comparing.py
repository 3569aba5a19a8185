"""What changed between two assessments of the same version of a bank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.readiness import results

if TYPE_CHECKING:
    from trellis.apps.readiness.banks import Bank
    from trellis.apps.readiness.models import Assessment


@dataclass(frozen=True, slots=True)
class Change:
    """One question, before and after; levels are None where too few answered."""

    item: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """How many levels it rose."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def said(self) -> str:
        """The change in words."""
        if self.change is None:
            return _("too few answers to compare")
        if self.change == 0:
            return _("as before")
        return _("higher") if self.change > 0 else _("lower")


def changes(earlier: Assessment, later: Assessment, bank: Bank) -> list[Change]:
    """Each question's levels; four queries."""
    before, after = results.read(earlier, bank).items, results.read(later, bank).items
    return [Change(str(new.item.short), old.level, new.level) for old, new in zip(before, after, strict=True)]


def headline(found: list[Change]) -> str:
    """How many questions rose and fell, in a sentence."""
    known = [each.change for each in found if each.change is not None]
    if not known:
        return _("Too few people answered to compare anything.")
    rose = sum(change > 0 for change in known)
    fell = sum(change < 0 for change in known)
    return _("%(higher)s, %(lower)s, %(same)s.") % {
        "higher": ngettext("%(count)d question is higher", "%(count)d questions are higher", rose)
        % {"count": rose},
        "lower": ngettext("%(count)d is lower", "%(count)d are lower", fell) % {"count": fell},
        "same": ngettext("%(count)d is as before", "%(count)d are as before", len(known) - rose - fell)
        % {"count": len(known) - rose - fell},
    }
