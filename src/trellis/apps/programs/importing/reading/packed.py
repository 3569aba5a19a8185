"""Looks into a ZIP archive before anybody opens it: how much is in it, and is what it says of itself true."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from trellis.apps.programs.importing.errors import ImportRefused
from trellis.apps.programs.importing.limits import (
    MEGABYTE,
    PACKED_ENTRIES,
    PACKED_RATIO,
    SHEET_CELLS,
    UNPACKED_BYTES,
)

_PIECE: Final = 1 << 20
_LOCAL_HEADER: Final = struct.Struct("<4s5H3I2H")
# Readers lay a sheet out as a full rectangle up to its last cell, so one cell far away is a bomb of its own.
_CELL: Final = re.compile(rb"<(?:\w+:)?c [^>]{0,200}?\br=[\"']([A-Z]{1,4})(\d{1,9})[\"']")
_OVERLAP: Final = 256


def too_large() -> ImportRefused:
    """The refusal of a file that unpacks to more than is taken."""
    return ImportRefused(
        _("The file unpacks to more than %(limit)d MB, which no program list needs. It was not opened.")
        % {"limit": UNPACKED_BYTES // MEGABYTE}
    )


def check(content: bytes) -> frozenset[str]:
    """The names in an archive, once it is known to be harmless.

    What an archive says of its sizes is looked at first, then every entry is unpacked piece by piece without
    keeping it, because what it says may be false. Raises ImportRefused, or zipfile.BadZipFile where it is
    damaged.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    if len(entries) > PACKED_ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise too_large()
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise ImportRefused(_("The file is protected with a password. Save it without one."))
        if entry.file_size > 10 * MEGABYTE and entry.file_size > entry.compress_size * PACKED_RATIO:
            raise too_large()
        sheet = _SheetSize() if "worksheets/" in entry.filename else None
        for piece in _pieces(content, entry):
            total += len(piece)
            if total > UNPACKED_BYTES:
                raise too_large()
            if sheet is not None:
                sheet.see(piece)
    return frozenset(entry.filename for entry in entries)


class _SheetSize:
    """The rectangle that the cells of a sheet span, seen piece by piece."""

    def __init__(self) -> None:
        self._tail = b""
        self._last_row = 0
        self._last_column = 0

    def see(self, piece: bytes) -> None:
        text = self._tail + piece
        for letters, digits in _CELL.findall(text):
            self._last_row = max(self._last_row, int(digits))
            column = 0
            for letter in letters:
                column = column * 26 + letter - 64
            self._last_column = max(self._last_column, column)
        self._tail = text[-_OVERLAP:]
        if self._last_row * self._last_column > SHEET_CELLS:
            raise ImportRefused(
                _(
                    "A sheet reaches to row %(row)d and column %(column)d: something stands far below or "
                    "beside the list. Delete the empty rows and columns after it, and save again."
                )
                % {"row": self._last_row, "column": self._last_column}
            )


def _pieces(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What an entry unpacks to, without believing the size it states."""
    header = _LOCAL_HEADER.unpack_from(content, entry.header_offset)
    start = entry.header_offset + _LOCAL_HEADER.size + header[-2] + header[-1]
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise ImportRefused(_("The file is packed in an unusual way. Open it and save it again."))
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    rest = packed
    while rest and not inflate.eof:
        piece = inflate.decompress(rest, _PIECE)
        if not piece and rest == inflate.unconsumed_tail:
            return
        rest = inflate.unconsumed_tail
        yield piece
