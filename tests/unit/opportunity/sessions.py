"""Sessions as columns, made with as little as a test says."""

from typing import Any

import numpy as np

from trellis.apps.programs.supply import SessionTable


def sessions(*rows: dict[str, Any]) -> SessionTable:
    """A table of sessions: 20 free seats for ages 10 to 14 in robotics at a site of their own unless said."""
    usual: dict[str, Any] = {
        "latitude": 36.0,
        "longitude": -96.0,
        "seats": 20.0,
        "seats_open": np.nan,
        "age_min": 10.0,
        "age_max": 14.0,
        "grade_min": np.nan,
        "grade_max": np.nan,
        "price": 0.0,
        "scholarship": -1,
        "transport": -1,
        "mode": "in_person",
        "weekend": False,
        "after_school": False,
        "evening": False,
        "starts_on": "NaT",
        "ends_on": "NaT",
        "topics": ("robotics",),
        "program_name": "Illustrative program",
        "organization_name": "Illustrative organization",
        "site_name": "Illustrative site",
    }
    full = [
        {"session_id": number, "program_id": number, "site_id": number, **usual, **row}
        for number, row in enumerate(rows, start=1)
    ]
    kinds = {
        **dict.fromkeys(("session_id", "program_id", "site_id"), np.int64),
        **dict.fromkeys(("scholarship", "transport"), np.int8),
        **dict.fromkeys(("weekend", "after_school", "evening"), np.bool_),
        **dict.fromkeys(("starts_on", "ends_on"), "datetime64[D]"),
        **dict.fromkeys(("mode", "topics", "program_name", "organization_name", "site_name"), object),
    }
    columns = {}
    for name in full[0]:
        values = [row[name] for row in full]
        if kinds.get(name) is object:
            column = np.empty(len(values), dtype=object)
            for place, value in enumerate(values):
                column[place] = value
        else:
            column = np.array(values, dtype=kinds.get(name, np.float64))
        columns[name] = column
    return SessionTable(**columns)
