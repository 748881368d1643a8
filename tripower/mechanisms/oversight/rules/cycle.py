"""The rule on the four parts of a unit's oversight (SUP-01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.district import DistrictUnit, unit_name
from tripower.core.messages import N_
from tripower.core.rules import Hit, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.oversight.four_parts import (
    PARAMETERS,
    READS,
    Overseen,
    Standing,
    State,
    elsewhere,
    named,
)
from tripower.mechanisms.oversight.records import CyclePart, EvaluationTally
from tripower.mechanisms.oversight.yearly import last_day


@rule(
    "SUP-01",
    N_("A chosen unit has all four parts of oversight in its year"),
    subject=Overseen,
    reads=[*READS, DistrictUnit],
    parameters=PARAMETERS,
    basis=[seed(N_("Audit, inspection, integrity report and appraisal are one whole (四位一体)."))],
    says={
        "no_cycle": (
            N_("{unit} was chosen for {year}, and nothing of its oversight is on record"),
            N_("Open its cycle and record the four parts; what was left out is made up for now."),
        ),
        "missing": (
            N_("{unit} has no {part} in its oversight of {year}, which ended on {end}"),
            N_("Make up for it now, and record the day on which it was done."),
        ),
        "late": (
            N_("the {part} of {unit} was done on {day}, after its oversight had ended on {end}"),
            N_("Nothing can be mended; plan the four parts of the next unit in time."),
        ),
        "elsewhere": (
            N_("the {part} on record for {unit} is one of {other}"),
            N_("Name the record that is about the unit."),
        ),
        "unproved": (
            N_("nothing shows the {part} of {unit}: neither a paper nor a record is named"),
            N_("Add the number of its paper, or name the record."),
        ),
        "before": (
            N_("the {part} of {unit} was done on {day}, and names a record that begins on {begun}"),
            N_("Correct the day, or name the record by which it was done."),
        ),
        "draft": (
            N_("the {part} of {unit} names a record that is still a draft"),
            N_("Make that record final, or name the one by which the part was done."),
        ),
        "void": (
            N_("the {part} of {unit} names the count {count}, which is void"),
            N_("Have the ballots cast again, and record that count."),
        ),
    },
)
def all_four_parts(this: Overseen, see: View) -> Iterator[Hit]:
    """A unit that was chosen is audited, inspected, heard and appraised within its year.

    A unit counts that the plenary chose, and one for which a cycle was opened. The year ends on
    December 31; a part done on that day is in it. A part that names the audit, inspection, session
    or count of another unit is none. One that is done late stays on record as missing at the end.

    Why: each part sees what the others cannot: the books, the people, the head, the public.

    Example: the appraisal was on 2024-12-31: in order. On 2025-01-02: a violation, as if it were
    missing until then.
    """
    if this.since > see.as_of:
        return
    for part in this.parts(see):
        if part.done_on <= see.as_of:
            yield from _proved(part, this, see)
    end = last_day(see, "sup.cycle_by", this.year)
    if not this.cycles and see.as_of > end:
        told: dict[str, Any] = {"unit": unit_name(see, this.unit_id), "year": this.year}
        yield violation("no_cycle", at=this.selections[0], on=end, **told)
        return
    for standing in this.standings(see):
        yield from _judged(standing, this, see)


def _proved(part: CyclePart, this: Overseen, see: View) -> Iterator[Hit]:
    told = _told(part.part.value, part.done_on, this, see) | {"at": part, "part": part.part}
    other = elsewhere(part, this.unit_id, see)
    proofs = (part.doc_no, part.audit_id, part.inspection_id, part.session_id, part.tally_id)
    if other is not None:
        yield violation("elsewhere", field="part", other=unit_name(see, other), **told)
    elif not any(proofs):
        yield warning("unproved", field="part", **told)
    else:
        yield from _stands(part, told, see)


def _stands(part: CyclePart, told: dict[str, Any], see: View) -> Iterator[Hit]:
    for one in named(part, see):
        if one.day is not None and part.done_on < one.day:
            args: dict[str, Any] = {"day": part.done_on, "begun": one.day}
            yield warning("before", field="done_on", **args, **told)
        if one.draft:
            yield warning("draft", field="part", **told)
        if isinstance(one, EvaluationTally) and one.collected > one.issued:
            yield warning("void", field="tally_id", count=one.tally_id, **told)


def _judged(standing: Standing, this: Overseen, see: View) -> Iterator[Hit]:
    state, end = standing.state(see.as_of), standing.end
    told = _told(standing.part.value, end, this, see) | {"part": standing.part, "end": end}
    if state is State.MISSING:
        yield violation("missing", at=this.cycles[0], year=this.year, **told)
    elif state is State.LATE and standing.done is not None:
        day = standing.done.done_on
        yield violation("late", at=standing.done, field="done_on", day=day, **told)


def _told(mark: str, on: date, this: Overseen, see: View) -> dict[str, Any]:
    return {"mark": mark, "on": on, "unit": unit_name(see, this.unit_id)}
