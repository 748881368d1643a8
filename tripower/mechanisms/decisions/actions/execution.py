"""Writing about decisions that stand: carried out, supervised, closed, reviewed, changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tripower.core.answer import refuse
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import scope
from tripower.mechanisms.decisions.actions.matters import Action, known_matter, one
from tripower.mechanisms.decisions.execution import Life, life, standing, task
from tripower.mechanisms.decisions.records import (
    ChangeOfDecision,
    ChangeType,
    Closing,
    ClosingResult,
    Execution,
    FalseMaterial,
    Halt,
    Material,
    Matter,
    Review,
    SupervisionCheck,
)
from tripower.mechanisms.power_split.records import Power


def execute(matter_id: str, executor_id: str | None, power: Power | None, on: date) -> Action:
    """Begin to carry out a decision; whom the minutes name does it, unless another is told."""

    def act(unit: Unit) -> Plan:
        _in_hand(unit, matter_id, on)
        told = task(matter_id, unit)
        executor = executor_id or (told.executor_id if told else None)
        if executor is None:
            text = N_("the minutes name nobody to carry out {matter}: say it with --by")
            raise refuse(text, code=2, matter=matter_id)
        record = Execution(matter_id=matter_id, executor_id=executor, started_on=on, power=power)
        return one("decision execute", record, on)(unit)

    return act


def supervise(matter_id: str, by: str, on: date, found: str) -> Action:
    """Write down what somebody found who looked at how a decision is carried out."""

    def act(unit: Unit) -> Plan:
        _decided(unit, matter_id, on)
        number = len(unit.where(SupervisionCheck, matter_id=matter_id)) + 1
        check = SupervisionCheck(matter_id=matter_id, check_no=number, by=by, on=on, found=found)
        return one("decision supervise", check, on)(unit)

    return act


def close(matter_id: str, by: str, on: date, result: ClosingResult, note: str | None) -> Action:
    """Close a decision; what was done must have been begun, and what was not has its reason."""

    def act(unit: Unit) -> Plan:
        _decided(unit, matter_id, on)
        begun = unit.get(Execution, matter_id) is not None
        if result is not ClosingResult.NOT_DONE and not begun:
            text = N_("nobody has begun to carry out {matter}: record that first, or --result {no}")
            raise refuse(text, matter=matter_id, no=ClosingResult.NOT_DONE.value)
        if result is not ClosingResult.DONE and note is None:
            text = N_("say with --note why {matter} was not done in full")
            raise refuse(text, code=2, matter=matter_id)
        record = Closing(matter_id=matter_id, on=on, by=by, result=result, note=note)
        return one("decision close", record, on)(unit)

    return act


def review(
    matter_id: str, by: str, on: date, conclusion: str, false_papers: Iterable[str]
) -> Action:
    """Write down that a result was looked at again, and which papers had proved false."""

    def act(unit: Unit) -> Plan:
        known_matter(unit, matter_id)
        papers = tuple(false_papers)
        for material_id in papers:
            _known_paper(unit, matter_id, material_id)
        if scope.result_by(matter_id, unit, on) is None:
            text = N_("{matter} has no result yet, so there is nothing to review")
            raise refuse(text, matter=matter_id)
        record = Review(
            matter_id=matter_id,
            review_no=len(unit.where(Review, matter_id=matter_id)) + 1,
            on=on,
            by=by,
            conclusion=conclusion,
            false_material_ids=papers,
        )
        return one("decision review", record, on)(unit)

    return act


def disprove(matter_id: str, material_id: str, by: str, on: date, found: str) -> Action:
    """Write down that a paper has proved to be false."""

    def act(unit: Unit) -> Plan:
        _known_paper(unit, matter_id, material_id)
        record = FalseMaterial(
            matter_id=matter_id,
            material_id=material_id,
            verified_false_on=on,
            by=by,
            found=found,
        )
        return one("decision disprove", record, on)(unit)

    return act


@dataclass(frozen=True)
class Changing:
    """What is told of a change: what kind, what is different, by which matter it was decided."""

    type_: ChangeType
    what: str
    new_matter_id: str | None = None


def change(matter_id: str, by: str, on: date, told: Changing) -> Action:
    """Alter or stop a decision, or take up again what was suspended."""

    def act(unit: Unit) -> Plan:
        _decided(unit, matter_id, on)
        if told.new_matter_id is not None:
            known_matter(unit, told.new_matter_id)
        if told.type_ is ChangeType.RESUMED and life(matter_id, unit) is not Life.SUSPENDED:
            raise refuse(N_("{matter} is not suspended"), matter=matter_id)
        record = ChangeOfDecision(
            matter_id=matter_id,
            change_no=len(unit.where(ChangeOfDecision, matter_id=matter_id)) + 1,
            type_=told.type_,
            on=on,
            by=by,
            what=told.what,
            new_matter_id=told.new_matter_id,
        )
        return one("decision change", record, on)(unit)

    return act


def halt(matter_id: str, by: str, on: date, reason: str) -> Action:
    """Suspend a decision for the time being."""

    def act(unit: Unit) -> Plan:
        _in_hand(unit, matter_id, on)
        number = len(unit.where(Halt, matter_id=matter_id)) + 1
        record = Halt(matter_id=matter_id, halt_no=number, on=on, by=by, reason=reason)
        return one("decision halt", record, on)(unit)

    return act


def _known_paper(unit: Unit, matter_id: str, material_id: str) -> Material:
    known_matter(unit, matter_id)
    paper = unit.get(Material, f"{matter_id}/{material_id}")
    if paper is None:
        text = N_("{matter} has no paper {paper}")
        raise refuse(text, matter=matter_id, paper=material_id)
    return paper


def _decided(unit: Unit, matter_id: str, on: date) -> Matter:
    """A matter that had passed by a day, or that one person could decide in an emergency."""
    matter = known_matter(unit, matter_id)
    if scope.cover(matter_id, unit, on) is scope.Cover.NONE:
        text = N_("{matter} had not passed on {day}; where it stands: {status}")
        raise refuse(text, matter=matter_id, day=on, status=standing(matter, unit))
    if life(matter_id, unit) is Life.CLOSED:
        raise refuse(N_("{matter} is closed already"), matter=matter_id)
    return matter


def _in_hand(unit: Unit, matter_id: str, on: date) -> Matter:
    """A decision that may be carried out: neither suspended nor stopped."""
    matter = _decided(unit, matter_id, on)
    where = life(matter_id, unit)
    if where in (Life.SUSPENDED, Life.STOPPED):
        raise refuse(N_("{matter} cannot go on: it is {status}"), matter=matter_id, status=where)
    return matter
