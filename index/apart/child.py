"""The child process: confines itself, reads one order and the bytes, and answers with one JSON value.

Whatever a parser prints goes nowhere, and no file can be written.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from importlib import import_module

GRACE = 5
"""Seconds after the parent's limit at which the child ends itself, for a parent that was killed meanwhile."""

DEEP = 2_000
"""Calls within calls: parsers of nested documents may need more than Python's 1,000, and no stack overflows yet."""


def main() -> int:
    """Do the work that standard input asks for."""
    order = json.loads(sys.stdin.buffer.readline())
    raw = sys.stdin.buffer.read()
    answers = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _confine(order["memory"], int(order["seconds"]) + GRACE)
    answer = _done(str(order["work"]), raw, dict(order["said"]))
    with os.fdopen(answers, "wb") as out:
        out.write(json.dumps(answer).encode("utf-8"))
    return 0


def _done(work: str, raw: bytes, said: dict[str, str]) -> dict[str, object]:
    from index.parse.errors import Refused

    try:
        return {"value": import_module(work).work(raw, said)}
    except Refused as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"lacks_memory": True}
    except Exception:  # noqa: BLE001  a parser breaks on damaged documents with whatever it likes
        return {"damaged": True}


def _confine(memory: int, seconds: int) -> None:
    sys.setrecursionlimit(DEEP)
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time still holds
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses a limit of memory
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main())
