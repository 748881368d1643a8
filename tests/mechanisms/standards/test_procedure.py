"""The days of a penalty, for every day of 2021 to 2026, and who may sign."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.units import HERE, overlay
from tripower.core.records import Money
from tripower.core.unit import Unit
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.standards.procedure import (
    decide_by,
    deliver_by,
    hearing_from,
    late_charge,
    level_for,
    may_sign,
    request_by,
    spot_limit,
)
from tripower.mechanisms.standards.records import (
    AuthorityLevel,
    ItemKind,
    PartyType,
    PowerItem,
)
from tripower.store.unit import load

FIRST, LAST = date(2021, 1, 1), date(2026, 12, 31)
ONE = timedelta(days=1)


@pytest.fixture(scope="module")
def unit() -> Unit:
    return load(overlay(HERE / "base"), KINDS)


def counted(day: date, workdays: int) -> date | None:
    """The same by asking the table for each day; None where the table ends before."""
    while workdays:
        day += ONE
        if day > LAST:
            return None
        workdays -= chinese_calendar.is_workday(day)
    return day


def rolled(day: date) -> date | None:
    """The day, or the next that is worked on; None where the table ends before."""
    while day <= LAST and not chinese_calendar.is_workday(day):
        day += ONE
    return day if day <= LAST else None


def test_every_day_of_six_years_agrees_with_the_table(unit: Unit) -> None:
    """Asking for a hearing, holding it, deciding, handing over: as far as the table reaches."""
    day = FIRST
    while day <= LAST:
        for due, expected in (
            (request_by(day, unit), counted(day, 5)),
            (hearing_from(day, unit), counted(day, 7)),
            (deliver_by(day, unit), counted(day, 7)),
            (decide_by(day, unit), rolled(day + timedelta(days=90))),
        ):
            assert expected is None or due == expected, day
        day += ONE


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2024-09-27", "2024-10-10"),  # C36
        ("2024-02-08", "2024-02-21"),
        ("2025-01-24", "2025-02-07"),
        ("2023-04-28", "2023-05-09"),
    ],
)
def test_c36_the_last_day_for_asking(unit: Unit, received: str, last: str) -> None:
    assert request_by(date.fromisoformat(received), unit) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("days", "charge"), [(0, "0"), (1, "300"), (33, "9900"), (34, "10000"), (400, "10000")]
)
def test_the_late_charge_of_ten_thousand_is_full_on_day_34(days: int, charge: str) -> None:
    assert late_charge(Decimal(10000), days, 3) == Decimal(charge)


@given(st.integers(1, 10**9), st.integers(-10, 5000))
def test_a_late_charge_never_outgrows_the_fine_and_never_falls(cents: int, days: int) -> None:
    fine = Decimal(cents) / 100
    charge = late_charge(fine, days, 3)
    assert 0 <= charge <= fine
    assert charge <= late_charge(fine, days + 1, 3)
    assert days < 34 or charge == fine


@pytest.mark.parametrize(
    ("party", "day", "most"),
    [
        (PartyType.CITIZEN, "2021-07-14", "50"),
        (PartyType.CITIZEN, "2021-07-15", "200"),
        (PartyType.ORGANISATION, "2021-07-14", "1000"),
        (PartyType.ORGANISATION, "2021-07-15", "3000"),
    ],
)
def test_on_the_spot_by_the_law_of_the_day(
    unit: Unit, party: PartyType, day: str, most: str
) -> None:
    assert spot_limit(party, date.fromisoformat(day), unit) == Decimal(most)


ITEM = PowerItem(
    item_id="i",
    item_kind=ItemKind.PENALTY,
    name="某项",
    basis="某法",
    authority=(
        AuthorityLevel(post="deputy_head", max_amount=Money("30000")),
        AuthorityLevel(post="副局长", max_amount=Money("20000")),
        AuthorityLevel(post="director"),
    ),
    from_=date(2024, 1, 1),
)


@pytest.mark.parametrize(
    ("amount", "post"),
    [
        ("20000", "副局长"),
        ("20000.01", "deputy_head"),
        ("30000", "deputy_head"),
        ("30000.01", "director"),
    ],
)
def test_the_lowest_level_that_decides_an_amount(amount: str, post: str) -> None:
    found = level_for(ITEM, Decimal(amount))
    assert found is not None
    assert found.post == post


@pytest.mark.parametrize(
    ("person", "day", "amount", "may"),
    [
        ("jia", "2024-06-03", "30000", True),
        ("jia", "2024-06-03", "30000.01", False),
        ("zhen", "2024-06-03", "999999", True),
        ("wen", "2024-06-03", "1", False),
        ("jia", "2021-12-31", "1", False),
    ],
)
def test_who_may_sign_on_a_day(unit: Unit, person: str, day: str, amount: str, may: bool) -> None:
    signs = may_sign(ITEM, person, date.fromisoformat(day), Decimal(amount), unit)
    assert signs is may
