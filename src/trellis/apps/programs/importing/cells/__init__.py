"""Reads single cells: what somebody typed becomes a value, or a message beside the cell."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from trellis.apps.programs.importing.cells import ages, lists, numbers, places, prices, texts, times
from trellis.apps.programs.importing.cells.base import Cell

READERS: Final[Mapping[str, Callable[[str], Cell]]] = MappingProxyType(
    {
        "id": texts.identifier,
        "text": texts.text,
        "long_text": texts.text,
        "url": texts.url,
        "email": texts.email,
        "list": lists.entries,
        "topics": lists.topics,
        "languages": lists.languages,
        "mode": lists.mode,
        "status": lists.status,
        "yes_no": lists.yes_no,
        "whole": numbers.whole,
        "decimal": numbers.decimal,
        "age": ages.age,
        "ages": ages.age_range,
        "grade": ages.grade,
        "grades": ages.grade_range,
        "price": prices.price,
        "price_per": prices.price_per,
        "date": times.day,
        "time": times.clock,
        "times": times.clock_range,
        "days": times.days,
        "rrule": times.rule,
        "state": places.state,
        "zip": places.zip_code,
        "latitude": places.latitude,
        "longitude": places.longitude,
        "position": places.position,
    }
)

__all__ = ["READERS", "Cell"]
