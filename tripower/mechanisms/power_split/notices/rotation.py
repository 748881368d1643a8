"""D10 轮换任职预警表: who is due to leave a post, or is planned to; for the unit itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.dates import Period
from tripower.core.messages import N_
from tripower.core.parameters import DistrictParameterValue, ParameterValue
from tripower.core.people import Position
from tripower.core.records import Record
from tripower.core.registers import UnitProfile
from tripower.core.rules import Rule
from tripower.core.unit import Unit
from tripower.mechanisms.power_split.records import (
    EarlierPost,
    ExemptionGround,
    LeavingAudit,
    RotationOrder,
)
from tripower.mechanisms.power_split.rotation import LIMITS, Seat, seats
from tripower.publish.basis import RuleBasis, basis
from tripower.publish.notice import Edition, Index, Notice, Source

KIND = "D10"
RULES = ("TEN-01", "TEN-02", "TEN-03", "TEN-04", "TEN-05", "TEN-06", "TEN-07", "TEN-09", "TEN-10")
TITLE = N_("Leaders whose rotation is due")
SUMMARY = N_("As of {day}: {count} posts")


class Row(msgspec.Struct, frozen=True):
    """One post; `rule` is the one whose limit comes first, `planned` the day of the plan."""

    name: str
    post: str
    since: date
    years: int
    unit_years: int
    acting: tuple[Period, ...]
    rule: str
    due: date
    reached: bool
    planned: date | None
    exempt: bool
    ground: ExemptionGround | None
    near_retirement: bool
    audit: LeavingAudit | None
    order: RotationOrder | None


class RotationPage(msgspec.Struct, frozen=True):
    """What the template shows."""

    issuer: str
    title: Say
    doc_no: None
    as_of: date
    lead_months: int
    rows: tuple[Row, ...]
    basis: tuple[RuleBasis, ...]
    internal: bool = True


def notices(unit: Unit, as_of: date, rules: Mapping[str, Rule]) -> list[Notice]:
    """The table of a day; none on a day on which nobody is due soon and nothing is planned."""
    profile = unit.profile
    shown = [seat for seat in seats(unit, as_of) if _shown(seat, as_of)]
    return [_notice(shown, unit, profile, as_of, rules)] if profile and shown else []


def _shown(seat: Seat, as_of: date) -> bool:
    return seat.due.soon <= as_of or seat.plan is not None or seat.order is not None


def _notice(
    shown: list[Seat], unit: Unit, profile: UnitProfile, as_of: date, rules: Mapping[str, Rule]
) -> Notice:
    page = RotationPage(
        issuer=profile.name,
        title=say(TITLE),
        doc_no=None,
        as_of=as_of,
        lead_months=unit.on(as_of).whole("ten.lead_months"),
        rows=tuple(_row(seat, unit, as_of) for seat in shown),
        basis=basis(RULES, rules),
    )
    key = as_of.isoformat()
    index = Index(
        index_no=f"{profile.unit_id}-{KIND}-{key}",
        title=page.title,
        summary=say(SUMMARY, day=as_of, count=len(shown)),
        created_on=as_of,
        issuer=page.issuer,
        doc_no=page.doc_no,
    )
    sources = tuple(_sources(shown, unit, profile))
    return Notice(KIND, key, index, {Edition.INTERNAL: page}, sources)


def _row(seat: Seat, unit: Unit, as_of: date) -> Row:
    return Row(
        name=unit.name(seat.tenure.person_id),
        post=seat.tenure.title,
        since=seat.tenure.run.start,
        years=seat.years,
        unit_years=seat.unit_years,
        acting=seat.tenure.acting,
        rule=seat.due.rule_id,
        due=seat.due.on,
        reached=seat.due.on <= as_of,
        planned=seat.plan.due_on if seat.plan and not seat.exempt else None,
        exempt=seat.exempt,
        ground=seat.ground,
        near_retirement=seat.near_retirement,
        audit=seat.audit,
        order=seat.order,
    )


def _sources(shown: list[Seat], unit: Unit, profile: UnitProfile) -> Iterator[Source]:
    people = dict.fromkeys(seat.tenure.person_id for seat in shown)
    yield Source(profile, ("name", "short_name", "successor_of"))
    persons = (unit.person(one) for one in people)
    yield from (Source(one, ("name", "retire_on")) for one in persons if one is not None)
    for person_id in people:
        yield from (Source(one) for one in unit.where(Position, person_id=person_id))
        yield from (Source(one) for one in unit.where(EarlierPost, person_id=person_id))
    papers: Iterable[Record | None] = (
        one for seat in shown for one in (seat.plan, seat.order, seat.audit)
    )
    yield from (Source(one) for one in papers if one is not None)
    values = (*unit.all(ParameterValue), *unit.all(DistrictParameterValue))
    yield from (Source(one) for one in values if one.key_ in LIMITS)
