"""A reader that leaves early (`| head`) is no error, whatever the command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

QUESTION = b"How long is the crack in the swing bridge?\n"
COMMANDS = {
    "help": ("--help",),
    "ask": ("ask", QUESTION.decode().strip()),
    "search": ("search", "swing bridge"),
    "status": ("index", "status"),
    "chat": ("chat",),
}


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pipes")
    (folder / "bridge.md").write_text("# The bridge\n\nThe crack in the swing bridge is 31 centimetres long.\n")
    environment = {**os.environ, "INDEX_DATA_DIR": str(folder / "var"), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "bot", "index", "add", str(folder / "bridge.md")]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return folder / "var"


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_a_closed_pipe_is_no_error(arguments: tuple[str, ...], data_dir: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    environment = {**os.environ, "INDEX_DATA_DIR": str(data_dir), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], env=environment, input=QUESTION * 3,
        stdout=writer, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert not (data_dir / "errors.log").exists()
