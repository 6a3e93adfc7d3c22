"""The button "Search all dates" in a simulated Discord: for whom it asks again, and what it then searches."""

from __future__ import annotations

import pytest
from discord import ui
from simcord import Env, InteractionResult

from bot.access import NOT_YOURS
from bot.reading import NOT_KEPT
from bot.widen import LABEL, WidenButton
from index.types import ServerSettings
from simulated import House, Server, buttons, new_server, said

pytestmark = pytest.mark.asyncio

QUESTION = "When does the Harrow ferry return?"


async def forged(env: Env, server: Server) -> InteractionResult:
    """Press the button of the first answer below a message of the bot that any client could show."""
    channel = env.bot.get_channel(server.channel.id)
    view: ui.LayoutView = ui.LayoutView(timeout=None)
    view.add_item(ui.ActionRow(WidenButton("answer-00000")))
    message = await channel.send(view=view)  # type: ignore[union-attr]
    return await server.member.click(message, label=LABEL)


async def test_an_empty_window_can_be_searched_beyond(server: Server) -> None:
    empty = await server.member.slash(server.channel, "ask", question=QUESTION, since="last week")
    assert buttons(empty.response) == [LABEL]
    assert empty.response is not None
    wider = await server.member.click(empty.response, label=LABEL)
    assert wider.ephemeral
    assert "The Harrow ferry returns to service on 3 May" in said(wider)
    assert LABEL not in buttons(wider.response)
    assert wider.response is not None
    passage = await server.member.click(wider.response, label="[1] Passage")
    assert "after a winter of repairs" in said(passage)


async def test_without_a_window_there_is_nothing_to_widen(server: Server) -> None:
    answered = await server.member.slash(server.channel, "ask", question=QUESTION)
    assert LABEL not in buttons(answered.response)
    nothing = await server.member.slash(server.channel, "ask", question="Who won the tombola?")
    assert LABEL not in buttons(nothing.response)


async def test_an_answer_in_a_window_needs_no_wider_one(server: Server) -> None:
    answered = await server.member.slash(server.channel, "ask", question=QUESTION, since="March 2026")
    assert LABEL not in buttons(answered.response)


async def test_what_it_searches_is_what_may_be_asked_now(server: Server, house: House) -> None:
    empty = await server.member.slash(server.channel, "ask", question=QUESTION, since="last week")
    house.archive.set_server_settings(server.id, ServerSettings(asks_main=False))
    assert empty.response is not None
    wider = await server.member.click(empty.response, label=LABEL)
    assert "Harrow ferry returns" not in said(wider)


async def test_another_members_private_answer_stays_theirs(env: Env, server: Server) -> None:
    await server.manager.slash(server.channel, "ask", question=QUESTION, since="last week", private=True)
    assert said(await forged(env, server)) == NOT_YOURS


async def test_another_servers_answer_stays_there(env: Env, server: Server) -> None:
    await server.member.slash(server.channel, "ask", question=QUESTION, since="last week")
    assert said(await forged(env, new_server(env, "coalport"))) == NOT_YOURS


async def test_an_answer_that_is_no_longer_kept(env: Env, server: Server) -> None:
    assert said(await forged(env, server)) == NOT_KEPT


async def test_its_id_fits_and_is_its_own() -> None:
    button = WidenButton("a" * 96)
    assert len(button.item.custom_id or "") <= 100
