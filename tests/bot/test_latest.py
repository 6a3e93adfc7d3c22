"""`/latest` in a simulated Discord: newest first, page by page, after a restart too, and of no other server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st
from simcord import Env

from bot.blocks import ROOM
from bot.cogs.latest import TurnButton, latest_view
from bot.newest import PAGE, Newest
from index.types import MAIN_LIBRARY, ServerSettings
from library import open_small, write_article
from made import article
from simulated import House, Server, buttons, new_server, said

NEWEST = datetime(2026, 5, 19, tzinfo=UTC)


def fill(house: House, library: str, count: int, outlet: str = "Coast Post") -> None:
    for n in range(count):
        at = NEWEST - timedelta(days=n)
        house.archive.put(library, f"{outlet}-{n}", "Text.", title=f"Story {n}.", outlet=outlet, published_at=at)


@pytest.mark.asyncio
async def test_the_newest_first_with_pages(server: Server, house: House) -> None:
    fill(house, "main", 25)
    result = await server.member.slash(server.channel, "latest")
    text = said(result)
    assert result.ephemeral
    assert text.startswith("**The newest articles, page 1**")
    assert "1. Coast Post, [Story 0.](https://herald.example/ferry), 19 May 2026" in text
    assert [f"Story {n}." in text for n in (9, 10)] == [True, False]
    assert buttons(result.response) == ["Older"]
    assert result.response
    await server.member.click(result.response, label="Older")
    assert "11. Coast Post, [Story 10.]" in said(result)
    await server.member.click(result.response, label="Older")
    assert "Story 24." in said(result)
    assert "26. Harrowmere Herald, [The ferry returns]" in said(result)
    assert buttons(result.response) == ["Newer"]
    await server.member.click(result.response, label="Newer")
    assert buttons(result.response) == ["Newer", "Older"]


@pytest.mark.asyncio
async def test_one_outlet_also_where_its_name_is_long(env: Env, server: Server, house: House) -> None:
    long = "The Harrowmere and Pellport " * 4
    fill(house, "main", PAGE + 1, outlet=long)
    offered = await server.member.autocomplete(server.channel, "latest", "source", "harrowmere h")
    assert [choice["value"] for choice in offered] == ["Harrowmere Herald"]
    text = said(await server.member.slash(server.channel, "latest", source="harrowmere herald"))
    assert "The ferry returns" in text
    assert "Story" not in text
    result = await server.member.slash(server.channel, "latest", source=long[:100])
    assert "There are no articles of The Harrowmere and Pellport" in said(result)
    view = latest_view(Newest(articles=(), outlet=long, page=0, more=True))
    sent = await env.bot.get_channel(server.channel.id).send(view=view)  # type: ignore[union-attr]
    pressed = await server.member.click(sent, label="Older")
    assert f"{PAGE + 1}. The Harrowmere" in said(pressed)


@pytest.mark.asyncio
async def test_a_restart_does_not_matter(env: Env, server: Server, house: House) -> None:
    fill(house, "main", 25)
    result = await server.member.slash(server.channel, "latest")
    await env.restart_bot(house.client())
    assert result.response
    await server.member.click(result.response, label="Older")
    assert "Story 10." in said(result)


@pytest.mark.asyncio
async def test_nothing_of_another_server_is_listed(env: Env, server: Server, house: House) -> None:
    fill(house, f"guild:{server.id}", 25, outlet="Inside")
    other = new_server(env, "coalport")
    assert "Story" in said(await server.member.slash(server.channel, "latest"))
    assert "Story" not in said(await other.member.slash(other.channel, "latest"))
    assert await other.member.autocomplete(other.channel, "latest", "source", "Ins") == []
    for place in ("1", "0"):
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.ActionRow(TurnButton(int(place), "Inside", "Forged")))
        sent = await env.bot.get_channel(other.channel.id).send(view=view)  # type: ignore[union-attr]
        pressed = await other.member.click(sent, label="Forged")
        assert said(pressed) == "There are no articles of Inside."
    house.archive.settings[other.id] = ServerSettings(asks_main=False)
    assert said(await other.member.slash(other.channel, "latest")) == "There are no articles."


@pytest.mark.asyncio
async def test_pages_past_the_end_are_empty(env: Env, server: Server) -> None:
    view = latest_view(Newest(articles=(), outlet=None, page=998, more=True))
    sent = await env.bot.get_channel(server.channel.id).send(view=view)  # type: ignore[union-attr]
    assert said(await server.member.click(sent, label="Older")) == "There are no articles so far back."


LONG = st.text(st.sampled_from("ab*_ []😀.") | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)
URLS = st.none() | st.builds(lambda n: "https://x.example/" + "a" * n, st.integers(1, 490))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(LONG, LONG, URLS), max_size=PAGE), st.none() | LONG, st.integers(0, 99))
def test_any_page_fits(told: list[tuple[str, str, str | None]], outlet: str | None, page: int) -> None:
    found = tuple(article(title=title, outlet=name, url=url) for title, name, url in told)
    view = latest_view(Newest(articles=found, outlet=outlet, page=page, more=True))
    assert view.content_length() <= ROOM
    assert all(len(item.custom_id or "") <= 100 for item in view.walk_children() if isinstance(item, ui.Button))


def test_the_ledger_lists_one_outlet(tmp_path: Path) -> None:
    write_article(tmp_path / "in", "old.md", "An old story.", date="2026-01-01")
    write_article(tmp_path / "in", "new.md", "A new story.", date="2026-02-01")
    (tmp_path / "in" / "other.md").write_text("---\ntitle: Other\nsource: Elsewhere\ndate: 2026-03-01\n---\nA story.\n")
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [tmp_path / "in"])

    def titles(outlet: str | None) -> list[str]:
        return [found.title for found in index.article_choices(MAIN_LIBRARY, "", 9, outlet=outlet)]

    assert titles(None) == ["Other", "new", "old"]
    assert titles("the test") == ["new", "old"]
    assert titles("Nobody") == []
    index.close()
