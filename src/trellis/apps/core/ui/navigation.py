"""The five stages and the thread as a reader's navigation; a stage without pages isn't shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# key, label, icon; the order is the order of work
STAGES: tuple[tuple[str, Promise, str], ...] = (
    ("see", _("See"), "insights"),
    ("gather", _("Gather"), "groups"),
    ("agree", _("Agree"), "verified"),
    ("act", _("Act"), "flag"),
    ("learn", _("Learn"), "lightbulb"),
    ("thread", _("Thread"), "link"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that the navigation offers, as an app declares it."""

    stage: str
    label: str | Promise
    url: Callable[[], str | None]  # None: not for this reader


@dataclass(frozen=True, slots=True)
class Item:
    """One link."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with the pages it has for this reader."""

    key: str
    label: str
    icon: str
    items: tuple[Item, ...]

    @property
    def current(self) -> bool:
        """Whether the reader is on one of its pages."""
        return any(item.current for item in self.items)

    @property
    def url(self) -> str:
        """Its first page: where the bar of a phone leads."""
        return self.items[0].url


def stages(entries: Iterable[Entry], *, path: str) -> tuple[Stage, ...]:
    """The stages that have pages; the longest address that `path` begins with is the current one."""
    found = [(entry, url) for entry in entries if (url := entry.url()) is not None]
    current = max((url for _entry, url in found if path.startswith(url)), key=len, default=None)
    made = []
    for key, label, icon in STAGES:
        items = tuple(
            Item(label=str(entry.label), url=url, current=url == current)
            for entry, url in found
            if entry.stage == key
        )
        if items:
            made.append(Stage(key=key, label=str(label), icon=icon, items=items))
    return tuple(made)
