"""A full disk and a folder that cannot be written: one sentence, no damage, and reading goes on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import LedgerUnusable
from index.ledger.connection import LEDGER_FILE, translated
from index.types import MAIN_LIBRARY
from library import open_small, write_article


def mounts() -> bool:
    """Whether this process may mount, in a namespace of its own."""
    if not shutil.which("unshare"):
        return False
    return not subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode


needs_mounts = pytest.mark.skipif(not mounts(), reason="only root may mount, and root ignores permissions")

READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
SMALL_DISK = 'mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"'


def in_mount(script: str, folder: Path, root: Path, code: str, *arguments: str) -> str:
    """What a Python program prints where `folder` is mounted anew."""
    environment = {**os.environ, "PYTHONPATH": f"{root}:{root / 'tests'}", "PYTHONDONTWRITEBYTECODE": "1"}
    command = ["unshare", "-m", "sh", "-c", script, str(folder), sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


READING = """
import sys
from pathlib import Path
from index.assemble import open_index
from index.errors import StorageFull
from index.settings import IndexSettings
from library import WordsEncoder, encoders, found
index = open_index(IndexSettings(data_dir=Path(sys.argv[1])), create=False, encoder=WordsEncoder(), make=encoders())
assert found(index, "gull pasty"), "nothing found"
assert index.status().articles == 1
try:
    index.sync(None)
except StorageFull as error:
    print(error.message)
index.close()
"""


@needs_mounts
def test_a_folder_that_cannot_be_written_can_be_read(tmp_path: Path, root: Path) -> None:
    file = write_article(tmp_path / "articles", "gull.md", "A gull called Maurice stole a pasty.")
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [file])
    index.close()
    assert "cannot be written" in in_mount(READ_ONLY, tmp_path / "var", root, READING, str(tmp_path / "var"))
    index = open_small(tmp_path / "var")
    assert index.verify().differences == ()
    index.close()


@needs_mounts
def test_a_folder_is_read_while_another_process_writes_it_elsewhere(tmp_path: Path, root: Path) -> None:
    file = write_article(tmp_path / "articles", "gull.md", "A gull called Maurice stole a pasty.")
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [file])
    assert "cannot be written" in in_mount(READ_ONLY, tmp_path / "var", root, READING, str(tmp_path / "var"))
    index.close()


FILLING = """
import sys
from pathlib import Path
from index.errors import StorageFull
from library import open_small, write_article
data, articles = Path(sys.argv[1]) / "var", Path(sys.argv[2])
ballast = Path(sys.argv[1]) / "ballast"
write_article(articles, "gull.md", "A gull called Maurice stole a pasty.")
index = open_small(data)
index.add_paths("main", [articles])
for number in range(60):
    write_article(articles, f"{number}.md", f"Barge {number} sank in the storm of May. " * 50)
with ballast.open("wb", buffering=0) as file:
    try:
        while True:
            file.write(b"x" * 4096)
    except OSError:
        pass
try:
    index.sync(None)
except StorageFull as error:
    print(error.message)
index.close()
ballast.unlink()
index = open_small(data)
left = index.verify().differences
assert not [one for one in left if "vector" not in one and "Chroma" not in one], left
index.sync(None)
assert index.verify().differences == (), index.verify().differences
print(index.status().articles)
index.close()
"""


@needs_mounts
def test_a_full_disk_is_said_and_harms_nothing(tmp_path: Path, root: Path) -> None:
    (tmp_path / "disk").mkdir()
    told = in_mount(SMALL_DISK, tmp_path / "disk", root, FILLING, str(tmp_path / "disk"), str(tmp_path / "articles"))
    assert "The disk is full" in told
    assert told.endswith("61\n")


def test_what_may_not_be_is_no_damage() -> None:
    """A wrong row is a mistake of ours: it is shown with an id and logged, and nobody is told to restore a backup."""
    with pytest.raises(sqlite3.IntegrityError), translated():
        raise sqlite3.IntegrityError("UNIQUE constraint failed: article.library")
    with pytest.raises(LedgerUnusable, match="damaged"), translated():
        raise sqlite3.DatabaseError("database disk image is malformed")


def test_an_older_ledger_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    from index.errors import StorageFull
    from index.ledger.connection import Connections

    open_small(tmp_path).close()
    db = sqlite3.connect(tmp_path / LEDGER_FILE)
    db.execute("PRAGMA user_version = 1")
    db.close()
    connections = Connections(tmp_path / LEDGER_FILE)
    connections.readonly = True
    with pytest.raises(StorageFull, match="older format"):
        connections._prepare()
    connections.close()
