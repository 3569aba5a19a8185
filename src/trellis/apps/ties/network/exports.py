"""A network as files: GraphML, GEXF, CSV of ties and of partners, SVG, PNG.

Ties are undirected in all of them, and scores are means over enough raters: no file tells who named or rated
whom. The names of columns and attributes stay English, so that others can rely on them.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from django.utils.text import slugify
from django.utils.translation import gettext as _

from trellis.apps.ties.network import drawing, words
from trellis.apps.ties.network.filters import RECORD
from trellis.apps.ties.network.pictures import legend

if TYPE_CHECKING:
    from trellis.apps.ties.network.filters import Shown
    from trellis.apps.ties.network.reading import Reading

Value = str | int | float | None

STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
PARTNER_FIELDS: Final[dict[str, str]] = {
    "name": "string",
    "sector": "string",
    "sector_label": "string",
    "partners": "int",
    "betweenness": "double",
    "closeness": "double",
    "constraint": "double",
    "effective_size": "double",
    "k_core": "int",
    "trust": "double",
    "value": "double",
}
TIE_FIELDS: Final[dict[str, str]] = {"frequency": "int"}
RECORD_FIELDS: Final[dict[str, str]] = {"sites": "int", "people": "int"}


def partners(reading: Reading, shown: Shown) -> list[dict[str, Value]]:
    """A row for each partner that is shown; `id` is the number of its entry on the wave's list."""
    measures, scores = reading.organizations, reading.document["scores"]
    return [
        {
            "id": f"n{reading.entries[row]}",
            "name": reading.names[row],
            "sector": reading.sectors[row],
            "sector_label": reading.sector_label(reading.sectors[row]),
            "partners": measures["degree"][row],
            **{
                name: measures[name][row]
                for name in ("betweenness", "closeness", "constraint", "effective_size", "k_core")
            },
            "trust": scores["trust"][row],
            "value": scores["value"][row],
        }
        for row in shown.rows
    ]


def ties(reading: Reading, shown: Shown) -> list[dict[str, Value]]:
    """A row for each tie that is shown, its two ends by id and name; None where something isn't known."""
    if shown.filter.tie == RECORD:
        record = reading.document["record"]
        columns = (record["a"], record["b"], record["sites"], record["people"])
        shared = {(a, b): (sites, people) for a, b, sites, people in zip(*columns, strict=True)}
    found: list[dict[str, Value]] = []
    for a, b, strength in shown.ties:
        ends: dict[str, Value] = {"source": f"n{reading.entries[a]}", "target": f"n{reading.entries[b]}"}
        if shown.filter.tie == RECORD:
            found.append({**ends, **dict(zip(RECORD_FIELDS, shared[a, b], strict=True))})
        else:
            found.append({**ends, "frequency": strength or None})
    return found


def tie_fields(shown: Shown) -> dict[str, str]:
    """What is said of each tie, with its type."""
    return RECORD_FIELDS if shown.filter.tie == RECORD else TIE_FIELDS


def graphml(reading: Reading, shown: Shown) -> str:
    """The network as GraphML 1.0."""
    keys = [
        f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{form}"/>'
        for kind, fields in (("node", PARTNER_FIELDS), ("edge", tie_fields(shown)))
        for name, form in fields.items()
    ]
    nodes = [
        f'<node id="{row["id"]}">{_graphml_data("node", row, PARTNER_FIELDS)}</node>'
        for row in partners(reading, shown)
    ]
    edges = [
        f'<edge source="{row["source"]}" target="{row["target"]}">'
        f"{_graphml_data('edge', row, tie_fields(shown))}</edge>"
        for row in ties(reading, shown)
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
            f"<desc>{_text(about(reading, shown))}</desc>",
            *keys,
            '<graph edgedefault="undirected">',
            *nodes,
            *edges,
            "</graph>",
            "</graphml>\n",
        ]
    )


def gexf(reading: Reading, shown: Shown) -> str:
    """The network as GEXF 1.3, each partner where the picture has it."""
    at = dict(zip(shown.rows, drawing.points(reading, shown), strict=True))
    radius = drawing.radii(reading, shown)
    nodes = []
    for row, place, size in zip(partners(reading, shown), shown.rows, radius, strict=True):
        x, y = at[place]
        nodes.append(
            f'<node id="{row["id"]}" label="{_text(str(row["name"]))}">'
            f"{_gexf_data(row, PARTNER_FIELDS)}"
            f'<viz:position x="{x:.1f}" y="{-y:.1f}" z="0.0"/><viz:size value="{size:.1f}"/></node>'
        )
    edges = [
        f'<edge id="{number}" source="{row["source"]}" target="{row["target"]}">'
        f"{_gexf_data(row, tie_fields(shown))}</edge>"
        for number, row in enumerate(ties(reading, shown))
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
            f'<meta lastmodifieddate="{reading.evidence.computed_at:%Y-%m-%d}"><creator>Trellis</creator>'
            f"<description>{_text(about(reading, shown))}</description></meta>",
            '<graph defaultedgetype="undirected" mode="static">',
            _gexf_attributes("node", PARTNER_FIELDS),
            _gexf_attributes("edge", tie_fields(shown)),
            "<nodes>",
            *nodes,
            "</nodes>",
            "<edges>",
            *edges,
            "</edges>",
            "</graph>",
            "</gexf>\n",
        ]
    )


def partners_csv(reading: Reading, shown: Shown) -> str:
    """The partners as CSV."""
    return _csv(["id", *PARTNER_FIELDS], partners(reading, shown))


def ties_csv(reading: Reading, shown: Shown) -> str:
    """The ties as CSV, both ends by name too."""
    name_of = {f"n{reading.entries[row]}": reading.names[row] for row in shown.rows}
    rows = [
        {**row, "source_name": name_of[str(row["source"])], "target_name": name_of[str(row["target"])]}
        for row in ties(reading, shown)
    ]
    return _csv(["source", "target", "source_name", "target_name", *tie_fields(shown)], rows)


def svg(reading: Reading, shown: Shown) -> str:
    """The picture with title, sentence and legend."""
    return drawing.as_file(
        reading,
        shown,
        title=f"{reading.wave.alliance.name}: {reading.wave.name}",
        sentence=words.picture(reading, shown),
        legend=[(mark, f"{label} ({count})") for _code, mark, label, count in legend(reading, shown)],
    )


def png(reading: Reading, shown: Shown) -> bytes:
    """The picture twice as fine as a screen."""
    import vl_convert  # a large engine, needed by this alone

    _show_fonts()
    return bytes(vl_convert.svg_to_png(svg(reading, shown), scale=2))


def about(reading: Reading, shown: Shown) -> str:
    """What a file holds, and how it was made."""
    evidence = reading.evidence
    return " ".join(
        [
            f"{reading.wave.alliance.name}, {reading.wave.name}.",
            words.picture(reading, shown),
            words.caveat(reading),
            _("Method: %(method)s %(version)s, computed on %(day)s.")
            % {
                "method": evidence.method,
                "version": evidence.method_version,
                "day": f"{evidence.computed_at:%Y-%m-%d}",
            },
        ]
    )


def file_name(reading: Reading, extension: str, what: str = "network") -> str:
    """A name for a file of this network."""
    return f"{what}-{slugify(reading.wave.name) or reading.wave.pk}.{extension}"


def _graphml_data(kind: str, row: dict[str, Value], fields: dict[str, str]) -> str:
    return "".join(
        f'<data key="{kind}_{name}">{_text(str(row[name]))}</data>'
        for name in fields
        if row[name] is not None
    )


def _gexf_attributes(kind: str, fields: dict[str, str]) -> str:
    forms = {"int": "integer"}
    inside = "".join(
        f'<attribute id="{name}" title="{name}" type="{forms.get(form, form)}"/>'
        for name, form in fields.items()
    )
    return f'<attributes class="{kind}">{inside}</attributes>'


def _gexf_data(row: dict[str, Value], fields: dict[str, str]) -> str:
    inside = "".join(
        f'<attvalue for="{name}" value="{_text(str(row[name]))}"/>'
        for name in fields
        if row[name] is not None
    )
    return f"<attvalues>{inside}</attvalues>"


def _csv(fields: list[str], rows: list[dict[str, Any]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in fields])
    return out.getvalue()


def _cell(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    clean = CONTROL.sub("", value)
    return f"'{clean}" if clean.startswith(STARTS_A_FORMULA) else clean


def _text(text: str) -> str:
    return escape(CONTROL.sub("", text), {'"': "&quot;"})


@lru_cache(maxsize=1)
def _show_fonts() -> None:
    import fontpkg_public_sans
    import vl_convert

    vl_convert.register_font_directory(str(Path(fontpkg_public_sans.ROOT) / "files"))
