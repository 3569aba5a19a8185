"""Finds the banks that lie beside this file."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from trellis.apps.ties.banks.shape import Bank, parse

FOLDER: Final = Path(__file__).parent


class UnknownBank(LookupError):
    """There is no such bank, or not in this version."""


@lru_cache(maxsize=1)
def shipped() -> tuple[Bank, ...]:
    """Every version of every bank, the oldest first."""
    found = [parse(json.loads(path.read_text("utf-8"))) for path in FOLDER.glob("*.json")]
    return tuple(sorted(found, key=lambda bank: (bank.key, bank.version)))


def bank_of(key: str, version: int) -> Bank:
    """One version of a bank."""
    for bank in shipped():
        if (bank.key, bank.version) == (key, version):
            return bank
    raise UnknownBank(f"{key} {version}")


def latest() -> Bank:
    """The questions that a new wave asks."""
    return shipped()[-1]
