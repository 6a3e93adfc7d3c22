"""The door of the REST API: who may come in, in what trouble they get, and how every answer is dressed."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web

from standin.call import Answer, Call, Route, read_call
from standin.clock import Clock
from standin.errors import ApiError, Problem, ProblemKind, unauthorized
from standin.faults import Broken, Faults, LostAnswer, RateLimited, Slow, Standing
from standin.journal import Journal, Request

API = "/api/v10"
ANY = "/{anything:.*}"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_log = logging.getLogger(__name__)


class Rest:
    """Turns routes into aiohttp handlers."""

    def __init__(self, token: str, journal: Journal, faults: Faults, clock: Clock) -> None:
        self._token = token
        self._journal = journal
        self._faults = faults
        self._clock = clock

    def mount(self, app: web.Application, routes: Iterable[Route]) -> None:
        for route in routes:
            app.router.add_route(route.method, API + route.path, self._handler(route))
        app.router.add_route("*", ANY, self._unknown)

    def _handler(self, route: Route) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            path = request.path.removeprefix(API)
            try:
                call = await read_call(request)
            except ApiError as refusal:
                self._complain("refused", request, refusal)
                return _json(refusal.body, refusal.status)
            entry = self._journal.enter(Request(request.method, path, call.body, self._clock()))
            fault = self._faults.take(request.method, path)
            standing = self._faults.standing(request.method, path)
            if isinstance(fault, Slow):
                await asyncio.sleep(fault.seconds)
            if standing.exceeded:
                fault = RateLimited(standing.reset_after)
            answer = self._answer(route, request, call, fault)
            if isinstance(fault, LostAnswer):
                return self._lose(request)
            entry.status = answer.status
            return self._dressed(answer, route, standing)

        return handle

    def _answer(self, route: Route, request: web.Request, call: Call, fault: object) -> web.Response:
        match fault:
            case RateLimited(retry_after, everywhere):
                return _too_many(retry_after, everywhere)
            case Broken(status, code, message):
                return _json({"message": message, "code": code}, status)
        try:
            self._admit(route, request)
            return _json(route.handler(call))
        except ApiError as refusal:
            self._complain("refused", request, refusal)
            return _json(refusal.body, refusal.status)
        except Exception:  # noqa: BLE001 - logged, recorded, and the test fails
            _log.exception("the stand-in failed at %s %s", request.method, request.path)
            self._complain("crash", request, ApiError(599, 0, "the stand-in itself failed, see its log"))
            return _json({"message": "the stand-in failed", "code": 0}, 418)  # no status that is tried again

    def _admit(self, route: Route, request: web.Request) -> None:
        if not route.open and request.headers.get("Authorization") != f"Bot {self._token}":
            raise unauthorized()

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        await request.read()
        refusal = ApiError(404, 0, "404: Not Found")
        self._complain("unknown route", request, refusal)
        return _json(refusal.body, 404)

    def _complain(self, kind: ProblemKind, request: web.Request, refusal: ApiError) -> None:
        self._journal.complain(
            Problem(
                kind=kind,
                method=request.method,
                path=request.path.removeprefix(API),
                status=refusal.status,
                code=refusal.body["code"],
                detail=str(refusal),
            )
        )

    @staticmethod
    def _lose(request: web.Request) -> web.StreamResponse:
        if request.transport is not None:
            request.transport.close()
        return web.Response()

    def _dressed(self, answer: web.Response, route: Route, standing: Standing) -> web.Response:
        bucket = hashlib.sha256(f"{route.method} {route.path}".encode()).hexdigest()[:32]
        answer.headers["X-RateLimit-Limit"] = str(standing.limit)
        answer.headers["X-RateLimit-Remaining"] = str(standing.remaining)
        answer.headers["X-RateLimit-Reset-After"] = f"{standing.reset_after:.3f}"
        answer.headers["X-RateLimit-Reset"] = f"{self._clock() + standing.reset_after:.3f}"
        answer.headers["X-RateLimit-Bucket"] = bucket
        return answer


def _json(data: Answer, status: int = 200) -> web.Response:
    """Content-Type must be exactly this: with a charset discord.py does not parse it."""
    if data is None:
        return web.Response(status=204)
    return web.Response(body=json.dumps(data).encode(), status=status, headers={"Content-Type": "application/json"})


def _too_many(retry_after: float, everywhere: bool) -> web.Response:
    """With `Via`, without which discord.py takes it for Cloudflare and does not wait."""
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    answer = _json(body, 429)
    answer.headers["Via"] = "1.1 google"
    answer.headers["Retry-After"] = str(retry_after)
    if everywhere:
        answer.headers["X-RateLimit-Global"] = "true"
    return answer
