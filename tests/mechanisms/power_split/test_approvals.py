"""Who approved, within what limit, for whom (POW-13, POW-14): cases on both sides of each line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from tests.mechanisms.power_split.ledger_room import (
    DAY,
    decided,
    emergency,
    findings,
    holds,
    matter,
    office,
    post,
    said,
    step,
)
from tripower.core.people import Role
from tripower.core.records import Money, Record
from tripower.core.unit import Unit
from tripower.mechanisms.power_split.approvals import holders_on, sign_limit_of, transactions
from tripower.mechanisms.power_split.records import Power

BEFORE, AFTER = date(2024, 2, 29), date(2024, 3, 2)
OWN = {"applicant_id": "jia", "own_expense": True}
ON_M = {"matter_id": "M"}
PENALTY = {"power": Power.ENFORCEMENT}
ABOVE = step("approve", "jia", "20000.01")
VACANT = [
    post("zhen", Role.DIRECTOR, to=date(2024, 1, 31)),
    post("yi", Role.DEPUTY_HEAD, acting=True),
]


@pytest.mark.parametrize(
    ("case", "told", "expected"),
    [
        ("nothing imported", [], ["not_assessable no_ledger"]),
        ("the holder approves", [step("approve", "jia")], []),
        ("C28: the director approves", [step("approve", "zhen")], ["violation head"]),
        ("C28: the holder's own trip", [step("approve", "zhen", "800.00", **OWN)], []),
        (
            "the same trip, not marked as own",
            [step("approve", "zhen", applicant_id="jia")],
            ["violation head"],
        ),
        (
            "another deputy's own trip",
            [step("approve", "zhen", applicant_id="yi", own_expense=True)],
            ["violation head"],
        ),
        (
            "own expenses do not pass through engineering",
            [step("approve", "zhen", power=Power.ENGINEERING, **OWN)],
            ["violation head"],
        ),
        (
            "another deputy approves the holder's trip",
            [step("approve", "yi", **OWN)],
            ["violation not_holder"],
        ),
        ("another deputy", [step("approve", "yi")], ["violation not_holder"]),
        (
            "a power that nobody holds",
            [step("approve", "jia", power=Power.PERSONNEL)],
            ["violation no_holder"],
        ),
        (
            "the last day of an assignment",
            [holds("jia", Power.FINANCE, to=DAY), step("approve", "jia")],
            [],
        ),
        (
            "the day after",
            [holds("jia", Power.FINANCE, to=BEFORE), step("approve", "jia")],
            ["violation no_holder"],
        ),
        (
            "a stand-in holds the power",
            [holds("yi", Power.FINANCE, standin=True), step("approve", "yi")],
            [],
        ),
        ("the head pays with own hand", [step("pay", "zhen")], None),
        ("the cashier pays", [step("approve", "jia"), step("pay", "chu")], []),
        ("paid, but who approved?", [step("pay", "chu")], ["not_assessable unapproved"]),
        ("only applied for, by the head", [step("apply", "zhen")], []),
        (
            "a penalty the heads decide together",
            [step("approve", "zhen", collective=True, **PENALTY)],
            [],
        ),
        (
            "no payment is a penalty",
            [step("approve", "zhen", collective=True)],
            ["violation head"],
        ),
        (
            "whoever leads a vacant unit countersigns the holder's trip",
            [*VACANT, step("approve", "yi", **OWN)],
            [],
        ),
        (
            "but holds no power by that",
            [*VACANT, step("approve", "yi")],
            ["violation not_holder"],
        ),
    ],
)
def test_who_approved(case: str, told: Iterable[Record], expected: list[str] | None) -> None:
    wanted = ["not_assessable unapproved", "violation head"] if expected is None else expected
    assert said("POW-13", office(told)) == wanted, case


@pytest.mark.parametrize(
    ("case", "told", "expected"),
    [
        ("at the limit", [step("approve", "jia", "20000.00")], []),
        ("a cent above", [ABOVE], ["violation above_limit"]),
        ("no limit set", [holds("jia", Power.FINANCE), ABOVE], []),
        (
            "passed on the same day",
            [matter(), decided(DAY, 2), step("approve", "jia", "30000.00", **ON_M)],
            [],
        ),
        (
            "passed the day after",
            [matter(), decided(AFTER, 2), step("approve", "jia", "30000.00", **ON_M)],
            ["violation above_limit"],
        ),
        (
            "rejected",
            [matter(), decided(DAY, 1), step("approve", "jia", "30000.00", **ON_M)],
            ["violation above_limit"],
        ),
        (
            "an emergency decision not voted on yet",
            [matter(), emergency(DAY), step("approve", "jia", "30000.00", **ON_M)],
            [],
        ),
        (
            "another step names the matter",
            [matter(), decided(DAY, 2), step("apply", "wen", **ON_M), ABOVE],
            [],
        ),
        (
            "the amount stands on the application only",
            [step("apply", "wen", "20000.01"), step("approve", "jia", None)],
            ["violation above_limit"],
        ),
    ],
)
def test_the_limit(case: str, told: Iterable[Record], expected: list[str]) -> None:
    assert said("POW-13", office(*told)) == expected, case


COSIGN = step("cosign", "zhen", "20000.01")


@pytest.mark.parametrize(
    ("case", "allowed", "told", "expected"),
    [
        ("where allowed", "yes", [ABOVE, COSIGN], []),
        ("where not", "no", [ABOVE, COSIGN], ["violation above_limit", "violation head"]),
        (
            "without need",
            "yes",
            [step("approve", "jia", "20000.00"), step("cosign", "zhen", "20000.00")],
            ["violation head"],
        ),
        (
            "before the deputy has signed",
            "yes",
            [ABOVE, step("cosign", "zhen", "20000.01", on=BEFORE)],
            ["violation above_limit", "violation head"],
        ),
        (
            "after the money has gone",
            "yes",
            [ABOVE, step("pay", "chu", "20000.01"), step("cosign", "zhen", "20000.01", on=AFTER)],
            ["violation above_limit"],
        ),
        (
            "by a deputy who does not hold the power",
            "yes",
            [ABOVE, step("cosign", "yi", "20000.01")],
            ["violation above_limit", "violation not_holder"],
        ),
    ],
)
def test_the_head_countersigns(
    case: str, allowed: str, told: list[Record], expected: list[str]
) -> None:
    assert said("POW-13", office(told, pow__head_cosign=allowed)) == expected, case


def test_two_wrong_approvals_of_one_transaction_are_two_findings() -> None:
    found = findings("POW-13", office([step("approve", "yi"), step("approve", "zhen")]))
    assert len({f.fingerprint for f in found}) == 2
    assert {f.subject_id for f in found} == {"X"}


@pytest.mark.parametrize(
    ("case", "told", "expected"),
    [
        ("somebody else applied", [step("approve", "jia", applicant_id="wen")], []),
        ("self", [step("approve", "jia", applicant_id="jia")], ["violation self"]),
        (
            "handed in by oneself, in a step of its own",
            [step("apply", "jia"), step("approve", "jia")],
            ["violation self"],
        ),
        (
            "the head countersigns an own application",
            [step("apply", "zhen"), step("approve", "jia"), step("cosign", "zhen")],
            ["violation self"],
        ),
        ("own trip, approved by the head", [step("approve", "zhen", **OWN)], []),
        ("another transaction", [step("apply", "jia", tx="Y"), step("approve", "jia")], []),
    ],
)
def test_nobody_approves_an_own_application(
    case: str, told: list[Record], expected: list[str]
) -> None:
    assert said("POW-14", office(told)) == expected, case


def test_holders_and_limits_on_a_day() -> None:
    see = office(holds("yi", Power.FINANCE, "8000.00", scope="基建", from_=AFTER))
    assert holders_on(see, Power.FINANCE, DAY) == ("jia",)
    assert holders_on(see, Power.FINANCE, AFTER) == ("jia", "yi")
    assert sign_limit_of(see, "yi", Power.FINANCE, AFTER) == Money("8000.00")
    assert sign_limit_of(see, "yi", Power.FINANCE, DAY) is None


def two_parts(first: str | None, second: str | None) -> Unit:
    parts = [
        holds("jia", Power.FINANCE, first, scope="行政"),
        holds("jia", Power.FINANCE, second, scope="基建", assignment_id="more"),
    ]
    return office(parts)


def test_of_two_parts_of_a_power_the_higher_limit_counts() -> None:
    assert sign_limit_of(two_parts("500", "900"), "jia", Power.FINANCE, DAY) == Money("900")
    assert sign_limit_of(two_parts("500", None), "jia", Power.FINANCE, DAY) is None


def test_a_transaction_has_its_steps_in_order_and_its_amount_once() -> None:
    told = [
        step("pay", "chu", "30000.00", on=AFTER, payee="示例家具厂"),
        step("apply", "wen", "90000.00"),
        step("approve", "jia", "60000.00"),
        step("pay", "chu", "30000.00", on=date(2024, 4, 1), payee="示例家具厂"),
    ]
    (one,) = transactions(office(told))
    assert [s.step.value for s in one.steps] == ["apply", "approve", "pay", "pay"]
    assert (one.amount, one.day, one.payee) == (Money("60000.00"), AFTER, "示例家具厂")
    assert list(transactions(office())) == []
