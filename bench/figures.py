"""One measured figure beside the stock pipeline's, with what is to be reached."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`at_most` bounds ours / stock, `limit` ours itself; without either it is only told.

    One of several that grow says at how many passages, and on which line of the plot it lies.
    """

    section: str
    what: str
    unit: str
    ours: float
    stock: float | None = None
    at_most: float | None = None
    limit: float | None = None
    note: str = ""
    passages: int = 0
    line_of: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours / stock."""
        return self.ours / self.stock if self.stock else None

    @property
    def reached(self) -> bool | None:
        """Whether it is what it is to be; None where nothing was set."""
        against = [(self.ratio, self.at_most), (self.ours, self.limit)]
        held = [value <= bound for value, bound in against if value is not None and bound is not None]
        return all(held) if held else None

    def line(self) -> str:
        """A row of the table."""
        stock = f"{self.stock:>10.3f}" if self.stock is not None else f"{'':>10}"
        bounds = [f"{self.limit:g} {self.unit}"] if self.limit is not None else []
        bounds += [f"{times(self.at_most)} of stock"] if self.at_most is not None else []
        verdict = {None: "", True: "reached", False: "MISSED"}[self.reached]
        ratio = times(self.ratio) if self.ratio is not None else ""
        return f"{self.what:<58} {self.ours:>10.3f} {stock} {self.unit:<6} {ratio:<8} {verdict:<8} " + (
            f"(at most {', '.join(bounds)}) " if bounds else ""
        ) + self.note  # fmt: skip

    def record(self) -> dict[str, Any]:
        """What is written down of it."""
        return asdict(self) | {"ratio": self.ratio, "reached": self.reached}


def times(ratio: float) -> str:
    """A ratio as people say it: 1/200, or 1.43 x."""
    return f"1/{1 / ratio:.1f}" if 0 < ratio < 1 else f"{ratio:.2f} x"
