"""What publications call things, in the reader's words: levels of education, licences, months."""

from __future__ import annotations

from typing import Final

from trellis.apps.landscape.dates import month
from trellis.apps.landscape.wording import Words, gettext_noop

LABELS: Final = frozenset(
    {
        # typical entry education, as BLS writes it
        gettext_noop("No formal educational credential"),
        gettext_noop("High school diploma or equivalent"),
        gettext_noop("Some college, no degree"),
        gettext_noop("Postsecondary nondegree award"),
        gettext_noop("Associate's degree"),
        gettext_noop("Bachelor's degree"),
        gettext_noop("Master's degree"),
        gettext_noop("Doctoral or professional degree"),
        # credentials, as College Scorecard writes them
        gettext_noop("Undergraduate certificate"),
        gettext_noop("Post-baccalaureate certificate"),
        gettext_noop("Doctoral degree"),
        gettext_noop("First professional degree"),
        gettext_noop("Graduate certificate"),
        # licences
        gettext_noop("Public domain (work of the U.S. government)"),
        # what would tell which colleges are in a region
        gettext_noop(
            "Pull the IPEDS directory (trellis data pull ipeds-directory), or choose the colleges by hand "
            "(on the command line --add-college)."
        ),
        gettext_noop(
            "Pull the area definitions (trellis data pull area-definitions), or choose counties and colleges "
            "by hand (on the command line --county and --add-college)."
        ),
        gettext_noop(
            "Pull the area definitions and the IPEDS directory (trellis data pull area-definitions "
            "ipeds-directory), or choose the colleges by hand (on the command line --add-college)."
        ),
    }
)


def published(label: str, words: Words) -> str:
    """Return a label of a publication as the reader says it; one that isn't known here stays as it is."""
    return words.gettext(label) if label in LABELS else month(label, words)
