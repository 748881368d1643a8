"""Rules on the papers that a division of powers rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, local, practice, rule, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.power_split.records import PowerAssignment
from tripower.mechanisms.power_split.rules.subjects import Documented


@rule(
    "POW-12",
    N_("The team decided the division of powers, and it was filed"),
    subject=Documented,
    reads=[PowerAssignment, *votes.READS],
    parameters=["pow.filing_required", "pow.filing_workdays", *votes.PARAMETERS],
    basis=[
        local(N_("The leadership team decides its division of work in a meeting.")),
        practice(N_("The division is filed with the district commission.")),
    ],
    says={
        "undecided": (
            N_("no decision is named for {person} being in charge of {power} from {first}"),
            N_("Name the matter by which the team decided it."),
        ),
        "not_passed": (
            N_("{person} has {power} from {first}, but no meeting passed {matter}"),
            N_("Put the division of work to a meeting of the team and vote on it."),
        ),
        "late": (
            N_("{person} has {power} from {first}, but {matter} was passed only on {passed}"),
            N_("Let an assignment begin once it is decided; say in the minutes why it did not."),
        ),
        "unfiled": (
            N_("{person} having {power} from {first} was to be filed by {due}"),
            N_("File it with the district commission and record the day."),
        ),
        "filed_late": (
            N_("{person} having {power} from {first} was filed on {filed}, due by {due}"),
            N_("Nothing can be mended; file the next change in time."),
        ),
    },
)
def documentation(this: Documented, see: View) -> Iterator[Hit]:
    """Each assignment names the matter by which a meeting passed it, on or before its first day.

    Where the district wants the division filed (`pow.filing_required`), it is filed by the
    tenth working day after the first day of the assignment.

    Why: a division of work agreed by word of mouth can be denied, or changed, the same way.

    Example: an assignment from Monday 2024-03-04 is filed in time on Monday 2024-03-18, the
    tenth working day; on 2024-03-19 it is late. Passed on 2024-03-04 it is in time, passed on
    2024-03-05 it is not.
    """
    line = this.assignment
    told: dict[str, Any] = {
        "person": see.name(line.person_id),
        "power": line.power,
        "first": line.from_,
    }
    matter_id, passed = line.decision_id, this.passed_on()
    if matter_id is None:
        yield warning("undecided", **told)
    elif passed is None:
        yield warning("not_passed", field="decision_id", matter=matter_id, **told)
    elif passed > line.from_:
        yield warning("late", field="decision_id", matter=matter_id, passed=passed, **told)
    yield from _filing(this, see, told)


def _filing(this: Documented, see: View, told: dict[str, Any]) -> Iterator[Hit]:
    line, rules = this.assignment, see.on(this.assignment.from_)
    if rules.text("pow.filing_required") != "yes":
        return
    due = see.calendar.add_workdays(line.from_, rules.whole("pow.filing_workdays"))
    if line.filed_on is None and see.as_of > due:
        yield warning("unfiled", due=due, **told)
    elif line.filed_on is not None and line.filed_on > due:
        yield warning("filed_late", field="filed_on", filed=line.filed_on, due=due, **told)
