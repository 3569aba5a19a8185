"""Who answers a wave, and for whom."""

import hashlib
from uuid import uuid4

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.ties.models.roster import RosterEntry
from trellis.apps.ties.models.wave import Wave


class Respondent(AllianceOwned):
    """Somebody who says with whom `entry` works; an organization can have several, each with a link.

    The link ends with `token()`, which only the mail has; here is its hash. Of an imported network everybody
    who named others is a respondent without address or link.
    """

    # Assessments of readiness have respondents too, and both belong to an alliance.
    alliance = models.ForeignKey(
        "alliances.Alliance",
        on_delete=models.CASCADE,
        verbose_name=_("alliance"),
        related_name="ties_respondent_set",
    )
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="respondents")
    entry = models.ForeignKey(RosterEntry, on_delete=models.CASCADE, related_name="respondents")
    number = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    started_at = models.DateTimeField(_("began"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        ordering = ["entry__name", "email", "pk"]
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        constraints = [
            models.UniqueConstraint(fields=["wave", "entry", "email"], name="ties_asked_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(self.number)

    def token(self) -> str:
        """What this person's link ends with; it can be made again for a reminder, by this site alone."""
        return salted_hmac("ties.respondent", str(self.number), algorithm="sha256").hexdigest()

    @staticmethod
    def hash_of(token: str) -> str:
        """The hash under which a token is kept."""
        return hashlib.sha256(token.encode()).hexdigest()
