"""A file at its publisher's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file at its publisher's: about how many bytes it has, how it begins, and what it is called here."""

    url: str
    size: int
    begins: bytes = b""
    called: str = ""

    @property
    def name(self) -> str:
        """The file's own name, or the one given where its address is a question."""
        return self.called or self.url.rpartition("/")[2]
