"""Sentences in pieces, so that a page can hang its evidence card on each number."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from trellis.apps.core.ui.evidence_card import EvidenceCard


class Part(NamedTuple):
    """A piece of a sentence, with its evidence card where it is a number that has one."""

    text: str
    card: EvidenceCard | None = None


Sentence = list[Part]


def sentence(template: str, cards: Mapping[str, EvidenceCard] | None = None, /, **words: str) -> Sentence:
    """Fill the `{names}` of a template; a name that has a card carries it."""
    parts = []
    for literal, name, _spec, _conversion in Formatter().parse(template):
        if literal:
            parts.append(Part(literal))
        if name is not None:
            parts.append(Part(words[name], (cards or {}).get(name)))
    return parts


def text(parts: Sentence) -> str:
    """Return a sentence as running text."""
    return "".join(part.text for part in parts)
