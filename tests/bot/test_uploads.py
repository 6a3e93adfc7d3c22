"""Attached files: their names, and their sizes before and after reading."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.blocking import Offload
from bot.errors import BadInput
from bot.settings import MEBIBYTE, BotSettings
from bot.types import Progress
from bot.uploads import Upload, read_at_its_turn, read_uploads
from index.upkeep import Report

NOTHING = Report(entries=(), unchanged=0, passages=0, embedded=0, reused=0, seconds=0.0)


def settings(**fields: Any) -> BotSettings:
    return BotSettings(**fields)


@dataclass
class File:
    """An attachment that states one size and may hold another."""

    filename: str
    content: bytes
    stated: int | None = None
    read_times: int = 0

    @property
    def size(self) -> int:
        return len(self.content) if self.stated is None else self.stated

    async def read(self) -> bytes:
        self.read_times += 1
        return self.content


@pytest.mark.asyncio
async def test_uploads_are_read_without_their_folders() -> None:
    files = [File("../../etc/passwd", b"a"), File("C:\\news\\b.md", b"b"), File("..", b"c"), File("", b"d")]
    uploads = await read_uploads(files, settings())
    assert uploads == [("passwd", b"a"), ("b.md", b"b"), ("..", b"c"), ("file", b"d")]


@pytest.mark.asyncio
async def test_sizes_are_checked_before_and_after_reading() -> None:
    big = File("big.md", b"", stated=MEBIBYTE + 1)
    with pytest.raises(BadInput, match=r"big\.md is larger than 1 MiB"):
        await read_uploads([big], settings(upload_mib=1))
    assert big.read_times == 0
    liar = File("liar.md", b"x" * (MEBIBYTE + 1), stated=1)
    with pytest.raises(BadInput, match="larger than 1 MiB"):
        await read_uploads([liar], settings(upload_mib=1))


@pytest.mark.asyncio
async def test_attachments_of_one_name_are_numbered() -> None:
    files = [File("a.txt", b"1"), File("a (2).txt", b"2"), File("x/a.txt", b"3"), File("a.txt", b"4")]
    uploads = await read_uploads(files, settings())
    assert uploads == [("a.txt", b"1"), ("a (2).txt", b"2"), ("a (3).txt", b"3"), ("a (4).txt", b"4")]


@dataclass
class Held(File):
    """Counts what all files of a test hold in memory: from when one is read until its command is through."""

    held: list[int] = field(default_factory=list)

    async def read(self) -> bytes:
        self.held.append(self.size)
        return await super().read()


@pytest.mark.asyncio
async def test_files_are_read_at_their_turn_so_that_one_commands_are_in_memory() -> None:
    held: list[int] = []
    most: list[int] = []

    def add(uploads: list[Upload], progress: Progress) -> Report:
        most.append(sum(held))
        held.clear()
        return NOTHING

    changes = ThreadPoolExecutor(1)
    commands = [[Held(f"{n}.md", b"x" * 1000, held=held) for n in range(3)] for _ in range(5)]
    work = [read_at_its_turn(files, settings(), add) for files in commands]
    assert held == [], "nothing is read before"
    await asyncio.gather(*(Offload(changes)(each, lambda done, total: None) for each in work))
    changes.shutdown()
    assert most == [3000] * 5


@pytest.mark.asyncio
async def test_a_file_that_never_arrives_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Never(File):
        async def read(self) -> bytes:
            await asyncio.Event().wait()
            return b""

    monkeypatch.setattr("bot.uploads.READ_WITHIN", 0.05)
    work = read_at_its_turn([Never("a.md", b"")], settings(), lambda uploads, progress: NOTHING)
    with pytest.raises(BadInput, match="too long to hand over"):
        await Offload()(work, lambda done, total: None)


@pytest.mark.asyncio
async def test_too_large_files_are_refused_at_once() -> None:
    big = File("big.md", b"", stated=MEBIBYTE + 1)
    with pytest.raises(BadInput, match="larger than 1 MiB"):
        read_at_its_turn([big], settings(upload_mib=1), lambda uploads, progress: NOTHING)
