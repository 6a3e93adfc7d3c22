"""What Discord demands of a message: content, embeds, mentions, and the generation of its components."""

from standin.component_rules import check_components, check_media
from standin.errors import Json, empty_message
from standin.form import Form

SUPPRESS_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15
MAX_CONTENT = 2000
MAX_EMBEDS = 10
MAX_EMBED_TEXT = 6000  # of all embeds of a message together
EMBED_LIMITS = {"title": 256, "description": 4096, "author.name": 256, "footer.text": 2048}
LEGACY_WITH_V2 = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"


def check_message(
    *,
    content: str,
    embeds: list[Json],
    components: list[Json],
    flags: int,
    poll: bool,
    files: dict[str, str],
) -> None:
    """Refuse a message as it would stand after the request; `files` are addresses by name."""
    form = Form()
    second_generation = bool(flags & COMPONENTS_V2)
    if second_generation:
        _check_v2(form, content, embeds, poll)
    else:
        form.length("content", content, 0, MAX_CONTENT)
        _check_embeds(form, embeds)
    check_components(form, components, second_generation=second_generation)
    check_media(form, components, set(files), set(files.values()))
    form.settle()
    shown = components if second_generation else [content.strip(), *embeds, *files]
    if not any(shown) and not poll and not components:
        raise empty_message()


def check_mentions(allowed: Json | None) -> None:
    """`allowed_mentions` itself: what it may parse, and that lists and `parse` do not contradict."""
    form = Form()
    parse = (allowed or {}).get("parse") or []
    for index, what in enumerate(parse):
        form.one_of(f"allowed_mentions.parse.{index}", what, {"users", "roles", "everyone"})
    for what in ("users", "roles"):
        listed = (allowed or {}).get(what) or []
        form.length(f"allowed_mentions.{what}", listed, 0, 100)
        form.need(
            not (listed and what in parse),
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
            f'parse:["{what}"] and {what}: [ids...] are mutually exclusive.',
        )
    form.settle()


def _check_v2(form: Form, content: str, embeds: list[Json], poll: bool) -> None:
    for field, value in (("content", content), ("embeds", embeds), ("poll", poll)):
        form.need(
            not value,
            field,
            LEGACY_WITH_V2,
            f"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
        )


def _check_embeds(form: Form, embeds: list[Json]) -> None:
    form.length("embeds", embeds, 0, MAX_EMBEDS)
    total = 0
    for index, embed in enumerate(embeds):
        total += _check_embed(form, f"embeds.{index}", embed)
    form.need(
        total <= MAX_EMBED_TEXT,
        "embeds",
        "MAX_EMBED_SIZE_EXCEEDED",
        f"Embed size exceeds maximum size of {MAX_EMBED_TEXT}",
    )


def _check_embed(form: Form, path: str, embed: Json) -> int:
    """Refuse what is too long; the embed's characters in all."""
    total = 0
    for key, limit in EMBED_LIMITS.items():
        head, _, tail = key.partition(".")
        value = (embed.get(head) or {}).get(tail) if tail else embed.get(head)
        form.length(f"{path}.{key}", value, 0, limit)
        total += len(value or "")
    fields = embed.get("fields") or []
    form.length(f"{path}.fields", fields, 0, 25)
    for index, field in enumerate(fields):
        form.length(f"{path}.fields.{index}.name", field.get("name"), 1, 256)
        form.length(f"{path}.fields.{index}.value", field.get("value"), 1, 1024)
        total += len(field.get("name") or "") + len(field.get("value") or "")
    return total
