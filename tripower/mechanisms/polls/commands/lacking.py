"""Units that existed when people were asked, and that a file of answers does not name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tripower.core.answer import Part, say
from tripower.core.district import DistrictUnit
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.polls.records import PollRound, PollSkip

LACKING = N_(
    "the file does not name units that existed when people were asked: {units}; look for each in "
    "the file, name it with --absent UNIT, or record the approval first (`record new poll_skip`)"
)


def unspoken(units: Iterable[DistrictUnit], this: PollRound, unit: Unit) -> list[DistrictUnit]:
    """Those that no approval on record (`poll_skip`) leaves out."""
    return [one for one in units if unit.get(PollSkip, f"{this.round_id}/{one.unit_id}") is None]


def named(units: Iterable[DistrictUnit]) -> str:
    """Their names, each with the id to type."""
    return "、".join(f"{one.name} ({one.unit_id})" for one in units)


def lacking_parts(units: Sequence[DistrictUnit]) -> Iterator[Part]:
    """A warning for before anything is imported."""
    if units:
        yield say(N_("Warning: {why}."), why=say(LACKING, units=named(units)))
