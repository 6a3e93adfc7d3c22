"""The system's resolver, with the time limit that it lacks."""

from __future__ import annotations

import socket
from queue import Empty, SimpleQueue
from threading import Thread


class SystemResolver:
    """Asks `getaddrinfo`, which also reads the old spellings of IPv4 (`127.1`, `0x7f000001`)."""

    def resolve(self, host: str, port: int, *, timeout: float) -> list[str]:
        """Numeric addresses, best first. Raises `OSError`; one that hangs is left to its thread, which ends with it."""
        answers: SimpleQueue[list[str] | OSError] = SimpleQueue()
        Thread(target=_look_up, args=(host, port, answers), name="resolve", daemon=True).start()
        try:
            found = answers.get(timeout=timeout)
        except Empty:
            raise TimeoutError("the resolver does not answer") from None
        if isinstance(found, OSError):
            raise found
        return found


def _look_up(host: str, port: int, answers: SimpleQueue[list[str] | OSError]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answers.put(list(dict.fromkeys(str(address[0]) for *_, address in found)))
    except OSError as error:
        answers.put(error)
    except UnicodeError:  # a label of more than 63 characters
        answers.put(socket.gaierror(socket.EAI_NONAME, "no such name"))
