"""CIP and SOC codes as integers, a column at a time, so that pairs are found by sorting, not by strings."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from trellis.methods.alignment.errors import InvalidInput
from trellis.methods.alignment.model import Flags, Integers, Texts

ZERO: Final = ord("0")
NINE: Final = ord("9")
WIDTH: Final = 7

# A CIP key is (first four digits) * 101, plus 1 + (last two digits) where the code has six.
SIX_DIGIT_STEPS: Final = 101


def cip_keys(codes: Texts, *, where: str) -> Integers:
    """Integer keys (n,) of codes such as "15.10" or "15.1001"; `key // 101` are the first four digits."""
    letters = _letters(codes, where=where, example='"15.10" or "15.1001"')
    digits = (letters >= ZERO) & (letters <= NINE)
    four = digits[:, 0] & digits[:, 1] & (letters[:, 2] == ord(".")) & digits[:, 3] & digits[:, 4]
    six = digits[:, 5] & digits[:, 6]
    bare = (letters[:, 5] == 0) & (letters[:, 6] == 0)
    _refuse(
        codes, ~(four & (six | bare)), where=where, example='"15.10" or "15.1001" (as text, with its zeros)'
    )
    value = letters.astype(np.int64) - ZERO
    first = ((value[:, 0] * 10 + value[:, 1]) * 10 + value[:, 3]) * 10 + value[:, 4]
    last = np.where(six, value[:, 5] * 10 + value[:, 6] + 1, 0)
    return first * SIX_DIGIT_STEPS + last


def soc_keys(codes: Texts, *, where: str) -> Integers:
    """Integer keys (n,) of codes such as "15-1252"; "15-1252" is 151252."""
    letters = _letters(codes, where=where, example='"15-1252"')
    digits = (letters >= ZERO) & (letters <= NINE)
    digits[:, 2] = letters[:, 2] == ord("-")
    _refuse(codes, np.asarray(~digits.all(axis=1)), where=where, example='"15-1252" (as text)')
    value = letters.astype(np.int64) - ZERO
    key = value[:, 0]
    for place in (1, 3, 4, 5, 6):
        key = key * 10 + value[:, place]
    return key


def _letters(codes: Texts, *, where: str, example: str) -> NDArray[np.uint32]:
    """Code points (n, 7), zero where a code is shorter."""
    texts = np.asarray(codes, dtype=np.str_)
    if texts.dtype.itemsize > WIDTH * 4:
        too_long = np.asarray(np.strings.str_len(texts)) > WIDTH
        _refuse(texts, too_long, where=where, example=example)
    fixed = np.ascontiguousarray(texts, dtype=f"<U{WIDTH}")
    return fixed.view("<u4").reshape(fixed.size, WIDTH)


def _refuse(codes: Texts, wrong: Flags, *, where: str, example: str) -> None:
    """Raise for the first code that isn't one, naming its row (counted from 0)."""
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise InvalidInput(f"{where}, row {row}: {str(codes[row])!r} is not a code such as {example}.")
