"""An evidence card: where one number comes from, how sure it is, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class CardSource:
    """One publication that the number was read from."""

    publisher: str
    title: str
    vintage: str
    url: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """What a reader needs to trust a number, or not to."""

    value: str  # as it is shown, large: "1,530"
    label: str  # what it counts: "STEM openings a year, Tulsa area"
    sources: tuple[CardSource, ...]
    method: str  # how it was made, in one sentence
    method_url: str = ""
    sure: str = ""  # the interval and why: "1,490 to 1,570 (90 %): the survey's sampling error"
    computed_at: datetime | None = None
    version: str = ""  # of the method: "alignment 1.0"
    left_out: tuple[str, ...] = ()
    url: str = ""  # the evidence page, where everything behind the number is

    @property
    def computed_on(self) -> str:
        """The day it was computed, in the reader's language."""
        if self.computed_at is None:
            return ""
        moment = (
            timezone.localtime(self.computed_at) if timezone.is_aware(self.computed_at) else self.computed_at
        )
        return str(formats.date_format(moment, "DATE_FORMAT"))

    @property
    def citation(self) -> str:
        """One line to paste into a report: the number, what it is, its sources, method and date."""
        parts = [f"{self.label}: {self.value}."]
        parts += [f"{s.publisher}, {s.title}, {s.vintage}." for s in self.sources]
        if self.version:
            parts.append(gettext("Method: %(method)s.") % {"method": self.version})
        if self.computed_on:
            parts.append(gettext("Computed by Trellis on %(day)s.") % {"day": self.computed_on})
        return " ".join(parts)
