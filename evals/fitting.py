"""The three fits that the answerer's numbers come from, and the area under a curve; numpy and scipy only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

Array = NDArray[np.float64]

RIDGE = 1e-3
SMALLEST = 1e-300


def fit_softmax(questions: Sequence[tuple[Array, Array]]) -> Array:
    """Weights under which one of a question's right rows wins; each question is (rows, which are right)."""
    rows = np.concatenate([rows for rows, _ in questions])
    right = np.concatenate([right for _, right in questions]).astype(float)
    sizes = [len(right) for _, right in questions]
    starts, owner = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(sizes)), sizes)
    spread = rows.std(0) + 1e-9
    scaled = (rows - rows.mean(0)) / spread

    def loss(weights: Array) -> tuple[float, Array]:
        scores = scaled @ weights
        exp = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        total, won = np.add.reduceat(exp, starts), np.maximum(np.add.reduceat(exp * right, starts), SMALLEST)
        slope = scaled.T @ (exp / total[owner] - exp * right / won[owner]) / len(sizes)
        return float(-np.log(won / total).mean() + RIDGE * weights @ weights), slope + 2 * RIDGE * weights

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / spread)


def fit_logistic(rows: Array, labels: Array, shares: Array) -> tuple[Array, float]:
    """Weights and bias of a logistic model; `shares` says how much each row counts."""
    middle, spread = rows.mean(0), rows.std(0) + 1e-9
    scaled = np.hstack([(rows - middle) / spread, np.ones((len(rows), 1))])
    part = shares / shares.sum()

    def loss(weights: Array) -> tuple[float, Array]:
        odds = scaled @ weights
        held = np.r_[weights[:-1], 0.0]
        gap = part * (1 / (1 + np.exp(-odds)) - labels)
        value = (part * (np.logaddexp(0, odds) - labels * odds)).sum() + RIDGE * held @ held
        return float(value), scaled.T @ gap + 2 * RIDGE * held

    found = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[:-1] / spread
    return weights, float(found[-1] - weights @ middle)


def auc(labels: Array, scores: Array) -> float:
    """How often a right one scores above a wrong one, ties counting half."""
    order = np.sort(scores[labels == 0])
    right = scores[labels == 1]
    below, up_to = np.searchsorted(order, right, "left"), np.searchsorted(order, right, "right")
    return float((below + up_to).mean() / 2 / len(order)) if len(order) and len(right) else float("nan")
