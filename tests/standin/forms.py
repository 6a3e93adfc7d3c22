"""A filled modal or select menu, as the client sends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from standin.component_tree import Kind, Select
from standin.errors import Json, NotOffered
from standin.interaction import Field, Modal, find_field
from standin.options import Resolver

LISTS = frozenset({
    Kind.STRING_SELECT, Kind.USER_SELECT, Kind.ROLE_SELECT, Kind.MENTIONABLE_SELECT, Kind.CHANNEL_SELECT,
    Kind.UPLOAD, Kind.CHECKBOXES,
})  # fmt: skip
LABELLED = frozenset({Kind.STRING_SELECT, Kind.RADIO, Kind.CHECKBOXES})


def fill(modal: Modal, answers: Mapping[str, object], resolver: Resolver) -> list[Json]:
    """The modal's components mirrored with the person's values; `answers` go by label or custom_id."""
    given = {find_field(modal, name).custom_id: value for name, value in answers.items()}
    values = {field.custom_id: _answer(field, given.get(field.custom_id), resolver) for field in modal.fields}
    return [_mirror(component, values) for component in modal.components]


def chosen(select: Select, values: Sequence[object], resolver: Resolver) -> list[str]:
    """The values of a select menu; options may be named by label or by value."""
    if select.disabled:
        raise NotOffered(f"the select {select.custom_id!r} is disabled")
    if not select.min_values <= len(values) <= select.max_values:
        raise NotOffered(f"{select.custom_id!r} takes {select.min_values} to {select.max_values} values")
    by_name = {name: option.value for option in select.options for name in (option.label, option.value)}
    return [_pick(select.kind, value, by_name, resolver) for value in values]


def _mirror(component: Json, values: Mapping[str, object]) -> Json:
    kind = component["type"]
    if kind == Kind.TEXT:
        return {"type": kind, "id": component.get("id", 0)}
    if kind == Kind.ROW:
        return {"type": kind, "components": [_item(item, values) for item in component["components"]]}
    return {"type": kind, "component": _item(component["component"], values)}


def _item(item: Json, values: Mapping[str, object]) -> Json:
    kind = Kind(item["type"])
    key = "values" if kind in LISTS else "value"
    return {
        "type": int(kind),
        "id": item.get("id", 0),
        "custom_id": item["custom_id"],
        key: values[item["custom_id"]],
    }


def _answer(field: Field, value: object, resolver: Resolver) -> object:
    if field.kind == Kind.TEXT_INPUT:
        return _text(field, value)
    if field.kind == Kind.CHECKBOX:
        return bool(value)
    given = [] if value is None else list(value) if isinstance(value, list | tuple) else [value]
    if field.required and not given:
        raise NotOffered(f"the field {field.label!r} is required")
    by_name = {name: option.value for option in field.options for name in (option.label, option.value)}
    picked = [_pick(field.kind, item, by_name, resolver) for item in given]
    if field.kind == Kind.RADIO:
        return picked[0] if picked else None
    return picked


def _text(field: Field, value: object) -> str:
    text = field.value or "" if value is None else str(value)
    if field.required and not text:
        raise NotOffered(f"the field {field.label!r} is required")
    if text and not field.min_length <= len(text) <= field.max_length:
        raise NotOffered(f"the field {field.label!r} takes {field.min_length} to {field.max_length} characters")
    return text


def _pick(kind: Kind, value: object, by_name: Mapping[str, str], resolver: Resolver) -> str:
    if kind in LABELLED:
        if value not in by_name:
            raise NotOffered(f"no option {value!r} among {list(by_name)}")
        return by_name[str(value)]
    resolve: dict[Kind, Callable[[object], str]] = {
        Kind.USER_SELECT: resolver.user,
        Kind.ROLE_SELECT: resolver.role,
        Kind.MENTIONABLE_SELECT: resolver.mentionable,
        Kind.CHANNEL_SELECT: resolver.channel,
        Kind.UPLOAD: resolver.attachment,
    }
    return resolve[kind](value)
