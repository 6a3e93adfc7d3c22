"""A message's components as a tree: walking it, reading its texts, buttons and selects."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from standin.errors import Json

LINK_STYLE = 5
PREMIUM_STYLE = 6


class Kind(IntEnum):
    """Component types, by Discord's numbers."""

    ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    UPLOAD = 19
    RADIO = 21
    CHECKBOXES = 22
    CHECKBOX = 23


SELECTS = frozenset(
    {Kind.STRING_SELECT, Kind.USER_SELECT, Kind.ROLE_SELECT, Kind.MENTIONABLE_SELECT, Kind.CHANNEL_SELECT}
)


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a person sees it; a link has a `url` and no `custom_id`."""

    label: str
    custom_id: str | None
    url: str | None
    style: int
    disabled: bool
    emoji: str | None


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    value: str
    description: str | None
    default: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A select menu; `options` is empty where Discord fills it (users, roles, channels)."""

    custom_id: str
    kind: Kind
    placeholder: str | None
    options: tuple[Option, ...]
    min_values: int
    max_values: int
    disabled: bool


def children(component: Json, path: str) -> Iterator[tuple[str, Json]]:
    """What a component holds directly: its `components`, its `accessory`, its `component`."""
    for index, child in enumerate(component.get("components") or []):
        yield f"{path}.components.{index}", child
    for key in ("accessory", "component"):
        if isinstance(component.get(key), dict):
            yield f"{path}.{key}", component[key]


def walk(components: list[Json], path: str = "components") -> Iterator[tuple[str, Json]]:
    """Each component with its path, parents first, in the order of reading."""
    pending = [(f"{path}.{index}", component) for index, component in enumerate(components)]
    while pending:
        here, component = pending.pop(0)
        yield here, component
        pending[:0] = children(component, here)


def texts(components: list[Json]) -> list[str]:
    return [str(c.get("content", "")) for _, c in walk(components) if c.get("type") == Kind.TEXT]


def buttons(components: list[Json]) -> tuple[Button, ...]:
    return tuple(
        Button(
            label=c.get("label") or "",
            custom_id=c.get("custom_id"),
            url=c.get("url"),
            style=int(c.get("style", 0)),
            disabled=bool(c.get("disabled")),
            emoji=(c.get("emoji") or {}).get("name"),
        )
        for _, c in walk(components)
        if c.get("type") == Kind.BUTTON
    )


def options(component: Json) -> tuple[Option, ...]:
    return tuple(
        Option(o["label"], o.get("value", ""), o.get("description"), bool(o.get("default")))
        for o in component.get("options") or []
    )


def selects(components: list[Json]) -> tuple[Select, ...]:
    return tuple(
        Select(
            custom_id=c["custom_id"],
            kind=Kind(c["type"]),
            placeholder=c.get("placeholder"),
            options=options(c),
            min_values=c.get("min_values", 1),
            max_values=c.get("max_values", 1),
            disabled=bool(c.get("disabled")),
        )
        for _, c in walk(components)
        if c.get("type") in SELECTS
    )


def number(components: list[Json]) -> None:
    """Give each component without one an `id`, as Discord does."""
    taken = {c["id"] for _, c in walk(components) if c.get("id")}
    fresh = (n for n in range(1, 1_000_000) if n not in taken)
    for _, component in walk(components):
        if not component.get("id"):
            component["id"] = next(fresh)


def media(components: list[Json]) -> Iterator[tuple[str, Json, Json]]:
    """Each media item (with a `url`) of thumbnails, galleries and files: its path, the item, its owner."""
    for path, component in walk(components):
        match component.get("type"):
            case Kind.THUMBNAIL:
                yield f"{path}.media", component.get("media") or {}, component
            case Kind.FILE:
                yield f"{path}.file", component.get("file") or {}, component
            case Kind.GALLERY:
                for index, item in enumerate(component.get("items") or []):
                    yield f"{path}.items.{index}.media", item.get("media") or {}, item
