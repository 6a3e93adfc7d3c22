"""Discord's permission bits, and how roles and channel overwrites add up."""

from collections.abc import Iterable
from enum import IntFlag


class Permission(IntFlag):
    """The bits that this suite speaks of; `Permission(n)` keeps all others as they are."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38


ALL = Permission((1 << 53) - 1)
EVERYONE = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.ADD_REACTIONS
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)  # what a new server grants to everyone, as far as this suite needs it

Overwrite = tuple[Permission, Permission]  # allow, deny


def combine(granted: Iterable[Permission]) -> Permission:
    """What a member's roles grant together; an administrator may do all."""
    total = Permission(0)
    for bits in granted:
        total |= bits
    return ALL if total & Permission.ADMINISTRATOR else total


def overwrite(base: Permission, everyone: Overwrite, roles: Iterable[Overwrite], own: Overwrite) -> Permission:
    """A channel's overwrites in Discord's order: everyone, the roles together, the member."""
    if base & Permission.ADMINISTRATOR:
        return ALL
    allow, deny = everyone
    result = (base & ~deny) | allow
    allow, deny = Permission(0), Permission(0)
    for one_allow, one_deny in roles:
        allow |= one_allow
        deny |= one_deny
    result = (result & ~deny) | allow
    allow, deny = own
    return (result & ~deny) | allow
