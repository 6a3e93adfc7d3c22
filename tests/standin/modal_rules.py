"""What Discord demands of a modal: labels with one component each, or the older rows with text inputs."""

from collections.abc import Callable
from typing import Any

from standin.component_rules import check_options, check_select
from standin.component_tree import SELECTS, Kind, walk
from standin.errors import Json
from standin.form import Form

FIELDS = SELECTS | {Kind.TEXT_INPUT, Kind.UPLOAD, Kind.RADIO, Kind.CHECKBOXES, Kind.CHECKBOX}
MAX_INPUT = 4000


def check_modal(data: Json) -> None:
    form = Form()
    form.length("data.title", data.get("title"), 1, 45)
    form.length("data.custom_id", data.get("custom_id"), 1, 100)
    components: list[Json] = data.get("components") or []
    form.length("data.components", components, 1, 5)
    for index, component in enumerate(components):
        form.one_of(f"data.components.{index}.type", component.get("type"), {Kind.ROW, Kind.TEXT, Kind.LABEL})
    custom_ids: list[Any] = []
    for path, component in walk(components, "data.components"):
        kind = component.get("type")
        if kind == Kind.LABEL:
            _label(form, path, component)
        elif kind in FIELDS:
            form.length(f"{path}.custom_id", component.get("custom_id"), 1, 100)
            custom_ids.append(component.get("custom_id"))
            _RULES.get(int(kind), _nothing_more)(form, path, component)
    form.unique(
        "data.components",
        custom_ids,
        "COMPONENT_CUSTOM_ID_DUPLICATED",
        "Component custom id cannot be duplicated",
    )
    form.settle()


def _label(form: Form, path: str, component: Json) -> None:
    form.length(f"{path}.label", component.get("label"), 1, 45)
    form.length(f"{path}.description", component.get("description"), 0, 100)
    held = component.get("component") or {}
    form.one_of(f"{path}.component.type", held.get("type", 0), FIELDS)


def _text_input(form: Form, path: str, component: Json) -> None:
    form.one_of(f"{path}.style", component.get("style"), {1, 2})
    form.length(f"{path}.label", component.get("label"), 0, 45)
    form.length(f"{path}.placeholder", component.get("placeholder"), 0, 100)
    form.length(f"{path}.value", component.get("value"), 0, MAX_INPUT)
    low, high = component.get("min_length") or 0, component.get("max_length") or MAX_INPUT
    form.need(
        0 <= low <= high <= MAX_INPUT,
        f"{path}.max_length",
        "BASE_TYPE_MAX",
        f"int value should be less than or equal to {MAX_INPUT}.",
    )


def _upload(form: Form, path: str, component: Json) -> None:
    low, high = component.get("min_values", 1), component.get("max_values", 1)
    form.need(0 <= low <= high <= 10, f"{path}.max_values", "BASE_TYPE_MAX", "Must be between min_values and 10")


def _choices(form: Form, path: str, component: Json) -> None:
    check_options(form, path, component.get("options") or [], 10)


def _nothing_more(form: Form, path: str, component: Json) -> None:
    """Its custom_id was all there is to check."""


_RULES: dict[int, Callable[[Form, str, Json], None]] = {
    Kind.TEXT_INPUT: _text_input,
    Kind.UPLOAD: _upload,
    Kind.RADIO: _choices,
    Kind.CHECKBOXES: _choices,
    **{int(kind): check_select for kind in SELECTS},
}
