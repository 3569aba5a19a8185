"""What imports of partners say about cells, rows and files, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.partners import sectors
from trellis.apps.partners.identifiers import LABELS
from trellis.apps.partners.importing.fields import FIELDS
from trellis.apps.programs.importing.messages import Message
from trellis.apps.programs.importing.messages import say as say_of_any_list

_CELLS: Final[dict[str, str | Promise]] = {
    "no_name": gettext_lazy("A row needs the organization's name."),
    "no_sector": gettext_lazy(
        "The row says no sector, and the name doesn't give it away. Say what sector such rows have."
    ),
    "sector": gettext_lazy(
        "We don't know which sector “%(text)s” is. Say it above, once for the whole list."
    ),
    "sector_guessed": gettext_lazy("Taken from the name: %(sector)s. Check it."),
    "status": gettext_lazy("“%(text)s” doesn't say whether it is a partner. It is left out."),
    "bands": gettext_lazy("“%(text)s” are neither grades nor people that we know. It is left out."),
    "groups": gettext_lazy("“%(text)s” is not a group that we know. It is left out."),
    "counties": gettext_lazy("“%(text)s” is not a county. Write “Tulsa, OK”. It is left out."),
    "districts": gettext_lazy("“%(text)s” is not an NCES district id of seven digits. It is left out."),
    "zips": gettext_lazy("“%(text)s” is not a ZIP code. It is left out."),
    "ein": gettext_lazy("An EIN has nine digits; “%(text)s” hasn't. It is left out."),
    "unitid": gettext_lazy("A UNITID has six digits; “%(text)s” hasn't. It is left out."),
    "lea_id": gettext_lazy("An NCES district id has seven digits; “%(text)s” hasn't. It is left out."),
    "school_id": gettext_lazy("An NCES school id has twelve digits; “%(text)s” hasn't. It is left out."),
    "ror": gettext_lazy(
        "“%(text)s” is not a ROR id: nine characters that begin with 0, such as those after ror.org/. It is "
        "left out."
    ),
    "ror_checksum": gettext_lazy(
        "There is a typing mistake in the ROR id “%(text)s”: its last two digits don't fit. It is left out."
    ),
    "padded": gettext_lazy("“%(text)s” lacked its first zero. It is read as %(value)s."),
    "name_taken": gettext_lazy(
        "Another organization here has exactly this name. Change one of the names, or say that they are the "
        "same."
    ),
    "identifier_differs": gettext_lazy(
        "The organization of this name here has another %(kind)s: %(theirs)s, not %(ours)s."
    ),
    "kept_by_hand": gettext_lazy("Somebody stated this here by hand, so the list doesn't change it."),
    "joins": gettext_lazy("The organization is known here already by its programs. It becomes a partner."),
}


def say(problem: Mapping[str, Any]) -> Message:
    """A row's problem in words. One without a column of its own names its field."""
    template = _CELLS.get(problem["code"])
    field = FIELDS.get(problem["field"])
    where = problem["column"] or (str(field.label) if field else "")
    if template is None:
        # Days, numbers, addresses and positions are read, and spoken of, as in lists of programs.
        return Message(where, problem["level"], say_of_any_list(problem).text)
    values = dict(problem["values"])
    if "sector" in values:
        values["sector"] = sectors.label(values["sector"])
    if "kind" in values:
        values["kind"] = LABELS.get(values["kind"], values["kind"])
    return Message(where, problem["level"], str(template) % values)


def in_full(number: int, problem: Mapping[str, Any]) -> str:
    """A problem with its row and column, for a file that stands by itself."""
    message = say(problem)
    if not message.column:
        return _("Row %(row)d: %(text)s") % {"row": number, "text": message.text}
    return _("Row %(row)d, column %(column)s: %(text)s") % {
        "row": number,
        "column": message.column,
        "text": message.text,
    }


def why(reasons: Iterable[Iterable[str]]) -> str:
    """Why two seem to be the same: "the same EIN, nearly the same name, the same website"."""
    said = {
        "name": _("nearly the same name"),
        "initials": _("one name is the other's initials"),
        "host": _("the same website"),
        "phone": _("the same telephone"),
        "mail": _("mail addresses of the same domain"),
        "zip": _("the same ZIP code"),
        "same_name": _("the same name"),
    }
    words = []
    for code, value in reasons:
        if code == "identifier":
            words.append(_("the same %(identifier)s") % {"identifier": LABELS.get(value, value)})
        else:
            words.append(said.get(code, ""))
    return ", ".join(word for word in words if word)
