"""Audit, inspection, report, appraisal: all four within the year, of the right unit (SUP-01)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from tests.mechanisms.oversight.oversight_room import (
    a_unit,
    day,
    parameter,
    result,
    said,
    selection,
    unit,
    votes,
)
from tripower.core.records import Record
from tripower.mechanisms.oversight.four_parts import State, overseen
from tripower.mechanisms.oversight.records import (
    AuditTask,
    CyclePart,
    EvaluationTally,
    Part,
    PlannedPart,
    SupervisionCycle,
)

TWO = parameter("sup.select_n", "2")
SUBJECT = "overseen_unit/2024/a"


def cycle(unit_id: str = "a", **more: Any) -> SupervisionCycle:
    told = {"cycle_id": f"Y-{unit_id}", "year": 2024, "opened_on": day("2024-03-06")} | more
    return SupervisionCycle(unit_id=unit_id, **told)


def done(part: Part, on: str = "2024-06-30", of: str = "a", **more: Any) -> CyclePart:
    told = {"doc_no": "示〔2024〕1号"} | more
    return CyclePart(cycle_id=f"Y-{of}", part=part, done_on=day(on), **told)


def three(but: Part) -> list[Record]:
    return [done(part) for part in Part if part is not but]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-12-31", []),
        ("2025-01-01", [f"violation late {SUBJECT}"]),
        ("", [f"violation missing {SUBJECT}"]),
    ],
)
@pytest.mark.parametrize("part", list(Part))
def test_each_part_counts_to_the_last_day_of_the_year(
    part: Part, on: str, expected: list[str]
) -> None:
    last = [done(part, on)] if on else []
    assert said("SUP-01", "2025-06-30", cycle(), *three(part), *last) == expected


def test_nothing_is_missing_before_the_year_is_over() -> None:
    assert said("SUP-01", "2024-12-31", cycle()) == []
    assert len(said("SUP-01", "2025-01-01", cycle())) == 4


def test_a_day_of_the_future_is_not_done_yet() -> None:
    parts = [*three(Part.AUDIT), done(Part.AUDIT, "2025-03-01")]
    assert said("SUP-01", "2025-02-28", cycle(), *parts) == [f"violation missing {SUBJECT}"]
    assert said("SUP-01", "2025-03-01", cycle(), *parts) == [f"violation late {SUBJECT}"]


def test_a_unit_that_was_chosen_needs_a_cycle() -> None:
    this = selection("ab", 1)
    one = votes(this, "a", "a")
    assert said("SUP-01", "2024-12-31", this, one) == []
    assert said("SUP-01", "2025-01-01", this, one) == [f"violation no_cycle {SUBJECT}"]
    kept = [cycle(), *(done(part) for part in Part)]
    assert said("SUP-01", "2025-01-01", this, one, *kept) == []


def test_an_announcement_alone_chooses_too_where_no_ballot_is_kept() -> None:
    this = selection("ab", 1)
    told = said("SUP-01", "2025-01-01", this, result(this, "b"))
    assert told == ["violation no_cycle overseen_unit/2024/b"]


def test_the_audit_of_another_unit_is_none() -> None:
    records = [a_unit("a"), a_unit("b"), cycle(), *three(Part.AUDIT)]
    audits = {
        name: AuditTask(
            audit_id=f"A-{name}",
            unit_id=name,
            subject_matter="预算执行",
            notice_on=day("2024-04-01"),
        )
        for name in "ab"
    }
    for name, expected in (("a", 0), ("b", 2)):
        part = done(Part.AUDIT, doc_no=None, audit_id=f"A-{name}")
        told = said("SUP-01", "2025-01-01", *records, audits[name], part)
        assert len(told) == expected, told


def test_a_part_shows_something() -> None:
    bare = done(Part.AUDIT, doc_no=None)
    told = said("SUP-01", "2024-12-31", cycle(), *three(Part.AUDIT), bare)
    assert told == [f"warning unproved {SUBJECT}"]


def test_another_end_of_the_cycle() -> None:
    own = parameter("sup.cycle_by", ("11-30",))
    parts = [*three(Part.AUDIT), done(Part.AUDIT, "2024-12-01")]
    assert said("SUP-01", "2024-12-31", own, cycle(), *parts) == [f"violation late {SUBJECT}"]


def test_who_is_behind_the_plan() -> None:
    plan = (PlannedPart(part=Part.AUDIT, by=day("2024-06-30")),)
    found = unit(cycle(plan=plan), done(Part.REPORT))
    (this,) = overseen(found)
    states = {one.part: one for one in this.standings(found)}
    told = [states[Part.AUDIT].state(day(on)) for on in ("2024-06-30", "2024-07-01", "2025-01-01")]
    assert told == [State.WAITING, State.BEHIND, State.MISSING]
    assert states[Part.REPORT].state(day("2024-07-01")) is State.DONE
    assert states[Part.REPORT].state(day("2024-06-29")) is State.WAITING
    assert states[Part.APPRAISAL].by == day("2024-12-31")


def test_a_plan_never_reaches_beyond_the_year() -> None:
    plan = (PlannedPart(part=Part.AUDIT, by=day("2025-06-30")),)
    found = unit(cycle(plan=plan))
    assert overseen(found)[0].standings(found)[0].by == day("2024-12-31")


def test_units_come_by_their_years_each_once() -> None:
    this = selection("ab", 2, held="2023-03-05")
    found = unit(this, votes(this, "ab", "ab"), cycle(), cycle("b", year=2023))
    told = [(one.year, one.unit_id, len(one.cycles)) for one in overseen(found)]
    assert told == [(2023, "a", 0), (2023, "b", 1), (2024, "a", 1)]


def count(on: str, issued: int, collected: int) -> EvaluationTally:
    told = {"tally_id": "E", "unit_id": "a", "issued": issued, "collected": collected}
    return EvaluationTally(on=day(on), counts=(), **told)


@pytest.mark.parametrize(
    ("on", "collected", "expected"),
    [
        ("2024-06-30", 50, []),
        ("2024-06-30", 51, [f"warning void {SUBJECT}"]),
        ("2024-07-01", 50, [f"warning before {SUBJECT}"]),
    ],
)
def test_a_part_rests_on_a_record_that_was_there_and_stands(
    on: str, collected: int, expected: list[str]
) -> None:
    held = [count(on, 50, collected), *three(Part.APPRAISAL), done(Part.APPRAISAL, tally_id="E")]
    assert said("SUP-01", "2025-06-30", a_unit("a"), cycle(), *held) == expected


def test_a_draft_shows_no_part() -> None:
    draft = replace(count("2024-06-30", 50, 50), draft=True)
    held = [draft, *three(Part.APPRAISAL), done(Part.APPRAISAL, tally_id="E")]
    told = said("SUP-01", "2025-06-30", a_unit("a"), cycle(), *held)
    assert told == [f"warning draft {SUBJECT}"]
