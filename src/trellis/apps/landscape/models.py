"""What an alliance says about a region's schools: the target, what counts as too few, which districts."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned

USUAL_TARGET = 50
USUAL_THRESHOLD = 10
LEAST_THRESHOLD = 3
MOST_THRESHOLD = 100


class PipelineSettings(AllianceOwned):
    """How the K-12 pipeline of a region is computed and judged.

    `target` is the percentage of eighth-graders who should take algebra I before high school; numbers of
    fewer than `threshold` students are hidden; `districts` are LEAIDs, read where `extent` says so.
    """

    class Extent(models.TextChoices):
        """Which districts belong to the region."""

        COUNTIES = "counties", _("The districts with schools in the region's counties")
        STATE = "state", _("All districts of the state")
        CHOSEN = "chosen", _("The districts ticked below")

    region = models.OneToOneField(
        "alliances.Region",
        on_delete=models.CASCADE,
        verbose_name=_("region"),
        related_name="pipeline_settings",
    )
    target = models.PositiveSmallIntegerField(
        _("target for algebra I by grade 8, in percent"),
        default=USUAL_TARGET,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    threshold = models.PositiveSmallIntegerField(
        _("hide numbers of fewer students than"),
        default=USUAL_THRESHOLD,
        validators=[MinValueValidator(LEAST_THRESHOLD), MaxValueValidator(MOST_THRESHOLD)],
    )
    extent = models.CharField(_("districts"), max_length=10, choices=Extent.choices, default=Extent.COUNTIES)
    districts = models.JSONField(_("districts chosen"), default=list, blank=True, help_text="LEAIDs")

    class Meta:
        verbose_name = _("settings of a K-12 pipeline")
        verbose_name_plural = _("settings of K-12 pipelines")

    def __str__(self) -> str:
        return str(self.region)
