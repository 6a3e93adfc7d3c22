"""A stream that ends in time: read in a thread of its own, since a blocked socket cannot be asked to hurry.

A client's own time-out counts from one byte to the next, so a server that now and then sends a comment can hold it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")


class OutOfTime(Exception):
    """The time was up before the stream ended."""


@dataclass(frozen=True, slots=True)
class _Item(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


def within(seconds: float, opened: Callable[[], Iterable[T]]) -> Iterator[T]:
    """What `opened()` yields. Raises `OutOfTime` after `seconds`, and whatever the stream raises.

    Once nobody listens, the thread ends at the stream's next item.
    """
    deadline = monotonic() + seconds
    items: SimpleQueue[_Item[T] | _End] = SimpleQueue()
    given_up = threading.Event()
    reader = copy_context().run  # LangChain's callbacks travel in the context
    threading.Thread(target=reader, args=(_read, opened, items, given_up), name="pullquote-model", daemon=True).start()
    try:
        while isinstance(item := _next(items, deadline), _Item):
            yield item.value
        if item.error is not None:
            raise item.error
    finally:
        given_up.set()


def _next(items: SimpleQueue[_Item[T] | _End], deadline: float) -> _Item[T] | _End:
    try:
        return items.get(timeout=max(0.0, deadline - monotonic()))
    except Empty:
        raise OutOfTime from None


def _read(opened: Callable[[], Iterable[T]], items: SimpleQueue[_Item[T] | _End], given_up: threading.Event) -> None:
    try:
        for value in opened():
            items.put(_Item(value))
            if given_up.is_set():
                break
    except BaseException as error:  # noqa: BLE001  # it is raised again in the thread that waits
        items.put(_End(error))
    else:
        items.put(_End())
