"""What Discord demands of application commands and of autocomplete choices."""

import re
from collections.abc import Iterator
from enum import IntEnum

from standin.errors import Json
from standin.form import Form

MAX_COMMANDS = 100
MAX_MENUS = 5  # of each kind, user and message
MAX_OPTIONS = 25
MAX_CHOICES = 25
MAX_COMMAND_TEXT = 8000  # names, descriptions and values of a command together
NAME = re.compile(r"[-_'\w]{1,32}")
CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3


class OptionKind(IntEnum):
    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


NESTING = frozenset({OptionKind.SUBCOMMAND, OptionKind.GROUP})
CAN_CHOOSE = frozenset({OptionKind.STRING, OptionKind.INTEGER, OptionKind.NUMBER})


def check_commands(commands: list[Json]) -> None:
    form = Form()
    for kind, most in ((CHAT_INPUT, MAX_COMMANDS), (USER_MENU, MAX_MENUS), (MESSAGE_MENU, MAX_MENUS)):
        of_kind = [command for command in commands if command.get("type", CHAT_INPUT) == kind]
        form.need(len(of_kind) <= most, "_", "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        names = [command.get("name") for command in of_kind]
        form.unique("_", names, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    for index, command in enumerate(commands):
        _command(form, str(index), command)
    form.settle()


def check_choices(choices: list[Json]) -> None:
    """The answer to an autocompletion."""
    form = Form()
    _check_choices(form, "data", choices)
    form.settle()


def _command(form: Form, path: str, command: Json) -> None:
    if command.get("type", CHAT_INPUT) != CHAT_INPUT:
        form.length(f"{path}.name", command.get("name"), 1, 32)
        form.need(
            not command.get("description"),
            f"{path}.description",
            "APPLICATION_COMMAND_INVALID_DESCRIPTION",
            "Context menu commands cannot have a description",
        )
        return
    _named(form, path, command)
    _options(form, path, command.get("options") or [], depth=0)
    size = sum(_lengths(command))
    form.need(
        size <= MAX_COMMAND_TEXT,
        path,
        "APPLICATION_COMMAND_TOO_LARGE",
        f"Command exceeds maximum size ({size} of {MAX_COMMAND_TEXT})",
    )


def _named(form: Form, path: str, item: Json) -> None:
    name = str(item.get("name") or "")
    form.need(
        bool(NAME.fullmatch(name)) and name == name.lower(),
        f"{path}.name",
        "APPLICATION_COMMAND_INVALID_NAME",
        "Command name is invalid",
    )
    form.length(f"{path}.description", item.get("description"), 1, 100)


def _options(form: Form, path: str, options: list[Json], depth: int) -> None:
    form.length(f"{path}.options", options, 0, MAX_OPTIONS)
    names = [option.get("name") for option in options]
    form.unique(
        f"{path}.options",
        names,
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        "Option with that name already exists",
    )
    nested = [option.get("type") in NESTING for option in options]
    form.need(
        all(nested) or not any(nested),
        f"{path}.options",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        "Sub-command and sub-command group option types are mutually exclusive to all other types",
    )
    required = [bool(option.get("required")) for option in options]
    form.need(
        required == sorted(required, reverse=True),
        f"{path}.options",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        "Required options must be placed before non-required options",
    )
    for index, option in enumerate(options):
        _option(form, f"{path}.options.{index}", option, depth)


def _option(form: Form, path: str, option: Json, depth: int) -> None:
    _named(form, path, option)
    kind = option.get("type")
    if not form.one_of(f"{path}.type", kind, set(OptionKind)):
        return
    if kind in NESTING:
        deepest = 1 if kind == OptionKind.SUBCOMMAND else 0
        form.need(depth <= deepest, f"{path}.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deeply")
        _options(form, path, option.get("options") or [], depth + 1)
    choices = option.get("choices") or []
    if choices or option.get("autocomplete"):
        form.need(kind in CAN_CHOOSE, path, "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", "Cannot have choices")
        form.need(
            not (choices and option.get("autocomplete")),
            path,
            "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES",
            "Choices and autocomplete are mutually exclusive",
        )
    _check_choices(form, path, choices)


def _check_choices(form: Form, path: str, choices: list[Json]) -> None:
    form.length(f"{path}.choices", choices, 0, MAX_CHOICES)
    for index, choice in enumerate(choices):
        form.length(f"{path}.choices.{index}.name", choice.get("name"), 1, 100)
        value = choice.get("value")
        if isinstance(value, str):
            form.length(f"{path}.choices.{index}.value", value, 1, 100)
        else:
            form.need(
                isinstance(value, int | float),
                f"{path}.choices.{index}.value",
                "BASE_TYPE_REQUIRED",
                "This field is required",
            )


def _lengths(item: Json) -> Iterator[int]:
    for key in ("name", "description", "value"):
        if isinstance(item.get(key), str):
            yield len(item[key])
    for key in ("options", "choices"):
        for child in item.get(key) or []:
            yield from _lengths(child)
