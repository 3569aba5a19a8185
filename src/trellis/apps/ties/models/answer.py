"""What people answered. Nobody but the respondent reads a single one: pages read `queries` alone."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned
from trellis.apps.ties.models.respondent import Respondent
from trellis.apps.ties.models.roster import RosterEntry


class Answer(AllianceOwned):
    """What one person says about working with one name on the list.

    `knows` is the tie; unticked, the rest is kept in case it was a slip, and counts for nothing. `frequency`
    is 1 (once a year or less) to 4 (weekly or more), 0 not said. `activity`, `fields` and `outcomes` hold
    codes of the bank, `ratings` {item: 1 to 4}. `ratings_shown` are the ratings that results count: taken
    over on closing, and only where so many changed that nobody's can be told from the difference.
    """

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="answers")
    about = models.ForeignKey(RosterEntry, on_delete=models.CASCADE, related_name="answers_about")
    knows = models.BooleanField(_("works with"), default=True)
    frequency = models.PositiveSmallIntegerField(_("how often"), default=0, validators=[MaxValueValidator(4)])
    activity = models.CharField(_("how closely"), max_length=20, blank=True)
    fields = models.JSONField(_("on what"), default=list, blank=True)
    outcomes = models.JSONField(_("what came of it"), default=list, blank=True)
    ratings = models.JSONField(_("ratings"), default=dict, blank=True)
    ratings_shown = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["respondent", "about"], name="ties_answered_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Suggestion(AllianceOwned):
    """An organization that somebody misses on the list. It is no tie; staff see it without who wrote it."""

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="suggestions")
    name = models.CharField(_("name"), max_length=200)
    is_settled = models.BooleanField(_("settled"), default=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")

    def __str__(self) -> str:
        return self.name
