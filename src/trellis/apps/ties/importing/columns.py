"""Which column of a file is what: our names, how readers are told, and the headings that give them away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from trellis.apps.programs.importing.matching import plain
from trellis.methods.ties import ITEMS

if TYPE_CHECKING:
    from django.utils.functional import Promise

Columns = dict[str, str]
"""{our name: heading}; a name that no column has isn't there."""


@dataclass(frozen=True, slots=True)
class Field:
    """What a column can hold; `headings` as `matching.plain` writes them, the likeliest first."""

    key: str
    label: str | Promise
    headings: tuple[str, ...]
    is_needed: bool = False


NODE_FIELDS: Final = (
    Field(
        "id",
        _("Id"),
        ("id", "node id", "nodeid", "node", "key", "number", "no", "code", "vertex", "organization id"),
        is_needed=True,
    ),
    Field(
        "name",
        _("Name"),
        ("name", "vertex names", "label", "organization", "organization name", "title", "nombre", "person"),
    ),
    Field(
        "sector",
        _("Sector"),
        ("sector", "sponsorship", "type", "category", "group", "kind", "class", "organization type"),
    ),
)
_ITEM_LABELS: Final = {
    "reliability": _("Rating: reliability"),
    "mission": _("Rating: in support of the mission"),
    "openness": _("Rating: open to discussion"),
    "power": _("Rating: power and influence"),
    "involvement": _("Rating: level of involvement"),
    "resources": _("Rating: resource contribution"),
}
_ITEM_HEADINGS: Final = {
    "reliability": ("reliability", "reliable"),
    "mission": ("mission", "in support of mission", "in support of the mission", "mission congruence"),
    "openness": ("openness", "open to discussion", "open to dialogue"),
    "power": ("power", "power and influence", "power influence"),
    "involvement": ("involvement", "level of involvement"),
    "resources": ("resources", "resource contribution", "contributing resources"),
}
EDGE_FIELDS: Final = (
    Field(
        "from",
        _("From"),
        ("from", "source", "sender", "ego", "from id", "source id", "rater", "de"),
        is_needed=True,
    ),
    Field(
        "to",
        _("To"),
        ("to", "target", "receiver", "alter", "to id", "target id", "rated", "a"),
        is_needed=True,
    ),
    Field(
        "frequency",
        _("How often, 1 to 4"),
        ("frequency", "weight", "strength", "value", "how often", "contact", "frecuencia"),
    ),
    Field("activity", _("How closely"), ("activity", "level", "how closely", "collaboration", "actividad")),
    *(Field(item, _ITEM_LABELS[item], _ITEM_HEADINGS[item]) for item in ITEMS),
)


def guess(headings: Sequence[str], fields: Sequence[Field]) -> Columns:
    """The column of each field, by its heading; each column is one field at most."""
    left = {plain(heading): heading for heading in reversed(headings)}
    found: Columns = {}
    for field in fields:
        for words in field.headings:
            if words in left:
                found[field.key] = left.pop(words)
                break
    return found


def missing(columns: Mapping[str, str], fields: Sequence[Field]) -> list[Field]:
    """The fields that an import can't do without and that no column holds."""
    return [field for field in fields if field.is_needed and not columns.get(field.key)]
