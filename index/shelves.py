"""The folders of an embedded Chroma: one per shelf, a mark while they are open, and what did not open set aside."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

FOLDER = "chroma"
MARK = "open.json"  # there while a process has a shelf open: left behind, that process ended without closing it
SHELF = re.compile(r"shelf-\d+")
SEGMENT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # a folder of Chroma's own
DATABASE = "chroma.sqlite3"
DAMAGED = f"{FOLDER}-damaged-"


class Shelves:
    """The folders under `chroma/` in a data folder; nothing in there that has another name is touched."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._root = data_dir / FOLDER
        self._mark = self._root / MARK
        self._marked = False

    def folder(self, shelf: str) -> Path:
        """Where a shelf's files lie."""
        return self._root / shelf

    def names(self) -> set[str]:
        """The shelves whose folders are there."""
        return {path.name for path in self._root.glob("*") if SHELF.fullmatch(path.name)}

    def there(self, shelf: str) -> bool:
        """Whether Chroma ever wrote a shelf."""
        return (self.folder(shelf) / DATABASE).exists()

    def unclean(self) -> bool:
        """Whether the last process that opened a shelf never closed it."""
        return not self._marked and self._mark.exists()

    def opened(self) -> None:
        """Mark that this process has shelves open."""
        if not self._marked:
            self._root.mkdir(parents=True, exist_ok=True)
            since = datetime.now(UTC).isoformat(timespec="seconds")
            self._mark.write_text(json.dumps({"pid": os.getpid(), "since": since}))
            self._marked = True

    def closed(self) -> None:
        """Take this process's mark away."""
        if self._marked:
            self._mark.unlink(missing_ok=True)
            self._marked = False

    def remove(self, shelf: str) -> None:
        """Give a shelf's space back."""
        if self.folder(shelf).exists():
            shutil.rmtree(self.folder(shelf))

    def remove_unshelved(self) -> None:
        """Remove what an earlier version, which knew no shelves, left in the folder itself."""
        (self._root / DATABASE).unlink(missing_ok=True)
        for path in self._root.glob("*"):
            if SEGMENT.fullmatch(path.name) and path.is_dir():
                shutil.rmtree(path)

    def set_aside(self, shelf: str) -> str | None:
        """Rename a shelf's folder so that it can be looked at; older ones set aside are removed, as each is large."""
        if not self.folder(shelf).exists():
            return None
        for older in self._data_dir.glob(f"{DAMAGED}*"):
            shutil.rmtree(older, ignore_errors=True)
        aside = self._data_dir / f"{DAMAGED}{datetime.now(UTC):%Y%m%dT%H%M%S}-{shelf}"
        self.folder(shelf).rename(aside)
        return aside.name
