"""An assessment: a bank put to people for some time."""

import secrets
from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned

FEWEST = 3
"""No result about fewer people than this is ever shown."""


LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike: people type the link off the wall of a meeting."""


def new_link() -> str:
    """What the address of a shared link ends with, such as "kfm-3tw-9pa": one of 26 million million.

    Who guesses one could answer once more, and read nothing.
    """
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(3)) for _ in range(3))


class Assessment(AllianceOwned):
    """One round of one version of a bank.

    Answers are taken while it is open; what they come to is shown once it is closed, or item by item as a
    facilitator reveals them (`revealed`: keys of items, which take no more answers). What was shown so never
    changes, and nobody's answer can be told from a change. `record` is what Trellis itself knew on closing
    ({"sectors": 12}). Whether it is anonymous is settled when it opens.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    bank = models.CharField(_("questions"), max_length=40)
    bank_version = models.PositiveIntegerField(_("version of the questions"))
    name = models.CharField(_("name"), max_length=120)
    introduction = models.TextField(_("what to tell people first"), max_length=1000, blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=6, choices=Status.choices, default=Status.DRAFT)
    is_anonymous = models.BooleanField(_("anonymous"), default=True)
    min_respondents = models.PositiveSmallIntegerField(
        _("fewest people in a result"),
        default=FEWEST,
        validators=[MinValueValidator(FEWEST), MaxValueValidator(20)],
    )
    link = models.CharField(max_length=40, unique=True, default=new_link, editable=False)
    revealed = models.JSONField(default=list, blank=True, editable=False)
    record = models.JSONField(default=dict, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        indexes = [models.Index(fields=["alliance", "bank", "status"], name="assessment_of_bank")]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_answers(self) -> bool:
        """Whether somebody can answer now."""
        now = timezone.now()
        return (
            self.status == self.Status.OPEN
            and (self.opens_at is None or self.opens_at <= now)
            and not self.is_over
        )

    @property
    def is_over(self) -> bool:
        """Whether it is closed, or its time has run out."""
        ran_out = self.closes_at is not None and self.closes_at <= timezone.now()
        return self.status == self.Status.CLOSED or (self.status == self.Status.OPEN and ran_out)

    def shows(self, step: str) -> bool:
        """Whether what people answered to a step may be looked at."""
        return self.is_over or step in self.revealed
