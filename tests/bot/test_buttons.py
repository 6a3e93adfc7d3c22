"""The buttons of an answer in a simulated Discord: what they open, for whom, and after what."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from discord import ui
from simcord import Env, InteractionResult

from bot.access import NOT_YOURS
from bot.buttons import PlaceButton
from bot.fate import FORGOTTEN
from bot.reading import NO_LIBRARY, NOT_KEPT, UNKNOWN
from index.types import ServerSettings
from simulated import House, Server, buttons, new_server, raw, said

pytestmark = pytest.mark.asyncio

QUESTION = "When does the Harrow ferry return?"
PARAGRAPH = "**The Harrow ferry returns to service on 3 May after a winter of repairs.** Tickets cost four pounds."


async def asked(server: Server, **options: Any) -> InteractionResult:
    return await server.member.slash(server.channel, "ask", question=QUESTION, **options)


async def opened(server: Server, answer: InteractionResult, label: str = "[1] Passage") -> InteractionResult:
    assert answer.response is not None
    return await server.member.click(answer.response, label=label)


async def test_the_passage_in_full_with_the_quote_in_bold(server: Server) -> None:
    result = await opened(server, await asked(server))
    text = said(result)
    assert result.ephemeral
    assert PARAGRAPH in text
    assert "council met" not in text, "only the passage"
    assert "[1] The ferry returns" in text
    assert "Harrowmere Herald, Ada Marsh, 14 March 2026" in text
    assert buttons(result.response) == ["Whole article", "Open in the browser"]


async def test_the_whole_article_and_back(server: Server) -> None:
    passage = await opened(server, await asked(server))
    assert passage.response is not None
    await server.member.click(passage.response, label="Whole article")
    text = said(passage)
    assert "council met" in text
    assert PARAGRAPH in text
    await server.member.click(passage.response, label="The passage")
    assert "council met" not in said(passage)


async def test_long_articles_have_pages(server: Server, house: House) -> None:
    filler = "\n\n".join(f"Paragraph {number} is about the harbour and its boats." for number in range(200))
    house.archive.put("main", "ferry", f"The Harrow ferry returns in May.\n\n{filler}", url=None)
    passage = await opened(server, await asked(server))
    assert passage.response is not None
    assert buttons(passage.response) == ["Whole article"]
    await server.member.click(passage.response, label="Whole article")
    read, pages = said(passage), 1
    while "Next" in buttons(passage.response):
        await server.member.click(passage.response, label="Next")
        read, pages = read + said(passage), pages + 1
    assert pages > 3
    assert f"page {pages} of {pages}" in read
    assert all(f"Paragraph {number} is about" in read for number in range(200))
    await server.member.click(passage.response, label="Back")
    assert f"page {pages - 1} of {pages}" in said(passage)


async def test_a_restart_does_not_matter(env: Env, server: Server, house: House) -> None:
    answer = await asked(server)
    await env.restart_bot(house.client())
    assert PARAGRAPH in said(await opened(server, answer))


async def test_anyone_in_the_server_may_open_a_public_answer(server: Server) -> None:
    answer = await asked(server)
    assert answer.response is not None
    assert PARAGRAPH in said(await server.manager.click(answer.response, label="[1] Passage"))


async def test_the_asker_opens_a_private_answer(server: Server) -> None:
    assert PARAGRAPH in said(await opened(server, await asked(server, private=True)))


async def forge(env: Env, server: Server, place: str) -> InteractionResult:
    """A message of the bot with a button as it never made it, pressed by the member."""
    channel = env.bot.get_channel(server.channel.id)
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.ActionRow(PlaceButton(place, "Forged")))
    message = await channel.send(view=view)  # type: ignore[union-attr]
    return await server.member.click(message, label="Forged")


@pytest.mark.parametrize(
    "place",
    ["", "nonsense", "p:answer-00000:9", "p:answer-00000:0", "x:answer-00000:1",
     "p:answer-00000:1:x", "p:answer-00000:1\n", "p:" + "a" * 90, "p:answer-00000:１"],
)  # fmt: skip
async def test_a_forged_or_unknown_id_is_one_sentence(env: Env, server: Server, place: str) -> None:
    await asked(server)
    result = await forge(env, server, place)
    assert said(result) == UNKNOWN
    assert result.ephemeral


async def test_an_answer_that_is_no_longer_kept(server: Server, house: House) -> None:
    answer = await asked(server)
    house.journal.kept.clear()
    result = await opened(server, answer)
    assert said(result) == NOT_KEPT
    assert result.ephemeral


async def test_a_page_out_of_range_is_the_last_one(env: Env, server: Server) -> None:
    await asked(server)
    assert PARAGRAPH in said(await forge(env, server, "p:answer-00000:1:77"))


async def test_another_servers_answer_stays_closed(env: Env, server: Server) -> None:
    await asked(server)
    other = new_server(env, "coalport")
    result = await forge(env, other, "p:answer-00000:1")
    assert said(result) == NOT_YOURS
    assert result.ephemeral


async def test_another_members_private_answer_stays_closed(env: Env, server: Server) -> None:
    await server.manager.slash(server.channel, "ask", question=QUESTION, private=True)
    assert said(await forge(env, server, "p:answer-00000:1")) == NOT_YOURS


async def test_a_direct_message_is_for_its_asker(env: Env, server: Server) -> None:
    user = env.create_user("loner")
    answer = await user.slash("ask", question=QUESTION)
    assert PARAGRAPH in said(await user.click(answer.response, label="[1] Passage"))
    assert said(await forge(env, server, "p:answer-00000:1")) == NOT_YOURS


async def test_a_library_turned_off_since_is_not_read(server: Server, house: House) -> None:
    answer = await asked(server)
    house.archive.settings[server.id] = ServerSettings(asks_main=False)
    assert said(await opened(server, answer)) == NO_LIBRARY


async def test_a_changed_article_says_when_and_shows_what_was_quoted(server: Server, house: House) -> None:
    answer = await asked(server)
    house.archive.put("main", "ferry", "The ferry is late.", updated_at=datetime(2026, 4, 2, tzinfo=UTC))
    text = said(await opened(server, answer))
    assert "This article changed on 2 April 2026" in text
    assert "The quoted words no longer stand in it." in text
    assert PARAGRAPH in text


async def test_what_was_quoted_may_still_stand_in_a_changed_article(server: Server, house: House) -> None:
    answer = await asked(server)
    body = house.archive.shelves["main", "ferry"].bodies[0]
    house.archive.put("main", "ferry", f"{body}\n\nMore.", updated_at=datetime(2026, 4, 2, tzinfo=UTC))
    house.archive.put("main", "ferry", f"{body}\n\nYet more.", updated_at=datetime(2026, 4, 5, tzinfo=UTC))
    text = said(await opened(server, answer))
    assert "This article changed 2 times, last on 5 April 2026" in text
    assert "still stand in it today" in text


async def test_an_old_text_that_is_no_longer_kept(server: Server, house: House) -> None:
    answer = await asked(server)
    house.archive.put("main", "ferry", "The ferry is late.", updated_at=datetime(2026, 4, 2, tzinfo=UTC))
    house.archive.shelves["main", "ferry"].bodies[0] = ""
    text = said(await opened(server, answer))
    assert text == "That article changed on 2 April 2026, and the text that this answer quotes is no longer kept."


async def test_a_withdrawn_article_is_not_shown(server: Server, house: House) -> None:
    answer = await asked(server)
    house.archive.remove("main", "ferry")
    text = said(await opened(server, answer))
    assert text == "That article was withdrawn on 20 May 2026, and its text is no longer shown."


async def test_an_article_that_is_no_longer_kept(server: Server, house: House) -> None:
    answer = await asked(server)
    house.archive.shelves.clear()
    assert said(await opened(server, answer)) == FORGOTTEN


async def test_an_unknown_error_in_a_button_is_answered(
    server: Server, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await asked(server)

    def broken(_: str) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(house.journal, "recall", broken)
    text = said(await opened(server, answer))
    assert "Something went wrong on our side (id " in text
    assert "hunter2" not in text


async def test_hostile_article_text_in_a_passage(server: Server, house: House) -> None:
    body = "The Harrow ferry may return **now** @everyone\n# Heading\n- [a](https://evil.example) ```code``` ||x||"
    house.archive.put("main", "ferry", body, author="[A](https://evil.example)", title="||T||")
    result = await opened(server, await asked(server))
    assert result.response is not None
    text = raw(result.response)
    for danger in ("](https://evil", "[a](", "@everyone", "\n# ", "\n- ", "```", "||"):
        assert danger not in text.replace("\\@everyone", "")
    assert "[a](https://evil.example) ```code``` ||x||" in said(result)
