"""Which ratings count in results.

Results are means over three raters or more. A mean that was shown once and shown again after one more rating
tells that rating; so ratings are taken over only on closing, and those of one item about one organization
only where no rater or at least three of them changed since they were last taken over.
"""

from __future__ import annotations

from collections import defaultdict

from trellis.apps.ties.models import FEWEST_RATERS, Answer, Wave

Given = dict[str, int]


def publish_ratings(wave: Wave) -> None:
    """Takes over the ratings of a wave that closes. Call it inside the transaction that closes it."""
    rows = list(
        Answer.objects.for_alliance(wave.alliance)
        .filter(respondent__wave=wave)
        .select_related("respondent")
        .order_by("pk")
    )
    changed: dict[tuple[int, str], set[int]] = defaultdict(set)
    for row in rows:
        now = given(row)
        for item in {*now, *row.ratings_shown}:
            if now.get(item) != row.ratings_shown.get(item):
                changed[row.about_id, item].add(row.respondent.entry_id)
    written = []
    for row in rows:
        shown = dict(row.ratings_shown)
        now = given(row)
        for item in {*now, *shown}:
            if len(changed[row.about_id, item]) >= FEWEST_RATERS:
                if item in now:
                    shown[item] = now[item]
                else:
                    del shown[item]
        if shown != row.ratings_shown:
            row.ratings_shown = shown
            written.append(row)
    Answer.objects.for_alliance(wave.alliance).bulk_update(written, ["ratings_shown"], batch_size=500)


def given(row: Answer) -> Given:
    """The ratings that an answer gives: none once the tie was unticked."""
    return dict(row.ratings) if row.knows else {}
