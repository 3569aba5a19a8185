"""A wave: the partners are asked, at one time, whom they work with."""

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned

FEWEST_RATERS: Final = 3
"""No rating that fewer others gave is ever shown, nor the network that fewer answered."""


class Wave(AllianceOwned):
    """One survey of ties, or one network that was brought along in a file.

    Answers are taken while it is open and its time hasn't run out. `opens_on` is the day that it stands for
    in comparisons: of a survey the day it opened, of an imported network the day staff say. `bank` and
    `bank_version` name the questions it asks; an imported network has none.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    class Kind(models.TextChoices):
        ORGANIZATIONS = "organizations", _("Organizations")
        PEOPLE = "people", _("People")

    class Origin(models.TextChoices):
        SURVEY = "survey", _("Survey")
        IMPORT = "import", _("Imported")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("who is tied"), max_length=13, choices=Kind.choices, default=Kind.ORGANIZATIONS)
    origin = models.CharField(
        _("where it is from"), max_length=6, choices=Origin.choices, default=Origin.SURVEY
    )
    introduction = models.TextField(_("what to tell people first"), max_length=1000, blank=True)
    status = models.CharField(_("status"), max_length=6, choices=Status.choices, default=Status.DRAFT)
    opens_on = models.DateField(_("date"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    bank = models.CharField(_("questions"), max_length=40, blank=True)
    bank_version = models.PositiveIntegerField(_("version of the questions"), default=0)
    min_raters = models.PositiveSmallIntegerField(
        _("fewest who must have answered"),
        default=FEWEST_RATERS,
        validators=[MinValueValidator(FEWEST_RATERS), MaxValueValidator(20)],
    )
    remind_every_days = models.PositiveSmallIntegerField(
        _("days between reminders"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )

    class Meta:
        ordering = ["-opens_on", "-pk"]
        verbose_name = _("survey wave")
        verbose_name_plural = _("survey waves")
        indexes = [models.Index(fields=["alliance", "status", "opens_on"], name="wave_by_status")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        """Whether it is closed, or its time has run out."""
        ran_out = self.closes_at is not None and self.closes_at <= timezone.now()
        return self.status == self.Status.CLOSED or (self.status == self.Status.OPEN and ran_out)

    @property
    def takes_answers(self) -> bool:
        """Whether somebody can answer now."""
        return self.status == self.Status.OPEN and not self.is_over

    @property
    def is_draft(self) -> bool:
        """Whether it hasn't been opened yet."""
        return self.status == self.Status.DRAFT

    @property
    def is_imported(self) -> bool:
        """Whether it came from a file, and nobody was asked here."""
        return self.origin == self.Origin.IMPORT

    @property
    def is_of_people(self) -> bool:
        """Whether people are tied, not organizations."""
        return self.kind == self.Kind.PEOPLE
