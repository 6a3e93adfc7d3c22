"""Changes an index in processes that are killed: at the n-th write, or after some time.

Run as a program it reads one act as JSON per line and forks for each, so that imports are paid once.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.assemble import open_index
from index.embed.minilm import MiniLM
from index.engine import Index
from index.ledger.connection import Connections, Db
from index.settings import IndexSettings
from index.shelves import Shelves
from index.store import HNSW, ChromaStore
from index.types import MAIN_LIBRARY, Encoder
from library import WordsEncoder

REAL = "real"
SAVED_OFTEN = {"batch_size": 10, "sync_threshold": 20}  # else Chroma writes its graph after 10,000 changes only
MODELS = ("one", "two", REAL)


@dataclass(frozen=True, slots=True)
class Act:
    """One change in a process of its own. It dies at its `at`-th write, or after `seconds`, or not at all."""

    kind: str
    data: str
    articles: str
    model: str
    at: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Done:
    """How a process ended: by a signal, or with so many writes behind it."""

    killed: bool
    code: int
    writes: int


def make_encoder(name: str) -> Encoder:
    return MiniLM() if name == REAL or name == MiniLM.name else WordsEncoder(name)


def opened(data: str | Path, model: str) -> Index:
    return open_index(IndexSettings(data_dir=Path(data)), create=True, encoder=make_encoder(model), make=make_encoder)


class Killer:
    """A process that forks for each act."""

    def __init__(self, root: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(root), str(root / "tests")))}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "killed"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def run(self, act: Act) -> Done:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(asdict(act)) + "\n")
        self._process.stdin.flush()
        return Done(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


class Doom:
    """Counts writes, and kills its process at one of them."""

    def __init__(self, at: int) -> None:
        self.count = 0
        self._at = at

    def step(self) -> None:
        self.count += 1
        if self.count == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def haunt(self) -> None:
        """Count before and after each write to the ledger, to Chroma and to its folders."""
        writing = Connections.writing

        @contextmanager
        def doomed(connections: Connections) -> Iterator[Db]:
            self.step()
            with writing(connections) as db:
                yield db
                self.step()  # all is written and nothing committed
            self.step()

        Connections.writing = doomed  # type: ignore[method-assign, assignment]
        for owner, name in ((ChromaStore, "apply"), (ChromaStore, "drop"), (Shelves, "remove"), (Shelves, "set_aside")):
            setattr(owner, name, self._around(getattr(owner, name)))

    def _around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def doomed(*args: Any) -> Any:
            self.step()
            result = call(*args)
            self.step()
            return result

        return doomed


def perform(act: Act) -> None:
    index = opened(act.data, act.model)
    match act.kind:
        case "add":
            index.add_paths(MAIN_LIBRARY, [Path(act.articles)])
        case "rebuild":
            index._carrier.catch_up(anew=True)
        case "repair":
            with index._connections.writing() as db:
                db.execute("DELETE FROM vector WHERE abs(random()) % 3 = 0")
            index.verify(mend=True)
        case _:
            index.sync(None)
    index.close()


def child(act: Act, report: int) -> None:
    """What the forked process does; it never returns."""
    doom = Doom(act.at)
    doom.haunt()
    code = 1
    try:
        perform(act)
        code = 0
    finally:
        os.write(report, str(doom.count).encode())
        os._exit(code)


def forked(act: Act) -> Done:
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(read)
        child(act, write)
    os.close(write)
    if act.seconds:
        time.sleep(act.seconds)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    with os.fdopen(read) as pipe:
        writes = int(pipe.read() or 0)
    return Done(os.WIFSIGNALED(status), os.waitstatus_to_exitcode(status), writes)


def save_often() -> None:
    """Have Chroma write its graph every few changes, so that kills hit that too."""
    HNSW.update(SAVED_OFTEN)


def main() -> None:
    import chromadb
    import numpy as np

    assert chromadb and np
    save_often()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asdict(forked(Act(**json.loads(line))))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
