"""A loopback server that speaks OpenAI's chat completions, streamed and not, and misbehaves as a script tells it."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]
CHUNK = 7  # characters of a streamed piece: markers and words come cut in two
PATIENCE = 0.02  # seconds between looks at whether the server is closing


@dataclass(frozen=True, slots=True)
class Says:
    """A whole reply; `text` may be made from the request, as a model that reads it would."""

    text: str | Callable[[Request], str]
    finish: str = "stop"
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class BreaksOff:
    """A stream that ends in the middle: the connection closes with or without a word of HTTP about it."""

    text: str
    politely: bool = False


@dataclass(frozen=True, slots=True)
class Stalls:
    """Says a part, then nothing for ever; `comments` keep the connection alive meanwhile."""

    text: str = ""
    comments: bool = False


@dataclass(frozen=True, slots=True)
class Fails:
    """An HTTP error."""

    status: int
    message: str = "SECRET-DETAIL from the provider"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sends:
    """Something that is no chat completion."""

    body: bytes
    content_type: str = "text/html"


Act = Says | BreaksOff | Stalls | Fails | Sends


@dataclass
class OpenAIServer:
    """What it was asked, and what it does next; when the script is at its end the last act is repeated."""

    url: str
    requests: list[Request] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    _script: deque[Act] = field(default_factory=deque)

    def script(self, *acts: Act) -> None:
        self._script = deque(acts)

    def next(self) -> Act:
        return self._script.popleft() if len(self._script) > 1 else self._script[0]

    @property
    def prompt(self) -> str:
        """All that the last request said."""
        return "\n".join(message["content"] for message in self.requests[-1]["messages"])


@contextmanager
def serving() -> Iterator[OpenAIServer]:
    """A server on a free port of 127.0.0.1, closed at the end with whoever still waits."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = False
    state = OpenAIServer(url=f"http://127.0.0.1:{server.server_address[1]}/v1")
    server.state = state  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": PATIENCE}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"  # one connection for each request: nothing is left open after a test

    def do_POST(self) -> None:
        state: OpenAIServer = self.server.state  # type: ignore[attr-defined]
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        state.requests.append(request)
        state.keys.append(self.headers.get("Authorization", ""))
        with suppress(BrokenPipeError, ConnectionResetError):  # the client gave up, as it may
            self._act(state, state.next(), request)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""

    def _act(self, state: OpenAIServer, act: Act, request: Request) -> None:
        match act:
            case Says():
                text = act.text if isinstance(act.text, str) else act.text(request)
                self._stream(text, act) if request.get("stream") else self._whole(text, act)
            case BreaksOff():
                self._break_off(act)
            case Stalls():
                self._stall(state, act)
            case Fails():
                body = json.dumps({"error": {"message": act.message, "type": "error", "code": None}}).encode()
                self._send(act.status, "application/json", body, act.headers)
            case Sends():
                self._send(200, act.content_type, act.body)

    def _send(self, status: int, content_type: str, body: bytes, headers: tuple[tuple[str, str], ...] = ()) -> None:
        self._head(status, content_type, ("Content-Length", str(len(body))), *headers)
        self.wfile.write(body)

    def _head(self, status: int, content_type: str, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", content_type), *headers):
            self.send_header(name, value)
        self.end_headers()

    def _whole(self, text: str, act: Says) -> None:
        message = {"role": "assistant", "content": text, "refusal": act.refusal}
        choice = {"index": 0, "message": message, "finish_reason": act.finish}
        body = {**_frame("chat.completion"), "choices": [choice], "usage": _usage(text)}
        self._send(200, "application/json", json.dumps(body).encode())

    def _stream(self, text: str, act: Says) -> None:
        self._head(200, "text/event-stream")
        self._event({"role": "assistant", "content": ""})
        for at in range(0, len(text), CHUNK):
            self._event({"content": text[at : at + CHUNK]})
        if act.refusal:
            self._event({"refusal": act.refusal})
        self._event({}, finish=act.finish)
        self._line({**_frame("chat.completion.chunk"), "choices": [], "usage": _usage(text)})
        self.wfile.write(b"data: [DONE]\n\n")

    def _break_off(self, act: BreaksOff) -> None:
        length = () if act.politely else (("Content-Length", "100000"),)
        self._head(200, "text/event-stream", *length)
        self._event({"role": "assistant", "content": act.text})

    def _stall(self, state: OpenAIServer, act: Stalls) -> None:
        self._head(200, "text/event-stream")
        self._event({"role": "assistant", "content": act.text})
        while not state.closing.is_set():
            time.sleep(PATIENCE)
            if act.comments:
                self.wfile.write(b": still there\n\n")
                self.wfile.flush()

    def _event(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self._line({**_frame("chat.completion.chunk"), "choices": [choice]})

    def _line(self, event: dict[str, Any]) -> None:
        self.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
        self.wfile.flush()


def _frame(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1, "model": "scripted"}


def _usage(text: str) -> dict[str, int]:
    words = len(text.split())
    return {"prompt_tokens": 100, "completion_tokens": words, "total_tokens": 100 + words}
