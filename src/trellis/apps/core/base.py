"""Base models: timestamps, rows that belong to one alliance, rows that are never changed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from trellis.apps.alliances.models import Alliance

Row = TypeVar("Row", bound=models.Model)


class TimeStamped(models.Model):
    """A row that knows when it was made and last changed."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        abstract = True


class UnscopedQueryError(RuntimeError):
    """A query over rows of alliances didn't say of which alliance."""


class AllianceQuerySet(models.QuerySet[Row]):
    """Refuses to run until it is told an alliance, so that one alliance can't see another's rows by mistake.

    Scoped by `for_alliance(a)`, by a filter on `alliance` (Django's validation does that), or by a filter on
    a row that itself belongs to an alliance (what `region.scenarios.all()` does). `across_alliances()` says
    that all alliances are meant.
    """

    _scoped = False

    def for_alliance(self, alliance: "Alliance") -> Self:
        """Only the rows of `alliance`."""
        return self.filter(alliance=alliance)

    def across_alliances(self) -> Self:
        """The rows of all alliances, on purpose."""
        clone: Self = self._chain()  # type: ignore[attr-defined]
        clone._scoped = True
        return clone

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._scoped = self._scoped
        return clone

    def _filter_or_exclude_inplace(self, negate: bool, args: Any, kwargs: Any) -> None:
        if not negate and _names_alliance(Q(*args, **kwargs)):
            self._scoped = True
        super()._filter_or_exclude_inplace(negate, args, kwargs)  # type: ignore[misc]

    def _add_hints(self, **hints: Any) -> None:
        # Related managers name the row they belong to here, before they filter or prefetch by it.
        if _is_within_alliance(hints.get("instance")):
            self._scoped = True
        super()._add_hints(**hints)  # type: ignore[misc]

    def _require_scope(self) -> None:
        self.query  # noqa: B018  applies the filter that related managers put off
        if not self._scoped:
            name = self.model.__name__
            raise UnscopedQueryError(
                f"{name}.objects was queried without an alliance. Use {name}.objects.for_alliance(alliance), "
                f"or {name}.objects.across_alliances() where all alliances are meant."
            )

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._require_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        self._require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_scope()
        return super().delete()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        self._require_scope()
        return super().resolve_expression(*args, **kwargs)


def _is_within_alliance(row: Any) -> bool:
    """Whether `row` is an alliance or belongs to one."""
    return isinstance(row, AllianceOwned) or (
        isinstance(row, models.Model) and row._meta.label == "alliances.Alliance"
    )


def _names_alliance(condition: Q) -> bool:
    """Whether a condition that must hold names an alliance, or rows that belong to one."""
    if condition.negated or (condition.connector != Q.AND and len(condition.children) > 1):
        return False
    for child in condition.children:
        if isinstance(child, Q):
            if _names_alliance(child):
                return True
        elif isinstance(child, tuple):
            lookup, value = child
            if lookup in {"alliance", "alliance_id", "alliance__exact", "alliance__in", "alliance__slug"}:
                return True
            values = value if isinstance(value, list | tuple | set) else [value]
            if values and all(_is_within_alliance(one) for one in values):
                return True
    return False


class AllianceManager(models.Manager.from_queryset(AllianceQuerySet)):  # type: ignore[misc]
    """`Model.objects` of rows that belong to an alliance."""


class AllianceOwned(TimeStamped):
    """A row that belongs to one alliance, and is only ever looked up within it."""

    alliance = models.ForeignKey(
        "alliances.Alliance",
        on_delete=models.CASCADE,
        verbose_name=_("alliance"),
        related_name="%(class)s_set",
    )

    objects = AllianceManager()

    class Meta:
        abstract = True


class UnchangeableError(RuntimeError):
    """A row that is kept as it was made was about to be changed or deleted."""


class KeptQuerySet(AllianceQuerySet[Row]):
    """Rows that are added and read, never changed or deleted."""

    def _refuse(self) -> NoReturn:
        raise UnchangeableError(
            f"{self.model.__name__} rows are kept as they were made: add a new one instead."
        )

    def update(self, **kwargs: Any) -> int:
        self._refuse()

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse()

    def bulk_update(self, objs: Iterable[Row], fields: Iterable[str], batch_size: int | None = None) -> int:
        self._refuse()


class KeptManager(models.Manager.from_queryset(KeptQuerySet)):  # type: ignore[misc]
    """`Model.objects` of rows that are never changed."""


class Kept(models.Model):
    """A row that is written once."""

    objects = KeptManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise UnchangeableError(
                f"{type(self).__name__} {self.pk} is kept as it was made: add a new one instead."
            )
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise UnchangeableError(f"{type(self).__name__} {self.pk} is kept as it was made.")
