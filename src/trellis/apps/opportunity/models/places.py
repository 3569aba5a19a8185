"""Neighbourhoods of an alliance, with how many young people live in each."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned


class PlaceSet(AllianceOwned):
    """A set of neighbourhoods of one vintage: tracts, block groups, hexagons, or areas of the alliance's own.

    `table` is a Parquet file, a row per place: `place`, `name`, `county`, `latitude`, `longitude`, and a pair
    of columns per group of young people, `people:<group>` and `moe:<group>` (90 % margin, absent where not
    published). `groups` describes those columns; `shapes` is a GeoJSON FeatureCollection, compressed by zlib,
    whose features bear `id`. `sources` is provenance as evidence wants it; `mismatches` counts what couldn't
    be joined. A set is never changed: a new vintage is a new set.
    """

    class Level(models.TextChoices):
        TRACT = "tract", _("Census tracts")
        BLOCK_GROUP = "block_group", _("Census block groups")
        HEXAGON = "hexagon", _("Hexagons")
        OWN = "own", _("Neighborhoods of your own")

    name = models.CharField(_("name"), max_length=160)
    level = models.CharField(_("kind of place"), max_length=12, choices=Level.choices)
    vintage = models.CharField(_("vintage"), max_length=60)
    place_count = models.PositiveIntegerField(_("places"))
    groups = models.JSONField(default=list)
    table = models.BinaryField()
    shapes = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    sources = models.JSONField(default=list)
    mismatches = models.JSONField(default=dict)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    is_current = models.BooleanField(_("in use"), default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-is_current", "-created_at", "-pk"]
        verbose_name = _("set of neighborhoods")
        verbose_name_plural = _("sets of neighborhoods")

    def __str__(self) -> str:
        return self.name
