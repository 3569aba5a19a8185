"""The partners as a table: CSV for other programs, XLSX for people."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import IO, Final

from django.utils.translation import gettext as _

from trellis.apps.partners import codes, sectors
from trellis.apps.partners.exchange import flat
from trellis.apps.partners.importing.fields import FIELDS as IMPORT_FIELDS
from trellis.apps.partners.importing.words import one_line
from trellis.apps.partners.profiles import Profile
from trellis.apps.partners.vocabulary import Resource
from trellis.apps.programs.exchange.flat import Value, text
from trellis.apps.programs.exchange.sheets import CONTROL, STARTS_A_FORMULA

_PIECE: Final = 200
_WIDE: Final = frozenset({"name", "description", "address", "brings", "needs", "offers", "counties"})


def guarded(said: str) -> str:
    """Text with an apostrophe before what a spreadsheet would run as a formula; imports drop it."""
    plain = CONTROL.sub("", said)
    is_number = plain.replace("-", "", 1).replace(".", "", 1).isdigit()
    return f"'{plain}" if plain.startswith(STARTS_A_FORMULA) and not is_number else plain


def csv_text(profiles: Iterable[Profile], *, notice: str = "") -> Iterator[str]:
    """The table as CSV, piece by piece; its columns are the importer's own names.

    `notice` is what every row says of the whole file as well, such as that it is a demonstration.
    """
    more = {"notice": notice} if notice else {}
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # else a spreadsheet takes UTF-8 for Latin-1
    writer.writerow([*flat.COLUMNS, *more])
    for number, profile in enumerate(profiles, start=1):
        row = flat.row(profile)
        writer.writerow([*(_cell(row[name]) for name in flat.COLUMNS), *more.values()])
        if number % _PIECE == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _cell(value: Value) -> str:
    return guarded(text(value)) if isinstance(value, str | list) else text(value)


def workbook(profiles: Iterable[Profile], out: IO[bytes], *, about: Iterable[str]) -> None:
    """Writes the table to `out` as XLSX, in the reader's language; `about` is a second sheet."""
    from trellis.apps.programs.exchange import xlsx  # brings openpyxl, and few pages make workbooks

    labels = [str(IMPORT_FIELDS[name].label) for name in flat.COLUMNS]
    xlsx.write(
        out,
        sheet=_("Partners"),
        headings=[label[:1].upper() + label[1:] for label in labels],
        widths=[36 if name in _WIDE else 16 for name in flat.COLUMNS],
        rows=(_in_words(profile) for profile in profiles),
        notes_sheet=_("About"),
        notes=about,
    )


def _in_words(profile: Profile) -> list[Value]:
    row = flat.row(profile)
    row |= {
        "sector": str(sectors.label(profile.sector)),
        "status": flat.status_of(profile.partner) if row["status"] else None,
        "grade_bands": profile.grade_labels,
        "fields": profile.field_labels,
        "groups": profile.group_labels,
        "counties": codes.county_names(profile.counties),
        "brings": [_resource(each.kind, each.description) for each in profile.brings],
        "needs": [_resource(each.kind, each.description) for each in profile.needs],
        "offers": [_resource(each.kind, each.description) for each in profile.offers],
    }
    return [row[name] for name in flat.COLUMNS]


def _resource(kind: str, description: str) -> str:
    label = str(Resource(kind).label) if kind in Resource.values else kind
    words = one_line(description)
    return f"{label}: {words}" if words else label
