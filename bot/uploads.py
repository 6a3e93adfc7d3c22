"""Attached files, checked by the size that Discord states before a byte of them is read, and again after."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Protocol

from bot.errors import BadInput
from bot.settings import MEBIBYTE, BotSettings

Upload = tuple[str, bytes]
"""A file's name, without folders, and its content."""


class Attached(Protocol):
    """What is needed of a `discord.Attachment`."""

    @property
    def filename(self) -> str: ...

    @property
    def size(self) -> int: ...

    async def read(self) -> bytes: ...


async def read_uploads(files: Sequence[Attached], settings: BotSettings) -> list[Upload]:
    """The files' contents; raise `BadInput` where one, or all together, are too large."""
    _check([(file.filename, file.size) for file in files], settings)
    names = numbered_names([_plain_name(file.filename) for file in files])
    uploads = [(name, await file.read()) for name, file in zip(names, files, strict=True)]
    _check([(name, len(content)) for name, content in uploads], settings)
    return uploads


def _check(sizes: Sequence[tuple[str, int]], settings: BotSettings) -> None:
    for name, size in sizes:
        if size > settings.upload_mib * MEBIBYTE:
            raise BadInput(
                f"{_plain_name(name)} is larger than {settings.upload_mib} MiB; "
                "split it, or ask the operator to add it from the terminal."
            )
    if sum(size for _, size in sizes) > settings.uploads_mib * MEBIBYTE:
        raise BadInput(f"Together the files are larger than {settings.uploads_mib} MiB; add fewer at a time.")


def numbered_names(names: Sequence[str]) -> list[str]:
    """Names of which no two are the same: `a.txt`, `a (2).txt`."""
    taken: dict[str, None] = {}
    for name in names:
        path = PurePosixPath(name)
        others = (f"{path.stem} ({number}){path.suffix}" for number in count(2))
        free = next(
            other for other in chain([name], others) if other not in taken and (other == name or other not in names)
        )
        taken[free] = None
    return list(taken)


def _plain_name(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name or "file"
