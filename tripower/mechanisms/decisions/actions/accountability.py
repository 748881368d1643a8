"""Writing about accountability: a case with its persons frozen, what was decided, its end."""

from __future__ import annotations

from datetime import date

import msgspec

from tripower.core.answer import Refused, refuse
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import sanctions
from tripower.mechanisms.decisions.accountability import frozen
from tripower.mechanisms.decisions.actions.matters import Action, known_matter, one
from tripower.mechanisms.decisions.inquiry import Inquiry
from tripower.mechanisms.decisions.records import (
    AccountabilityCase,
    AccountabilityClosing,
    AccountabilityMeasure,
    CaseMeasure,
    Ground,
)


class Found(msgspec.Struct, frozen=True):
    """What was found wrong, by whom, by which paper, and the grounds that follow."""

    text: str
    by: str | None
    doc_no: str
    grounds: tuple[Ground, ...]


class Decided(msgspec.Struct, frozen=True):
    """What the competent body decided; `months` only where the law gives no period."""

    measure: CaseMeasure
    by: str
    doc_no: str
    months: int | None = None
    note: str | None = None


def open_case(case_id: str, matter_id: str, on: date, actor: str, found: Found) -> Action:
    """Open a case: who took part, and what is proposed, is frozen as the records stand."""

    def act(unit: Unit) -> Plan:
        matter = known_matter(unit, matter_id)
        held = unit.get(AccountabilityCase, case_id)
        if held is not None:
            text = N_("{case} is on record already; it is about {matter}")
            raise refuse(text, case=case_id, matter=held.matter_id)
        if on < matter.proposed_on:
            text = N_("{matter} was proposed only on {proposed}, which is after {day}")
            raise refuse(text, matter=matter_id, proposed=matter.proposed_on, day=on)
        record = AccountabilityCase(
            case_id=case_id,
            matter_id=matter_id,
            opened_on=on,
            found=found.text,
            found_by=found.by or unit.name(actor),
            doc_no=found.doc_no,
            grounds=tuple(one for one in Ground if one in found.grounds),
            persons=frozen(Inquiry(matter, unit, on)),
        )
        return one("accountability open", record, on)(unit)

    return act


def measure(case_id: str, person_id: str, effective_on: date, told: Decided) -> Action:
    """Write down what the competent body decided on one person; the period is computed."""

    def act(unit: Unit) -> Plan:
        case = known_case(unit, case_id)
        if effective_on < case.opened_on:
            text = N_("{case} was opened only on {opened}, which is after {day}")
            raise refuse(text, case=case_id, opened=case.opened_on, day=effective_on)
        _named(case, person_id)
        months = sanctions.months_of(told.measure, effective_on, unit)
        if told.months is not None and (months is not None or told.measure is CaseMeasure.NONE):
            text = N_("say --months only with `{other}`: the law settles the period of the others")
            raise refuse(text, code=2, other=CaseMeasure.OTHER.value)
        if months is None:
            months = told.months
        record = AccountabilityMeasure(
            case_id=case_id,
            person_id=person_id,
            measure=told.measure,
            decided_by=told.by,
            doc_no=told.doc_no,
            effective_on=effective_on,
            period_months=months,
            ends_on=sanctions.last_day(effective_on, months),
            note=told.note,
        )
        return one("accountability measure", record, effective_on)(unit)

    return act


def close(record: AccountabilityClosing) -> Action:
    """Close a case."""

    def act(unit: Unit) -> Plan:
        case = known_case(unit, record.case_id)
        held = unit.get(AccountabilityClosing, record.case_id)
        if held is not None:
            text = N_("{case} is closed already, since {day}")
            raise refuse(text, case=record.case_id, day=held.closed_on)
        if record.closed_on < case.opened_on:
            text = N_("{case} was opened only on {opened}, which is after {day}")
            opened, day = case.opened_on, record.closed_on
            raise refuse(text, case=record.case_id, opened=opened, day=day)
        return one("accountability close", record, record.closed_on)(unit)

    return act


def known_case(unit: Unit, case_id: str) -> AccountabilityCase:
    """The case of that id; refuses where there is none."""
    case = unit.get(AccountabilityCase, case_id)
    if case is None:
        raise _no_such_case(unit, case_id)
    return case


def _no_such_case(unit: Unit, case_id: str) -> Refused:
    cases = [one.case_id for one in unit.all(AccountabilityCase)]
    if not cases:
        return refuse(N_("there is no case {case}; none is on record"), case=case_id)
    return refuse(N_("there is no case {case}; on record: {cases}"), case=case_id, cases=cases)


def _named(case: AccountabilityCase, person_id: str) -> None:
    people = [one.person_id for one in case.persons if one.person_id]
    if person_id not in people:
        text = N_("{person} is not among the persons of {case}; these are: {people}")
        raise refuse(text, person=person_id, case=case.case_id, people=people)
