"""A REST request as the routes see it, and how it is read from the wire."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from standin.errors import ApiError, Json
from standin.files import Upload

Answer = Json | list[Json] | None  # None is 204


@dataclass(frozen=True, slots=True)
class Call:
    """Path parameters, query, JSON body and files."""

    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    uploads: list[Upload]

    @property
    def fields(self) -> Json:
        """The body, where it must be an object."""
        if self.body is None:
            return {}
        if not isinstance(self.body, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return self.body


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the API; `open` ones carry their token in the path."""

    method: str
    path: str
    handler: Callable[[Call], Answer]
    open: bool = False


async def read_call(request: web.Request) -> Call:
    """JSON as it is; multipart with `payload_json` first and the files after it."""
    try:
        body, uploads = await _read(request)
    except ValueError as error:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from error
    return Call(request.match_info, request.query, body, uploads)


async def _read(request: web.Request) -> tuple[Any, list[Upload]]:
    if request.content_type == "multipart/form-data":
        return await _multipart(request)
    text = await request.text()
    is_json = request.headers.get("Content-Type") == "application/json"
    return (json.loads(text) if text and is_json else None), []


async def _multipart(request: web.Request) -> tuple[Any, list[Upload]]:
    body: Any = None
    uploads: list[Upload] = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            body = json.loads(await part.text())
        else:
            data = bytes(await part.read(decode=False))
            uploads.append(Upload(part.filename or "unknown", data))
    return body, uploads
