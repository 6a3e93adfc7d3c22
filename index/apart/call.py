"""Has a piece of work done by a child process, and gives up on it after a time.

One child does one piece of work: it starts in about 0.1 s, and nothing of one document is there for the next.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from index.parse.errors import Refused

SECONDS = 20
"""A document that takes longer is given up; ordinary ones take under one."""

MEMORY = 1 << 30
"""Bytes of address space; a PDF of ordinary size needs a tenth of it."""

PASSED_ON = frozenset("PATH HOME USERPROFILE SYSTEMROOT LANG LC_ALL TZ LD_LIBRARY_PATH VIRTUAL_ENV".split())
"""What the child has of the environment: enough to find Python's libraries, and no secret."""

Said = Mapping[str, str]


def apart(work: str, raw: bytes, said: Said, *, what: str, seconds: float = SECONDS, memory: int = MEMORY) -> object:
    """The JSON value that `work(raw, said)` of the module named `work` returns in a process of its own.

    `what` is said of documents that cannot be read: `a PDF`. Raises `Refused` for those.
    """
    order = json.dumps({"work": work, "said": dict(said), "seconds": seconds, "memory": memory}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "index.apart.child"],
            input=order + raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(f"could not be read as {what} (it takes longer than {seconds:g} s)") from error
    except OSError as error:
        raise Refused(f"could not be read as {what} (its reader could not be started)") from error
    return _answer(done.stdout, what)


def _answer(output: bytes, what: str) -> object:
    try:
        answer = json.loads(output)
    except ValueError:
        answer = None
    match answer:
        case {"refused": str(reason)}:
            raise Refused(reason)
        case {"lacks_memory": True}:
            raise Refused(f"could not be read as {what} (it needs too much memory)")
        case {"damaged": True}:
            raise Refused(f"is damaged and could not be read as {what}")
        case {"value": value}:
            return value
    raise Refused(f"could not be read as {what} (the reader crashed)")


def _environment() -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if name.upper() in PASSED_ON}
    places = [str(Path(place or ".").resolve()) for place in sys.path]
    return {**known, "PYTHONPATH": os.pathsep.join(places), "PYTHONDONTWRITEBYTECODE": "1"}
