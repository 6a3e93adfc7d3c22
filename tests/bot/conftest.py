"""Every behaviour test gets a running client on a simulated Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from simcord import Env

from simulated import House, Server, new_server

FERRY = (
    "The council met on Tuesday evening.\n\n"
    "The Harrow ferry returns to service on 3 May after a winter of repairs. Tickets cost four pounds.\n\n"
    "The harbour master thanked the divers."
)


@pytest.fixture
def house() -> House:
    house = House()
    house.archive.put("main", "ferry", FERRY)
    return house


@pytest_asyncio.fixture
async def env(house: House) -> AsyncIterator[Env]:
    env = Env(house.client(), check_errors=False)
    await env.start()
    yield env
    await env.shutdown()


@pytest_asyncio.fixture
async def server(env: Env) -> Server:
    return new_server(env)
