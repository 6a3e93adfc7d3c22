"""The figures of a run as one picture: ours beside stock's and the bound, and how search grows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figure, times

OURS, STOCK, BOUND = "#1f6f8b", "#c9c9c9", "#b3261e"


def draw(figures: Sequence[Figure], target: Path) -> None:
    """Write the picture (SVG); without a figure that has a bound beside stock's, or a growth, nothing."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    beside = [figure for figure in figures if figure.ratio is not None]
    grown = [figure for figure in figures if figure.passages]
    if not beside and not grown:
        return
    shape, (left, right) = pyplot.subplots(1, 2, figsize=(15, 1.5 + 0.45 * max(6, len(beside))))
    _beside(left, beside)
    _growth(right, grown)
    shape.tight_layout()
    shape.savefig(target)
    pyplot.close(shape)


def _beside(axes: object, figures: Sequence[Figure]) -> None:
    """Ours as a share of stock's, which is 1."""
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    rows = range(len(figures))
    axes.barh(rows, [figure.ratio or 0 for figure in figures], color=OURS, label="ours / stock")
    axes.axvline(1, color=STOCK, label="stock")
    for row, figure in zip(rows, figures, strict=True):
        axes.text(figure.ratio or 1, row, f" {times(figure.ratio or 1)}", va="center")
        if figure.at_most is not None:
            axes.plot([figure.at_most] * 2, [row - 0.4, row + 0.4], color=BOUND)
    axes.set_yticks(rows, [figure.what for figure in figures])
    axes.set_xscale("log")
    axes.invert_yaxis()
    axes.legend(loc="upper right")
    axes.set_title("Less is better; red is what is to be reached")


def _growth(axes: object, figures: Sequence[Figure]) -> None:
    """Milliseconds and MiB by passages, both on logarithmic axes."""
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    for line in dict.fromkeys(figure.line_of for figure in figures):
        points = [(figure.passages, figure.ours) for figure in figures if figure.line_of == line]
        axes.plot(*zip(*points, strict=True), marker="o", label=line)
    if figures:
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.legend()
    axes.set_xlabel("passages")
    axes.set_title("How search grows: ms, and MiB of a fresh process")
