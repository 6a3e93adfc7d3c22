"""What the README says about Discord is what the client asks of it: scopes, permissions, intents and commands."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from discord import app_commands
from simcord import Env


@pytest.fixture
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def test_the_invitation_asks_for_no_permission(readme: str) -> None:
    links = re.findall(r"https://discord\.com/oauth2/authorize\?[^`\s]+", readme)
    assert [parse_qs(urlsplit(link).query) for link in links] == [
        {"client_id": ["APPLICATION_ID"], "scope": ["bot applications.commands"], "permissions": ["0"]}
    ]


@pytest.mark.asyncio
async def test_no_intent_but_that_for_servers(env: Env) -> None:
    assert [name for name, wanted in env.bot.intents if wanted] == ["guilds"]


@pytest.mark.asyncio
async def test_the_readme_names_every_command_and_no_other(env: Env, readme: str) -> None:
    every = [each for each in env.bot.tree.walk_commands() if isinstance(each, app_commands.Command)]  # type: ignore[attr-defined]
    known = {each.qualified_name for each in every}
    table = [row.split("|")[1] for row in readme.splitlines() if row.startswith("| `/")]
    written = [command for cell in table for command in re.findall(r"`/([^`]+)`", cell)]
    named = {next((name for name in known if f"{command} ".startswith(f"{name} ")), command) for command in written}
    assert named == known
