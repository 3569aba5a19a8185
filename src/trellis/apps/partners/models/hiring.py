"""Whom an employer will hire."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.partners.models.partner import Partner


class HiringNeed(AllianceOwned):
    """A job that a partner will fill, in its own words, and the occupation it was coded to.

    `soc` is a six-digit code of the 2018 SOC, blank until somebody chose one of `suggestions`
    ([{"soc": …, "title": …, "score": …, "listed": …, "why": […]}], best first, as the title was looked up at
    `searched_at`). `coded_by` without a code: somebody looked, and none fits.
    """

    class Education(models.TextChoices):
        NONE = "none", _("No formal education")
        HIGH_SCHOOL = "high_school", _("High school diploma")
        CERTIFICATE = "certificate", _("Certificate or some college")
        ASSOCIATE = "associate", _("Associate's degree")
        BACHELOR = "bachelor", _("Bachelor's degree")
        GRADUATE = "graduate", _("Master's or doctoral degree")

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="hiring_needs")
    title = models.CharField(_("job title in your words"), max_length=160)
    how_many = models.PositiveIntegerField(_("how many"), validators=[MinValueValidator(1)])
    by_when = models.DateField(_("by when"), null=True, blank=True)
    skills = models.TextField(_("skills"), max_length=1000, blank=True)
    education = models.CharField(
        _("education to start"), max_length=12, choices=Education.choices, blank=True
    )
    is_hard_to_fill = models.BooleanField(_("hard to fill"), default=False)
    is_open = models.BooleanField(_("still open"), default=True)
    soc = models.CharField(_("occupation"), max_length=7, blank=True)
    suggestions = models.JSONField(default=list, blank=True, editable=False)
    searched_at = models.DateTimeField(null=True, blank=True, editable=False)
    coded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-is_open", "by_when", "title", "pk"]
        verbose_name = _("hiring need")
        verbose_name_plural = _("hiring needs")
        indexes = [models.Index(fields=["alliance", "is_open", "soc"], name="hiring_need_by_soc")]

    def __str__(self) -> str:
        return self.title
