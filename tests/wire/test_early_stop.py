"""SIGTERM while the bot's process still starts: a clean end, at whatever moment it comes."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from standin.server import DiscordStandin

pytestmark = pytest.mark.wire

WITHIN = 60.0
LOOK_EVERY = 0.01
SIGTERM_BIT = 1 << (signal.SIGTERM - 1)


def listens(process: int, _folder: Path) -> bool:
    """Whether the process catches SIGTERM, as the system tells."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) & SIGTERM_BIT)


def has(name: str) -> Callable[[int, Path], bool]:
    return lambda _process, folder: (folder / "var" / name).exists()


MOMENTS = {
    "it listens": listens,
    "the ledger is opened": has("ledger.sqlite3"),
    "Chroma is opened": has("vectors.lock"),
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads what Linux tells of a process")
@pytest.mark.asyncio
@pytest.mark.parametrize("come", MOMENTS.values(), ids=MOMENTS)
async def test_a_stop_while_starting_is_clean(come: Callable[[int, Path], bool], tmp_path: Path) -> None:
    async with DiscordStandin() as discord_:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=tmp_path, stderr=asyncio.subprocess.PIPE,
            env={**os.environ, **discord_.environment(token_name="DISCORD_TOKEN"), "PYTHONPATH": _path(discord_)},
        )  # fmt: skip
        async with asyncio.timeout(WITHIN):
            while not come(process.pid, tmp_path):  # noqa: ASYNC110  # another process tells us nothing
                await asyncio.sleep(LOOK_EVERY)
            process.send_signal(signal.SIGTERM)
            _, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    assert "Traceback" not in errors.decode()


def _path(discord_: DiscordStandin) -> str:
    return os.pathsep.join([discord_.environment()["PYTHONPATH"], *filter(None, sys.path)])


def test_nothing_that_takes_time_is_imported_before_it_listens(root: Path) -> None:
    program = (
        "import sys, bot.__main__; print(*(m for m in ('click', 'pydantic', 'asyncio', 'index') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
