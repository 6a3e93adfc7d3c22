"""`/ask` in a simulated Discord."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import discord
import pytest
from simcord import Env

from answer.types import Answer, Question
from fakes import FakeAnswerer, FakeArchive
from index.types import ServerSettings
from made import ASKED_AT
from simulated import House, Server, buttons, new_server, raw, said, shown

pytestmark = pytest.mark.asyncio

T = TypeVar("T")
QUESTION = "When does the Harrow ferry return?"


async def test_answer_is_quoted_dated_and_has_a_button(env: Env, server: Server) -> None:
    result = await server.member.slash(server.channel, "ask", question=QUESTION)
    text = said(result)
    assert not result.ephemeral
    assert "> The Harrow ferry returns to service on 3 May after a winter of repairs. [1]" in text
    assert "Harrowmere Herald, 14 March 2026" in text
    assert buttons(result.response) == ["[1] Passage"]
    callbacks = [entry.json for entry in env.http_requests if entry.path.endswith("/callback")]
    assert callbacks == [{"type": 5}], "deferred, in public, before anything else"


async def test_nobody_is_pinged(env: Env, server: Server, house: House) -> None:
    house.archive.put("main", "ferry", "Everyone @everyone on the Harrow ferry may return to <@123456789012345678>.")
    await server.member.slash(server.channel, "ask", question=QUESTION)
    sent: Any = [entry.json for entry in env.http_requests if entry.method == "PATCH"]
    assert [body["allowed_mentions"] for body in sent] == [{"parse": []}]


async def test_a_private_answer_is_for_the_asker_only(server: Server) -> None:
    result = await server.member.slash(server.channel, "ask", question=QUESTION, private=True)
    assert result.ephemeral
    assert "[1]" in said(result)


async def test_not_in_the_articles(server: Server) -> None:
    text = said(await server.member.slash(server.channel, "ask", question="Who repairs bicycles?"))
    assert "Not in the articles" in text
    assert "Closest" in text
    assert "Harrowmere Herald, [The ferry returns](https://herald.example/ferry), 14 March 2026" in text
    assert "In the archive: 1 article, 14 March 2026" in text


async def test_an_empty_library_says_who_can_fill_it(server: Server, house: House) -> None:
    house.archive.shelves.clear()
    result = await server.member.slash(server.channel, "ask", question=QUESTION)
    assert "There are no articles yet: an editor can add some with /articles add." in said(result)
    assert buttons(result.response) == []


async def test_the_window_is_said_back(server: Server) -> None:
    text = said(await server.member.slash(server.channel, "ask", question=QUESTION, since="March 2026", until="3 May"))
    assert "Searched 1 March to 3 May 2026, 1 article." in text


async def test_an_empty_window_offers_a_wider_one(server: Server) -> None:
    text = said(await server.member.slash(server.channel, "ask", question=QUESTION, since="last week"))
    assert "There are no articles with this date: since 11 May 2026." in text
    assert "wider window" in text


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        ("blubb", None, "I cannot read “blubb” as a date; write it like 2026-05-12"),
        ("2026-05-20", "2026-05-03", "The window is empty: since 20 May 2026 is after until 3 May 2026."),
    ],
)
async def test_a_bad_date_is_one_sentence(server: Server, since: str, until: str | None, sentence: str) -> None:
    options = {"since": since} if until is None else {"since": since, "until": until}
    assert sentence in said(await server.member.slash(server.channel, "ask", question=QUESTION, **options))


async def test_a_question_without_a_word(server: Server) -> None:
    assert "no word in the question" in said(await server.member.slash(server.channel, "ask", question="🙂 ?!"))


async def test_source_narrows_and_is_suggested(server: Server, house: House) -> None:
    house.archive.put("main", "other", "The Harrow ferry may not return.", outlet="Coast Post")
    offered = await server.member.autocomplete(server.channel, "ask", "source", "post", question="x")
    assert [choice["value"] for choice in offered] == ["Coast Post"]
    text = said(await server.member.slash(server.channel, "ask", question=QUESTION, source="Coast Post"))
    assert "may not return" in text
    assert "winter of repairs" not in text


async def test_two_servers_are_kept_apart(env: Env, server: Server, house: House) -> None:
    other = new_server(env, "coalport")
    house.archive.put(f"guild:{server.id}", "secret", "The Harrow ferry returns with a secret cargo.", outlet="Inside")
    here = said(await server.member.slash(server.channel, "ask", question=QUESTION))
    there = said(await other.member.slash(other.channel, "ask", question=QUESTION))
    assert "secret cargo" in here
    assert "secret cargo" not in there
    assert await other.member.autocomplete(other.channel, "ask", "source", "Ins", question="x") == []


async def test_a_server_may_leave_the_main_library_out(server: Server, house: House) -> None:
    house.archive.settings[server.id] = ServerSettings(asks_main=False)
    assert "There are no articles yet" in said(await server.member.slash(server.channel, "ask", question=QUESTION))


async def test_direct_messages_ask_the_main_library(env: Env, server: Server, house: House) -> None:
    house.archive.put(f"guild:{server.id}", "secret", "The Harrow ferry returns with a secret cargo.")
    user = env.create_user("loner")
    result = await user.slash("ask", question=QUESTION)
    assert "winter of repairs" in shown(result.response)
    assert "secret cargo" not in shown(result.response)


async def test_hostile_article_text_stays_text(server: Server, house: House) -> None:
    hostile = "# The Harrow ferry ||may|| return [here](https://evil.example) @everyone `now` <@&1> **bold**."
    house.archive.put("main", "ferry", hostile, title="[x](https://evil.example) @here", outlet="*Post*")
    result = await server.member.slash(server.channel, "ask", question=QUESTION)
    assert result.response is not None
    text = raw(result.response)
    assert hostile in shown(result.response), "it looks as it was"
    for danger in ("](https://evil", "[here](", " @everyone", " <@&1>", "||may||", "**bold**", "> # "):
        assert danger not in text


async def test_an_unknown_error_shows_an_id_and_no_text(
    env: Env, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: Question) -> None:
        raise RuntimeError("password=hunter2")

    house.answerer = FakeAnswerer(house.archive, before=fail)
    await env.restart_bot(house.client())
    server = new_server(env)
    text = said(await server.member.slash(server.channel, "ask", question=QUESTION))
    assert "hunter2" not in text
    assert "Something went wrong on our side (id " in text
    incident = text.partition("(id ")[2].partition(")")[0]
    assert f"incident {incident}" in caplog.text
    assert "hunter2" in caplog.text


async def test_questions_are_asked_at_the_moment_in_the_servers_zone(env: Env, house: House) -> None:
    seen: list[Question] = []
    house.answerer = FakeAnswerer(house.archive, before=seen.append)
    await env.restart_bot(house.client())
    server = new_server(env)
    await server.member.slash(server.channel, "ask", question=QUESTION, until="yesterday")
    assert seen[0].asked_at == ASKED_AT
    assert seen[0].window.until == datetime(2026, 5, 20, tzinfo=UTC)
    assert seen[0].libraries == (f"guild:{server.id}", "main")


class SlowArchive(FakeArchive):
    """Every look into it takes a third of a second of its thread."""

    def server_settings(self, guild: str) -> ServerSettings:
        time.sleep(0.3)
        return super().server_settings(guild)


class SlowAnswerer(FakeAnswerer):
    """Computes for a third of a second, in a thread as the Protocol says."""

    async def answer(self, question: Question) -> Answer:
        await asyncio.to_thread(time.sleep, 0.3)
        return await super().answer(question)


async def test_slow_work_leaves_the_event_loop_free(env: Env, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(function: Callable[..., T]) -> Callable[..., T]:
        def slowly(*arguments: Any, **named: Any) -> T:
            time.sleep(0.3)
            return function(*arguments, **named)

        return slowly

    for place in ("bot.cogs.ask.read_window", "bot.card.passage_link", "bot.render.card_blocks"):
        module, _, name = place.rpartition(".")
        monkeypatch.setattr(place, slow(getattr(sys.modules[module], name)))
    house.archive = SlowArchive(house.archive.shelves)
    house.answerer = SlowAnswerer(house.archive)
    await env.restart_bot(house.client())
    server = new_server(env)
    worst = 0.0

    async def beat() -> None:
        nonlocal worst
        while True:
            started = time.perf_counter()
            await asyncio.sleep(0.01)
            worst = max(worst, time.perf_counter() - started)

    heart = asyncio.create_task(beat())
    started = time.perf_counter()
    await server.member.slash(server.channel, "ask", question=QUESTION)
    took = time.perf_counter() - started
    heart.cancel()
    assert took > 1.5
    assert worst < 0.25


async def test_no_privileged_intent_is_asked_for(env: Env) -> None:
    intents: discord.Intents = env.bot.intents
    assert not intents.members
    assert not intents.presences
    assert not intents.message_content
