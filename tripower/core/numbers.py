"""Numbers of the law: bounds, shares of a body, and money (NUM-01 to NUM-03).

Shares are decided by integers alone, money by whole cents. Nothing here uses a float,
and nothing depends on the `decimal` context of the caller.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias, TypeVar

Yuan: TypeAlias = Decimal
"""An amount in yuan with exactly two places, as `parse_money` returns it (NUM-03)."""

Bounded = TypeVar("Bounded", int, Decimal, Fraction, date)

_SHARE = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")
_YUAN = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]{1,2}))?")
_WAN = re.compile(r"(-?)([0-9]{1,11})(?:\.([0-9]{1,6}))?")


def within(value: Bounded, bound: Bounded, *, inclusive: bool = True) -> bool:
    """Whether a value stays within an upper bound (NUM-01).

    Inclusive is the law's 以下 and 以内, exclusive its 不满 and 不足. Both values carry
    the same unit.

    Why: Civil Code art. 1259 says which words include the number itself. A local rule
    may say that 以下 excludes it; then the benchmark has `below_inclusive: false`.

    Example: a fine of 22000.00 is within a bound of 22000.00; 22000.01 is not. With
    `inclusive=False` the 22000.00 is outside as well.
    """
    return value <= bound if inclusive else value < bound


def reaches(value: Bounded, bound: Bounded, *, inclusive: bool = True) -> bool:
    """Whether a value reaches a lower bound (NUM-01).

    Inclusive is the law's 以上 and 届满, exclusive its 超过 and 以外.
    """
    return value >= bound if inclusive else value > bound


@lru_cache
def parse_share(text: str) -> Fraction:
    """Read a share of a body such as `2/3`, above 0 and at most 1 (NUM-02).

    Both numbers have one to four digits. Anything else raises ValueError; a percentage
    is refused because 66.67% is not two thirds.
    """
    found = _SHARE.fullmatch(text)
    share = Fraction(int(found[1]), int(found[2])) if found else None
    if share is None or share > 1:
        raise ValueError(f"not a share such as 2/3: {text!r}")
    return share


def at_least(part: int, whole: int, share: Fraction) -> bool:
    """Whether part of a whole is at least a share of it; the share itself counts (NUM-02).

    Both are counts of people. Of an empty whole it holds (0 ≥ 0), so a vote is safe only
    together with `more_than`, which never holds there.

    Why: two thirds of 7 is 4.67; a percentage that is rounded on the way lets a meeting
    through, or stops one, that the rule decides the other way. Both sides are therefore
    multiplied out and compared as integers.

    Example: 5 present of 7 entitled reach two thirds, since 3×5 = 15 ≥ 14 = 2×7; 5 of 8 do
    not, since 3×5 = 15 < 16 = 2×8.
    """
    return part * share.denominator >= whole * share.numerator


def more_than(part: int, whole: int, share: Fraction) -> bool:
    """Whether part of a whole exceeds a share of it; the share itself is too little (NUM-02)."""
    return part * share.denominator > whole * share.numerator


def least_at_least(whole: int, share: Fraction) -> int:
    """Find the least number of people for which `at_least` holds (NUM-02)."""
    return -(-whole * share.numerator // share.denominator)


def least_more_than(whole: int, share: Fraction) -> int:
    """Find the least number of people for which `more_than` holds (NUM-02).

    It is above `whole`, that is out of reach, where the share is 1.
    """
    return whole * share.numerator // share.denominator + 1


def inequality_at_least(part: int, whole: int, share: Fraction) -> tuple[str, bool]:
    """Write the comparison of `at_least` with its true relation, and its result (NUM-02)."""
    holds = at_least(part, whole, share)
    return _inequality(part, whole, share, "≥" if holds else "<"), holds


def inequality_more_than(part: int, whole: int, share: Fraction) -> tuple[str, bool]:
    """Write the comparison of `more_than` with its true relation, and its result (NUM-02)."""
    holds = more_than(part, whole, share)
    return _inequality(part, whole, share, ">" if holds else "≤"), holds


def _inequality(part: int, whole: int, share: Fraction, relation: str) -> str:
    left, right = share.denominator, share.numerator
    first = str(part) if left == 1 else f"{left}×{part} = {left * part}"
    last = str(whole) if right == 1 else f"{right * whole} = {right}×{whole}"
    return f"{first} {relation} {last}"


def parse_money(text: str) -> Yuan:
    """Read an amount in yuan, written with at most 15 digits and 2 decimals (NUM-03).

    The result has two places; minus zero becomes zero. Exponents, separators, full-width
    digits, spaces and `nan` raise ValueError.
    """
    return _yuan(_units(_YUAN, text, 2))


def wan(text: str) -> Yuan:
    """Read an amount in 万元 (10,000 yuan) as yuan, exactly (NUM-03).

    At most 11 digits and 6 decimals, so that the last one is a cent; else ValueError.
    """
    return _yuan(_units(_WAN, text, 6))


def round_limit(value: Decimal | Fraction) -> Yuan:
    """Round a computed limit in yuan, once, to 0.01, halves away from zero (NUM-03).

    Raises ValueError for a Decimal that is not a finite number.

    Why: an intermediate result that is rounded shifts the limit by a cent, and a cent
    decides. Only the finished limit is rounded, and an amount is then compared by `<=`.

    Example: 80% of 123456.78 is 98765.424, so the limit is 98765.42; 98765.43 exceeds it.
    """
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"not a finite amount: {value}")
    exact = Fraction(value)
    cents = (200 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return _yuan(-cents if exact < 0 else cents)


def limit(base: Yuan, factor: Decimal | Fraction) -> Yuan:
    """Compute a limit in yuan as a multiple of a base, multiplied exactly (NUM-03)."""
    return round_limit(Fraction(base) * Fraction(factor))


def _units(form: re.Pattern[str], text: str, places: int) -> int:
    """Count the amount in its smallest unit, cents in both notations."""
    found = form.fullmatch(text)
    if found is None:
        raise ValueError(f"not an amount: {text!r}")
    units = int(found[2] + (found[3] or "").ljust(places, "0"))
    return -units if found[1] else units


def _yuan(cents: int) -> Yuan:
    # A Decimal made from text is exact in any context; dividing by 100 would not be.
    yuan, rest = divmod(abs(cents), 100)
    return Decimal(f"{'-' if cents < 0 else ''}{yuan}.{rest:02d}")
