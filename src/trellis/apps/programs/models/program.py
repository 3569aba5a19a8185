"""A program: what is offered, by whom, about what (HSDS 3: service)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.organizations.models import Organization
from trellis.apps.programs.models.base import Entry


class Program(Entry):
    """Something young people can take part in. When, where and for how much is in its sessions.

    `topics` are codes of `programs.topics`; `standards` are codes such as "NGSS MS-ETS1-1"; `languages` are
    two-letter codes. `verified_on` is when somebody last said that the entry is true.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("Listed")
        HIDDEN = "hidden", _("Hidden")
        ENDED = "ended", _("Ended")

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="programs", verbose_name=_("organization")
    )
    name = models.CharField(_("name"), max_length=250)
    description = models.TextField(_("description"), blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    standards = models.JSONField(_("standards"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    who_may_take_part = models.CharField(_("who may take part"), max_length=500, blank=True)
    url = models.URLField(_("web page"), max_length=500, blank=True)
    enrol_url = models.URLField(_("where to sign up"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    verified_on = models.DateField(_("last confirmed"), null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        indexes = [
            models.Index(fields=["alliance", "changed_at"], name="program_changed"),
            models.Index(fields=["alliance", "status", "name"], name="program_listed"),
            models.Index(fields=["alliance", "status", "verified_on"], name="program_fresh"),
            models.Index(fields=["alliance", "source", "external_id"], name="program_in_source"),
        ]

    def __str__(self) -> str:
        return self.name


class QualityRating(AllianceOwned):
    """What somebody found when they looked at a program's quality with a framework."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="ratings")
    framework = models.CharField(_("framework"), max_length=120)
    score = models.DecimalField(_("score"), max_digits=7, decimal_places=2)
    best_score = models.DecimalField(_("best score possible"), max_digits=7, decimal_places=2)
    rated_by = models.CharField(_("rated by"), max_length=200)
    rated_on = models.DateField(_("rated on"))

    class Meta:
        ordering = ["-rated_on", "pk"]
        verbose_name = _("quality rating")
        verbose_name_plural = _("quality ratings")

    def __str__(self) -> str:
        return f"{self.framework}: {self.score}"
