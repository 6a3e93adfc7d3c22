"""Pieces of work that go wrong, for a child process to do."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from index.parse.errors import Refused


def work(raw: bytes, said: dict[str, str]) -> object:
    """Do what `said` names."""
    match said["do"]:
        case "hang":
            while True:
                time.sleep(0.01)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            sys.exit(3)
        case "fill":
            return len(bytearray(1 << 40))
        case "write":
            Path(said["file"]).write_bytes(b"x" * 1_000_000)
        case "refuse":
            raise Refused("is no good")
        case "break":
            raise KeyError("x")
        case "look":
            return {"environment": sorted(os.environ), "modules": sorted(sys.modules)}
    sys.stdout.write("noise that a library makes")
    return {"size": len(raw)}
