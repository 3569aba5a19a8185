"""How an alliance keeps its partners' profiles."""

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned

SHORTEST_REMINDER_DAYS: Final = 30


class PartnerSettings(AllianceOwned):
    """When partners are asked whether their profile is still true, and how often they are reminded."""

    ask_every_days = models.PositiveSmallIntegerField(
        _("ask “still true?” every … days"),
        default=365,
        validators=[MinValueValidator(90), MaxValueValidator(1825)],
    )
    remind_every_days = models.PositiveSmallIntegerField(
        _("remind those who don't answer every … days"),
        default=SHORTEST_REMINDER_DAYS,
        validators=[MinValueValidator(SHORTEST_REMINDER_DAYS), MaxValueValidator(365)],
    )
    reminders = models.PositiveSmallIntegerField(
        _("reminders before somebody should call"), default=2, validators=[MaxValueValidator(6)]
    )

    class Meta:
        verbose_name = _("partner settings")
        verbose_name_plural = _("partner settings")
        constraints = [models.UniqueConstraint(fields=["alliance"], name="partner_settings_once")]

    def __str__(self) -> str:
        return str(self.alliance)
