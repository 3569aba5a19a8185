"""What the partners' pages say first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from trellis.apps.core.ui.figures import about, exact
from trellis.apps.partners.sectors import Sector

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from trellis.apps.partners.completeness import Completeness
    from trellis.apps.partners.models import Partner
    from trellis.apps.partners.profiles import Profile
    from trellis.apps.partners.queries import Overview, Seat, SectorCount

NOBODY: Final[dict[Sector, str | Promise]] = {
    Sector.SCHOOL_DISTRICT: _lazy("No school district yet"),
    Sector.SCHOOL: _lazy("No school yet"),
    Sector.CAREER_TECH: _lazy("No career tech yet"),
    Sector.TWO_YEAR_COLLEGE: _lazy("No two-year college yet"),
    Sector.FOUR_YEAR_COLLEGE: _lazy("No four-year college yet"),
    Sector.OUT_OF_SCHOOL: _lazy("No out-of-school-time program yet"),
    Sector.MUSEUM: _lazy("No museum yet"),
    Sector.LIBRARY: _lazy("No library yet"),
    Sector.STEM_COMPANY: _lazy("No STEM company yet"),
    Sector.BUSINESS: _lazy("No other business yet"),
    Sector.PROFESSIONAL_SOCIETY: _lazy("No professional society yet"),
    Sector.COMMUNITY: _lazy("No community-based organization yet"),
    Sector.PHILANTHROPY: _lazy("No funder yet"),
    Sector.FAMILIES: _lazy("No families and parents yet"),
    Sector.YOUTH: _lazy("No youth organization yet"),
    Sector.GOVERNMENT: _lazy("No government or workforce board yet"),
    Sector.RESEARCH: _lazy("No research institution yet"),
    Sector.MEDIA: _lazy("No media yet"),
}
"""What is said of a sector without a partner."""

MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector on the directory's page: how many partners, how wide its bar is, or that there is nobody."""

    label: str
    count: int
    share: float
    nobody: str
    url: str


def directory(active: int, counts: Sequence[SectorCount]) -> list[str]:
    """Who is in, and who is missing."""
    if not active:
        return [_("There is no partner yet.")]
    present = sum(1 for each in counts if each.partners)
    partners = ngettext("%(count)s partner", "%(count)s partners", active) % {"count": exact(active)}
    first = ngettext(
        "%(partners)s from %(count)s sector.", "%(partners)s from %(count)s sectors.", present
    ) % {"partners": partners, "count": exact(present)}
    missing = [str(NOBODY[each.sector]) for each in counts if not each.partners]
    if not missing:
        return [first, _("Every sector is here.")]
    if len(missing) <= MOST_NAMED:
        return [first, *(f"{words}." for words in missing)]
    more = ngettext("%(count)s sector has nobody yet.", "%(count)s sectors have nobody yet.", len(missing))
    return [first, more % {"count": exact(len(missing))}]


def keeping(found: Overview) -> list[str]:
    """How many keep their own profile, and how many profiles are complete."""
    numbers = {"active": exact(found.active), "kept": exact(found.kept), "complete": exact(found.complete)}
    if not found.active:
        return []
    return [_("%(kept)s of %(active)s keep their own profile; %(complete)s profiles are complete.") % numbers]


def partner(found: Profile) -> list[str]:
    """Who a partner is, for whom and where it works, and how many it reaches."""
    said = [_("%(sector)s.") % {"sector": found.partner.get_sector_display()}]
    bands, counties = found.grade_labels, found.county_names
    if bands and counties:
        said.append(
            _("Works for %(bands)s in %(counties)s.") % {"bands": _short(bands), "counties": _short(counties)}
        )
    elif bands:
        said.append(_("Works for %(bands)s.") % {"bands": _short(bands)})
    elif counties:
        said.append(_("Works in %(counties)s.") % {"counties": _short(counties)})
    reached = [
        words % {"count": about(count)}
        for count, words in (
            (found.reach_young_people, _("%(count)s young people")),
            (found.reach_educators, _("%(count)s educators")),
        )
        if count
    ]
    if reached:
        said.append(_("Reaches about %(whom)s a year.") % {"whom": get_text_list(reached, _("and"))})
    return said


def completeness(found: Completeness) -> str:
    """How far a profile is, and how long the rest takes."""
    if found.is_complete:
        return _("The profile is complete.")
    numbers = {
        "filled": exact(found.count),
        "asked": exact(len(found.asked)),
        "minutes": exact(found.minutes_left),
    }
    return (
        ngettext(
            "%(filled)s of %(asked)s parts are filled. The rest takes about %(minutes)s minute.",
            "%(filled)s of %(asked)s parts are filled. The rest takes about %(minutes)s minutes.",
            found.minutes_left,
        )
        % numbers
    )


def leadership(seats: Sequence[Seat]) -> str:
    """How many lead the alliance, and from how many sectors."""
    if not seats:
        return _("Nobody is on the leadership team yet.")
    people = ngettext("%(count)s person", "%(count)s people", len(seats)) % {"count": exact(len(seats))}
    sectors = len({seat.partner.sector for seat in seats})
    return ngettext(
        "%(people)s from %(count)s sector lead the alliance.",
        "%(people)s from %(count)s sectors lead the alliance.",
        sectors,
    ) % {"people": people, "count": exact(sectors)}


def confirmed(partner: Partner) -> str:
    """When somebody last said that a profile is true."""
    if partner.confirmed_on is None:
        return _("Nobody has confirmed this profile yet.")
    return _("Confirmed %(day)s.") % {"day": date_format(partner.confirmed_on)}


def _short(labels: Sequence[str]) -> str:
    """The first labels as a list, and how many more there are."""
    if len(labels) <= MOST_NAMED + 1:
        return str(get_text_list(list(labels), _("and")))
    rest = len(labels) - MOST_NAMED
    more = ngettext("%(count)s more", "%(count)s more", rest) % {"count": exact(rest)}
    return str(get_text_list([*labels[:MOST_NAMED], more], _("and")))
