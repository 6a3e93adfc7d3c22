"""Whether a change of a source is so large that a person is asked first: a broken site would else empty the index."""

from __future__ import annotations

from index.upkeep import Held

AT_LEAST = 4
"""Articles: a source of three may lose two without anybody being asked."""

ONE_IN = 3
"""The share of a source's articles, gone or changed at once, that is held."""


class Gate:
    """Holds the changes of one sync.

    `explicit`: a person named the source just now. `confirmed`: a person wants the changes, however many they are.
    """

    def __init__(self, articles: int, *, explicit: bool, confirmed: bool) -> None:
        self._articles = articles
        self._limit = max(AT_LEAST, -(-articles // ONE_IN))
        self._confirmed = confirmed
        self.open = explicit or confirmed

    def expect(self, most: int) -> None:
        """Open where at most so many articles can change or go: too few to be held."""
        self.open = self.open or most < self._limit

    def holds(self, changes: int, *, emptied: bool = False) -> bool:
        """Whether so many changes are held; where a source is suddenly empty, any of them."""
        if emptied and changes and not self._confirmed:
            return True
        return not self.open and changes >= self._limit

    def held(self, updated: int, removed: int) -> Held:
        """What was held, for the status."""
        return Held(updated, removed, self._articles)
