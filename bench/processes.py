"""Runs a program and measures it from outside: seconds by the clock, and the most memory it ever held."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

KIB_PER_MIB = 1024
UNLIKE_USERS = frozenset({"PYTHONDONTWRITEBYTECODE"})
"""With it each run would compile our modules anew, but not the packages', which pip compiled."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of a program. Memory in MiB: the peak resident set of the process."""

    seconds: float
    mebibytes: float
    output: str


def measure(command: Sequence[str], env: Mapping[str, str]) -> Measured:
    """Run to the end. Raises `RuntimeError` with the program's last words where it fails."""
    around = {name: value for name, value in os.environ.items() if name not in UNLIKE_USERS}
    started = perf_counter()
    process = subprocess.Popen(
        command, env={**around, **env}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    output = process.stdout.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {output[-800:]}")
    return Measured(perf_counter() - started, usage.ru_maxrss / KIB_PER_MIB, output)


def typical(runs: Sequence[Measured]) -> Measured:
    """Median seconds and median memory."""
    return Measured(median(r.seconds for r in runs), median(r.mebibytes for r in runs), runs[-1].output)
