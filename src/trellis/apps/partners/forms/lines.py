"""Forms of chips that open a line each: what a partner brings, needs and offers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from trellis.apps.partners.forms.fields import DateField
from trellis.apps.partners.models import Asset, NeedOrOffer
from trellis.apps.partners.services.brings import Brought, Wanted
from trellis.apps.partners.vocabulary import Resource


@dataclass(frozen=True, slots=True)
class Line:
    """A chip with the fields that it opens; `pk` is the row it stands for, None for a new one."""

    key: str
    kind: str
    direction: str
    pk: int | None
    chip: BoundField
    details: tuple[BoundField, ...]

    @property
    def has_errors(self) -> bool:
        """Whether one of its fields is wrong."""
        return any(field.errors for field in self.details)


class AssetsForm(forms.Form):
    """What a partner brings: a chip for each kind, and a line for what exactly."""

    def __init__(self, *args: Any, rows: Sequence[Asset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lines = [_add(self, line, _asset_fields) for line in _spread("", rows)]

    def lines(self) -> list[Line]:
        """The chips, in the order of the kinds."""
        return [_line(self, *each) for each in self._lines]

    def values(self) -> list[Brought]:
        """What the services take."""
        return [
            Brought(
                kind=kind,
                description=self.cleaned_data[f"{key}-description"],
                quantity=self.cleaned_data[f"{key}-quantity"],
                unit=self.cleaned_data[f"{key}-unit"],
                pk=pk,
            )
            for key, _direction, kind, pk in self._lines
            if self.cleaned_data[f"{key}-on"]
        ]


class NeedsForm(forms.Form):
    """What a partner looks for, and what it would give."""

    def __init__(self, *args: Any, rows: Sequence[NeedOrOffer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lines = [
            _add(self, line, _need_fields)
            for direction in NeedOrOffer.Direction.values
            for line in _spread(direction, [row for row in rows if row.direction == direction])
        ]

    def groups(self) -> list[tuple[str, list[Line]]]:
        """The chips of what is needed, then those of what is offered, each with its title."""
        lines = [_line(self, *each) for each in self._lines]
        return [
            (str(title), [line for line in lines if line.direction == direction])
            for direction, title in (
                (NeedOrOffer.Direction.NEED, _("What do you look for?")),
                (NeedOrOffer.Direction.OFFER, _("What could you give?")),
            )
        ]

    def values(self) -> list[Wanted]:
        """What the services take."""
        return [
            Wanted(
                direction=direction,
                kind=kind,
                description=self.cleaned_data[f"{key}-description"],
                until=self.cleaned_data[f"{key}-until"],
                pk=pk,
            )
            for key, direction, kind, pk in self._lines
            if self.cleaned_data[f"{key}-on"]
        ]


# A line before it has fields: what it stands for, and the row it came from.
_Spread = tuple[str, str, str, Any]
# A line in its form: key, direction, kind, id of its row.
_Kept = tuple[str, str, str, int | None]


def _spread(direction: str, rows: Iterable[Any]) -> list[_Spread]:
    """A line for each row, and one for each kind without a row, in the order of the kinds."""
    found: list[_Spread] = []
    held = list(rows)
    for kind in Resource.values:
        own = [row for row in held if row.kind == kind] or [None]
        found += [
            (f"{direction or 'has'}-{kind}-{row.pk if row else 'new'}", direction, kind, row) for row in own
        ]
    return found


def _add(form: forms.Form, line: _Spread, fields: Any) -> _Kept:
    key, direction, kind, row = line
    form.fields[f"{key}-on"] = forms.BooleanField(
        label=Resource(kind).label, required=False, initial=row is not None
    )
    for name, field in fields().items():
        field.initial = getattr(row, name) if row is not None else None
        form.fields[f"{key}-{name}"] = field
    return key, direction, kind, row.pk if row is not None else None


def _line(form: forms.Form, key: str, direction: str, kind: str, pk: int | None) -> Line:
    details = tuple(form[name] for name in form.fields if name.startswith(f"{key}-") and name != f"{key}-on")
    return Line(key, kind, direction, pk, form[f"{key}-on"], details)


def _asset_fields() -> dict[str, forms.Field]:
    return {
        "description": forms.CharField(label=_("What exactly?"), max_length=300, required=False),
        "quantity": forms.DecimalField(
            label=_("How many?"),
            max_digits=12,
            decimal_places=2,
            min_value=0,
            required=False,
            widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any", "min": "0"}),
        ),
        "unit": forms.CharField(label=_("Of what?"), max_length=60, required=False),
    }


def _need_fields() -> dict[str, forms.Field]:
    return {
        "description": forms.CharField(label=_("In your words"), max_length=1000, required=False),
        "until": DateField(label=_("Until"), required=False),
    }
