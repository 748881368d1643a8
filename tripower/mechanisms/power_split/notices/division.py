"""D1 领导班子成员分工表: who is in charge of what, a table for each division of work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

import msgspec
from msgspec.structs import replace

from tripower.core.answer import Say, say
from tripower.core.dates import Period, sweep
from tripower.core.messages import N_
from tripower.core.parameters import DistrictParameterValue, ParameterValue
from tripower.core.people import Position, Role
from tripower.core.records import Money
from tripower.core.registers import UnitProfile
from tripower.core.rules import Rule
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.records import Matter, Minutes, Outcome
from tripower.mechanisms.power_split.allocation import Part, pairs_of
from tripower.mechanisms.power_split.records import Power, PowerAssignment, PowerProfile
from tripower.publish.basis import RuleBasis, basis
from tripower.publish.notice import Edition, Index, Notice, Source
from tripower.publish.words import document_number

KIND = "D1"
Dated = PowerAssignment | PowerProfile | Position
RULES = ("POW-01", "POW-02", "POW-03", "POW-04", "POW-08", "POW-12")
PARAMETERS = (
    "pow.head_roles",
    "pow.max_powers_per_deputy",
    "pow.incompatible_pairs",
    "pow.standin_grace_days",
)
TITLE = N_("Division of work among the leadership team of {unit}")
SUMMARY = N_("Who is in charge of which power, from {first}")


class Charge(msgspec.Struct, frozen=True):
    """One power in a person's charge; `sign_limit` in yuan, never in the public edition."""

    power: Power
    scope: str | None
    standin: bool
    sign_limit: Money | None = None


class Row(msgspec.Struct, frozen=True):
    """One person of the table."""

    name: str
    posts: tuple[str, ...]
    charges: tuple[Charge, ...]
    office_phone: str | None


class Decision(msgspec.Struct, frozen=True):
    """The decision behind the division; `number` of its minutes once they are issued."""

    title: str
    number: str | None


class Check(msgspec.Struct, frozen=True):
    """One condition that the division must meet; `found` names who or what does not."""

    rule_id: str
    text: Say
    found: tuple[str | Power, ...]


class DivisionPage(msgspec.Struct, frozen=True):
    """What the template shows."""

    issuer: str
    title: Say
    doc_no: None
    first: date
    last: date | None
    rows: tuple[Row, ...]
    decisions: tuple[Decision, ...]
    idle: tuple[tuple[Power, str | None], ...]
    checks: tuple[Check, ...]
    basis: tuple[RuleBasis, ...]
    internal: bool


def notices(unit: Unit, as_of: date, rules: Mapping[str, Rule]) -> list[Notice]:
    """The table of each division of work in force in the unit's period, up to a day."""
    profile = unit.profile
    if profile is None:
        return []
    window = Period(profile.period.from_, min(profile.period.to or date.max, as_of))
    found = (part for part in divisions(unit) if part.days.overlaps(window))
    return [_notice(part, unit, profile, rules) for part in found]


def divisions(unit: Unit) -> list[Part]:
    """Every division of work: days on which assignments, posts and powers stay the same."""
    lines, profiles = unit.all(PowerAssignment), unit.all(PowerProfile)
    holders = {line.person_id for line in lines}
    posts = [p for p in unit.all(Position) if p.voting or p.person_id in holders]
    every: list[Dated] = [*lines, *profiles, *posts]
    dated = [one for one in every if not one.period.empty]
    start = min((one.from_ for one in lines), default=None)
    if start is None:
        return []
    cut = sweep((one.period for one in dated), Period(start))
    same = groupby(cut, lambda days: [one for one in dated if one.period.covers(days.first)])
    runs = ([*days] for _, days in same)
    found = (_part(Period(run[0].start, run[-1].end), unit) for run in runs)
    return [part for part in found if part.held]


def _part(days: Period, unit: Unit) -> Part:
    lines = unit.all(PowerAssignment)
    return Part(days, tuple(one for one in lines if one.period.covers(days.first)), unit)


def _notice(part: Part, unit: Unit, profile: UnitProfile, rules: Mapping[str, Rule]) -> Notice:
    page = _page(part, unit, profile, rules)
    key = part.first.isoformat()
    index = Index(
        index_no=f"{profile.unit_id}-{KIND}-{key}",
        title=page.title,
        summary=say(SUMMARY, first=page.first),
        created_on=_dated(part, unit),
        issuer=page.issuer,
        doc_no=page.doc_no,
        valid_from=page.first,
        valid_to=page.last,
    )
    pages = {Edition.PUBLIC: _public(page), Edition.INTERNAL: page}
    return Notice(KIND, key, index, pages, tuple(_sources(part, unit, profile)))


def _page(part: Part, unit: Unit, profile: UnitProfile, rules: Mapping[str, Rule]) -> DivisionPage:
    minutes = _minutes(part, unit)
    return DivisionPage(
        issuer=profile.name,
        title=say(TITLE, unit=profile.name),
        doc_no=None,
        first=part.first,
        last=part.days.end,
        rows=tuple(_row(person_id, part, unit) for person_id in _people(part)),
        decisions=tuple(
            Decision(matter.title, _number(minutes[matter.matter_id], profile))
            if matter.matter_id in minutes
            else Decision(matter.title, None)
            for matter in _matters(part, unit)
        ),
        idle=tuple((one.power, one.basis) for one in _profiles(part, unit) if not one.applicable),
        checks=tuple(_checks(part)),
        basis=basis(RULES, rules),
        internal=True,
    )


def _public(page: DivisionPage) -> DivisionPage:
    """The same without the limits up to which a person signs alone."""
    rows = (
        replace(row, charges=tuple(replace(one, sign_limit=None) for one in row.charges))
        for row in page.rows
    )
    return replace(page, rows=tuple(rows), internal=False)


def _people(part: Part) -> list[str]:
    """The members of the team in the order of the register, then whoever else holds a power."""
    members = [post.person_id for post in part.posts if post.voting]
    return list(dict.fromkeys([*members, *(one.person_id for one in part.held)]))


def _row(person_id: str, part: Part, unit: Unit) -> Row:
    person = unit.person(person_id)
    own = sorted(part.holding(person_id), key=lambda one: list(Power).index(one.power))
    return Row(
        name=unit.name(person_id),
        posts=tuple(dict.fromkeys(p.title for p in part.posts if p.person_id == person_id)),
        charges=tuple(Charge(one.power, one.scope, one.standin, one.sign_limit) for one in own),
        office_phone=person.office_phone if person else None,
    )


def _checks(part: Part) -> Iterator[Check]:
    """The statement on conflicts, on the first day of the division (POW-01 to 04, 08)."""
    most = part.rules.whole("pow.max_powers_per_deputy")
    pairs = pairs_of(part.rules.words("pow.incompatible_pairs"))
    people = list(dict.fromkeys(one.person_id for one in part.held))
    heads = {*part.heads} & {*people}
    yield _check("POW-01", say(N_("no head is in charge of any of the six powers")), heads, part)
    many = {one for one in people if len(part.counted(one)) > most}
    text = say(N_("no person is in charge of more than {most} powers"), most=most)
    yield _check("POW-02", text, many, part)
    paired = {one for one in people if any(pair <= {*part.powers_of(one)} for pair in pairs)}
    text = say(N_("no person holds powers that must be kept apart"))
    yield _check("POW-03", text, paired, part)
    text = say(N_("each power that the unit exercises has one holder"))
    yield Check("POW-04", text, tuple(one for one in part.applicable if not _one_holder(part, one)))
    watching = {*part.with_role(Role.DISCIPLINE_LEADER)} & {*people}
    text = say(N_("the discipline leader is in charge of none"))
    yield _check("POW-08", text, watching, part)


def _check(rule_id: str, text: Say, person_ids: set[str], part: Part) -> Check:
    return Check(rule_id, text, tuple(part.see.name(one) for one in sorted(person_ids)))


def _one_holder(part: Part, power: Power) -> bool:
    """Whether one person holds a power, or several who each have a part of their own."""
    lines = [one for one in part.held if one.power is power]
    own = [one for one in lines if not one.standin] or lines
    scopes = [one.scope for one in own]
    divided = None not in scopes and len(set(scopes)) == len(scopes)
    return len({one.person_id for one in own}) == 1 or (len(own) > 1 and divided)


def _profiles(part: Part, unit: Unit) -> list[PowerProfile]:
    return [one for one in unit.all(PowerProfile) if one.period.covers(part.first)]


def _matters(part: Part, unit: Unit) -> list[Matter]:
    ids = dict.fromkeys(one.decision_id for one in part.held if one.decision_id)
    return [matter for one in ids if (matter := unit.get(Matter, one)) is not None]


def _minutes(part: Part, unit: Unit) -> dict[str, Minutes]:
    """For each matter behind the division, the issued minutes by which it was passed."""
    return {
        matter.matter_id: one
        for matter in _matters(part, unit)
        for one in unit.linked(Minutes, matter.subject)
        if not one.draft
        and any(i.matter_id == matter.matter_id and i.outcome is Outcome.PASSED for i in one.items)
    }


def _number(minutes: Minutes, profile: UnitProfile) -> str:
    issuer = profile.short_name or profile.name
    return document_number(issuer, minutes.year, minutes.number)


def _dated(part: Part, unit: Unit) -> date:
    """The date of the table: its first day, or that of minutes which came out later."""
    return max([part.first, *(one.issued_on for one in _minutes(part, unit).values())])


def _sources(part: Part, unit: Unit, profile: UnitProfile) -> Iterator[Source]:
    people = _people(part)
    yield Source(profile, ("name", "short_name"))
    yield from (Source(one) for one in part.held)
    yield from (Source(one) for one in _profiles(part, unit))
    yield from (Source(post) for post in part.posts if post.person_id in people)
    persons = (unit.person(one) for one in people)
    yield from (Source(one, ("name", "office_phone")) for one in persons if one is not None)
    yield from (Source(matter) for matter in _matters(part, unit))
    yield from (Source(one) for one in _minutes(part, unit).values())
    yield from (Source(one) for one in _parameters(unit))


def _parameters(unit: Unit) -> Iterable[ParameterValue]:
    values = (*unit.all(ParameterValue), *unit.all(DistrictParameterValue))
    return (one for one in values if one.key_ in PARAMETERS)
