"""Which rows belong to organizations and partners, whatever app they are of: found through the foreign keys.

A table that is added later is found too, so that nothing of an organization is lost when it is merged into
another one or taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import ForeignKey, Model

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance


def links_to(model: type[Model]) -> Iterator[tuple[type[Model], ForeignKey[Any, Any]]]:
    """(model, its foreign key) of all that point at rows of `model`."""
    for relation in model._meta.related_objects:
        key = relation.field
        if isinstance(key, ForeignKey) and not relation.many_to_many:
            yield key.model, key


def rows_of(alliance: Alliance, model: type[Model]) -> Any:
    """The alliance's rows of a model; all of one whose rows belong to no alliance."""
    manager: Any = model._default_manager
    return manager.for_alliance(alliance) if hasattr(manager, "for_alliance") else manager.all()


def pointing_at(
    alliance: Alliance, model: type[Model], pks: Iterable[int]
) -> Iterator[tuple[type[Model], int, int]]:
    """(model, its row, the row it points at) of all rows that point at some of `model`: a query per link."""
    wanted = list(pks)
    if not wanted:
        return
    for other, key in links_to(model):
        found = rows_of(alliance, other).filter(**{f"{key.name}__in": wanted})
        for pk, target in found.order_by().values_list("pk", key.attname):
            yield other, pk, target
