"""The unmodified bot as its own process, exactly as a user starts it, against the Discord stand-in."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from standin.files import Upload
from standin.message import Message
from standin.permissions import Permission
from standin.server import DiscordStandin

pytestmark = [pytest.mark.wire, pytest.mark.asyncio]

WITHIN = 60.0
PULLQUOTE = str(Path(sys.executable).with_name("pullquote"))
NOTE = b"""Otters return to the weir

Published 20 July 2026 at 09:00 BST

Nine otters were counted at Ostmark weir on Sunday. The keeper called them noisy.
"""


@asynccontextmanager
async def running(discord_: DiscordStandin, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """`pullquote run` in `folder`; ended by SIGTERM, and expected to end well."""
    process = await asyncio.create_subprocess_exec(
        PULLQUOTE, "run", cwd=folder, env={**os.environ, **discord_.environment(token_name="DISCORD_TOKEN")},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        await discord_.ready(WITHIN)
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), WITHIN)
    assert process.returncode == 0, errors.decode()
    assert "Traceback" not in errors.decode()
    await discord_.offline(WITHIN)


async def index_samples(root: Path, folder: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        PULLQUOTE, "index", "add", str(root / "articles"), cwd=folder, stdout=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0


async def test_a_day_of_the_bot(tmp_path: Path, root: Path) -> None:
    """Asks, opens a passage, adds an article, asks again, is restarted, opens the old passage again."""
    await index_samples(root, tmp_path)
    async with DiscordStandin() as discord_:
        guild = discord_.add_guild("Harrowmere")
        channel = guild.add_channel("general")
        ada, editor = guild.add_member("ada"), guild.add_member("ed", permissions=Permission.MANAGE_GUILD)
        async with running(discord_, tmp_path):
            assert {"ask", "articles", "settings"} <= discord_.commands().keys()

            answer = await ask(discord_, channel, ada, "How long is the crack in the swing bridge?")
            assert "31 centimetres" in answer.text
            assert "[1]" in answer.text.replace("\\", "")
            assert "Harrowmere Herald" in answer.text
            assert "12 January 2026" in answer.text
            assert answer.allowed_mentions == {"parse": []} or not answer.pings

            passage = await (await discord_.click(answer, ada, passage_button(answer))).response(WITHIN)
            assert passage.ephemeral
            assert "**" in passage.text

            nothing = await ask(discord_, channel, ada, "How many otters are at Ostmark weir?")
            assert "otters were counted" not in nothing.text

            added = await discord_.slash(channel, editor, "articles add", file1=Upload("otters.txt", NOTE))
            report = await added.response(WITHIN, until=lambda message: "1 added" in message.text)
            assert report.ephemeral
            answer2 = await ask(discord_, channel, ada, "How many otters are at Ostmark weir?")
            assert "Nine otters were counted at Ostmark weir" in answer2.text

        async with running(discord_, tmp_path):
            again = await (await discord_.click(answer, ada, passage_button(answer))).response(WITHIN)
            assert again.text == passage.text
            later = await ask(discord_, channel, ada, "How many otters are at Ostmark weir?")
            assert "Nine otters were counted at Ostmark weir" in later.text


async def test_what_it_says_no_to(tmp_path: Path, root: Path) -> None:
    await index_samples(root, tmp_path)
    async with DiscordStandin() as discord_:
        guild = discord_.add_guild("Harrowmere")
        channel, ada = guild.add_channel("general"), guild.add_member("ada")
        async with running(discord_, tmp_path):
            unknown = await ask(discord_, channel, ada, "Who won the 2022 World Cup?")
            assert "not in the articles" in unknown.text.lower()
            private = await ask(discord_, channel, ada, "Who leads the council?", private=True)
            assert private.ephemeral
            emoji = await ask(discord_, channel, ada, "🙂🙂")
            assert "word" in emoji.text
            refused = await (await discord_.slash(channel, ada, "articles status")).response(WITHIN)
            assert refused.ephemeral
            assert "Manage Server" in refused.text
            outlets = await discord_.autocomplete(channel, ada, "ask", focused="source", source="harrow", question="q")
            assert [choice.value for choice in outlets] == ["Harrowmere Herald"]


@pytest.mark.parametrize("token", ["", "wrong"])
async def test_a_missing_or_wrong_token_is_one_sentence(tmp_path: Path, token: str) -> None:
    async with DiscordStandin() as discord_:
        env = {**os.environ, **discord_.environment(token_name="DISCORD_TOKEN"), "DISCORD_TOKEN": token}
        process = await asyncio.create_subprocess_exec(
            PULLQUOTE, "run", cwd=tmp_path, env=env, stderr=asyncio.subprocess.PIPE
        )
        _, errors = await asyncio.wait_for(process.communicate(), WITHIN)
        discord_.take_errors()
    said = [line for line in errors.decode().splitlines() if " INFO " not in line]
    assert process.returncode == 2
    assert len(said) == 1
    assert "DISCORD_TOKEN" in said[0]


async def ask(discord_: DiscordStandin, channel: object, person: object, question: str, **options: object) -> Message:
    asked = await discord_.slash(channel, person, "ask", question=question, **options)  # type: ignore[arg-type]
    answer = await asked.response(WITHIN)
    assert discord_.acked(asked) < 3.0
    return answer


def passage_button(message: Message) -> str:
    return next(button.custom_id for button in message.buttons if button.custom_id)
