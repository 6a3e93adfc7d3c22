"""Opens a folder of Chroma in a process of its own, which may crash or hang in place of this one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SECONDS = 90.0  # a hundred thousand vectors open in two on an idle machine


def unsound(folder: Path, *, seconds: float = SECONDS) -> str | None:
    """Why a folder cannot be used, as a clause for people; None where it opens, counts and answers."""
    if not folder.exists():
        return None
    root = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join(path for path in (root, os.environ.get("PYTHONPATH")) if path)
    try:
        done = subprocess.run(  # noqa: S603  # our own module, in this Python
            [sys.executable, "-P", "-m", "index.probe", str(folder)],
            env={**os.environ, "PYTHONPATH": paths},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it did not open within {seconds:.0f} seconds"
    except OSError:
        return None  # no process could be started, which says nothing about the folder
    if done.returncode == 0:
        return None
    if done.returncode < 0:
        return f"a process that opened it crashed (signal {-done.returncode})"
    last = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
    return f"it does not open ({last[-1][:200]})"


def main() -> None:
    """Look at the folder that is named on the command line."""
    from index.store import look

    look(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
