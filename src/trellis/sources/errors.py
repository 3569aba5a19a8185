"""What can go wrong with published data, named after what the caller can do about it."""

from collections.abc import Sequence


class SourceError(Exception):
    """Base of all errors here; its message is written for the person who reads it."""


class UnknownArea(SourceError):
    """No published area is called that; `nearest` holds the closest names."""

    def __init__(self, text: str, nearest: Sequence[str] = ()) -> None:
        self.text = text
        self.nearest = tuple(nearest)
        hint = f" Nearest: {'; '.join(self.nearest)}." if self.nearest else ""
        super().__init__(f"No published area is called “{text}”.{hint}")


class AmbiguousArea(SourceError):
    """Several published areas fit; `candidates` holds their titles."""

    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        self.text = text
        self.candidates = tuple(candidates)
        super().__init__(
            f"“{text}” could be any of {len(self.candidates)} areas: {'; '.join(self.candidates)}. "
            "Write the name with its state, for instance “Columbus, OH”."
        )


class OverlappingAreas(SourceError):
    """Areas that contain one another can't be added: people would be counted twice."""


class UnknownVintage(SourceError):
    """No table of that vintage is at hand, or it doesn't cover what was asked."""


class UnknownField(SourceError):
    """A field of occupations that isn't defined."""


class UnknownSource(SourceError):
    """The catalogue has no publication of that key."""


class MissingState(SourceError):
    """A publication that comes by state was asked for without one."""


class Unreadable(SourceError):
    """A file couldn't be read: which file, where in it, what was wrong, what to do."""

    def __init__(
        self,
        problem: str,
        *,
        file: str,
        row: int | None = None,
        column: str | None = None,
        remedy: str = "",
    ) -> None:
        self.problem, self.file, self.row, self.column, self.remedy = problem, file, row, column, remedy
        where = [file]
        if row is not None:
            where.append(f"row {row}")
        if column is not None:
            where.append(f"column {column}")
        message = f"{', '.join(where)}: {problem}"
        super().__init__(f"{message} {remedy}".strip())


class MissingColumn(Unreadable):
    """A column that the layout needs isn't there: which, what was found, the nearest."""


class WrongVintage(Unreadable):
    """The file's year can't be told, or isn't the one its name says."""


class Truncated(Unreadable):
    """The file ends too early: a download broke off, or it was cut."""


class DownloadFailed(SourceError):
    """A publication couldn't be fetched; what was there before is untouched."""
