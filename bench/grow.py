"""How search grows: time and memory in fresh processes at 1,000, 10,000 and 100,000 passages; a million, estimated."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench import corpus
from bench.adding import OURS, told
from bench.asked import questions
from bench.built import Stopwatch, opened
from bench.figures import Figure
from index.types import MAIN_LIBRARY

ASKED = 100
HOWS = ("chroma", "ledger")
EXPONENT = 0.3  # of time ~ passages ^ x, for the bot, which asks Chroma
MILLION = 1_000_000
LINEAR = 1.05  # an exponent of memory that is still linear


@dataclass(frozen=True, slots=True)
class Fit:
    """value = factor * passages ^ exponent, least squares on logarithms."""

    factor: float
    exponent: float

    @classmethod
    def of(cls, points: Sequence[tuple[float, float]]) -> Fit:
        """Through (passages, value)."""
        xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
        middle, height = sum(xs) / len(xs), sum(ys) / len(ys)
        slope = sum((x - middle) * (y - height) for x, y in zip(xs, ys, strict=True)) / sum(
            (x - middle) ** 2 for x in xs
        )
        return cls(math.exp(height - slope * middle), slope)

    def at(self, passages: float) -> float:
        """The value that the fit gives."""
        return float(self.factor * passages**self.exponent)


def figures(place: Path, articles: Path, sizes: Sequence[int]) -> Iterator[Figure]:
    """One archive that grows to each of `sizes` passages."""
    made = corpus.of_passages(articles, max(sizes))
    measured: dict[str, list[dict[str, Any]]] = {how: [] for how in HOWS}
    given, taken = made.articles(), 0
    for size in sizes:
        until = round(size / corpus.PASSAGES_PER_ARTICLE)
        corpus.write(some := place / f"until-{size}.jsonl", islice(given, until - taken))
        with Stopwatch() as filling:
            index = opened(place / "ours", made)
            index.add_paths(MAIN_LIBRARY, [some])
            index.close()
        asked = questions(corpus.Corpus(made.originals, until), ASKED)
        (place / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
        for how in HOWS:
            found = told([*OURS, "search", str(place / "ours"), str(place / "asked.json"), how])
            measured[how].append(found)
            print(f"  {how}: {json.dumps(found)} (filled in {filling.seconds:.0f} s)", flush=True)
            yield from _rows(how, found)
        taken = until
    for how in HOWS:
        yield from _growth(how, measured[how])


def _rows(how: str, found: dict[str, Any]) -> Iterator[Figure]:
    for what, unit, value in (
        ("search p50", "ms", found["p50"]), ("search p95", "ms", found["p95"]), ("memory", "MiB", found["mib"])
    ):  # fmt: skip
        yield Figure(
            section="grow", what=f"{what}, {found['passages']:,} passages, {how}", unit=unit, ours=value,
            passages=found["passages"], line_of=f"{what}, {how} ({unit})",
        )  # fmt: skip


def _growth(how: str, found: Sequence[dict[str, Any]]) -> Iterator[Figure]:
    time = Fit.of([(one["passages"], one["p50"]) for one in found])
    yield Figure(
        section="grow", what=f"exponent of time, {how}", unit="", ours=time.exponent,
        limit=EXPONENT if how == "chroma" else None,
    )  # fmt: skip
    first, last = found[0], found[-1]
    each = (last["mib"] - first["mib"]) / (last["passages"] - first["passages"])
    grown = [(one["passages"], max(one["mib"] - first["mib"] + each * first["passages"], 1.0)) for one in found]
    yield Figure(
        section="grow", what=f"exponent of memory beyond the empty process, {how}", unit="",
        ours=Fit.of(grown).exponent, limit=LINEAR, note=f"{each * 1024:.2f} KiB a passage",
    )  # fmt: skip
    if how == "chroma":
        yield from _million(time, first["mib"] + each * (MILLION - first["passages"]))


def _million(time: Fit, memory: float) -> Iterator[Figure]:
    note = f"estimate: {time.factor:.1f} ms * n ^ {time.exponent:.2f}, if words and HNSW grow on as measured"
    yield Figure(
        section="grow", what="search p50, 1,000,000 passages, chroma", unit="ms", ours=time.at(MILLION), note=note
    )
    note = "estimate: a straight line through the smallest and the largest measured"
    yield Figure(section="grow", what="memory, 1,000,000 passages, chroma", unit="MiB", ours=memory, note=note)
