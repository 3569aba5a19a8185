"""The questions that a wave asks: data files, a file a version; old versions stay for their answers."""

from trellis.apps.ties.banks.loading import UnknownBank, bank_of, latest, shipped
from trellis.apps.ties.banks.shape import Bank, Option, Question, Text, WrongBank, parse

__all__ = [
    "Bank",
    "Option",
    "Question",
    "Text",
    "UnknownBank",
    "WrongBank",
    "bank_of",
    "latest",
    "parse",
    "shipped",
]
