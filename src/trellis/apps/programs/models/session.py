"""A session: when and where a program happens, for whom, for how much (HSDS 3: service_at_location)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.programs.models.base import Entry
from trellis.apps.programs.models.program import Program
from trellis.apps.programs.models.site import Site

KINDERGARTEN, PRE_KINDERGARTEN = 0, -1


class Session(Entry):
    """One run of a program at one site, or online. What is not known is None, never zero.

    Ages are in whole years, both ends included; None at an end means no limit is stated. Grades: 0 is
    kindergarten, -1 pre-kindergarten. `price` is in dollars for `price_per`; 0 is free. `days` are two-letter
    codes of RFC 5545 ("MO"); `rrule` is a rule of RFC 5545 without DTSTART. `seats` is how many can take
    part, `seats_open` how many places are left, as of `verified_on` of the program.
    """

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")

    class PricePer(models.TextChoices):
        PROGRAM = "program", _("for all of it")
        MONTH = "month", _("a month")
        WEEK = "week", _("a week")
        DAY = "day", _("a day")
        HOUR = "hour", _("an hour")

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="sessions")
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("site")
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    mode = models.CharField(_("how"), max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    seats_open = models.PositiveIntegerField(_("seats left"), null=True, blank=True)
    age_min = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    grade_min = models.SmallIntegerField(_("from grade"), null=True, blank=True)
    grade_max = models.SmallIntegerField(_("to grade"), null=True, blank=True)
    price = models.DecimalField(_("price"), max_digits=8, decimal_places=2, null=True, blank=True)
    price_per = models.CharField(
        _("price is for"), max_length=8, choices=PricePer.choices, default=PricePer.PROGRAM
    )
    price_note = models.CharField(_("more about the price"), max_length=300, blank=True)
    scholarship = models.BooleanField(_("scholarships"), null=True, blank=True)
    pays_participants = models.BooleanField(_("pays participants"), null=True, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    days = models.JSONField(_("days"), default=list, blank=True)
    rrule = models.CharField(_("repeats"), max_length=300, blank=True)
    transport = models.BooleanField(_("transport provided"), null=True, blank=True)
    food = models.BooleanField(_("food provided"), null=True, blank=True)
    enrol_url = models.URLField(_("where to sign up"), max_length=500, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [
            models.Index(fields=["alliance", "changed_at"], name="session_changed"),
            models.Index(fields=["alliance", "source", "external_id"], name="session_in_source"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(age_min__isnull=True)
                | models.Q(age_max__isnull=True)
                | models.Q(age_min__lte=models.F("age_max")),
                name="session_ages_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(price__isnull=True) | models.Q(price__gte=0),
                name="session_price_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.program)
