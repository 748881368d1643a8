"""Quantiles of Student's t for whole degrees of freedom, from the finite sums of its area."""

from __future__ import annotations

from math import atan, cos, pi, sin, sqrt

STEPS = 200


def quantile(level: float, df: int) -> float:
    """The number within whose plus and minus t lies with this probability, by halving.

    Example: 95 % and 197 degrees of freedom: 1.972.
    """
    if not 0 < level < 1 or df < 1:
        raise ValueError(f"no quantile at {level} with {df} degrees of freedom")
    low, high = 0.0, 1.0
    while area(high, df) < level:
        low, high = high, high * 2
    for _ in range(STEPS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if area(middle, df) < level else (low, middle)
    return high


def area(t: float, df: int) -> float:
    """The probability of lying within −t and t."""
    angle = atan(t / sqrt(df))
    term = cos(angle) if df % 2 else 1.0
    total = term if df > 1 or df % 2 == 0 else 0.0
    for at in range(3 if df % 2 else 2, df - 1, 2):
        term *= (at - 1) / at * cos(angle) ** 2
        total += term
    if df % 2:
        return 2 / pi * (angle + sin(angle) * total)
    return sin(angle) * total
