"""Measures how well and how fast job titles are coded to occupations, on O*NET's own titles held out.

    TRELLIS_PUBLIC_DATA=… python -m benchmarks.titles [--validation]

Alternate titles whose hash falls below 10 of 100 are left out of the index, with their short forms, and asked
for; right is any occupation that lists the title. Everyone gets the same index and the same questions. What
there was to choose was chosen with --validation: it asks for titles from 10 to 20, of an index without any
below 20.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trellis.methods.retrieval import TitleCoder, success_at
from trellis.methods.retrieval.fusion import best_first
from trellis.methods.retrieval.lexical import Lexical
from trellis.sources import Store, onet
from trellis.sources.pull import add
from trellis.sources.titles import JobTitles

PARTS = 100
TENTH = 10
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes of one unit of ru_maxrss
Row = tuple[str, str]  # occupation, title
Answer = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Split:
    """What is indexed, and what is asked: a title and the occupations that list it."""

    indexed: list[Row]
    asked: list[tuple[str, frozenset[str]]]


def main() -> None:
    """Read, split, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--validation", action="store_true", help="on the titles that settings are chosen by"
    )
    low = TENTH if options.parse_args().validation else 0
    folder = Path(os.environ.get("TRELLIS_PUBLIC_DATA", "")) / "onet"
    if not folder.is_dir():
        raise SystemExit("TRELLIS_PUBLIC_DATA names no folder with O*NET's files.")
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as data:
        shipped, store = Store.open(empty).job_titles(), Store.open(data)
        add(store, "onet", folder)
        titles = store.job_titles()
        split = split_of(folder, store, low, low + TENTH)
    coder = TitleCoder.of(*columns(split.indexed), titles.names)
    print(f"{len(split.indexed):,} titles indexed, {len(split.asked):,} asked for\n")
    print("| | first | among five | a letter missing: first | among five |\n|---|---:|---:|---:|---:|")
    for name, answer in (
        ("BM25 alone, as it comes", bm25_alone(split.indexed)),
        ("BM25 alone, read and gathered as here", bm25_gathered(coder)),
        ("**words, meaning, whole occupations**", socs(coder)),
        ("the same with 830 occupations' names alone", socs(of_titles(shipped))),
    ):
        found = (*success(split, answer, str), *success(split, answer, with_a_slip))
        print(f"| {name} | {' | '.join(f'{100 * share:.1f} %' for share in found)} |", flush=True)
    print()
    speed(titles, [title for title, _ in split.asked[:500]])


def split_of(folder: Path, store: Store, low: int, high: int) -> Split:
    """Ask for titles from part `low` to `high`; index those from `high` on, and occupations' names."""
    together = dict(
        store.library.rows(
            "SELECT soc, published_as FROM read_parquet(?)", store.library.need("published_as").path
        )
    )
    tables = onet.parse(folder).tables
    occupations, listed = tables["onet_occupations"], tables["job_titles"]
    indexed = dict.fromkeys(
        (together.get(soc, soc), title)
        for soc, title in zip(occupations["soc"], occupations["title"], strict=True)
    )
    asked: dict[str, tuple[str, set[str]]] = {}
    for soc, title, short in zip(listed["soc"], listed["title"], listed["short"], strict=True):
        code, part = together.get(soc, soc), part_of(title)
        if part >= high:
            indexed |= dict.fromkeys((code, each) for each in (title, short) if each)
        elif part >= low:
            asked.setdefault(title.casefold(), (title, set()))[1].add(code)
    return Split(list(indexed), [(title, frozenset(right)) for title, right in asked.values()])


def part_of(title: str) -> int:
    """Which of a hundred parts a title falls in."""
    return int(hashlib.sha256(title.casefold().encode()).hexdigest(), 16) % PARTS


def bm25_alone(indexed: Sequence[Row]) -> Answer:
    """The occupations of the best titles, by bm25s with its own settings over words in lower case."""
    vocabulary: dict[str, int] = {}
    documents = [
        [vocabulary.setdefault(word, len(vocabulary)) for word in title.casefold().split()]
        for _, title in indexed
    ]
    index = Lexical.of(documents, vocabulary)

    def answer(query: str) -> Sequence[str]:
        words = [vocabulary[word] for word in query.casefold().split() if word in vocabulary]
        best = best_first(index.scores(words), 400).tolist()
        return list(dict.fromkeys(indexed[place][0] for place in best))[:5]

    return answer


def bm25_gathered(coder: TitleCoder) -> Answer:
    """BM25 with titles read as the coder reads them, and gathered by occupation as it does."""

    def answer(query: str) -> Sequence[str]:
        by_words, _ = coder.ranker.rankings(coder.ranker.understand(query))
        return [coder.soc[place] for place in best_first(coder.gathered(by_words), 5)]

    return answer


def socs(coder: TitleCoder) -> Answer:
    """The coder's own answers."""
    return lambda query: [candidate.soc for candidate in coder.code(query).candidates]


def of_titles(titles: JobTitles) -> TitleCoder:
    """A coder of these titles."""
    return TitleCoder.of(titles.soc.tolist(), titles.title.tolist(), titles.names)


def columns(rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Occupations and titles."""
    return [soc for soc, _ in rows], [title for _, title in rows]


def success(split: Split, answer: Answer, change: Callable[[str], str]) -> tuple[float, float]:
    """Shares of the questions, changed, with a right answer first and among the first five."""
    answers = [(answer(change(title)), right) for title, right in split.asked]
    first, five = (
        sum(success_at(found, right, k) for found, right in answers) / len(answers) for k in (1, 5)
    )
    return first, five


def with_a_slip(title: str) -> str:
    """The title without the middle letter of its longest word."""
    longest = max(title.split(), key=len)
    middle = len(longest) // 2
    return title.replace(longest, longest[:middle] + longest[middle + 1 :], 1)


def speed(titles: JobTitles, queries: Sequence[str]) -> None:
    """Print how long the whole index takes, and a query of it."""
    started, busy = time.perf_counter(), time.process_time()
    coder = of_titles(titles)
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    print(
        f"Building the index of {len(titles.soc):,} titles: {seconds:.1f} s ({busy:.1f} s of processor time)."
    )
    times, of_processor = [], []
    for query in queries:
        started, busy = time.perf_counter(), time.process_time()
        coder.code(query)
        times.append((time.perf_counter() - started) * 1000)
        of_processor.append((time.process_time() - busy) * 1000)
    slow = sorted(times)[int(len(times) * 0.95)]
    print(
        f"A query, warm: {statistics.median(times):.1f} ms in the middle "
        f"({statistics.median(of_processor):.1f} ms of processor time), 95 of 100 within {slow:.1f} ms."
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT / 2**20
    print(f"Largest memory of the process, with three indexes in it: {peak:,.0f} MB.")


if __name__ == "__main__":
    main()
