"""Every command in the README does what it says, in the order in which it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# Run by CI itself, or by this very run; here it is only asked whether make knows them.
BY_CI = {"make test", "make check", "make eval", "make bench"}


def commands(root: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone as a newcomer has it, with this Python's environment in the place of its own."""
    root = Path(__file__).resolve().parent.parent
    place = tmp_path_factory.mktemp("readme") / "pullquote"
    subprocess.run(["git", "clone", "-q", str(root), str(place)], check=True)
    shutil.copy(root / "Makefile", place)
    environment = place / ".venv"
    (environment / "bin").mkdir(parents=True)
    (environment / "bin" / "activate").write_text(f'PATH="{Path(sys.executable).parent}:$PATH"\n')
    for name in ("python", "pullquote"):
        (environment / "bin" / name).symlink_to(Path(sys.executable).with_name(name))
    (environment / ".ready").touch()
    return place


def test_the_readme_begins_with_the_two_commands(root: Path) -> None:
    assert commands(root)[:2] == ["make run", "make test"]


def test_every_command_works(root: Path, checkout: Path) -> None:
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {"HF_HUB_OFFLINE": "1"}
    before = ""
    for command in commands(root):
        script = f"{before}make -n {command.removeprefix('make ')}" if command in BY_CI else f"{before}{command}"
        done = subprocess.run(
            ["sh", "-c", script], cwd=checkout, env=env, text=True, capture_output=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stderr}{done.stdout}"
        assert "Traceback" not in done.stderr
        if command.startswith(". "):
            before = f"{command} && "


def test_make_run_shows_sources(checkout: Path) -> None:
    done = subprocess.run(
        ["make", "run"], cwd=checkout, text=True, capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0
    assert "Sources" in done.stdout
    assert "not in the articles" in done.stdout.lower()
