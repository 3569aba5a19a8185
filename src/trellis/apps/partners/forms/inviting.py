"""Forms that invite people to keep profiles, one or many at once."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from trellis.apps.partners.models import Partner, PartnerSettings

MOST: Final = 500
_ADDRESS: Final = re.compile(r"[^\s,;<>\"']+@[^\s,;<>\"']+")
_NEAR: Final = 70


class InviteForm(forms.Form):
    """Whom to invite to keep one profile."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


class InviteManyForm(forms.Form):
    """A list with an organization and an address on each line."""

    lines = forms.CharField(
        label=_("One line each: the organization, then an e-mail address"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        max_length=100_000,
        help_text=_("Such as “Illustrative library, ana@example.org”. Copied from a spreadsheet is fine."),
    )

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._partners = {_plain(partner.organization.name): partner for partner in partners}
        for partner in partners:
            also = partner.organization.alternate_name
            if also:
                self._partners.setdefault(_plain(also), partner)

    def clean_lines(self) -> list[tuple[Partner, str]]:
        """The partners and addresses of all lines; nothing is sent while one line is wrong."""
        found: dict[tuple[int, str], tuple[Partner, str]] = {}
        errors = []
        lines = str(self.cleaned_data["lines"]).splitlines()
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                partner, email = self._read(line)
            except ValidationError as error:
                text = _now("Line %(line)d: %(problem)s")
                errors.append(text % {"line": number, "problem": " ".join(error.messages)})
            else:
                found[partner.pk, email] = (partner, email)
        if not found and not errors:
            errors.append(_now("There is no line to read."))
        if len(found) > MOST:
            errors.append(_now("At most %(most)d at once; these are more.") % {"most": MOST})
        if errors:
            raise ValidationError(errors[:10])
        return list(found.values())

    def _read(self, line: str) -> tuple[Partner, str]:
        address = _ADDRESS.search(line)
        if address is None:
            raise ValidationError(_now("there is no e-mail address in it."))
        email = address.group().strip(".").lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise ValidationError(_now("“%(text)s” is not an e-mail address.") % {"text": email}) from error
        rest = line.replace(address.group(), " ")
        first = next((cell for cell in re.split(r"[,;\t<>\"]+", rest) if cell.strip()), "")
        # A cell of its own may follow with the person's name.
        partner = self._partners.get(_plain(rest)) or self._partners.get(_plain(first))
        if partner is None:
            raise ValidationError(self._unknown(first.strip()))
        return partner, email

    def _unknown(self, name: str) -> str:
        if not name:
            return _now("it names no organization.")
        near = process.extractOne(_plain(name), list(self._partners), scorer=fuzz.token_set_ratio)
        if near is not None and near[1] >= _NEAR:
            known = self._partners[near[0]].organization.name
            return _now("there is no partner “%(name)s”. Is it “%(known)s”?") % {
                "name": name,
                "known": known,
            }
        return _now("there is no partner “%(name)s”. Add it first.") % {"name": name}


class SettingsForm(forms.ModelForm[PartnerSettings]):
    """How often partners are asked about their profiles."""

    class Meta:
        model = PartnerSettings
        fields = ("ask_every_days", "remind_every_days", "reminders")
        labels = {
            "ask_every_days": _("Ask “still true?” every … days"),
            "remind_every_days": _("Remind those who don't answer every … days"),
            "reminders": _("Reminders before somebody should call"),
        }
        help_texts = {
            "ask_every_days": _("365 is once a year."),
            "remind_every_days": _("Never more often than every 30 days."),
            "reminders": _("After these nobody is written to again until the year is over."),
        }


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\s,;<>\"]+", " ", name).split()).casefold()
