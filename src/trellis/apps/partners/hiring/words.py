"""Says why an occupation was suggested for a job title, and where the titles come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from trellis.apps.partners.hiring import coding


def why(suggestion: Mapping[str, Any], *, most: int = 2) -> list[str]:
    """Why an occupation was suggested, in at most so many sentences."""
    if suggestion["listed"]:
        return [_("This very title is listed for it.")]
    found = []
    for match in suggestion["why"][:most]:
        parts = [f"“{theirs}”" for _own, theirs in match["matched"]]
        near = [
            _("“%(own)s” is near “%(theirs)s”") % {"own": own, "theirs": theirs}
            for own, theirs in match["near"]
        ]
        said = ", ".join([*([_("shares %(words)s") % {"words": ", ".join(parts)}] if parts else []), *near])
        found.append(_("Listed for it: “%(title)s” (%(why)s).") % {"title": match["title"], "why": said})
    return found


def explained(suggestions: Iterable[Mapping[str, Any]], *, most: int = 2) -> list[dict[str, Any]]:
    """Suggestions with their reasons, as a page shows them."""
    return [{"soc": each["soc"], "title": each["title"], "why": why(each, most=most)} for each in suggestions]


def source_sentences() -> list[str]:
    """Which titles are searched, from whom, and what to do where only few are at hand."""
    info = coding.source()
    if coding.is_whole():
        return [
            _(
                "Titles are searched in %(title)s, release %(vintage)s, by the %(publisher)s (%(licence)s), "
                "changed: put together by occupation as employment is published."
            )
            % {
                "title": "O*NET",
                "vintage": info.vintage,
                "publisher": info.publisher,
                "licence": info.licence,
            }
        ]
    return [
        _("Only the published names of occupations are searched (%(title)s, %(vintage)s).")
        % {"title": info.title, "vintage": info.vintage},
        _("With O*NET's job titles far more are found: whoever runs this site adds them by “%(command)s”.")
        % {"command": "trellis data pull onet"},
    ]
