"""What a landscape is computed with: field, definition of openings, how graduates split, who stays."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from trellis.apps.landscape.wording import gettext_noop

Definition = Literal["openings", "entrants", "growth"]
Split = Literal["proportional", "equal"]

FIELDS: Final[dict[str, str]] = {
    "stem": "STEM",
    "stem_health": gettext_noop("STEM and health"),
    "skilled_technical": "skilled technical",
    "all": "all fields",
}
"""Each field's key and its label inside a sentence."""

DEFINITIONS: Final[dict[str, str]] = {
    "openings": gettext_noop("growth, people leaving the labor force, and people changing occupation"),
    "entrants": gettext_noop("growth and people leaving the labor force"),
    "growth": gettext_noop("growth alone"),
}
"""Each definition of openings and what it counts."""

SPLITS: Final[dict[str, str]] = {
    "proportional": gettext_noop("in proportion to each occupation's openings"),
    "equal": gettext_noop("in equal parts"),
}
"""Each way a program's graduates are split over the occupations they can enter."""


class ParameterError(ValueError):
    """A parameter that no landscape can be computed with; the message says which values would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """How a landscape is computed.

    retention: share of graduates who stay in the region, above 0 and at most 1.
    vintage: the OEWS release, such as "2025-05"; None takes the newest in the store.
    completions: the release of graduates, such as "2024"; None takes the newest, averaged over three years.
    state_projections: whether a state's own projections, where the store has them, replace national rates.
    """

    field: str = "stem"
    definition: Definition = "openings"
    split: Split = "proportional"
    retention: float = 1.0
    vintage: str | None = None
    completions: str | None = None
    state_projections: bool = True

    def __post_init__(self) -> None:
        _choose("field", self.field, FIELDS)
        _choose("definition", self.definition, DEFINITIONS)
        _choose("split", self.split, SPLITS)
        if not 0 < self.retention <= 1:
            raise ParameterError(
                f"retention is {self.retention}: it is the share who stay, above 0 and at most 1."
            )

    @property
    def field_label(self) -> str:
        """The field's name inside a sentence."""
        return FIELDS[self.field]

    def as_dict(self) -> dict[str, Any]:
        """Return the parameters as JSON-able values, for evidence and saved views."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Parameters:
        """Read what `as_dict` wrote."""
        return cls(**values)


def _choose(name: str, value: str, choices: dict[str, str]) -> None:
    if value not in choices:
        raise ParameterError(f"{name} is “{value}”: choose one of {', '.join(choices)}.")
