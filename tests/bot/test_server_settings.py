"""`/settings` in a simulated Discord: for members with Manage Server."""

from __future__ import annotations

from typing import Any

import pytest
from simcord import Env, SetupError

from bot.access import NOT_A_MANAGER
from index.types import ServerSettings
from simulated import House, Server, new_server, said

pytestmark = pytest.mark.asyncio


async def test_the_editor_role_is_set_shown_and_taken_away(server: Server, house: House) -> None:
    role = server.guild.create_role("News *desk*")
    text = said(await server.manager.slash(server.channel, "settings editor-role", role=role))
    assert "Editors: members with Manage Server, and News *desk*." in text
    assert house.archive.settings[server.id] == ServerSettings(editor_role=str(role.id))
    assert "News *desk*" in said(await server.manager.slash(server.channel, "settings show"))
    text = said(await server.manager.slash(server.channel, "settings editor-role"))
    assert "Editors: members with Manage Server." in text


async def test_everyone_cannot_be_the_editor_role(server: Server, house: House) -> None:
    everyone = server.guild.default_role
    text = said(await server.manager.slash(server.channel, "settings editor-role", role=everyone))
    assert "That role is everyone" in text
    assert house.archive.settings == {}


async def test_the_main_library_is_turned_off_and_on(server: Server, house: House) -> None:
    text = said(await server.manager.slash(server.channel, "settings main-library", answers="off"))
    assert "The main library: not asked." in text
    assert not house.archive.settings[server.id].asks_main
    text = said(await server.manager.slash(server.channel, "settings main-library", answers="on"))
    assert "The main library: asked as well." in text


async def test_settings_of_one_server_are_not_anothers(env: Env, server: Server, house: House) -> None:
    other = new_server(env, "coalport")
    await server.manager.slash(server.channel, "settings main-library", answers="off")
    assert "asked as well" in said(await other.manager.slash(other.channel, "settings show"))


COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("settings editor-role", {}),
    ("settings main-library", {"answers": "off"}),
    ("settings show", {}),
]


@pytest.mark.parametrize(("command", "options"), COMMANDS)
async def test_an_allowed_member_without_manage_server_is_refused(
    env: Env, server: Server, house: House, command: str, options: dict[str, Any]
) -> None:
    """A server may show the command to others; the bot looks for itself."""
    with pytest.raises(SetupError):
        await server.member.slash(server.channel, command, **options)
    commands = await env.bot.tree.fetch_commands()  # type: ignore[attr-defined]
    settings = next(known for known in commands if known.name == "settings")
    server.guild.set_command_permissions(settings, {server.member: True})
    assert said(await server.member.slash(server.channel, command, **options)) == NOT_A_MANAGER
    assert house.archive.settings == {}


async def test_articles_and_settings_are_offered_in_servers_only(env: Env) -> None:
    tree = env.bot.tree  # type: ignore[attr-defined]
    payloads = {command.name: command.to_dict(tree) for command in tree.get_commands()}
    assert payloads["articles"]["contexts"] == payloads["settings"]["contexts"] == [0]
    assert payloads["ask"]["contexts"] in (None, [0, 1])
