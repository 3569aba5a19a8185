"""Static word vectors (wordllama), which come with their package: no download, no GPU.

A word's vector doesn't depend on its neighbors. What it is worth for telling texts apart is said by its
weight in the text, not by the length of its vector: all have length 1 here.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# Of 256: the model is trained so that the first ones say most. Half of them code titles no worse.
DIMENSIONS: Final = 128


def vectors_of(words: Sequence[str]) -> Floats:
    """A vector of length 1 for each word, shape (n, 128); of length 0 where the model has nothing to say."""
    if not words:
        return np.zeros((0, DIMENSIONS), np.float32)
    return unit(_model().embed(list(words))[:, :DIMENSIONS])


def is_whole(word: str) -> bool:
    """Whether the model knows the word as such; a vector pieced together from syllables means little."""
    return len(_model().tokenize([word])[0].ids) == 1


def unit(rows: NDArray[Any]) -> Floats:
    """Rows scaled to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


@lru_cache(maxsize=1)
def _model() -> Any:
    root = logging.getLogger()
    # Importing it sets up the root logger unless somebody has; that isn't a library's business.
    placeholder = logging.NullHandler()
    root.addHandler(placeholder)
    try:
        import wordllama
    finally:
        root.removeHandler(placeholder)
    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
