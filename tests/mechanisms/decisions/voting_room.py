"""One vote in memory: a team m1, m2, …, those present in that order, and what they cast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tripower.core.calendar import Calendar
from tripower.core.findings import SourceClass
from tripower.core.parameters import Parameters, ParameterValue
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.decisions.tally import Tally, tally
from tripower.store.consistency import definitions

DAY = date(2024, 3, 1)
Y, N, A, D, V = d.Choice.YES, d.Choice.NO, d.Choice.ABSTAIN, d.Choice.DEFER, d.Choice.VOID


def members(number: int) -> tuple[str, ...]:
    return tuple(f"m{nth}" for nth in range(1, number + 1))


def ballots(cast: Mapping[str, d.Choice]) -> list[Record]:
    return [
        d.Ballot(meeting_id="K", matter_id="M", person_id=person, choice=choice)
        for person, choice in cast.items()
    ]


def in_order(*counts: tuple[d.Choice, int]) -> dict[str, d.Choice]:
    """`in_order((Y, 4), (N, 3))`: m1 to m4 vote yes, m5 to m7 no."""
    choices = [choice for choice, number in counts for _ in range(number)]
    return dict(zip(members(len(choices)), choices, strict=True))


def sheet(issued: int, collected: int, yes: int, no: int = 0, **rest: int) -> d.SecretTally:
    return d.SecretTally(
        meeting_id="K",
        matter_id="M",
        issued=issued,
        collected=collected,
        yes=yes,
        no=no,
        counter_ids=("m1",),
        **rest,
    )


def recusal(*persons: str) -> list[Record]:
    told = tuple(
        d.Recusal(person_id=person, ground=d.RecusalGround.SPOUSE, decided_by=d.RecusalDecider.BODY)
        for person in persons
    )
    return [d.Recusals(meeting_id="K", matter_id="M", recusals=told)] if told else []


def unit(records: Iterable[Record], parameters: Mapping[str, str]) -> Unit:
    held: dict[str, dict[str, Record]] = {}
    for record in records:
        held.setdefault(record.kind, {})[record.key] = record
    values = [
        ParameterValue(key_=key, value=value, source_class=SourceClass.PRACTICE, source="test")
        for key, value in parameters.items()
    ]
    return Unit(held, {}, Parameters(definitions(), values), Calendar())


def vote(
    entitled: int,
    present: int | Sequence[str],
    cast: Mapping[str, d.Choice] | d.SecretTally | None = None,
    *others: Record,
    recused: Sequence[str] = (),
    matter: Mapping[str, Any] | None = None,
    meeting: Mapping[str, Any] | None = None,
    **parameters: str,
) -> Round:
    """The round; parameters by their name after `dec.`, with `__` for a further dot."""
    there = members(present) if isinstance(present, int) else tuple(present)
    held: dict[str, Any] = {"entitled_ids": members(entitled), "present_ids": there}
    records = [
        d.Matter(**_MATTER | dict(matter or {})),
        d.Meeting(**_MEETING | held | dict(meeting or {})),
        *recusal(*recused),
        *others,
    ]
    if isinstance(cast, d.SecretTally):
        records.append(cast)
    else:
        records.extend(ballots(cast or {}))
    named = {f"dec.{key.replace('__', '.')}": value for key, value in parameters.items()}
    see = unit(records, named)
    found = see.get(d.Meeting, "K")
    assert found is not None
    return Round(found, "M", see)


def result(*told: Any, **more: Any) -> d.Outcome | None:
    return tally(vote(*told, **more)).result


def judged(*told: Any, **more: Any) -> Tally:
    return tally(vote(*told, **more))


_MATTER: dict[str, Any] = {
    "matter_id": "M",
    "category": d.Category.MAJOR_DECISION,
    "title": "议题",
    "proposer_id": "m1",
    "proposed_on": DAY,
}
_MEETING: dict[str, Any] = {
    "meeting_id": "K",
    "held_on": DAY,
    "presiding_id": "m1",
    "agenda": ("M",),
    "stage": d.MeetingStage.CLOSED,
}
