"""What lies in a folder: the files that can be articles, and those that a person should hear about."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ARTICLES = frozenset({".md", ".markdown", ".txt", ".text", ".html", ".htm", ".pdf", ".jsonl", ".csv"})
KINDS = ".md, .txt, .html, .pdf, .jsonl, .csv"  # the same as people read them
# What lies beside articles without being one; everything else is named in the report.
BESIDE = frozenset(
    {
        ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".avif", ".mp3", ".mp4", ".webm", ".css", ".js",
        ".json", ".yml", ".yaml", ".toml", ".xml", ".woff", ".woff2", ".ttf",
    }
)  # fmt: skip
ABOUT_THE_FOLDER = frozenset({"readme", "license", "licence", "copying", "contributing", "makefile"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A file to be looked at: its path below the source (with `/`), where it lies, and how it looks."""

    path: str
    file: Path
    size: int
    modified_ns: int
    regular: bool

    @property
    def supported(self) -> bool:
        """Whether its ending promises an article."""
        return self.file.suffix.casefold() in ARTICLES


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a source in the order of their names, and what in it could not be looked at (path, reason)."""

    files: tuple[Listed, ...]
    closed: tuple[tuple[str, str], ...]

    def hides(self, path: str) -> bool:
        """Whether a path may be there without being seen."""
        return any(path == place or path.startswith(f"{place}/") for place, _ in self.closed)


def listing(place: Path) -> Listing:
    """What a source holds. A file is its own source. Raises OSError where `place` itself cannot be read."""
    if not place.is_dir():
        return Listing((_listed(place, place.name),), ())
    files, closed = list[Listed](), list[tuple[str, str]]()

    def close(error: OSError, path: str | None = None) -> None:
        where = path or str(error.filename or place)
        if Path(where) == place:
            raise error
        closed.append((Path(where).relative_to(place).as_posix(), error.strerror or "no reason given"))

    for file in sorted(_walk(place, close)):
        try:
            if file.is_file():
                files.append(_listed(file, file.relative_to(place).as_posix()))
        except FileNotFoundError:
            continue  # it went just now
        except OSError as error:
            close(error, str(file))
    return Listing(tuple(files), tuple(closed))


def readable_name(path: str) -> bool:
    """Whether a path is text that can be stored; on Linux a name may be any bytes."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _listed(file: Path, path: str) -> Listed:
    look = file.stat()
    return Listed(path, file, look.st_size, look.st_mtime_ns, stat.S_ISREG(look.st_mode))


def _walk(place: Path, close: Callable[[OSError], None]) -> Iterator[Path]:
    """What is visible and no folder, not following links to folders; `close` hears of folders that cannot be read."""
    for folder, folders, names in os.walk(place, onerror=close):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(folder, name)
            if not _ignored(file):
                yield file


def _ignored(file: Path) -> bool:
    return file.name.startswith(".") or file.suffix.casefold() in BESIDE or file.stem.casefold() in ABOUT_THE_FOLDER
