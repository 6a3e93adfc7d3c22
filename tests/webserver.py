"""A loopback web server of the tests: pages that change, redirects, 304, 410, 429, and acts of `web_acts`."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from web_acts import Act, Endless, Halting, Page, Request, Resets, Sends, Stalls, Trickle, Truncated

PATIENCE = 0.01  # seconds between looks at whether the server is closing
RESET = struct.pack("ii", 1, 0)  # SO_LINGER that makes closing a reset


class WebServer:
    """A site on 127.0.0.1: what lies at each path may be changed at any time, `requests` says what was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self.down = False  # an outage: every connection is reset
        self._acts: dict[str, Act] = {}

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        """The address of a path; `host` is another name for this server, if a resolver says so."""
        return f"http://{host}:{self.port}{path}"

    def serve(
        self,
        path: str,
        content: str | bytes,
        *,
        media_type: str | None = "text/html; charset=utf-8",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> str:
        """Lay something at a path, or change it; returns its address. Text is sent as UTF-8."""
        raw = content.encode() if isinstance(content, str) else content
        more = tuple((headers or {}).items())
        return self.act(path, Page(raw, media_type, status, more, etag, last_modified))

    def act(self, path: str, act: Act) -> str:
        """Answer at a path in any of the ways of `web_acts`."""
        self._acts[path] = act
        return self.url(path)

    def redirect(self, path: str, to: str, *, status: int = 302) -> str:
        """Lead a path elsewhere: 301 and 308 for good, 302, 303 and 307 for now."""
        return self.serve(path, b"", status=status, headers={"Location": to})

    def busy(self, path: str, *, status: int = 429, retry_after: str | None = None) -> str:
        """Ask to be left alone: 429 or 503, with or without Retry-After."""
        return self.serve(path, b"", status=status, headers={"Retry-After": retry_after} if retry_after else None)

    def gone(self, path: str) -> str:
        """Take a path away for good (410)."""
        return self.serve(path, b"gone", status=410)

    def remove(self, path: str) -> None:
        """Take a path away (404)."""
        self._acts.pop(path, None)

    def asked(self, path: str) -> list[Request]:
        """The requests for a path so far."""
        return [request for request in self.requests if request.path == path]

    def at(self, path: str) -> Act:
        """What lies at a path."""
        return self._acts.get(path) or self._acts.get(path.partition("?")[0]) or Page(b"not found", status=404)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[WebServer]:
    """A server on a free port of 127.0.0.1, under TLS or not, closed at the end with whoever still waits."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = False
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site = WebServer(server.server_address[1])
    server.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": PATIENCE}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def site(self) -> WebServer:
        site: WebServer = self.server.site  # type: ignore[attr-defined]
        return site

    def do_GET(self) -> None:
        self.close_connection = True  # one connection for each request: nothing is left open after a test
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.site.requests.append(Request(self.path, headers, time.monotonic()))
        with suppress(BrokenPipeError, ConnectionResetError):  # the client gave up, as it may
            self._act(Resets() if self.site.down else self.site.at(self.path))

    do_HEAD = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""

    def _act(self, act: Act) -> None:
        match act:
            case Page():
                self._page(act)
            case Trickle():
                self._trickle(act)
            case Endless():
                self._endless(act)
            case Stalls():
                self.site.closing.wait()
            case Truncated():
                self._head(200, ("Content-Length", str(act.claimed)))
                self.wfile.write(act.content)
            case Resets():
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                self.connection.close()
                self.rfile.close()
            case Sends():
                self.wfile.write(act.raw)
            case Halting():
                for piece in act.pieces:
                    self.wfile.write(piece)
                    self.site.closing.wait(act.pause)

    def _page(self, page: Page) -> None:
        known = [("ETag", page.etag), ("Last-Modified", page.last_modified), ("Content-Type", page.media_type)]
        said = [(name, value) for name, value in known if value is not None]
        if self._not_modified(page):
            self._head(304, *said)
            return
        self._head(page.status, *said, *page.headers, ("Content-Length", str(len(page.content))))
        if self.command != "HEAD":
            self.wfile.write(page.content)

    def _not_modified(self, page: Page) -> bool:
        if page.status != 200:
            return False
        if match := self.headers.get("If-None-Match"):
            return page.etag is not None and page.etag in [tag.strip() for tag in match.split(",")]
        since = self.headers.get("If-Modified-Since")
        if since is None or page.last_modified is None:
            return False
        return parsedate_to_datetime(page.last_modified) <= parsedate_to_datetime(since)

    def _trickle(self, act: Trickle) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(act.content)}\r\nContent-Type: text/html\r\n\r\n".encode()
        if not act.head:
            self.wfile.write(head)
        for byte in (head if act.head else b"") + act.content:
            if self.site.closing.wait(act.pause):
                return
            self.wfile.write(bytes([byte]))

    def _endless(self, act: Endless) -> None:
        self._head(200, ("Content-Type", "text/html"), *((("Transfer-Encoding", "chunked"),) if act.chunked else ()))
        frame = b"%x\r\n%b\r\n" % (len(act.piece), act.piece) if act.chunked else act.piece
        while not self.site.closing.is_set():
            self.wfile.write(frame)

    def _head(self, status: int, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Connection", "close")):
            self.send_header(name, value)
        self.end_headers()
