"""Sentences in pieces, so that a page can hang its evidence card on each number and a link on each name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from trellis.apps.core.ui.evidence_card import EvidenceCard


class Part(NamedTuple):
    """A piece of a sentence, with its evidence card or its address where it has one."""

    text: str
    card: EvidenceCard | None = None
    href: str = ""


Sentence = list[Part]


def sentence(
    template: str,
    cards: Mapping[str, EvidenceCard] | None = None,
    /,
    *,
    links: Mapping[str, str] | None = None,
    **words: str,
) -> Sentence:
    """Fill the `{names}` of a template; a name that has a card or a link carries it."""
    parts = []
    for literal, name, _spec, _conversion in Formatter().parse(template):
        if literal:
            parts.append(Part(literal))
        if name is not None:
            parts.append(Part(words[name], (cards or {}).get(name), (links or {}).get(name, "")))
    return parts


def text(parts: Sentence) -> str:
    """A sentence as running text."""
    return "".join(part.text for part in parts)


def joined(items: Sequence[str], *, most: int = 3) -> str:
    """Names as a sentence lists them: “a”, “a and b”, “a, b and c”, “a, b and 4 more”."""
    shown = list(items)
    if len(shown) > most:
        more = len(shown) - most + 1
        shown = [*shown[: most - 1], ngettext("%(n)d more", "%(n)d more", more) % {"n": more}]
    if len(shown) < 2:
        return "".join(shown)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(shown[:-1]), "last": shown[-1]}
