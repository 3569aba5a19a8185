"""Fields that more than one form of the directory has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FREE_WORDS: Final = {"free", "gratis", "no cost", "none"}
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_AMOUNT: Final = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})?|\d{1,6})(\.\d{1,2})?")


class DateField(forms.DateField):
    """A day, with the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)


class TimeField(forms.TimeField):
    """A time of day, with the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


class PriceField(forms.CharField):
    """Dollars as people write them: "25", "$12.50", "1,200", "free". Empty where it is not known."""

    message = _("Write dollars as a number, such as 25 or 12.50. Write 0 or “free” if it costs nothing.")

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).rstrip(" !.")
        if not text:
            return None
        if text.casefold() in FREE_WORDS:
            return Decimal(0)
        match = _AMOUNT.fullmatch(text)
        if match is None:
            raise ValidationError(self.message)
        return Decimal(match[1].replace(",", "") + (match[2] or ""))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
        return value


class CountField(forms.IntegerField):
    """A whole number from 0 on, as people type it: "24", "1,200"."""

    default_error_messages: ClassVar = {
        "invalid": _("Write a whole number, such as 24."),
        "min_value": _("Write 0 or a larger number."),
        "max_value": _("Write %(limit_value)s or a smaller number."),
    }

    def __init__(self, *, max_value: int = 1_000_000, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=max_value, required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_THOUSANDS.sub("", value) if isinstance(value, str) else value)


class AnswerField(forms.TypedChoiceField):
    """Yes, no, or not known: nobody is made to guess."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            choices=[("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


Terms = list[tuple[str, str | Promise]]


class TermsField(forms.MultipleChoiceField):
    """Any of several terms as checkboxes; terms that an entry has already and that aren't ours are kept.

    `terms` is asked for each form anew, so that it speaks the reader's language.
    """

    def __init__(self, *, terms: Callable[[], Terms], **kwargs: Any) -> None:
        self.terms = terms
        super().__init__(choices=terms, widget=forms.CheckboxSelectMultiple, required=False, **kwargs)

    def keep(self, present: Iterable[str], label: Callable[[str], str]) -> None:
        """Also offers those of an entry's present terms that aren't ours."""
        terms = self.terms()
        ours = {code for code, _label in terms}
        self.choices = [*terms, *((term, label(term)) for term in present if term not in ours)]


class ListField(forms.CharField):
    """Several short texts in one field, with commas between."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return list(dict.fromkeys(part.strip() for part in str(text).split(",") if part.strip()))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value
