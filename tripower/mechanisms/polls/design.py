"""Whether a round was planned, and a unit rated by enough people, for its rank to be sure."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.polls import listing
from tripower.mechanisms.polls.records import PollResult, PollRound, ResultRow

Z_TWO_SIDED = Fraction("1.96")
Z_POWER = Fraction("0.84")
"""Quantiles of the normal distribution: error of 5 % on both sides, power of 80 %."""


def sound(unit_id: str, this: PollRound, see: Sees) -> bool:
    """Whether a round was planned, and a unit rated by enough people, for its rank to be sure."""
    result = see.get(PollResult, this.round_id)
    row = result.row(unit_id) if result is not None else None
    return row is not None and unsound(row, this, see) is None


def unsound(row: ResultRow, this: PollRound, see: Sees) -> Say | None:
    """Why the rank of a unit cannot count as sure; None where it can.

    A round says what difference it is to tell apart; each survey needs twice the design effect
    times (1.96 + 0.84)² times the variance over the square of that difference.
    """
    design = this.design
    if design is None:
        return say(N_("the round has no design (`design`) that says what it is to tell apart"))
    spread = Fraction(design.sd) / Fraction(design.difference)
    needed = ceil(2 * Fraction(design.deff) * (Z_TWO_SIDED + Z_POWER) ** 2 * spread**2)
    least = see.on(this.fieldwork_from).whole("pol.sure_effective")
    if all(
        one.effective is not None and one.effective >= least and one.count >= needed
        for one in listing.answers(row, this)
    ):
        return None
    text = N_("it takes {needed} answers in each survey, and {least} effective ones")
    return say(text, needed=needed, least=least)
