"""What the tool says of its own foundations: exceptions, adoption, parameters, calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import base, changed, meeting, said, the, unit
from tripower.core.calendar import Calendar
from tripower.core.exceptions import Acknowledgement, Waiver
from tripower.core.findings import SourceClass
from tripower.core.parameters import DistrictParameterValue, Parameters, ParameterValue
from tripower.core.people import Position
from tripower.core.records import Digest
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.power_split.records import PowerAssignment
from tripower.store.consistency import definitions


@pytest.mark.parametrize(
    ("rule_id", "expected"),
    [
        ("DEC-06", []),
        ("DEC-05", ["warning not_waivable"]),
        ("DAT-01", ["warning not_waivable"]),
        ("DEC-5", ["warning unknown"]),
    ],
)
def test_an_exception_is_made_to_a_rule_that_allows_it(rule_id: str, expected: list[str]) -> None:
    waiver = Waiver(
        waiver_id="w",
        rule_id=rule_id,
        scope=("*",),
        approver="示例区纪委",
        doc_no="示例〔2024〕1号",
        reason="患病",
        from_=date(2024, 1, 1),
    )
    assert said("FND-01", unit(waiver)) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), []),
        (("DEC-16", "DEC-17"), []),  # a number of days in each is ours
        (("DEC-06",), ["notice needless"]),
        (("NUM-01",), ["notice needless"]),
        (("XYZ-1", "DEC-16"), ["warning unknown"]),
    ],
)
def test_the_district_adopts_what_needs_adoption(
    names: tuple[str, ...], expected: list[str]
) -> None:
    adopted = next(v for v in base().all(DistrictParameterValue) if v.key_ == "adopted")
    assert said("FND-03", unit(changed(adopted, value=names))) == expected


def own(key: str, value: str, start: date | None) -> ParameterValue:
    return ParameterValue(
        key_=key, value=value, from_=start, source_class=SourceClass.PRACTICE, source="试"
    )


def test_a_unit_adopts_nothing_itself() -> None:
    assert said("FND-03", unit(own("adopted", "DEC-16", None))) == ["warning by_unit"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [((15, 15), []), ((15, 29), ["warning used_twice"]), ((29, 15), ["warning used_twice"])],
)
def test_one_recording_backs_the_meetings_of_one_day(
    days: tuple[int, int], expected: list[str]
) -> None:
    held = [
        meeting(f"K-{n}", date(2024, 3, day), recording_sha256=Digest("0" * 64))
        for n, day in enumerate(days, start=2)
    ]
    assert said("FND-04", unit(*held)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2024, 12, 31), []), (date(2025, 1, 1), ["not_assessable after_period"])],
)
@pytest.mark.parametrize("kind", [Position, PowerAssignment])
def test_what_begins_after_the_period_is_not_taken_for_clean(
    kind: type[Any], day: date, expected: list[str]
) -> None:
    known = next(iter(base().all(kind)))
    assert said("FND-04", unit(changed(known, from_=day))) == expected


@pytest.mark.parametrize(
    ("rule_id", "subject", "expected"),
    [
        ("DEC-06", "round/K-1/M-1", []),
        ("DEC-14", "emergency_decision/M-1", ["warning not_on_record"]),
        ("DEC-17", "meeting/K-1", []),
        ("DEC-17", "meeting/K-2", ["warning not_on_record"]),
        ("ARG-05", "admission/M-1/1", []),
        ("DAT-04", "unit/example", []),
        ("DAT-04", "unit/other", ["warning not_on_record"]),
        ("DEC-06", "round/K-1/M-7", ["warning not_on_record"]),
        ("DEC-06", "K-1/M-1", ["warning other_kind"]),
        ("DEC-99", "meeting/K-1", ["warning unknown"]),
        ("NUM-02", "meeting/K-1", ["warning judges_nothing"]),
    ],
)
def test_an_acknowledgement_fits_a_finding(rule_id: str, subject: str, expected: list[str]) -> None:
    ack = Acknowledgement(
        ack_id="A-1",
        rule_id=rule_id,
        subject_named=subject,
        reason="情况属实",
        person_id="wen",
        on=date(2024, 3, 1),
    )
    assert said("FND-05", unit(ack)) == expected


def test_a_parameter_changed_backwards_is_noticed() -> None:
    held = the(d.Meeting, "K-1")
    frozen = changed(held, parameters=base().parameters.version(held.held_on))
    assert said("VER-01", unit(frozen)) == []
    for start, expected in (
        (None, ["warning changed"]),
        (held.held_on, ["warning changed"]),
        (date(2024, 1, 6), []),
    ):
        margin = own("dec.close_margin", "2", start)
        assert said("VER-01", unit(frozen, margin)) == expected
    opened = changed(frozen, stage=d.MeetingStage.OPEN, parameters="0")
    assert said("VER-01", unit(opened)) == []


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (date(2004, 1, 6), []),
        (date(2004, 1, 5), ["warning calendar_missing"]),  # its notice was due in 2003
        (date(2003, 12, 1), ["warning calendar_missing"]),
        (date(2003, 1, 2), ["warning calendar_missing", "warning calendar_missing"]),
    ],
)
def test_a_year_without_a_table_is_named(held: date, expected: list[str]) -> None:
    assert said("DAT-04", unit(meeting("K-0", held))) == expected


def test_a_district_gives_the_table_of_a_year() -> None:
    where = unit(meeting("K-0", date(2003, 12, 1)))
    told = Unit(where.records, {}, Parameters(definitions()), Calendar(years=[2003]))
    assert said("DAT-04", told) == []


@pytest.mark.parametrize(
    ("decided_on", "expected"),
    [(date(2002, 12, 17), []), (date(2002, 12, 18), ["warning calendar_missing"])],
)
def test_an_emergency_counts_until_it_must_be_ratified(
    decided_on: date, expected: list[str]
) -> None:
    """Ten working days from 2002-12-17 end in that year, whose table the district gives."""
    decided = d.EmergencyDecision(
        matter_id="M-1",
        decider_id="zhen",
        decided_on=decided_on,
        ground=d.EmergencyGround.SUDDEN_INCIDENT,
        reason="险情",
        measure="抢险",
    )
    known = Calendar(years=[2002])
    where = Unit(unit(decided).records, {}, Parameters(definitions()), known)
    assert said("DAT-04", where) == expected
