"""Who carries a decision out and who supervises it (SEP-01, SEP-02, SEP-04)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from msgspec.structs import replace

from tests.mechanisms.power_split.ledger_room import decided, holds, matter, office, post, said
from tripower.core.people import Role
from tripower.core.records import Record
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.power_split.records import Power

VOTED, MAY_1 = date(2024, 3, 1), date(2024, 5, 1)
APRIL_30, MAY_2 = date(2024, 4, 30), date(2024, 5, 2)
PLAN = replace(matter(), category=d.Category.MAJOR_DECISION)
HIRE = replace(matter(), category=d.Category.PERSONNEL)
FORMER = (
    post("zhen", Role.DIRECTOR, to=APRIL_30),
    post("zhen", Role.DEPUTY_HEAD, from_=MAY_1, position_id="p-zhen-2"),
)
DISCIPLINE = post("zheng", Role.DISCIPLINE_LEADER)


def begun(who: str, on: date = MAY_1, power: Power | None = Power.FINANCE) -> d.Execution:
    return d.Execution(matter_id="M", executor_id=who, started_on=on, power=power)


def looked(who: str, on: date = MAY_1, number: int = 1) -> d.SupervisionCheck:
    return d.SupervisionCheck(matter_id="M", check_no=number, by=who, on=on, found="进度正常")


def closed(on: date = MAY_1) -> d.Closing:
    return d.Closing(matter_id="M", on=on, by="jia", result=d.ClosingResult.DONE)


def minutes(executor: str | None, *supervisors: str) -> d.Minutes:
    item = d.MinutesItem(
        matter_id="M",
        outcome=d.Outcome.PASSED,
        entitled=3,
        present=3,
        yes=3,
        no=0,
        abstain=0,
        defer=0,
        executor_id=executor,
        supervisor_ids=supervisors,
    )
    return d.Minutes(
        meeting_id="K",
        minutes_id="J-1",
        year=2024,
        number=1,
        issued_on=VOTED,
        signer_id="zhen",
        distribution=("各股室",),
        items=(item,),
    )


@pytest.mark.parametrize(
    ("case", "told", "expected"),
    [
        ("nothing is begun", [], []),
        ("the holder", [begun("jia")], []),
        ("another deputy", [begun("yi")], ["violation not_holder"]),
        ("the head", [begun("zhen")], ["violation head"]),
        ("the head, where no power is touched", [begun("zhen", power=None)], ["violation head"]),
        ("a deputy, where no power is touched", [PLAN, begun("yi", power=None)], []),
        ("a clerk", [PLAN, begun("wen", power=None)], ["violation not_deputy"]),
        (
            "the discipline leader",
            [DISCIPLINE, PLAN, begun("zheng", power=None)],
            ["violation not_deputy"],
        ),
        (
            "a deputy no longer",
            [post("yi", Role.DEPUTY_HEAD, to=APRIL_30), PLAN, begun("yi", power=None)],
            ["violation not_deputy"],
        ),
        ("money without a power", [begun("jia", power=None)], ["manual unsaid"]),
        (
            "an appointment, whatever power is named",
            [HIRE, holds("yi", Power.PERSONNEL), begun("jia")],
            ["violation not_holder"],
        ),
        (
            "an appointment by the holder, though no power is named",
            [HIRE, holds("yi", Power.PERSONNEL), begun("yi", power=None)],
            [],
        ),
        (
            "a power without a holder",
            [begun("jia", power=Power.PERSONNEL)],
            ["violation no_holder"],
        ),
        ("a stand-in", [holds("yi", Power.FINANCE, standin=True), begun("yi")], []),
        ("the last day of the holder", [holds("jia", Power.FINANCE, to=MAY_1), begun("jia")], []),
        (
            "the day after",
            [holds("jia", Power.FINANCE, to=APRIL_30), begun("jia")],
            ["violation no_holder"],
        ),
        (
            "the first day of the next",
            [
                holds("jia", Power.FINANCE, to=APRIL_30),
                holds("yi", Power.FINANCE, from_=MAY_1),
                begun("yi"),
            ],
            [],
        ),
        (
            "too early for the next",
            [
                holds("jia", Power.FINANCE, to=MAY_1),
                holds("yi", Power.FINANCE, from_=MAY_2),
                begun("yi"),
            ],
            ["violation not_holder"],
        ),
        ("minutes name a deputy", [minutes("jia")], []),
        ("minutes name the head", [minutes("zhen")], ["violation head"]),
        ("minutes name nobody", [minutes(None)], []),
        (
            "head no longer on that day",
            [*FORMER, PLAN, begun("zhen", power=None)],
            [],
        ),
        (
            "head still on that day",
            [post("zhen", Role.DIRECTOR, to=MAY_1), begun("zhen", power=None)],
            ["violation head"],
        ),
    ],
)
def test_who_carries_it_out(case: str, told: Iterable[Record], expected: list[str]) -> None:
    assert said("SEP-01", office(matter(), told)) == expected, case


@pytest.mark.parametrize(
    ("case", "told", "expected"),
    [
        ("two people", [minutes("jia", "zheng")], []),
        ("one and the same", [minutes("jia", "jia")], ["violation both"]),
        ("among several", [minutes("jia", "zheng", "jia")], ["violation both"]),
        (
            "supervised by the one who began it",
            [minutes("yi", "jia"), begun("jia")],
            ["violation both"],
        ),
        ("a look at the own work", [begun("jia"), looked("jia")], ["violation both"]),
        ("a look at another's work", [begun("jia"), looked("zhen")], []),
        (
            "two looks are one breach",
            [begun("jia"), looked("jia"), looked("jia", MAY_2, 2)],
            ["violation both"],
        ),
    ],
)
def test_who_supervises(case: str, told: Iterable[Record], expected: list[str]) -> None:
    assert said("SEP-02", office(matter(), told)) == expected, case


@pytest.mark.parametrize(
    ("case", "told", "expected"),
    [
        ("not closed yet", [], []),
        ("nobody looked", [closed()], ["warning unseen"]),
        ("the head on the same day", [closed(), looked("zhen")], []),
        ("the head a day late", [closed(), looked("zhen", MAY_2)], ["warning unseen"]),
        ("the discipline leader", [closed(), looked("zheng", APRIL_30)], []),
        ("another deputy", [closed(), looked("yi")], ["warning unseen"]),
        ("a deputy, then the head", [closed(), looked("yi"), looked("zhen", MAY_1, 2)], []),
        (
            "whoever leads a vacant unit",
            [
                post("zhen", Role.DIRECTOR, to=APRIL_30),
                post("yi", Role.DEPUTY_HEAD, acting=True),
                closed(),
                looked("yi"),
            ],
            [],
        ),
    ],
)
def test_supervised_before_closing(case: str, told: Iterable[Record], expected: list[str]) -> None:
    team = office(DISCIPLINE, matter(), decided(VOTED, 3), told)
    assert said("SEP-04", team) == expected, case


def test_only_a_matter_that_had_passed_needs_supervision() -> None:
    assert said("SEP-04", office(DISCIPLINE, matter(), decided(VOTED, 1), closed())) == []
    assert said("SEP-04", office(DISCIPLINE, matter(), decided(MAY_2, 3), closed())) == []
