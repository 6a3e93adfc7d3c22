"""One step of the chain as a LangChain runnable: it adds to what is known, in the thread that asks.

`RunnablePassthrough.assign` does the same, but starts a thread for each key.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor
from langchain_core.runnables.utils import AddableDict

from answer.types import State


class Step(Runnable[State, State]):
    """Adds what `learn` returns. A stream first passes on what came before, so that it is known meanwhile."""

    def __init__(self, name: str, learn: Callable[[State], State]) -> None:
        self.name = name
        self._learn = learn

    def invoke(self, input: State, config: RunnableConfig | None = None, **kwargs: Any) -> State:
        """What was known and what is new."""
        return self._call_with_config(lambda state: AddableDict(state | self._learn(state)), input, config)

    def transform(self, input: Iterator[State], config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[State]:
        """What came in, then what is new."""
        yield from self._transform_stream_with_config(input, self._passed_on, config)

    async def atransform(
        self, input: AsyncIterator[State], config: RunnableConfig | None = None, **kwargs: Any
    ) -> AsyncIterator[State]:
        """The same off the event loop."""
        async for chunk in self._atransform_stream_with_config(input, self._apassed_on, config):
            yield chunk

    def _passed_on(self, chunks: Iterator[State]) -> Iterator[State]:
        state: State = {}
        for chunk in chunks:
            state |= chunk
            yield AddableDict(chunk)
        yield AddableDict(self._learn(state))

    async def _apassed_on(self, chunks: AsyncIterator[State]) -> AsyncIterator[State]:
        state: State = {}
        async for chunk in chunks:
            state |= chunk
            yield AddableDict(chunk)
        yield AddableDict(await run_in_executor(None, self._learn, state))
