"""Errors of published data as sentences with an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from trellis.cli.exits import CommandError, Exit


@contextmanager
def explained() -> Iterator[None]:
    """Turn the store's errors into a `CommandError` whose code says what the caller can do."""
    from trellis.sources import errors

    try:
        yield
    except (errors.UnknownArea, errors.AmbiguousArea, errors.OverlappingAreas, errors.UnknownField) as error:
        raise CommandError(str(error), Exit.USAGE) from error
    except (errors.UnknownSource, errors.MissingState) as error:
        raise CommandError(str(error), Exit.USAGE) from error
    except errors.UnknownVintage as error:
        raise CommandError(str(error), Exit.DATA_MISSING) from error
    except errors.DownloadFailed as error:
        raise CommandError(str(error), Exit.NETWORK) from error
    except errors.Unreadable as error:
        raise CommandError(f"{error} Nothing was changed.", Exit.FILE_REFUSED) from error
