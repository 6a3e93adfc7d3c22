"""What lies in a folder: the files that can be articles, and those that a person should hear about."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ARTICLES = frozenset({".md", ".markdown", ".txt", ".text", ".html", ".htm", ".jsonl"})
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


def listing(place: Path) -> Iterator[Listed]:
    """The files of a source, in the order of their names. A file is its own source.

    Raises OSError where `place` cannot be read.
    """
    if place.is_dir():
        for file in sorted(_walk(place)):
            yield _listed(file, file.relative_to(place).as_posix())
    else:
        yield _listed(place, place.name)


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


def _walk(place: Path) -> Iterator[Path]:
    """Visible files, not following links to folders; a folder that cannot be read raises."""
    for folder, folders, names in os.walk(place, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(folder, name)
            if not _ignored(file) and file.is_file():
                yield file


def _raise(error: OSError) -> None:
    raise error


def _ignored(file: Path) -> bool:
    return file.name.startswith(".") or file.suffix.casefold() in BESIDE or file.stem.casefold() in ABOUT_THE_FOLDER
