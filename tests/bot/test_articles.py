"""`/articles` in a simulated Discord: for editors only, in their own server's library only."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Sequence
from typing import Any

import pytest
from simcord import Env, MemberActor

from bot.access import NOT_AN_EDITOR
from bot.editing import NONE_YET
from bot.progress import WAITING
from fakes import FakeArchive
from index.types import Progress, ServerSettings
from index.upkeep import Report
from simulated import House, Server, new_server, said

pytestmark = pytest.mark.asyncio

STORY = ("lido.md", b"# The lido opens\n\nThe open-air lido opens on 1 June at seven in the morning.")
QUESTION = "When does the open-air lido open?"


async def test_an_attached_article_is_found_at_once(server: Server) -> None:
    result = await server.manager.slash(server.channel, "articles add", file1=STORY)
    assert result.ephemeral
    assert "1 added, 0 updated, 0 unchanged, 0 removed, 0 failed." in said(result)
    assert "added  lido.md" in said(result)
    text = said(await server.member.slash(server.channel, "ask", question="When is the lido open in June?"))
    assert "The open-air lido opens on 1 June at seven in the morning." in text


async def test_what_failed_is_named_with_its_reason_and_the_rest_goes_in(server: Server) -> None:
    files = {"file1": STORY, "file2": ("empty.md", b""), "file3": ("cat.png", b"\x89PNG\0")}
    text = said(await server.manager.slash(server.channel, "articles add", **files))
    assert "1 added, 0 updated, 0 unchanged, 0 removed, 2 failed." in text
    assert "failed  empty.md: the file is empty" in text
    assert "failed  cat.png: the file is no text" in text


async def test_nothing_indexed_is_one_sentence(server: Server) -> None:
    text = said(await server.manager.slash(server.channel, "articles add", file1=("empty.md", b"")))
    assert "1 failed" in text
    assert "the file is empty" in text


async def test_too_large_files_are_refused_before_they_are_read(env: Env, server: Server) -> None:
    big = ("big.md", b"x" * (1024 * 1024 + 1))
    text = said(await server.manager.slash(server.channel, "articles add", file1=big))
    assert "big.md is larger than 1 MiB" in text
    part = b"x" * 1024 * 900
    files = {f"file{number}": (f"{number}.md", part) for number in (1, 2, 3)}
    text = said(await server.manager.slash(server.channel, "articles add", **files))
    assert "Together the files are larger than 2 MiB" in text


COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("articles add", {"file1": STORY}),
    ("articles refresh", {}),
    ("articles status", {}),
    ("articles remove", {"article": "ferry"}),
]


@pytest.mark.parametrize(("command", "options"), COMMANDS)
async def test_members_are_refused(server: Server, house: House, command: str, options: dict[str, Any]) -> None:
    before = dict(house.archive.shelves)
    result = await server.member.slash(server.channel, command, **options)
    assert said(result) == NOT_AN_EDITOR
    assert result.ephemeral
    assert house.archive.shelves == before


async def test_the_editor_role_may(env: Env, server: Server, house: House) -> None:
    role = server.guild.create_role("Editors")
    editor: MemberActor = server.guild.add_member(env.create_user("ed"), roles=[role])
    assert said(await editor.slash(server.channel, "articles status")) == NOT_AN_EDITOR
    house.archive.settings[server.id] = ServerSettings(editor_role=str(role.id))
    assert "1 added" in said(await editor.slash(server.channel, "articles add", file1=STORY))
    assert said(await server.member.slash(server.channel, "articles status")) == NOT_AN_EDITOR


async def test_the_editor_role_is_known_before_the_server_is(env: Env, server: Server, house: House) -> None:
    role = server.guild.create_role("Editors")
    editor: MemberActor = server.guild.add_member(env.create_user("ed"), roles=[role])
    house.archive.settings[server.id] = ServerSettings(editor_role=str(role.id))
    cached = env.bot.get_guild(int(server.id))
    assert cached is not None
    env.bot._connection._remove_guild(cached)  # as before GUILD_CREATE, or in an outage
    assert "1 added" in said(await editor.slash(server.channel, "articles add", file1=STORY))
    assert said(await server.member.slash(server.channel, "articles status")) == NOT_AN_EDITOR


async def test_refresh_reports_what_changed(server: Server, house: House) -> None:
    library = f"guild:{server.id}"
    house.archive.disk[library, "/news"] = {"a.md": "First.", "b.md": "Second."}
    assert "2 added" in said(await server.manager.slash(server.channel, "articles refresh"))
    house.archive.disk[library, "/news"]["b.md"] = "Second, changed."
    dry = said(await server.manager.slash(server.channel, "articles refresh", dry_run=True))
    assert dry.startswith("Dry run, nothing was changed. It would be: 0 added, 1 updated, 1 unchanged")
    text = said(await server.manager.slash(server.channel, "articles refresh"))
    assert "0 added, 1 updated, 1 unchanged" in text
    assert "updated  b.md" in text


async def test_refresh_touches_no_other_library(env: Env, server: Server, house: House) -> None:
    house.archive.disk["main", "/operator"] = {"main.md": "Main."}
    house.archive.disk["guild:1", "/other"] = {"other.md": "Other."}
    assert "0 added" in said(await server.manager.slash(server.channel, "articles refresh"))
    text = said(await server.manager.slash(server.channel, "articles refresh", source="/operator"))
    assert "no source like that" in text
    assert ("main", "main.md") not in house.archive.shelves


async def test_sources_are_suggested_to_editors(server: Server, house: House) -> None:
    library = f"guild:{server.id}"
    house.archive.disk[library, "/news"] = {"a.md": "First."}
    house.archive.disk[library, "/sport"] = {"b.md": "Second."}
    house.archive.disk["main", "/news-of-the-operator"] = {"main.md": "Main."}
    offered = await server.manager.autocomplete(server.channel, "articles refresh", "source", "NEWS")
    assert [choice["name"] for choice in offered] == ["/news"]
    chosen = offered[0]["value"]
    assert "1 added" in said(await server.manager.slash(server.channel, "articles refresh", source=chosen))
    assert await server.member.autocomplete(server.channel, "articles refresh", "source", "") == []


async def test_status_of_the_own_library(server: Server, house: House) -> None:
    text = said(await server.manager.slash(server.channel, "articles status"))
    assert "The main library: 1 article, 14 March 2026" in text
    assert NONE_YET in text
    house.archive.disk[f"guild:{server.id}", "/news"] = {"a.md": "First."}
    await server.manager.slash(server.channel, "articles refresh")
    text = said(await server.manager.slash(server.channel, "articles status"))
    assert "This server's articles: 1 article" in text
    assert "/news: 1 article, 1 passage, refreshed 20 May 2026 15:00 UTC" in text
    assert "secret" not in text, "the operator's folders are nobody's business"


async def test_remove_takes_an_article_out_of_the_answers(server: Server, house: House) -> None:
    await server.manager.slash(server.channel, "articles add", file1=STORY)
    offered = await server.manager.autocomplete(server.channel, "articles remove", "article", "lido")
    assert [choice["name"] for choice in offered] == ["The lido opens, Harrowmere Herald, 14 March 2026"]
    text = said(await server.manager.slash(server.channel, "articles remove", article=offered[0]["value"]))
    assert text == "Removed: The lido opens, Harrowmere Herald. It is never cited again."
    text = said(await server.member.slash(server.channel, "ask", question=QUESTION))
    assert "seven in the morning" not in text


async def test_remove_reaches_no_other_library(env: Env, server: Server, house: House) -> None:
    other = new_server(env, "coalport")
    await other.manager.slash(other.channel, "articles add", file1=STORY)
    for name in ("ferry", "lido.md"):
        text = said(await server.manager.slash(server.channel, "articles remove", article=name))
        assert "This server has no article like that" in text
    assert all(shelved.live for shelved in house.archive.shelves.values())
    assert await server.manager.autocomplete(server.channel, "articles remove", "article", "") == []


async def test_an_article_with_a_long_id_can_be_removed(server: Server, house: House) -> None:
    ids = [f"https://herald.example/{'archive/' * 20}{name}" for name in ("one", "two", "three")]
    for id_ in ids:
        house.archive.put(f"guild:{server.id}", id_, f"The story {id_[-5:]}.", title="The same title")
    offered = await server.manager.autocomplete(server.channel, "articles remove", "article", "two")
    assert len(offered) == 1
    assert len(offered[0]["value"]) <= 100
    text = said(await server.manager.slash(server.channel, "articles remove", article=offered[0]["value"]))
    assert text == "Removed: The same title, Harrowmere Herald. It is never cited again."
    shelves = house.archive.shelves
    assert [shelves[f"guild:{server.id}", id_].live for id_ in ids] == [True, False, True]


class SlowArchive(FakeArchive):
    """Adding takes a while; counts how many are at it at once in one library."""

    busy = 0
    most = 0
    lock = threading.Lock()

    def add_uploads(self, library: str, files: Sequence[tuple[str, bytes]], progress: Progress | None = None) -> Report:
        with self.lock:
            SlowArchive.busy += 1
            SlowArchive.most = max(SlowArchive.most, SlowArchive.busy)
        time.sleep(0.2)
        try:
            return super().add_uploads(library, files, progress)
        finally:
            with self.lock:
                SlowArchive.busy -= 1


async def test_two_changes_at_once_are_queued_and_it_says_so(env: Env, house: House) -> None:
    house.archive = SlowArchive(house.archive.shelves)
    await env.restart_bot(house.client())
    server = new_server(env)
    cog = env.bot.get_cog("ArticlesCog")  # type: ignore[attr-defined]
    said_to_second: list[str] = []

    async def say(text: str) -> None:
        said_to_second.append(text)

    async def change() -> None:
        async with cog._turns.of("guild:1", say):
            await asyncio.to_thread(house.archive.add_uploads, "guild:1", [STORY])

    await asyncio.gather(change(), change())
    assert said_to_second == [WAITING]
    assert SlowArchive.most == 1
    assert "1 added" in said(await server.manager.slash(server.channel, "articles add", file1=STORY))


async def test_an_address_is_added_beside_files(server: Server, house: House) -> None:
    feed = "https://post.example/feed"
    house.archive.web[feed] = {"lido": STORY[1].decode()}
    assert "1 added" in said(await server.manager.slash(server.channel, "articles add", url=f" <{feed}> "))
    text = said(await server.member.slash(server.channel, "ask", question="When is the lido open in June?"))
    assert "The open-air lido opens on 1 June at seven in the morning." in text
    assert f"{feed}: 1 article" in said(await server.manager.slash(server.channel, "articles status"))

    chosen = (await server.manager.autocomplete(server.channel, "articles remove", "source", "post"))[0]["value"]
    text = said(await server.manager.slash(server.channel, "articles remove", source=chosen))
    assert text == f"Removed: {feed} with 1 article. None of it is ever cited again."
    assert f"{feed}: 1 article" not in said(await server.manager.slash(server.channel, "articles status"))


@pytest.mark.parametrize("url", ["/etc/passwd", "file:///etc/passwd", "articles/secret.md", "ftp://o.example/feed"])
async def test_nothing_of_the_machine_can_be_added_by_an_address(server: Server, house: House, url: str) -> None:
    house.archive.web[url] = {"secret": "The operator's secret."}
    assert "Give the whole address" in said(await server.manager.slash(server.channel, "articles add", url=url))
    assert house.archive.disk == {}


@pytest.mark.parametrize("given", [{}, {"file1": STORY, "url": "https://post.example/feed"}])
async def test_files_or_an_address_are_needed(server: Server, given: dict[str, Any]) -> None:
    assert "Attach files, or give one address" in said(
        await server.manager.slash(server.channel, "articles add", **given)
    )


async def test_a_held_change_is_made_when_it_is_confirmed(server: Server, house: House) -> None:
    house.archive.disk[f"guild:{server.id}", "https://post.example/feed"] = {"a.md": "First."}
    house.archive.held = "https://post.example/feed"
    text = said(await server.manager.slash(server.channel, "articles refresh"))
    assert "of its 9 articles 3 would go and 1 would change at once" in text
    assert "confirm:True" in text
    assert "1 added" in said(await server.manager.slash(server.channel, "articles refresh", confirm=True))
