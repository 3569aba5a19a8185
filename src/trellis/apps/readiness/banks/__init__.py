"""Question banks: those that ship with Trellis, and those that an alliance wrote itself."""

from trellis.apps.readiness.banks.loading import UnknownBank, bank_of, latest, shipped
from trellis.apps.readiness.banks.shape import TABLE_STEP, Bank, Item, Level, Step, Text, WrongBank, parse

__all__ = [
    "TABLE_STEP",
    "Bank",
    "Item",
    "Level",
    "Step",
    "Text",
    "UnknownBank",
    "WrongBank",
    "bank_of",
    "latest",
    "parse",
    "shipped",
]
