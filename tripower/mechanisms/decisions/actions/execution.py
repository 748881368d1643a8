"""Writing about decisions that stand: carried out, supervised, closed, reviewed, changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from tripower.core.answer import Refused, refuse
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import scope
from tripower.mechanisms.decisions.actions.matters import Action, known_matter, one
from tripower.mechanisms.decisions.execution import (
    Life,
    adopted_on,
    changes_of,
    life,
    standing,
    task,
)
from tripower.mechanisms.decisions.gate import proved_false
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
        _not_begun(unit, matter_id)
        told = task(matter_id, unit)
        executor = executor_id or (told.executor_id if told else None)
        if executor is None:
            text = N_("the minutes name nobody to carry out {matter}: say it with --by")
            raise refuse(text, code=2, matter=matter_id)
        record = Execution(matter_id=matter_id, executor_id=executor, started_on=on, power=power)
        return one("decision execute", record, on)(unit)

    return act


def supervise(matter_id: str, by: str, on: date, found: str) -> Action:
    """Write down what somebody found who looked at how a decision is carried out.

    A look is a fact also before anybody has begun, and after the matter was closed.
    """

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
        _not_closed(unit, matter_id)
        if result is not ClosingResult.NOT_DONE:
            _begun(unit, matter_id, on)
        if result is ClosingResult.DONE:
            _went_on(unit, matter_id, on)
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
        papers = tuple(dict.fromkeys(false_papers))
        for material_id in papers:
            _known_as_false(unit, matter_id, material_id, on)
        if scope.result_by(matter_id, unit, on) is None:
            text = N_("{matter} had no result by {day}, so there is nothing to review")
            raise refuse(text, matter=matter_id, day=on)
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
        paper = _known_paper(unit, matter_id, material_id)
        known = unit.get(FalseMaterial, paper.key)
        if known is not None:
            text = N_("{paper} of {matter} is on record as false since {day} already")
            day = known.verified_false_on
            raise refuse(text, paper=material_id, matter=matter_id, day=day)
        if on < paper.received_on:
            text = N_("{paper} of {matter} was handed in only on {received}, which is after {day}")
            received = paper.received_on
            raise refuse(text, paper=material_id, matter=matter_id, received=received, day=on)
        record = FalseMaterial(
            matter_id=matter_id,
            material_id=material_id,
            verified_false_on=on,
            by=by,
            found=found,
        )
        return one("decision disprove", record, on)(unit)

    return act


class Changing(msgspec.Struct, frozen=True):
    """What is told of a change: what kind, what is different, by which matter it was decided."""

    type_: ChangeType
    what: str
    new_matter_id: str | None = None


def change(matter_id: str, by: str, on: date, told: Changing) -> Action:
    """Alter or stop a decision, or take up again what was suspended."""

    def act(unit: Unit) -> Plan:
        _open(unit, matter_id, on)
        if told.new_matter_id is not None:
            known_matter(unit, told.new_matter_id)
        _makes_a_difference(unit, matter_id, told.type_, on)
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
        raise _no_such_paper(unit, matter_id, material_id)
    return paper


def _no_such_paper(unit: Unit, matter_id: str, material_id: str) -> Refused:
    papers = sorted(one.material_id for one in unit.where(Material, matter_id=matter_id))
    if not papers:
        return refuse(N_("{matter} has no papers on record"), matter=matter_id)
    text = N_("{matter} has no paper {paper}; it has: {papers}")
    return refuse(text, matter=matter_id, paper=material_id, papers=papers)


def _known_as_false(unit: Unit, matter_id: str, material_id: str, on: date) -> None:
    if not proved_false(_known_paper(unit, matter_id, material_id), unit, on):
        text = N_(
            "{paper} of {matter} had not proved false by {day}: record that first with "
            "`tripower decision disprove`"
        )
        raise refuse(text, paper=material_id, matter=matter_id, day=on)


def _decided(unit: Unit, matter_id: str, on: date) -> Matter:
    """A matter that had passed by a day, or that one person could decide in an emergency."""
    matter = known_matter(unit, matter_id)
    if scope.cover(matter_id, unit, on) is not scope.Cover.NONE:
        return matter
    passed = adopted_on(matter_id, unit)
    if passed is not None:
        text = N_("{matter} passed only on {passed}, which is after {day}")
        raise refuse(text, matter=matter_id, passed=passed, day=on)
    text = N_("{matter} had not passed on {day}; where it stands: {status}")
    raise refuse(text, matter=matter_id, day=on, status=standing(matter, unit))


def _open(unit: Unit, matter_id: str, on: date) -> Matter:
    """A decision that was not closed by a day: what came before the closing may be told late."""
    matter = _decided(unit, matter_id, on)
    if life(matter_id, unit, on) is Life.CLOSED:
        _not_closed(unit, matter_id)
    return matter


def _not_closed(unit: Unit, matter_id: str) -> None:
    closing = unit.get(Closing, matter_id)
    if closing is not None:
        text = N_("{matter} is closed already, since {day}")
        raise refuse(text, matter=matter_id, day=closing.on)


def _in_hand(unit: Unit, matter_id: str, on: date) -> Matter:
    """A decision that may be carried out: neither suspended nor stopped."""
    matter = _open(unit, matter_id, on)
    where = life(matter_id, unit, on)
    if where in (Life.SUSPENDED, Life.STOPPED):
        raise refuse(N_("{matter} cannot go on: it is {status}"), matter=matter_id, status=where)
    return matter


def _not_begun(unit: Unit, matter_id: str) -> None:
    begun = unit.get(Execution, matter_id)
    if begun is not None:
        text = N_(
            "{person} has been carrying out {matter} since {day}; a mistake in that record is "
            "corrected with `tripower record supersede`"
        )
        name = unit.name(begun.executor_id)
        raise refuse(text, person=name, matter=matter_id, day=begun.started_on)


def _begun(unit: Unit, matter_id: str, on: date) -> None:
    begun, no = unit.get(Execution, matter_id), ClosingResult.NOT_DONE.value
    if begun is None:
        text = N_("nobody has begun to carry out {matter}: record that first, or --result {no}")
        raise refuse(text, matter=matter_id, no=no)
    if begun.started_on > on:
        text = N_("{matter} was begun only on {begun}, which is after {day}")
        raise refuse(text, matter=matter_id, begun=begun.started_on, day=on)


def _went_on(unit: Unit, matter_id: str, on: date) -> None:
    """What is suspended or stopped has not been done in full."""
    where = life(matter_id, unit, on)
    if where in (Life.SUSPENDED, Life.STOPPED):
        text = N_(
            "{matter} is {status}, so it was not done in full: say --result {partly} or {no}, and "
            "with --note why; or first record that it goes on (`tripower decision change`)"
        )
        partly, no = ClosingResult.PARTLY_DONE.value, ClosingResult.NOT_DONE.value
        raise refuse(text, matter=matter_id, status=where, partly=partly, no=no)


def _makes_a_difference(unit: Unit, matter_id: str, type_: ChangeType, on: date) -> None:
    """Only what is suspended is resumed, and what is stopped is not stopped again."""
    where = life(matter_id, unit, on)
    if type_ is ChangeType.RESUMED and where is not Life.SUSPENDED:
        raise refuse(N_("{matter} was not suspended on {day}"), matter=matter_id, day=on)
    if type_ is ChangeType.STOPPED and where is Life.STOPPED:
        text = N_("{matter} is stopped already, since {day}")
        raise refuse(text, matter=matter_id, day=changes_of(matter_id, unit, on)[-1].on)
