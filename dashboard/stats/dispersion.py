"""How much more a series of monthly counts varies than chance alone would make it.

Knows monthly counts in order. A month whose count is still incomplete, or that
lies before a declared break, must not be passed in: the caller cuts them off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MIN_MONTHS = 36
MIN_EVENTS = 10
SEASON_EVENTS = 60
KNOT_EVERY = 36
CLIP_AT = 4.0
RHO_AT_MOST = 0.8
SMALLEST_SQUARES = 1e-3
FITS = 5
STILL = 0.5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dispersion:
    """``phi``: variance over mean of one month, at least 1. ``rho``: correlation of neighboring months, 0 to 0.8.

    ``df`` are the degrees of freedom left, ``months`` the months it was learned from.
    """

    phi: float
    rho: float
    df: int
    months: int

    def between(self, months: int = 12, apart: int | None = None) -> float:
        """Dispersion of the difference of two sums of ``months`` months that start ``apart`` months apart.

        Equal to ``phi`` when months are independent. Otherwise the variance of the difference
        under a first-order autoregression, over that of independent months; never under ``phi``.
        ``apart`` is ``months`` (adjacent periods) unless given. Periods under a month count as one.
        """
        width = max(1, months)
        return self.phi * max(1.0, _contrast(self.rho, width, width if apart is None else max(width, apart)))


def estimate(counts: Sequence[int]) -> Dispersion | None:
    """Dispersion of a run of whole calendar months, oldest first, no gap.

    None (unknown) with fewer than ``MIN_MONTHS`` months or ``MIN_EVENTS`` events. See ``estimate_many``.
    """
    found = estimate_many(np.asarray(counts, dtype=float).reshape(1, -1))
    return found[0]


def estimate_many(counts: Floats) -> list[Dispersion | None]:
    """The same for many series of one length: shape (series, months).

    Pearson's chi-square over its degrees of freedom (McCullagh and Nelder 1989, 4.5) after a
    Poisson log-linear fit of month of year and a slow trend: a straight line that may bend every
    ``KNOT_EVERY`` months. Series under ``SEASON_EVENTS`` events get one level for all months of the
    year. Residuals beyond ``CLIP_AT`` robust standard deviations (MAD) are pulled in, so that one
    riot or one lockdown does not set the range for ever. Never below 1.
    Raises ValueError on negative or missing counts.
    """
    if counts.size and not (np.isfinite(counts).all() and counts.min() >= 0):
        raise ValueError("monthly counts must be numbers of 0 or more, without gaps")
    series, months = counts.shape
    results: list[Dispersion | None] = [None] * series
    if months < MIN_MONTHS:
        return results
    totals = counts.sum(axis=1)
    sparse = totals < SEASON_EVENTS
    for chosen, seasonal in ((~sparse, True), (sparse & (totals >= MIN_EVENTS), False)):
        rows = np.flatnonzero(chosen)
        if rows.size:
            for row, dispersion in zip(rows, _estimated(counts[rows], _design(months, seasonal)), strict=True):
                results[row] = dispersion
    return results


def _design(months: int, seasonal: bool) -> Floats:
    time = np.arange(months, dtype=float)
    knots = range(KNOT_EVERY, months - KNOT_EVERY // 2, KNOT_EVERY)
    trend = [time / months, *(np.maximum(0, time - knot) / months for knot in knots)]
    levels = np.eye(12)[time.astype(int) % 12] if seasonal else np.ones((months, 1))
    return np.column_stack([levels, *trend])


def _estimated(counts: Floats, design: Floats) -> list[Dispersion]:
    months, parameters = design.shape
    df = months - parameters
    residuals = _residuals(counts, design)
    squares = (residuals**2).sum(axis=1)
    phis = np.maximum(1.0, squares / df)
    rhos = (residuals[:, 1:] * residuals[:, :-1]).sum(axis=1) / np.maximum(squares, SMALLEST_SQUARES)
    rhos = np.where(rhos > 1.645 / np.sqrt(months), np.minimum(rhos, RHO_AT_MOST), 0.0)
    return [Dispersion(float(phi), float(rho), df, months) for phi, rho in zip(phis, rhos, strict=True)]


def _residuals(counts: Floats, design: Floats) -> Floats:
    """Pearson residuals; the fit is repeated with outliers pulled in: they bend neither season nor trend."""
    pulled, residuals = counts.copy(), np.zeros_like(counts)
    rows = np.arange(len(counts))
    for _ in range(FITS):
        expected = _fitted(pulled[rows], design)
        deviation = np.sqrt(expected)
        residuals[rows] = _clipped((counts[rows] - expected) / deviation)
        nearer = np.maximum(0.0, expected + residuals[rows] * deviation)
        moved = np.abs(nearer - pulled[rows]).max(axis=1) > STILL
        pulled[rows] = nearer
        rows = rows[moved]
        if not rows.size:
            break
    return residuals


def _fitted(counts: Floats, design: Floats, steps: int = 25) -> Floats:
    """Expected counts, shape of ``counts``, by iteratively reweighted least squares on the log scale."""
    ridge = 1e-6 * np.eye(design.shape[1])
    eta = np.log(counts + 0.5 * np.maximum(counts.mean(axis=1, keepdims=True), 0.1))
    for _ in range(steps):
        expected = np.exp(eta)
        working = eta + (counts - expected) / expected
        gram = np.einsum("mp,sm,mq->spq", design, expected, design, optimize=True) + ridge
        moment = (expected * working) @ design
        step = np.clip(np.linalg.solve(gram, moment[..., None])[..., 0] @ design.T, -12, 25)
        moved = float(np.abs(step - eta).max())
        eta = step
        if moved < 1e-6:
            break
    fitted: Floats = np.exp(eta)
    return fitted


def _clipped(residuals: Floats) -> Floats:
    center = np.median(residuals, axis=1, keepdims=True)
    spread = 1.4826 * np.median(np.abs(residuals - center), axis=1, keepdims=True)
    limit = CLIP_AT * np.maximum(1.0, spread)
    return np.clip(residuals, -limit, limit)


def _contrast(rho: float, months: int, apart: int) -> float:
    """Variance of the difference of two sums under autocorrelation rho^lag, over that without any."""
    if rho == 0:
        return 1.0
    signs = np.zeros(apart + months)
    signs[:months] = -1
    signs[apart:] = 1
    place = np.arange(signs.size)
    return float(signs @ rho ** np.abs(place[:, None] - place[None, :]) @ signs) / (2 * months)
