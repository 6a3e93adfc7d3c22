"""Attached files: their names, and their sizes before and after reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from bot.errors import BadInput
from bot.settings import MEBIBYTE, BotSettings
from bot.uploads import read_uploads


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
