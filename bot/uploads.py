"""Attached files, checked by the size that Discord states before a byte of them is read, and again after.

They are read at their turn among the changes and not before, so that those of one command at a time are in memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Protocol

from bot.errors import BadInput
from bot.settings import MEBIBYTE, BotSettings
from bot.types import Progress
from index.upkeep import Report

Upload = tuple[str, bytes]
"""A file's name, without folders, and its content."""


READ_WITHIN = 120.0
"""Seconds for reading the files of one command from Discord; others wait meanwhile."""


class Attached(Protocol):
    """What is needed of a `discord.Attachment`."""

    @property
    def filename(self) -> str: ...

    @property
    def size(self) -> int: ...

    async def read(self) -> bytes: ...


def read_at_its_turn(
    files: Sequence[Attached], settings: BotSettings, add: Callable[[list[Upload], Progress], Report]
) -> Callable[[Progress], Report]:
    """What reads the files and adds them, to be called by the thread of changes; raise `BadInput` at once if too large.

    Call it on the event loop, where the files are read.
    """
    _check([(file.filename, file.size) for file in files], settings)
    loop = asyncio.get_running_loop()

    def work(progress: Progress) -> Report:
        reading = asyncio.run_coroutine_threadsafe(read_uploads(files, settings), loop)
        try:
            uploads = reading.result(READ_WITHIN)
        except TimeoutError:
            reading.cancel()
            raise BadInput("Discord takes too long to hand over the files; try again in a minute.") from None
        return add(uploads, progress)

    return work


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
