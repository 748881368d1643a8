"""What oversight still asks for: parts of a cycle, papers after it, answers to questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.answer import say
from tripower.core.district import unit_name
from tripower.core.dues import Due
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.oversight.four_parts import State as PartState
from tripower.mechanisms.oversight.four_parts import overseen
from tripower.mechanisms.oversight.ledger import Case, Cause, cases
from tripower.mechanisms.oversight.questioning import Answered, followed
from tripower.mechanisms.oversight.records import IntegrityReport
from tripower.mechanisms.oversight.rectification import State

RULES = {Cause.INSPECTION: "SUP-07", Cause.AUDIT: "SUP-08", Cause.APPRAISAL: "SUP-06"}
WAITING = (PartState.WAITING, PartState.BEHIND, PartState.MISSING)


def owed(see: Sees, as_of: date) -> Iterator[Due]:
    """Everything the room's records show as still to be done on a day."""
    yield from _parts(see, as_of)
    for case in cases(see, as_of):
        yield from _papers(case, as_of)
    for session in see.all(IntegrityReport):
        yield from _answers(session, see, as_of)


def _parts(see: Sees, as_of: date) -> Iterator[Due]:
    for unit in overseen(see):
        for part in unit.standings(see) if unit.since <= as_of else ():
            if part.state(as_of) in WAITING:
                text = N_("oversight of {unit} in {year}: {part}")
                told = {"unit": unit_name(see, unit.unit_id), "year": str(unit.year)}
                what = say(text, **told, part=say(part.part.label))
                yield Due("SUP-01", "/".join(unit.subject), what, None, part.by)


def _papers(case: Case, as_of: date) -> Iterator[Due]:
    for one in case.deadlines:
        if one.state(as_of) in (State.OPEN, State.OVERDUE):
            text = N_("{what}: {unit}, {case}")
            what = say(text, what=say(one.demand.label), unit=case.unit, case=case.case_id)
            yield Due(RULES[case.cause], f"{case.cause}/{case.case_id}", what, None, one.due)


def _answers(session: IntegrityReport, see: Sees, as_of: date) -> Iterator[Due]:
    for one in followed(session, see, as_of):
        if one.state(as_of) in (Answered.OPEN, Answered.OVERDUE):
            what = say(N_("answer the question “{question}”"), question=one.question.question)
            key = f"integrity_report/{session.session_id}"
            yield Due("SUP-13", key, what, session.person_id, one.question.follow_up_by)
