"""What must be decided before it is done, and what is cut in pieces (DEC-01, DEC-02)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from tests.mechanisms.power_split.ledger_room import (
    DAY,
    END,
    START,
    decided,
    emergency,
    findings,
    matter,
    office,
    said,
    step,
)
from tripower.core.records import Money, Record
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.scope import same_name

NEXT = DAY + timedelta(days=1)
ON_M = {"matter_id": "M"}
LARGE = step("pay", "chu", "50000.00")
DECIDED_LARGE = step("pay", "chu", "50000.00", **ON_M)


def item(threshold: str, category: d.Category = d.Category.LARGE_FUNDS) -> d.CatalogItem:
    return d.CatalogItem(
        item_id=threshold,
        category=category,
        name="公务接待",
        threshold=Money(threshold),
        basis="实施细则",
        published_on=START,
        from_=START,
    )


@pytest.mark.parametrize(
    ("case", "told", "expected"),
    [
        ("nothing imported", [], ["not_assessable no_ledger"]),
        ("a cent below", [step("pay", "chu", "49999.99")], []),
        ("at the threshold", [LARGE], ["violation no_matter"]),
        ("only approved, nothing to pay", [step("approve", "jia", "50000")], None),
        ("only applied for", [step("apply", "wen", "50000")], []),
        ("passed on the day", [matter(), decided(DAY, 2), DECIDED_LARGE], []),
        (
            "passed the day after",
            [matter(), decided(NEXT, 2), DECIDED_LARGE],
            ["violation undecided"],
        ),
        (
            "approved before, paid after it passed",
            [
                matter(),
                decided(NEXT, 2),
                step("approve", "jia", "50000", **ON_M),
                step("pay", "chu", "50000", on=NEXT),
            ],
            [],
        ),
        ("rejected", [matter(), decided(DAY, 1), DECIDED_LARGE], ["violation undecided"]),
        (
            "small, but its matter was never voted on",
            [matter(), step("pay", "chu", "3000", **ON_M)],
            ["violation undecided"],
        ),
        (
            "taken back before",
            [
                matter(),
                decided(DAY, 2),
                d.Withdrawal(matter_id="M", on=DAY, by="zhen", reason="另行研究"),
                step("pay", "chu", "50000", on=NEXT, **ON_M),
            ],
            ["violation undecided"],
        ),
        ("an emergency", [matter(), emergency(DAY), DECIDED_LARGE], ["notice emergency"]),
        (
            "an emergency decided only later",
            [matter(), emergency(NEXT), DECIDED_LARGE],
            ["violation undecided"],
        ),
        ("ratified later", [matter(), emergency(DAY), decided(NEXT, 2), DECIDED_LARGE], []),
        (
            "not ratified",
            [matter(), emergency(DAY), decided(NEXT, 1), DECIDED_LARGE],
            ["violation undecided"],
        ),
        (
            "as much as was decided",
            [matter(amount=Money("50000")), decided(DAY, 2), DECIDED_LARGE],
            [],
        ),
        (
            "more than was decided",
            [matter(amount=Money("49999.99")), decided(DAY, 2), DECIDED_LARGE],
            ["warning beyond"],
        ),
        ("a payment without amount", [step("pay", "chu", None)], ["not_assessable no_amount"]),
        (
            "an item of the catalogue that may be meant",
            [item("3000"), step("pay", "chu", "3000")],
            ["manual catalogue"],
        ),
        ("below that item", [item("3000"), step("pay", "chu", "2999.99")], []),
        (
            "a project's item asks for a project",
            [item("3000", d.Category.PROJECT), step("pay", "chu", "3000")],
            [],
        ),
        (
            "and gets one",
            [item("3000", d.Category.PROJECT), step("pay", "chu", "3000", project_id="P")],
            ["manual catalogue"],
        ),
    ],
)
def test_decided_before_done(case: str, told: Iterable[Record], expected: list[str] | None) -> None:
    wanted = ["violation no_matter"] if expected is None else expected
    assert said("DEC-01", office(*told)) == wanted, case


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"category": d.Category.LARGE_FUNDS, "amount": Money("80000")}, []),
        ({"category": d.Category.LARGE_FUNDS, "amount": None}, ["not_assessable no_sum"]),
        ({"category": d.Category.PROJECT, "amount": Money("80000")}, ["warning other_category"]),
    ],
)
def test_what_is_proposed_is_of_one_category_and_says_how_much(
    told: dict[str, Any], expected: list[str]
) -> None:
    proposed = matter(catalog_item_id="90000", **told)
    paid = step("pay", "chu", "10.00")
    assert said("DEC-01", office(item("90000"), proposed, paid)) == expected


def test_a_threshold_that_nobody_set_is_one_finding() -> None:
    paid = [step("pay", "chu", "900000", tx=tx) for tx in ("X", "Y")]
    assert said("DEC-01", office(paid, dec__large_funds_threshold="")) == ["warning no_threshold"]


def test_a_catalogue_must_be_published() -> None:
    private = d.CatalogItem(
        item_id="site", category=d.Category.PROJECT, name="选址", basis="实施细则", from_=START
    )
    assert said("DEC-01", office(private, [step("pay", "chu")])) == ["warning no_catalogue"]


def paid(
    tx: str, days: int, amount: str, payee: str | None = "示例电脑公司", **more: str
) -> Record:
    return step("pay", "chu", amount, DAY + timedelta(days=days), tx, payee=payee, **more)


@pytest.mark.parametrize(
    ("case", "told", "expected"),
    [
        ("the last day of the window", [paid("A", 0, "30000"), paid("B", 90, "20000")], 1),
        ("the day after", [paid("A", 0, "30000"), paid("B", 91, "20000")], 0),
        ("a cent too little", [paid("A", 0, "30000"), paid("B", 1, "19999.99")], 0),
        (
            "one payment in two steps",
            [paid("A", 0, "30000"), step("book", "kuai", "30000", tx="A")],
            0,
        ),
        ("one at the threshold is no part", [paid("A", 0, "50000"), paid("B", 1, "20000")], 0),
        ("another payee", [paid("A", 0, "30000"), paid("B", 1, "30000", "示例家具厂")], 0),
        (
            "the same project",
            [paid("A", 0, "30000", None, project_id="P"), paid("B", 1, "30000", project_id="P")],
            1,
        ),
        (
            "the same payments by payee and project",
            [paid("A", 0, "30000", project_id="P"), paid("B", 1, "30000", project_id="P")],
            1,
        ),
        (
            "a name written in full width",
            [paid("A", 0, "30000", "ＡＢ 公司"), paid("B", 1, "30000", "ab公司")],
            1,
        ),
        (
            "a refund takes nothing away",
            [paid("A", 0, "30000"), paid("B", 1, "30000"), paid("C", 2, "-20000")],
            1,
        ),
        (
            "windows that overlap are one finding",
            [paid(f"T{n}", 60 * n, "30000") for n in range(4)],
            1,
        ),
        (
            "far apart they are two",
            [paid(f"T{n}", n, "30000") for n in (0, 1, 200, 201)],
            2,
        ),
    ],
)
def test_splitting(case: str, told: list[Record], expected: int) -> None:
    assert said("DEC-02", office(told)) in (
        ["warning payee"] * expected,
        ["warning project"] * expected,
    ), case


def test_instalments_of_a_decision_split_nothing() -> None:
    told = [paid("A", 0, "30000", **ON_M), paid("B", 9, "30000", **ON_M)]
    assert said("DEC-02", office(matter(), decided(DAY, 2), told)) == []
    assert said("DEC-02", office(matter(), decided(DAY, 1), told)) == ["warning payee"]


def test_a_split_says_how_much_within_a_window_and_names_its_parts() -> None:
    told = [paid(f"T{n}", 60 * n, f"{n + 2}0000") for n in range(3)]
    (found,) = findings("DEC-02", office(told))
    assert (found.args["count"], found.args["reached"]) == (3, Money("70000.00"))
    assert found.args["last"] == found.event_date == DAY + timedelta(days=120)
    assert found.evidence == tuple(f"transaction/T{n}" for n in range(3))
    assert found.event_date < END


def test_without_a_threshold_nothing_is_called_split() -> None:
    told = [paid("A", 0, "30000"), paid("B", 1, "30000")]
    assert said("DEC-02", office(told, dec__large_funds_threshold="")) == []


def test_names_of_a_payee_are_compared_without_width_case_and_spaces() -> None:
    assert same_name(" ＡＢ　公司") == same_name("ab公司")
    assert same_name("示例一公司") != same_name("示例二公司")
