"""What is owed on decisions that stand: begin, carry out by the day, look at it, settle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.answer import say
from tripower.core.dues import Due
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.execution import (
    ADOPTED,
    Life,
    halt_in_force,
    is_near,
    settle_by,
    standing,
    supervised,
    task,
)
from tripower.mechanisms.decisions.records import (
    Execution,
    Matter,
    MinutesItem,
)


def follow_up(matter: Matter, see: Sees, as_of: date) -> Iterator[Due]:
    """Everything owed on one matter after its vote; nothing where it is closed or stopped."""
    where, told = standing(matter, see), task(matter.matter_id, see)
    subject, by = f"matter/{matter.matter_id}", told.due_on if told else None
    if where in ADOPTED:
        what = say(N_("begin to carry out “{title}”"), title=matter.title)
        yield Due("DEC-17", subject, what, told.executor_id if told else None, by)
    elif where is Life.EXECUTING:
        yield from _of_execution(matter, told, see, as_of)
    elif where is Life.SUSPENDED and (halt := halt_in_force(matter.matter_id, see)):
        what = say(N_("put the suspended “{title}” to a meeting, or resume it"), title=matter.title)
        yield Due("DEC-19", subject, what, halt.by, settle_by(halt, see))


def _of_execution(
    matter: Matter, told: MinutesItem | None, see: Sees, as_of: date
) -> Iterator[Due]:
    """The executor whose day has come or is near, and the look that a closing needs."""
    subject, by = f"matter/{matter.matter_id}", told.due_on if told else None
    execution = see.get(Execution, matter.matter_id)
    if by is None or is_near(by, as_of, see):
        what = say(N_("carry out “{title}” and close it"), title=matter.title)
        yield Due("DEC-17", subject, what, execution.executor_id if execution else None, by)
    if not supervised(matter.matter_id, see):
        what = say(
            N_("look at how “{title}” is carried out, before it is closed"), title=matter.title
        )
        supervisors = told.supervisor_ids if told else ()
        yield Due("SEP-04", subject, what, next(iter(supervisors), None), by)
