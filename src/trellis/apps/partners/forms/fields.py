"""Fields that more than one form of a profile has."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms

from trellis.apps.programs.forms.fields import CountField, DateField, TermsField

__all__ = ["SEMICOLONS", "SPACES", "ChipsField", "CodesField", "CountField", "DateField"]

SPACES: Final = re.compile(r"[,;\s]+")
SEMICOLONS: Final = re.compile(r"[;\n]+")
"""Names have spaces and commas of their own: “Creek County, OK”."""


class ChipsField(TermsField):
    """Any of several terms, one tap each; a TermsField that looks like a row of chips."""

    is_chips = True


class CodesField(forms.CharField):
    """Several codes or names in one field, with `between` between them."""

    def __init__(self, *, between: re.Pattern[str] = SPACES, **kwargs: Any) -> None:
        self.between = between
        super().__init__(required=False, max_length=4000, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "")
        return list(dict.fromkeys(part.strip() for part in self.between.split(text) if part.strip()))

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(value) if isinstance(value, list) else value
