"""What the pages of waves say first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import exact, percent
from trellis.apps.ties.models import Wave
from trellis.apps.ties.queries import Hidden

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trellis.apps.ties.queries import Response


def when(wave: Wave) -> str:
    """Until when a wave is open, or the day it stands for."""
    if wave.status == Wave.Status.OPEN and wave.closes_at:
        return _("Closes on %(moment)s") % {"moment": _moment(wave.closes_at)}
    if wave.opens_on:
        return str(date_format(wave.opens_on))
    return ""


def state(wave: Wave) -> str:
    """Where a wave stands, in a word."""
    return _("Imported") if wave.is_imported else str(wave.get_status_display())


def answered(wave: Wave, found: Response) -> str:
    """How many have answered, as a sentence."""
    if not found.entries:
        return _("Nobody is asked yet.")
    numbers = {"done": exact(found.entries_finished), "all": exact(found.entries)}
    if wave.is_of_people:
        said = ngettext("%(done)s of %(all)s person has", "%(done)s of %(all)s people have", found.entries)
    else:
        said = ngettext(
            "%(done)s of %(all)s organization has", "%(done)s of %(all)s organizations have", found.entries
        )
    return _("%(who)s answered: %(rate)s.") % {
        "who": said % numbers,
        "rate": percent(found.rate, 0),
    }


def why_hidden(wave: Wave, hidden: Hidden) -> str:
    """Why no network is shown; "" where it is."""
    if hidden is Hidden.OPEN and not wave.is_draft:
        return _("The network is shown once the survey is closed.")
    if hidden is Hidden.FEW:
        return ngettext(
            "Too few have answered: with fewer than %(count)d no network is shown.",
            "Too few have answered: with fewer than %(count)d no network is shown.",
            wave.min_raters,
        ) % {"count": wave.min_raters}
    return ""


def overview(rows: Sequence[Wave]) -> str:
    """How many waves there are, and whether one is open."""
    if not rows:
        return _("Nobody has been asked yet who works with whom.")
    open_now = [row for row in rows if row.takes_answers]
    if len(open_now) == 1:
        return _("%(name)s is open.") % {"name": open_now[0].name}
    said = ngettext("There is %(count)s wave.", "There are %(count)s waves.", len(rows))
    return said % {"count": exact(len(rows))}


def _moment(moment: datetime) -> str:
    return str(date_format(timezone.localtime(moment), "DATETIME_FORMAT"))
