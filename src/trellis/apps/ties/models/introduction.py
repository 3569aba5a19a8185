"""Two partners who should meet, why, and what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.partners.models import Partner
from trellis.apps.ties.models.wave import Wave


class Introduction(AllianceOwned):
    """A pair of partners, `one` with the smaller number; each pair has one row at most.

    Found in `wave`, with `score` and `parts` from 0 to 1. `reasons` are {"code", "value", "partner",
    "sectors", "items"}: what words are made of; `through` are numbers of partners of both. Once accepted
    there is a mail to each side, which staff edit before it goes out. `checked_in` is the last wave that was
    looked at for a tie; with a tie there it was made.
    """

    class Status(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        ACCEPTED = "accepted", _("Accepted, mail not sent")
        SENT = "sent", _("Introduced")
        MADE = "made", _("Made: they work together")
        DECLINED = "declined", _("Declined")

    wave = models.ForeignKey(Wave, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    one = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="introductions_as_one")
    other = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="introductions_as_other")
    score = models.FloatField(_("score"))
    parts = models.JSONField(default=dict, editable=False)
    reasons = models.JSONField(default=list, editable=False)
    through = models.JSONField(default=list, editable=False)
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.SUGGESTED)
    decline_reason = models.CharField(_("why not"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("mail"), max_length=5000, blank=True)
    one_email = models.EmailField(_("to"), blank=True)
    other_email = models.EmailField(_("to"), blank=True)
    one_sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    other_sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    checked_in = models.ForeignKey(Wave, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-score", "pk"]
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        indexes = [models.Index(fields=["alliance", "status"], name="introduction_by_status")]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="introduction_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="introduction_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.other}"

    @property
    def is_suggested(self) -> bool:
        """Whether nobody has decided yet."""
        return self.status == self.Status.SUGGESTED

    @property
    def is_accepted(self) -> bool:
        """Whether its mail waits to be sent."""
        return self.status == self.Status.ACCEPTED

    @property
    def is_open(self) -> bool:
        """Whether it is under way: accepted or sent, and not made yet."""
        return self.status in OPEN


OPEN = (Introduction.Status.ACCEPTED, Introduction.Status.SENT)
