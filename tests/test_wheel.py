"""The built wheel in an empty folder: nothing that the product needs was left in the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ARTICLE = "The weir\n\nPublished 3 March 2026 at 10:00 CET\n\nNine otters were counted at Ostmark weir on Sunday.\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, unpacked; its dependencies are those of this Python."""
    place = tmp_path_factory.mktemp("wheel")
    root = Path(__file__).resolve().parent.parent
    source = place / "source"
    subprocess.run(["git", "clone", "-q", str(root), str(source)], check=True)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(source)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = place.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(place / "installed")
    return place / "installed"


def pullquote(installed: Path, folder: Path, *arguments: str) -> str:
    """In a Python that reads no `.pth`: an editable installation would fill in what the wheel lacks."""
    found = os.pathsep.join([str(installed), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": found, "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-S", "-m", "bot", *arguments],
        cwd=folder,
        env=env,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_answers(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "otters.txt").write_text(ARTICLE)
    pullquote(installed, tmp_path, "index", "add", "otters.txt")
    assert "Nine otters" in pullquote(installed, tmp_path, "ask", "How many otters were counted at the weir?")


def test_the_wheel_holds_what_is_read_at_run_time(installed: Path) -> None:
    assert (installed / "index" / "embed" / "minilm.onnx").is_file()
    assert list((installed / "prompts").glob("*.md"))
    assert not {"tests", "bench", "evals", "articles"} & {place.name for place in installed.iterdir()}
