"""Who may change articles, and who may open an answer's passages."""

from __future__ import annotations

from collections.abc import Collection

from bot.errors import Refused
from bot.types import Kept, ServerSettings

NOT_AN_EDITOR = (
    "Only members with Manage Server or this server's editor role may do that; "
    "someone with Manage Server can set the role with /settings editor-role."
)
NOT_A_MANAGER = "Only members with Manage Server may change or see these settings."
NOT_YOURS = "That answer belongs to someone else, or to another place; ask the question yourself with /ask."


def require_editor(*, manages: bool, roles: Collection[str], settings: ServerSettings) -> None:
    """Let through members with Manage Server and those with the server's editor role."""
    if manages or (settings.editor_role is not None and settings.editor_role in roles):
        return
    raise Refused(NOT_AN_EDITOR)


def require_manager(*, manages: bool) -> None:
    """Let through members with Manage Server."""
    if not manages:
        raise Refused(NOT_A_MANAGER)


def require_reader(kept: Kept, *, guild: str | None, member: str) -> None:
    """Let through the server where the question was asked; a private answer or a direct message only its asker."""
    only_asker = kept.private or kept.guild is None
    if kept.guild != guild or (only_asker and kept.asker != member):
        raise Refused(NOT_YOURS)
