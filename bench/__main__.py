"""`make bench`: prints each figure beside the stock pipeline's and what is to be reached; keeps them as JSON."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench import corpus, warm
from bench.processes import Measured, measure, typical
from index.embed.minilm import MiniLM
from index.passages import passages

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "articles"
QUESTIONS = 150
ASKED_AT = datetime(2026, 7, 20, tzinfo=UTC)
PASSAGES_PER_ARTICLE = 3.75  # of the varied articles; only to know how many to make
RUNS = 3
COLD = "When did the swing bridge reopen?"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: ours and the stock pipeline's in one unit, and the ratio ours / stock that is to be reached."""

    what: str
    unit: str
    ours: float
    stock: float
    at_most: float

    @property
    def ratio(self) -> float:
        """Ours / stock."""
        return self.ours / self.stock

    def line(self) -> str:
        """A row of the table."""
        verdict = "reached" if self.ratio <= self.at_most else "MISSED"
        return (
            f"{self.what:<52} {self.ours:>9.3f} {self.stock:>9.3f} {self.unit:<4} "
            f"1/{1 / self.ratio:<7.1f} (at most 1/{1 / self.at_most:.1f}) {verdict}"
        )


def cold(folder: Path, count: int) -> Iterator[Figure]:
    """Whole processes on about `count` passages: asking, and a sync with nothing to do beside stock's indexing."""
    articles = folder / "cold.jsonl"
    corpus.write(articles, corpus.varied(corpus.drafts(SAMPLES), round(count / PASSAGES_PER_ARTICLE)))
    env = {"INDEX_DATA_DIR": str(folder / "cold-ours"), "HF_HUB_OFFLINE": "1"}
    pullquote = [str(Path(sys.executable).with_name("pullquote"))]
    stock = [sys.executable, "-m", "bench.stock"]
    added = measure([*pullquote, "index", "add", str(articles), "--json"], env)
    print(f"  ours: {json.loads(added.output)['passages']} passages indexed in {added.seconds:.1f} s", flush=True)
    indexed = measure([*stock, "index", str(articles), str(folder / "cold-stock")], env)
    chunks = json.loads(indexed.output.splitlines()[-1])["chunks"]
    print(f"  stock: {chunks} chunks indexed in {indexed.seconds:.1f} s", flush=True)
    sync = _typical([*pullquote, "index", "sync"], env)
    yield Figure("index sync, nothing changed / stock's indexing", "s", sync.seconds, indexed.seconds, 1 / 200)
    mine = _typical([*pullquote, "ask", COLD], env)
    theirs = _typical([*stock, "ask", str(folder / "cold-stock"), COLD], env)
    yield Figure("ask, cold, whole process", "s", mine.seconds, theirs.seconds, 1 / 6)
    yield Figure("ask, cold, peak memory", "MiB", mine.mebibytes, theirs.mebibytes, 1 / 2)
    yield Figure("index add, whole process", "s", added.seconds, indexed.seconds, 1.0)


def _typical(command: list[str], env: dict[str, str]) -> Measured:
    return typical([measure(command, env) for _ in range(RUNS)])


def warmed(folder: Path, count: int) -> Iterator[Figure]:
    """Answers beside bare searches, in this process."""
    originals = corpus.drafts(SAMPLES)
    articles = folder / "warm.jsonl"
    corpus.write(articles, corpus.varied(originals, round(count / PASSAGES_PER_ARTICLE)))
    encoder = warm.VariedEncoder(MiniLM(), [one.body[s:e] for one in originals for s, e in passages(one.body)])
    questions = corpus.questions(articles, QUESTIONS)
    mine = warm.ours(folder / "warm-ours", articles, encoder, questions, ASKED_AT)
    print(f"  ours: {mine['passages']} passages; {mine['answered']:.0%} of the questions answered", flush=True)
    theirs = warm.stock(folder / "warm-stock", articles, encoder, mine["passages"], questions)
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        at = int(len(questions) * share)
        yield Figure(
            f"answer, warm, {name} / stock's bare search", "ms",
            mine["seconds"][at] * 1000, theirs["seconds"][at] * 1000, 2.0,
        )  # fmt: skip


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--cold", type=int, default=2_000, help="passages for whole processes")
    parser.add_argument("--warm", type=int, default=20_000, help="passages for warm answers")
    parser.add_argument("--out", type=Path, default=Path("var/bench/figures.json"))
    given = parser.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="pullquote-bench-") as place:
        for figure in (*cold(Path(place), given.cold), *warmed(Path(place), given.warm)):
            figures.append(figure)
    print(f"\n{'':<52} {'ours':>9} {'stock':>9}")
    print("\n".join(figure.line() for figure in figures))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps([asdict(figure) | {"ratio": figure.ratio} for figure in figures], indent=2))
    return 0 if all(figure.ratio <= figure.at_most for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
