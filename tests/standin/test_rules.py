"""What Discord refuses, the stand-in refuses: the rules alone, then over the wire."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import pytest

from standin.clock import Clock
from standin.command_rules import check_choices, check_commands
from standin.component_tree import Kind
from standin.errors import ApiError, Json
from standin.message_rules import COMPONENTS_V2, check_mentions, check_message
from standin.modal_rules import check_modal
from standin.specimen import scene


def text(content: str = "words") -> Json:
    return {"type": Kind.TEXT, "content": content}


def button(**changes: Any) -> Json:
    return {"type": Kind.BUTTON, "style": 1, "label": "Go", "custom_id": "go", **changes}


def row(*components: Json) -> Json:
    return {"type": Kind.ROW, "components": list(components)}


def box(*components: Json) -> Json:
    return {"type": Kind.CONTAINER, "components": list(components)}


def menu(count: int, **changes: Any) -> Json:
    options = [{"label": str(number), "value": str(number)} for number in range(count)]
    return {"type": Kind.STRING_SELECT, "custom_id": "menu", "options": options, **changes}


def message(**changes: Any) -> None:
    check_message(
        **{
            "content": "",
            "embeds": [],
            "components": [],
            "flags": 0,
            "files": {},
            "poll": False,
            **changes,
        }
    )


def v2(*components: Json, **changes: Any) -> None:
    message(flags=COMPONENTS_V2, components=list(components), **changes)


def command(**changes: Any) -> Json:
    return {"name": "ask", "description": "Ask", "type": 1, "options": [], **changes}


def option(name: str = "question", **changes: Any) -> Json:
    return {"name": name, "description": "It", "type": 3, **changes}


def form(*components: Json, **changes: Any) -> None:
    check_modal({"title": "Why?", "custom_id": "form", "components": list(components), **changes})


def label(component: Json) -> Json:
    return {"type": Kind.LABEL, "label": "Reason", "component": component}


FILES = {"a.txt": "http://127.0.0.1/a.txt"}
ENTRY = {"type": Kind.TEXT_INPUT, "custom_id": "why", "style": 1}
FIVE = [button(custom_id=str(number)) for number in range(5)]

ALLOWED: list[Callable[[], None]] = [
    lambda: message(content="x" * 2000),
    lambda: message(embeds=[{"description": "x" * 4096}]),
    lambda: message(files=FILES),
    lambda: message(content="x", components=[row(*FIVE)]),
    lambda: message(content="x", components=[row(menu(25))]),
    lambda: v2(*(text() for _ in range(40))),
    lambda: v2(text("x" * 3999), text("y")),
    lambda: v2(box(text(), row(button(label="x" * 80, custom_id="x" * 100)))),
    lambda: v2({"type": Kind.FILE, "file": {"url": "attachment://a.txt"}}, files=FILES),
    lambda: v2({"type": Kind.FILE, "file": {"url": FILES["a.txt"]}}, files=FILES),
    lambda: v2({"type": Kind.SECTION, "components": [text()], "accessory": button()}),
    lambda: check_commands([command(options=[option(required=True), option("source", autocomplete=True)])]),
    lambda: check_choices([{"name": "x" * 100, "value": 7}] * 25),
    lambda: form(label(ENTRY)),
    lambda: check_mentions({"parse": ["users"], "roles": ["1"]}),
]

REFUSED: list[tuple[str, Callable[[], None]]] = [
    ("Cannot send an empty message", message),
    ("2000 or fewer", lambda: message(content="x" * 2001)),
    ("4096 or fewer", lambda: message(embeds=[{"description": "x" * 4097}])),
    ("MAX_EMBED_SIZE", lambda: message(embeds=[{"description": "x" * 4000}, {"description": "x" * 2001}])),
    ("10 or fewer", lambda: message(embeds=[{"title": "x"}] * 11)),
    ("one of", lambda: message(content="x", components=[text()])),
    (
        "5 or fewer",
        lambda: message(content="x", components=[row(button(custom_id=str(n))) for n in range(6)]),
    ),
    ("between 1 and 5", lambda: message(content="x", components=[row(*FIVE, button())])),
    ("between 1 and 25", lambda: message(content="x", components=[row(menu(26))])),
    ("LAYOUT_WIDTH", lambda: message(content="x", components=[row(menu(2), button())])),
    ("VALUE_DUPLICATED", lambda: v2(row(menu(2, options=[{"label": "a", "value": "a"}] * 2)))),
    ("LEGACY_FIELDS", lambda: v2(text(), content="x")),
    ("LEGACY_FIELDS", lambda: v2(text(), embeds=[{"title": "x"}])),
    ("empty message", v2),
    ("TOTAL_COMPONENTS", lambda: v2(box(*(text() for _ in range(40))))),
    ("TEXT_SIZE", lambda: v2(text("x" * 2500), text("x" * 1501))),
    ("CUSTOM_ID_DUPLICATED", lambda: v2(row(button()), row(button()))),
    ("between 1 and 100", lambda: v2(row(button(custom_id="x" * 101)))),
    ("80 or fewer", lambda: v2(row(button(label="x" * 81)))),
    ("label or an emoji", lambda: v2(row(button(label=None)))),
    ("cannot both", lambda: v2(row(button(style=5, url="https://example.org")))),
    ("Scheme", lambda: v2(row(button(style=5, url="javascript:1", custom_id=None)))),
    ("512", lambda: v2(row(button(style=5, url="https://e.org/" + "x" * 512, custom_id=None)))),
    ("one of", lambda: v2(box(box(text())))),
    ("one of", lambda: v2({"type": Kind.SECTION, "components": [text()]})),
    (
        "not found",
        lambda: v2({"type": Kind.FILE, "file": {"url": "attachment://b.txt"}}, files=FILES),
    ),
    ("INVALID_NAME", lambda: check_commands([command(name="Ask Me")])),
    ("between 1 and 100", lambda: check_commands([command(description="x" * 101)])),
    ("DUPLICATE_NAME", lambda: check_commands([command(), command()])),
    ("25 or fewer", lambda: check_commands([command(options=[option(f"o{n}") for n in range(26)])])),
    (
        "REQUIRED_INVALID",
        lambda: check_commands([command(options=[option("a"), option("b", required=True)])]),
    ),
    ("ALREADY_EXISTS", lambda: check_commands([command(options=[option(), option()])])),
    ("25 or fewer", lambda: check_choices([{"name": "x", "value": "x"}] * 26)),
    ("between 1 and 100", lambda: check_choices([{"name": "", "value": "x"}])),
    ("between 1 and 100", lambda: check_choices([{"name": "x", "value": "x" * 101}])),
    ("between 1 and 45", lambda: form(label(ENTRY), title="x" * 46)),
    ("between 1 and 5", form),
    ("one of", lambda: form(label(button()))),
    ("mutually exclusive", lambda: check_mentions({"parse": ["users"], "users": ["1"]})),
]


@pytest.mark.parametrize("check", ALLOWED)
def test_allowed(check: Callable[[], None]) -> None:
    check()


@pytest.mark.parametrize(("reason", "check"), REFUSED)
def test_refused(reason: str, check: Callable[[], None]) -> None:
    with pytest.raises(ApiError, match=reason) as refusal:
        check()
    assert refusal.value.status == 400


@pytest.mark.asyncio
async def test_a_too_long_answer_is_refused_and_leaves_the_interaction_open() -> None:
    async with scene() as (discord_, town, bot):
        interaction = await discord_.slash(town.channel, town.ada, "big", size=2001)
        await discord_.until(lambda: bool(discord_.errors))
        await discord_.until(lambda: bool(discord_.requests[-1].status))
        assert interaction.acked is None
        assert [(error.status, error.code) for error in discord_.take_errors()] == [(400, 50035)]
        shorter = await discord_.slash(town.channel, town.ada, "big", size=2000)
        assert len((await shorter.response()).content) == 2000
        assert [isinstance(failure, discord.HTTPException) for failure in bot.failures] == [True]


@pytest.mark.asyncio
async def test_a_second_first_answer_is_refused() -> None:
    async with scene() as (discord_, town, _):
        interaction = await discord_.slash(town.channel, town.ada, "twice")
        await discord_.until(lambda: bool(discord_.errors))
        assert [error.code for error in discord_.take_errors()] == [40060]
        assert [message.content for message in interaction.messages] == ["once"]


@pytest.mark.asyncio
async def test_three_seconds_to_answer() -> None:
    async with scene(ack_seconds=-1.0) as (discord_, town, _):
        interaction = await discord_.slash(town.channel, town.ada, "big", size=1)
        await discord_.until(lambda: bool(discord_.errors))
        assert [(error.status, error.code) for error in discord_.take_errors()] == [(404, 10062)]
        assert interaction.messages == []


@pytest.mark.asyncio
async def test_fifteen_minutes_for_all_answers() -> None:
    clock = Clock()
    async with scene(clock=clock) as (discord_, town, bot):
        interaction = await discord_.slash(town.channel, town.ada, "vote")
        await interaction.response()
        webhook = discord.Webhook.partial(int(discord_.bot.id), interaction.token, client=bot)
        clock.advance(14 * 60)
        await webhook.send("in time")
        clock.advance(2 * 60)
        with pytest.raises(discord.HTTPException):
            await webhook.send("too late")
        assert [error.code for error in discord_.take_errors()] == [50027]
        assert [message.content for message in interaction.messages] == ["Vote!", "in time"]
