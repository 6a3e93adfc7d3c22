"""From a request's body to a message: what is kept of the old one, what is new, and which files it names."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace

from standin.component_tree import media, number
from standin.errors import Json
from standin.files import Files, StoredFile, Upload, count_files
from standin.message import Message
from standin.message_rules import COMPONENTS_V2, EPHEMERAL, SUPPRESS_EMBEDS, check_mentions, check_message

CREATION_FLAGS = SUPPRESS_EMBEDS | EPHEMERAL | 1 << 12 | COMPONENTS_V2  # 1 << 12: no notification
EDIT_FLAGS = SUPPRESS_EMBEDS | COMPONENTS_V2


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked message that is about to stand in a channel."""

    content: str
    embeds: list[Json]
    components: list[Json]
    attachments: list[StoredFile]
    flags: int
    allowed_mentions: Json | None
    nonce: str | None


@dataclass(frozen=True, slots=True)
class Outbox:
    """Where the files of a message go."""

    files: Files
    place: str
    ephemeral: bool


def new_draft(body: Json, uploads: list[Upload], outbox: Outbox) -> Draft:
    """A message that was not there before."""
    flags = int(body.get("flags") or 0) & CREATION_FLAGS
    nonce = body.get("nonce")
    draft = Draft(
        content=str(body.get("content") or ""),
        embeds=list(body.get("embeds") or []),
        components=copy.deepcopy(body.get("components") or []),
        attachments=_attachments(body, uploads, [], outbox),
        flags=flags,
        allowed_mentions=body.get("allowed_mentions"),
        nonce=None if nonce is None else str(nonce),
    )
    return _checked(draft, bool(body.get("poll")))


def edited_draft(body: Json, uploads: list[Upload], message: Message, outbox: Outbox) -> Draft:
    """A message after an edit: keys that the body lacks stay as they were; V2 is never taken back."""
    asked = int(body.get("flags") or 0) & EDIT_FLAGS
    draft = Draft(
        content=str(body["content"] or "") if "content" in body else message.content,
        embeds=list(body["embeds"] or []) if "embeds" in body else message.embeds,
        components=copy.deepcopy(body["components"] or []) if "components" in body else message.components,
        attachments=_attachments(body, uploads, message.attachments, outbox),
        flags=message.flags | asked,
        allowed_mentions=body.get("allowed_mentions", message.allowed_mentions),
        nonce=message.nonce,
    )
    return _checked(draft, poll=False)


def _checked(draft: Draft, poll: bool) -> Draft:
    check_mentions(draft.allowed_mentions)
    check_message(
        content=draft.content,
        embeds=draft.embeds,
        components=draft.components,
        flags=draft.flags,
        files={file.filename: file.url for file in draft.attachments},
        poll=poll,
    )
    number(draft.components)
    _resolve(draft)
    return draft


def _resolve(draft: Draft) -> None:
    """Point `attachment://` at the stored file, as the answer of Discord does."""
    stored = {file.filename: file for file in draft.attachments}
    for _, item, owner in media(draft.components):
        item.setdefault("proxy_url", item.get("url"))
        name = str(item.get("url", "")).removeprefix("attachment://")
        if name in stored:
            file = stored[name]
            item |= {"url": file.url, "proxy_url": file.url, "attachment_id": file.id,
                     "content_type": file.upload.content_type}  # fmt: skip
            if "file" in owner:
                owner |= {"name": file.filename, "size": len(file.data)}


def _attachments(body: Json, uploads: list[Upload], old: list[StoredFile], outbox: Outbox) -> list[StoredFile]:
    """`attachments` names new files by their index and those to keep by id; without it all are kept."""
    count_files(len(uploads))
    listed = body.get("attachments")
    described = {str(item["id"]): item for item in listed or []}
    kept = [file for file in old if listed is None or file.id in described]
    for index, upload in enumerate(uploads):
        entry = described.get(str(index), {})
        named = replace(upload, filename=entry.get("filename") or upload.filename, description=entry.get("description"))
        kept.append(outbox.files.keep(named, outbox.place, outbox.ephemeral))
    return kept
