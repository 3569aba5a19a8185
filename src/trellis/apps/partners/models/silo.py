"""What staff said of two partners, or two programs, that seem to do the same or could join forces."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned


class SiloAnswer(AllianceOwned):
    """The newest answer about one pair, of partners or of programs, by their ids, the smaller one first.

    They are ids and no foreign keys: an answer about a partner that was put into another is kept, and holds
    again should that be undone. `names` says who was meant, of a group all of its members.
    """

    class About(models.TextChoices):
        PARTNERS = "partners", _("Partners")
        PROGRAMS = "programs", _("Programs")

    class Verdict(models.TextChoices):
        DISMISSED = "dismissed", _("Dismissed")
        INTRODUCED = "introduced", _("Introduced")

    about = models.CharField(_("about"), max_length=8, choices=About.choices)
    first = models.PositiveBigIntegerField(_("one"))
    second = models.PositiveBigIntegerField(_("the other"))
    names = models.CharField(_("who"), max_length=500)
    verdict = models.CharField(_("answer"), max_length=10, choices=Verdict.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer about a pair")
        verbose_name_plural = _("answers about pairs")
        constraints = [
            models.UniqueConstraint(fields=["alliance", "about", "first", "second"], name="silo_answer_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="silo_pair_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.names
