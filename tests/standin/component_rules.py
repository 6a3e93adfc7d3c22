"""What Discord demands of a message's components, in both generations of them."""

from collections.abc import Callable
from typing import Any

from standin.component_tree import LINK_STYLE, PREMIUM_STYLE, SELECTS, Kind, children, media, texts, walk
from standin.errors import Json
from standin.form import Form

MAX_COMPONENTS = 40  # nested ones and accessories counted
MAX_TEXT = 4000  # of all TextDisplays of a message together
MAX_ROWS = 5
MAX_BUTTONS = 5
MAX_CUSTOM_ID = 100
MAX_LABEL = 80
MAX_URL = 512
MAX_OPTIONS = 25
TOP_LEVEL = frozenset({Kind.ROW, Kind.SECTION, Kind.TEXT, Kind.GALLERY, Kind.FILE, Kind.SEPARATOR, Kind.CONTAINER})
IN_ROW = SELECTS | {Kind.BUTTON}
MAY_HOLD: dict[int, frozenset[Kind]] = {
    Kind.ROW: frozenset(IN_ROW),
    Kind.CONTAINER: TOP_LEVEL - {Kind.CONTAINER},
}


def check_components(form: Form, components: list[Json], *, second_generation: bool) -> None:
    """Rules on the tree as a whole, then on each component."""
    found = list(walk(components))
    if second_generation:
        _check_sizes(form, components, len(found))
    else:
        form.length("components", components, 0, MAX_ROWS)
    top = TOP_LEVEL if second_generation else frozenset({Kind.ROW})
    for index, component in enumerate(components):
        form.one_of(f"components.{index}.type", component.get("type"), top)
    for path, component in found:
        _check_one(form, path, component)
    custom_ids = [c["custom_id"] for _, c in found if c.get("custom_id")]
    duplicate = "Component custom id cannot be duplicated"
    form.unique("components", custom_ids, "COMPONENT_CUSTOM_ID_DUPLICATED", duplicate)
    ids = [c["id"] for _, c in found if c.get("id")]
    form.unique("components", ids, "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")


def check_media(form: Form, components: list[Json], filenames: set[str], addresses: set[str]) -> None:
    """Media comes from the web or from a file of this very message, by its name or by its address."""
    for path, item, owner in media(components):
        url = str(item.get("url", ""))
        name = url.removeprefix("attachment://")
        if name != url:
            code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
            form.need(name in filenames, f"{path}.url", code, f"The referenced attachment {name} was not found")
        elif owner.get("type") == Kind.FILE:
            code = "UNFURLED_MEDIA_ITEM_URL_SCHEME_INVALID"
            form.need(url in addresses, f"{path}.url", code, "Must be an attachment:// reference")
        else:
            web = url.startswith(("https://", "http://"))
            form.need(web, f"{path}.url", "URL_TYPE_INVALID_SCHEME", 'Scheme must be one of ("http", "https").')
        form.length(f"{path}.description", owner.get("description"), 0, 1024)


def _check_sizes(form: Form, components: list[Json], count: int) -> None:
    form.need(
        count <= MAX_COMPONENTS,
        "components",
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
        f"The total number of components cannot exceed {MAX_COMPONENTS} (there are {count})",
    )
    total = sum(len(text) for text in texts(components))
    form.need(
        total <= MAX_TEXT,
        "components",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
        f"Component displayable text size exceeds maximum size of {MAX_TEXT} (it is {total})",
    )


def _check_one(form: Form, path: str, component: Json) -> None:
    kind = component.get("type")
    if kind in MAY_HOLD:
        for child_path, child in children(component, path):
            form.one_of(f"{child_path}.type", child.get("type"), MAY_HOLD[kind])
    if kind in SELECTS:
        check_select(form, path, component)
    elif kind in _RULES:
        _RULES[kind](form, path, component)


def _row(form: Form, path: str, component: Json) -> None:
    held = component.get("components") or []
    form.length(f"{path}.components", held, 1, MAX_BUTTONS)
    if any(child.get("type") in SELECTS for child in held):
        form.need(
            len(held) == 1,
            f"{path}.components",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )


def _button(form: Form, path: str, component: Json) -> None:
    style = component.get("style")
    form.one_of(f"{path}.style", style, {1, 2, 3, 4, LINK_STYLE, PREMIUM_STYLE})
    form.length(f"{path}.label", component.get("label"), 0, MAX_LABEL)
    if style == PREMIUM_STYLE:
        form.need("sku_id" in component, f"{path}.sku_id", "BASE_TYPE_REQUIRED", "This field is required")
        return
    shows = bool(component.get("label") or component.get("emoji"))
    form.need(shows, path, "BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji")
    if style == LINK_STYLE:
        form.length(f"{path}.url", component.get("url"), 1, MAX_URL)
        scheme = str(component.get("url", "")).startswith(("https://", "http://", "discord://"))
        form.need(
            scheme,
            f"{path}.url",
            "URL_TYPE_INVALID_SCHEME",
            'Scheme must be one of ("http", "https", "discord").',
        )
        form.need(
            not component.get("custom_id"),
            path,
            "BUTTON_COMPONENT_INVALID",
            "A custom id and url cannot both be specified",
        )
    else:
        form.length(f"{path}.custom_id", component.get("custom_id"), 1, MAX_CUSTOM_ID)
        form.need(not component.get("url"), path, "BUTTON_COMPONENT_INVALID", "Only a link button can have a url")


def check_select(form: Form, path: str, component: Json) -> None:
    """A select menu, in a message or in a modal."""
    form.length(f"{path}.custom_id", component.get("custom_id"), 1, MAX_CUSTOM_ID)
    form.length(f"{path}.placeholder", component.get("placeholder"), 0, 150)
    low, high = component.get("min_values", 1), component.get("max_values", 1)
    form.need(
        0 <= low <= high <= MAX_OPTIONS,
        f"{path}.max_values",
        "BASE_TYPE_CHOICES",
        f"Must be between min_values and {MAX_OPTIONS}",
    )
    if component.get("type") == Kind.STRING_SELECT:
        check_options(form, path, component.get("options") or [], MAX_OPTIONS)
        form.need(
            high <= len(component.get("options") or []),
            f"{path}.max_values",
            "BASE_TYPE_MAX",
            "There are fewer options than max_values",
        )


def check_options(form: Form, path: str, options: list[Json], most: int) -> None:
    form.length(f"{path}.options", options, 1, most)
    for index, option in enumerate(options):
        here = f"{path}.options.{index}"
        form.length(f"{here}.label", option.get("label"), 1, 100)
        form.length(f"{here}.value", option.get("value"), 1, 100)
        form.length(f"{here}.description", option.get("description"), 0, 100)
    values: list[Any] = [option.get("value") for option in options]
    form.unique(
        f"{path}.options",
        values,
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        "The specified option value is already used",
    )


def _section(form: Form, path: str, component: Json) -> None:
    held = component.get("components") or []
    form.length(f"{path}.components", held, 1, 3)
    for index, child in enumerate(held):
        form.one_of(f"{path}.components.{index}.type", child.get("type"), {Kind.TEXT})
    accessory = component.get("accessory") or {}
    form.one_of(f"{path}.accessory.type", accessory.get("type", 0), {Kind.BUTTON, Kind.THUMBNAIL})


def _text(form: Form, path: str, component: Json) -> None:
    form.length(f"{path}.content", component.get("content"), 1, MAX_TEXT)


def _gallery(form: Form, path: str, component: Json) -> None:
    form.length(f"{path}.items", component.get("items"), 1, 10)


def _separator(form: Form, path: str, component: Json) -> None:
    form.one_of(f"{path}.spacing", component.get("spacing", 1), {1, 2})


def _container(form: Form, path: str, component: Json) -> None:
    form.need(
        bool(component.get("components")),
        f"{path}.components",
        "BASE_TYPE_REQUIRED",
        "This field is required",
    )


_RULES: dict[int, Callable[[Form, str, Json], None]] = {
    Kind.ROW: _row,
    Kind.BUTTON: _button,
    Kind.SECTION: _section,
    Kind.TEXT: _text,
    Kind.GALLERY: _gallery,
    Kind.SEPARATOR: _separator,
    Kind.CONTAINER: _container,
}
