"""A reader who knows a pipeline's document and nothing else, and works out what is hidden in it.

Written apart from what it attacks: it knows units, groups and courses, not ledgers and keys. It supposes for
every school how many of each group are there and take what: every number in the document is a sum of those.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

RACES = ("hi", "am", "as", "bl", "wh", "tr")
SEXES = ("f", "m")
OF_SOME = ("lep", "idea")
UNCOUNTED = "uncounted"
"""Eighth-graders of whom groups aren't counted: of schools that have high grades too, and spread them."""

GROUPS = ("total", *RACES, *SEXES, *OF_SOME, UNCOUNTED)
HIGH_GRADES = {"09", "10", "11", "12"}
NESTED = (("ap_math", "ap_any"), ("ap_science", "ap_any"), ("ap_computer_science", "ap_any"))
MOST = 1e6

Name = tuple[str, str, str]
"""(unit, what is counted, group)."""
Sum = Mapping[Name, float]


@dataclass
class Reader:
    """Numbers by name, known or not, and what is known of sums of them."""

    place: dict[Name, int] = field(default_factory=dict)
    known: dict[Name, float] = field(default_factory=dict)
    hidden: list[Name] = field(default_factory=list)
    left: list[dict[Name, float]] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def see(self, name: Name, value: object) -> None:
        """Take a number from the document, or that it is hidden there."""
        self.at(name)
        if isinstance(value, int):
            self.known[name] = value
        elif value == "hidden":
            self.hidden.append(name)
        elif value is None:
            raise AssertionError(f"{name} isn't known: the reader should not have asked.")

    def at(self, name: Name) -> int:
        return self.place.setdefault(name, len(self.place))

    def suppose(self, terms: Sum, low: float = 0.0, high: float = 0.0) -> None:
        """Suppose that a sum lies between two numbers."""
        row = {self.at(name): weight for name, weight in terms.items()}
        self.rows.append((row, low, high))

    def equal(self, total: Name, parts: Iterable[Name]) -> None:
        self.suppose({total: 1.0} | dict.fromkeys(parts, -1.0))

    def at_most(self, part: Name, whole: Name) -> None:
        self.suppose({whole: 1.0, part: -1.0}, 0.0, np.inf)

    # ---- what follows

    def known_too_well(self, threshold: int) -> list[tuple[Sum, float, float]]:
        """Hidden numbers, and those left of a whole, that are known to within less than the threshold."""
        program = _Program(self)
        wanted: list[dict[Name, float]] = [{name: 1.0} for name in self.hidden]
        wanted += [rest for rest in self.left if any(name in self.hidden_or_latent for name in rest)]
        found = []
        for terms in wanted:
            low, high = program.range(terms, threshold)
            if high - low < threshold - 1e-6 and (len(terms) == 1 or low < threshold - 1e-6):
                found.append((terms, low, high))
        for terms in self.left:
            if all(name in self.known for name in terms):
                value = sum(weight * self.known[name] for name, weight in terms.items())
                if value < threshold:
                    found.append((terms, value, value))
        return found

    @property
    def hidden_or_latent(self) -> set[Name]:
        return self.place.keys() - self.known.keys()


class _Program:
    """A linear program over all numbers, asked again and again; it remembers points it has been at."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        size = len(reader.place)
        low, high = np.zeros(size), np.full(size, MOST)
        for name, value in reader.known.items():
            low[reader.place[name]] = high[reader.place[name]] = value
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = size, len(reader.rows)
        model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros(size), low, high
        model.row_lower_ = np.array([row[1] for row in reader.rows])
        model.row_upper_ = np.array([row[2] for row in reader.rows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in reader.rows)])
        model.a_matrix_.index_ = np.array([cell for row in reader.rows for cell in row[0]])
        model.a_matrix_.value_ = np.array([weight for row in reader.rows for weight in row[0].values()])
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.passModel(model)
        self.columns = np.arange(size, dtype=np.int32)
        self.points: list[np.ndarray] = []
        draw = np.random.default_rng(7)
        hidden = np.array([reader.place[name] for name in reader.hidden], dtype=np.int64)
        for _turn in range(12):
            cost = np.zeros(size)
            cost[hidden] = draw.choice([-1.0, 1.0], hidden.size)
            self.points += [self.furthest(cost), self.furthest(-cost)]
        self.seen = np.array(self.points)

    def furthest(self, cost: np.ndarray) -> np.ndarray:
        self.solver.changeColsCost(cost.size, self.columns, cost)
        self.solver.run()
        status = self.solver.getModelStatus()
        assert status == highspy.HighsModelStatus.kOptimal, f"The document contradicts itself: {status}."
        return np.asarray(self.solver.getSolution().col_value)

    def range(self, terms: Sum, enough: float) -> tuple[float, float]:
        """The least and the most that a sum can be; as far as is needed to see that it is open enough."""
        cost = np.zeros(self.columns.size)
        for name, weight in terms.items():
            cost[self.reader.place[name]] = weight
        values = self.seen @ cost
        if values.max() - values.min() >= enough:
            return float(values.min()), float(values.max())
        return float(self.furthest(cost) @ cost), float(self.furthest(-cost) @ cost)


def read(document: Mapping[str, Any], *, nested: bool = True) -> Reader:
    """Read a document as it is given to pages, files and answers. nested: AP mathematics is AP."""
    return _Reading(document, nested=nested).reader


class _Reading:
    def __init__(self, document: Mapping[str, Any], *, nested: bool) -> None:
        self.reader = Reader()
        self.courses = document["courses"]
        self.nested = [pair for pair in NESTED if nested and set(pair) <= set(self.courses)]
        self.spread = document["grade8_from"] == "spread evenly"
        state, region = document["state"], document["region"]
        self.schools_of = {row["key"]: [] for row in document["districts"]}
        for row in document["schools"]:
            self.schools_of[row["district"]].append(row)
            self._school(row)
        for row in document["districts"]:
            self._unit(row, "district " + row["key"])
            self._sums_of_schools(row)
        self._unit(region, "region")
        self._sums(
            "region", ["district " + row["key"] for row in document["districts"]], document["districts"]
        )
        if not document["is_whole_state"]:
            self._unit(state, "state")
            self._sums("state", ["region", "elsewhere"], [])
            self._laws("elsewhere")

    # ---- what is written

    def _unit(self, row: Mapping[str, Any], unit: str) -> None:
        see, algebra = self.reader.see, row["algebra"]
        if algebra["eighth"] is not None:
            see((unit, "eighth", "total"), algebra["eighth"])
            for group, each in algebra["groups"].items():
                if each["eighth"] is None:
                    continue
                if group != "total":
                    see((unit, "eighth", group), each["eighth"])
                see((unit, "algebra", group), each["taking"])
                self._part(each, (unit, "algebra", group), (unit, "eighth", group))
        if algebra["taking"] is not None:
            see((unit, "by", "total"), algebra["taking"])
            if algebra["eighth"] is not None:
                self._share(algebra["share"], (unit, "by", "total"), (unit, "eighth", "total"))
        if row["high"] is not None:
            for group, value in row["high_by_group"].items():
                see((unit, "high", group), value)
            for name, course in row["courses"].items():
                self._course(unit, name, course)
        self._laws(unit)

    def _course(self, unit: str, name: str, course: Mapping[str, Any]) -> None:
        see = self.reader.see
        see((unit, f"could {name}", "total"), course["could"])
        for group, each in course["groups"].items():
            see((unit, name, group), each["taking"])
            self._part(each, (unit, name, group), (unit, "high", group))
            if "could" in each and group != "total":
                see((unit, f"could {name}", group), each["could"])
            if "could_share" in each:
                self._share(each["could_share"], (unit, f"could {name}", group), (unit, "high", group))

    def _part(self, row: Mapping[str, Any], part: Name, whole: Name) -> None:
        """Students of whom some do something: who is left could be told too."""
        self._share(row["share"], part, whole)
        if row["taking"] != 0:
            self.reader.left.append({whole: 1.0, part: -1.0})

    def _share(self, share: object, part: Name, whole: Name) -> None:
        if isinstance(share, float):
            room = 0.0 if share in (0.0, 1.0) else 0.5
            self.reader.suppose({part: 1.0, whole: -share}, -room, room)

    def _school(self, row: Mapping[str, Any]) -> None:
        unit, reader, algebra = row["key"], self.reader, row["algebra"]
        if algebra["eighth"] is not None:
            reader.see((unit, "eighth", "total"), algebra["eighth"])
        if algebra["taking"] is not None:
            reader.see((unit, "by", "total"), algebra["taking"])
            reader.at_most((unit, "algebra", "total"), (unit, "by", "total"))
        if algebra["eighth"] is not None and algebra["taking"] is not None:
            reader.at_most((unit, "by", "total"), (unit, "eighth", "total"))
            self._part(algebra, (unit, "by", "total"), (unit, "eighth", "total"))
        if row["high"] is not None:
            reader.see((unit, "high", "total"), row["high"])
            for name, course in row["courses"].items():
                reader.see((unit, name, "total"), course["taking"])
                self._part(course, (unit, name, "total"), (unit, "high", "total"))
        self._laws(unit)
        if self.spread and row["high"] is not None and algebra["eighth"] is not None:
            high = len(HIGH_GRADES & set(row["grades"].split()))
            terms = {(unit, "high", "total"): 1.0, (unit, "eighth", "total"): -float(high)}
            reader.suppose(terms, -high - 1.0, high + 1.0)
            for quantity in ("eighth", "algebra"):
                reader.equal((unit, quantity, "total"), [(unit, quantity, UNCOUNTED)])
        else:
            reader.known[unit, "eighth", UNCOUNTED] = reader.known[unit, "algebra", UNCOUNTED] = 0
        for quantity in ("high", *self.courses, *(f"could {name}" for name in self.courses)):
            reader.at((unit, quantity, UNCOUNTED))
            reader.known[unit, quantity, UNCOUNTED] = 0

    # ---- what follows from what the numbers are

    def _laws(self, unit: str) -> None:
        """Groups add up; nobody takes a course but those who could."""
        reader = self.reader
        for quantity in (
            "eighth",
            "algebra",
            "high",
            *self.courses,
            *(f"could {name}" for name in self.courses),
        ):
            for groups in (RACES, SEXES):
                parts = [(unit, quantity, group) for group in (*groups, UNCOUNTED)]
                reader.equal((unit, quantity, "total"), parts)
            for group in OF_SOME:
                reader.at_most((unit, quantity, group), (unit, quantity, "total"))
        for group in GROUPS:
            reader.at_most((unit, "algebra", group), (unit, "eighth", group))
            for name in self.courses:
                reader.at_most((unit, name, group), (unit, "high", group))
                reader.at_most((unit, name, group), (unit, f"could {name}", group))
                reader.at_most((unit, f"could {name}", group), (unit, "high", group))
            for part, whole in self.nested:
                reader.at_most((unit, part, group), (unit, whole, group))
                reader.at_most((unit, f"could {part}", group), (unit, f"could {whole}", group))
        reader.at_most((unit, "algebra", "total"), (unit, "by", "total"))

    def _sums_of_schools(self, district: Mapping[str, Any]) -> None:
        schools = self.schools_of[district["key"]]
        for row in schools:
            for group in GROUPS:
                self._nothing_where_nothing_is(row, group)
        self._sums("district " + district["key"], [row["key"] for row in schools], schools)

    def _nothing_where_nothing_is(self, row: Mapping[str, Any], group: str) -> None:
        """A school without such grades counts nobody; one that doesn't offer a course has nobody in it."""
        known, unit = self.reader.known, row["key"]
        if row["algebra"]["eighth"] is None:
            known[unit, "eighth", group] = known[unit, "algebra", group] = 0
        if row["algebra"]["taking"] in (0, None):
            known[unit, "algebra", group] = known[unit, "by", "total"] = 0
        for name, course in row["courses"].items():
            if row["high"] is None:
                known[unit, "high", group] = 0
            if row["high"] is None or not course["offering"]:
                known[unit, name, group] = known[unit, f"could {name}", group] = 0
            else:
                self.reader.equal((unit, f"could {name}", group), [(unit, "high", group)])

    def _sums(self, whole: str, parts: list[str], rows: list[Mapping[str, Any]]) -> None:
        """A unit's numbers are the sums of those of the units it consists of."""
        for quantity in (
            "eighth",
            "algebra",
            "high",
            *self.courses,
            *(f"could {name}" for name in self.courses),
        ):
            for group in GROUPS:
                self.reader.equal((whole, quantity, group), [(part, quantity, group) for part in parts])
        self.reader.equal((whole, "by", "total"), [(part, "by", "total") for part in parts])
