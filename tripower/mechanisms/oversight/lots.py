"""The lot by which reports of personal matters are drawn; anybody can repeat it (SUP-09)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from tripower.core.digests import sha256
from tripower.core.numbers import least_at_least


def lot(seed: str, person_id: str) -> str:
    """The lot of a person: the SHA-256 of the seed, one space and the person's id.

    By hand: `printf '%s' 'SEED ID' | sha256sum`.
    """
    return sha256(f"{seed} {person_id}".encode())


def how_many(population: int, ratio: Fraction, least: int) -> int:
    """How many are drawn of so many: the share rounded up, at least so many, at most all.

    Ten per cent of 10 is 1, of 11 is 2, of 3 is 1; of nobody it is nobody.
    """
    return min(population, max(least, least_at_least(population, ratio)))


def draw(seed: str, population: Iterable[str], count: int) -> tuple[str, ...]:
    """Who is drawn: those with the lowest lots, in their order.

    The order in which the population is told has no part in it, so nobody can arrange it.
    """
    return tuple(sorted(set(population), key=lambda one: (lot(seed, one), one))[:count])
