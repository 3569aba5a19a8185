"""Finds banks. What ships lies beside this file, a file a version; old versions stay for their answers."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trellis.apps.readiness.banks.shape import Bank, parse
from trellis.apps.readiness.models.own_bank import OWN, OwnBank

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

FOLDER: Final = Path(__file__).parent
ORDER: Final = ("region", "sectors", "partnership", "backbone")


class UnknownBank(LookupError):
    """There is no such bank, or not in this version."""


@lru_cache(maxsize=1)
def shipped() -> tuple[Bank, ...]:
    """Every version of every bank that ships, in the order in which an alliance needs them."""
    found = [parse(json.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.json"))]
    return tuple(sorted(found, key=lambda bank: (ORDER.index(bank.key), bank.version)))


def bank_of(alliance: Alliance, key: str, version: int) -> Bank:
    """One version of a bank; of the alliance's own, one query."""
    if not key.startswith(OWN):
        for bank in shipped():
            if (bank.key, bank.version) == (key, version):
                return bank
        raise UnknownBank(f"{key} {version}")
    row = OwnBank.objects.for_alliance(alliance).filter(key=key, version=version).first()
    if row is None:
        raise UnknownBank(f"{key} {version}")
    return parse(row.content)


def latest(alliance: Alliance) -> tuple[Bank, ...]:
    """The newest version of every bank that the alliance can use; one query."""
    newest = {bank.key: bank for bank in shipped()}
    rows = OwnBank.objects.for_alliance(alliance).order_by("key", "version")
    newest |= {row.key: parse(row.content) for row in rows}
    return tuple(newest.values())
