"""The form of a session: when, where, for whom, for how much."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from trellis.apps.organizations.forms import WebField
from trellis.apps.programs import grades, schedule, wording
from trellis.apps.programs.forms.fields import AnswerField, CountField, DateField, PriceField, TimeField
from trellis.apps.programs.models import Session, Site

OLDEST: Final = 99
GRADES: Final = range(grades.PRE_KINDERGARTEN, grades.AFTER_HIGH_SCHOOL + 1)

WHEN: Final = ("starts_on", "ends_on", "days", "starts_at", "ends_at")
WHERE: Final = ("mode", "site")
FOR_WHOM: Final = ("age_min", "age_max", "grade_min", "grade_max", "seats", "seats_open")
COST: Final = ("price", "price_per", "price_note", "scholarship")
HELP: Final = ("transport", "food", "pays_participants")
MORE: Final = ("name", "enrol_url", "rrule")


class SiteField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A choice among sites, by name and town."""

    def label_from_instance(self, obj: Any) -> str:
        return wording.place(obj)


class SessionForm(forms.ModelForm[Session]):
    """One run of a program. What is not known is left empty."""

    site = SiteField(
        queryset=Site.objects.none(), required=False, label=_("Place"), empty_label=_("Not chosen")
    )
    days = forms.MultipleChoiceField(
        label=_("On which days"),
        choices=list(schedule.DAY_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    starts_on = DateField(label=_("First day"), required=False)
    ends_on = DateField(label=_("Last day"), required=False)
    starts_at = TimeField(label=_("Begins at"), required=False)
    ends_at = TimeField(label=_("Ends at"), required=False)
    age_min = CountField(label=_("Youngest age"), max_value=OLDEST)
    age_max = CountField(label=_("Oldest age"), max_value=OLDEST)
    seats = CountField(label=_("Seats"), help_text=_("How many can take part."))
    seats_open = CountField(label=_("Seats left"), help_text=_("How many places are free today."))
    grade_min = forms.TypedChoiceField(label=_("Lowest grade"), coerce=int, empty_value=None, required=False)
    grade_max = forms.TypedChoiceField(label=_("Highest grade"), coerce=int, empty_value=None, required=False)
    price = PriceField(
        label=_("Price"), required=False, help_text=_("In dollars. 0 or “free” if it costs nothing.")
    )
    scholarship = AnswerField(label=_("Are there scholarships?"))
    transport = AnswerField(label=_("Is there a ride?"))
    food = AnswerField(label=_("Is there food?"))
    pays_participants = AnswerField(label=_("Are participants paid?"))

    class Meta:
        model = Session
        fields: ClassVar = [*WHEN, *WHERE, *FOR_WHOM, *COST, *HELP, *MORE]
        field_classes: ClassVar = {"enrol_url": WebField}
        help_texts: ClassVar = {
            "rrule": _("For what the days can't say: a rule such as FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
            "name": _("If the program has several: “Summer, second session”."),
        }

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Site.objects.for_alliance(self.instance.alliance).filter(pk=self.instance.site_id)
        self.fields["site"].queryset = sites | chosen  # type: ignore[attr-defined]
        choices = [("", _("Not stated")), *((grade, grades.grade_name(grade)) for grade in GRADES)]
        for name in ("grade_min", "grade_max"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields under their headings, those of the place apart."""
        named: list[tuple[Any, tuple[str, ...]]] = [
            (_("When"), WHEN),
            (_("For whom, how many"), FOR_WHOM),
            (_("What it costs"), COST),
            (_("What helps to take part"), HELP),
        ]
        return [(str(title), [self[name] for name in names]) for title, names in named]

    def where(self) -> list[BoundField]:
        """Where it happens."""
        return [self[name] for name in WHERE]

    def more(self) -> list[BoundField]:
        """What few sessions need."""
        return [self[name] for name in MORE]

    def clean_rrule(self) -> str:
        text = self.cleaned_data["rrule"]
        if not text:
            return ""
        try:
            return schedule.check_rule(text)
        except schedule.RuleError as error:
            raise ValidationError(str(error)) from error

    def clean_days(self) -> list[str]:
        return sorted(self.cleaned_data["days"], key=schedule.DAYS.index)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._in_order("age_min", "age_max", _("The oldest age is below the youngest one."))
        self._in_order("grade_min", "grade_max", _("The highest grade is below the lowest one."))
        self._in_order("starts_on", "ends_on", _("The last day is before the first one."))
        self._in_order("starts_at", "ends_at", _("It ends before it begins."))
        self._in_order(
            "seats_open", "seats", _("There can't be more free seats than seats."), at="seats_open"
        )
        if cleaned.get("ends_at") is not None and cleaned.get("starts_at") is None:
            self.add_error("starts_at", _("Say also when it begins."))
        return cleaned

    def _in_order(self, first: str, last: str, message: Any, *, at: str = "") -> None:
        low, high = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if low is not None and high is not None and low > high:
            self.add_error(at or last, message)
