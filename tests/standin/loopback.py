"""The listening socket: REST, gateway and attachments on one port of 127.0.0.1."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from standin.call import Route
from standin.errors import Problem
from standin.files import Files
from standin.gateway import Gateway
from standin.journal import Journal
from standin.rest import API, Rest

CLIENT_MAX_SIZE = 512 * 1024 * 1024  # the stand-in's own limit on uploads is the one that counts


class Loopback:
    """Started and stopped once; `origin` and `gateway_url` hold the port that the system gave."""

    def __init__(self, rest: Rest, gateway: Gateway, files: Files, journal: Journal) -> None:
        self._rest, self._gateway, self._files, self._journal = rest, gateway, files, journal
        self._runner: web.AppRunner | None = None
        self.origin = ""

    @property
    def api(self) -> str:
        return self.origin + API

    async def start(self, routes: Iterable[Route]) -> None:
        app = web.Application(client_max_size=CLIENT_MAX_SIZE)
        app.router.add_get("/gateway", self._gateway.connect)
        app.router.add_get("/gateway/", self._gateway.connect)
        app.router.add_get("/attachments/{place}/{number}/{name}", self._attachment)
        self._rest.mount(app, routes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.origin = f"http://{host}:{port}"
        self._files.origin = self.origin
        self._gateway.url = f"ws://{host}:{port}/gateway"

    async def stop(self) -> None:
        self._gateway.cut(None)
        if self._runner is not None:
            await self._runner.cleanup()

    async def _attachment(self, request: web.Request) -> web.StreamResponse:
        stored = self._files.read(request.match_info["number"])
        if stored is None:
            self._journal.complain(Problem("refused", "GET", request.path, 404, 0, "no such attachment"))
            raise web.HTTPNotFound(text="This content is no longer available.")
        return web.Response(body=stored.data, headers={"Content-Type": stored.upload.content_type})
