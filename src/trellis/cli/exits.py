"""How a command ends: exit codes that scripts can use, and the error that carries one."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; docs/reference/cli.md lists them for users."""

    OK = 0
    USAGE = 2
    DATA_MISSING = 3
    NETWORK = 4
    FILE_REFUSED = 5
    NOT_READY = 6
    INTERRUPTED = 130


class CommandError(Exception):
    """A command can't go on; the message is for the user and says what to do."""

    def __init__(self, message: str, code: Exit) -> None:
        super().__init__(message)
        self.code = code
