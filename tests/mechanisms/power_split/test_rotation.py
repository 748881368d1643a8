"""Whom not to move now, how many at once, with which papers (TEN-07 to TEN-10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.mechanisms.power_split.division import parameter
from tests.mechanisms.power_split.posts import (
    DEPUTY,
    DIRECTOR,
    HERE,
    KEY,
    SECRETARY,
    day,
    earlier,
    plan,
    post,
    retires,
    said,
    unit,
)
from tripower.core.people import Position
from tripower.core.records import Record
from tripower.core.registers import Span
from tripower.mechanisms.power_split.records import (
    ExemptionGround,
    Handover,
    LeavingAudit,
    RotationOrder,
)
from tripower.mechanisms.power_split.rotation import Move, at_once, seats

HEAD = post("zhen", DIRECTOR, "2019-07-01", position_id="p-zhen")
LEFT = replace(HEAD, to=day("2024-03-31"))
NEXT = post("li", DIRECTOR, "2024-04-01")
TENURE = "tenure/zhen/director"


def order(on: str, person: str = "zhen", **more: object) -> RotationOrder:
    told = {"order_id": "O", "doc_no": "〔2024〕1号", "to_unit": "示例区林业局", **more}
    position = told.pop("position_id", f"p-{person}")
    return RotationOrder(on=day(on), person_id=person, position_id=position, to_post="局长", **told)


def handover(**more: object) -> Handover:
    told = dict.fromkeys(("matters", "funds", "assets", "files"), "无")
    told |= {"witnesses": ("何某",), "position_id": "p-zhen"} | more
    return Handover(on=day("2024-04-02"), receiver_id="li", **told)


AUDIT = LeavingAudit(
    audit_id="A", position_id="p-zhen", on=day("2024-03-20"), doc_no="〔2024〕2号", auditor="审计局"
)


@pytest.mark.parametrize(
    ("retire", "as_of", "expected"),
    [
        ("2027-01-01", "2023-12-31", []),  # not due yet
        ("2027-01-01", "2024-01-01", ["manual near"]),  # the lead of TEN-02 begins
        ("2027-01-02", "2024-01-01", []),  # more than three years
        ("2027-12-31", "2024-12-31", ["manual near"]),
        ("2028-01-01", "2024-12-31", []),
        ("2028-02-29", "2025-02-27", []),
        ("2028-02-29", "2025-02-28", ["manual near"]),
    ],
)
def test_close_to_retirement_people_decide(retire: str, as_of: str, expected: list[str]) -> None:
    found = said("TEN-07", as_of, HEAD, retires("zhen", retire))
    assert found == [f"{one} {TENURE}" for one in expected]


def test_another_number_of_years_and_a_plan_for_a_deputy() -> None:
    deputy = post("jia", DEPUTY, "2022-01-01", position_id="p-jia")
    close = retires("jia", "2027-06-30")
    assert said("TEN-07", "2024-12-31", deputy, close) == []
    planned = plan("jia", "p-jia", "2025-06-30")
    name = "tenure/jia/deputy_head/副局长"
    assert said("TEN-07", "2024-12-31", deputy, close, planned) == [f"manual near {name}"]
    two = parameter("ten.near_retirement_years", "2")
    assert said("TEN-07", "2024-12-31", deputy, close, planned, two) == []
    assert said("TEN-07", "2025-06-30", deputy, close, planned, two) == [f"manual near {name}"]


@pytest.mark.parametrize(
    ("ground", "retire", "expected"),
    [
        (ExemptionGround.ILLNESS, "", "exempt"),
        (ExemptionGround.INVESTIGATION, "2026-01-01", "exempt"),
        (ExemptionGround.OTHER, "", "exempt"),
        (ExemptionGround.RETIREMENT, "2027-12-31", "exempt"),
        (ExemptionGround.RETIREMENT, "2028-01-01", "not_near"),
        (ExemptionGround.RETIREMENT, "", "not_near"),
        (None, "2026-01-01", "no_ground"),
    ],
)
def test_an_exemption_is_for_people_to_judge_and_excuses_nothing(
    ground: ExemptionGround | None, retire: str, expected: str
) -> None:
    records: list[Record] = [HEAD, plan("zhen", "p-zhen", "2024-12-31", "exempt")]
    records[1] = replace(records[1], exemption_ground=ground)
    records += [retires("zhen", retire)] if retire else []
    assert said("TEN-07", "2024-12-31", *records) == [f"manual {expected} {TENURE}"]
    assert said("TEN-02", "2024-12-31", KEY, *records) == [f"warning key {TENURE}"]


def team(size: int) -> list[Position]:
    return [post(f"m{one}", DEPUTY, "2020-01-01", position_id=f"p-{one}") for one in range(size)]


def leaving(posts: list[Position], *days: str) -> list[Record]:
    gone = [replace(one, to=day(text)) for one, text in zip(posts, days, strict=False)]
    return [*gone, *posts[len(days) :]]


@pytest.mark.parametrize(
    ("size", "days", "expected"),
    [
        (6, ["2024-03-31", "2024-03-31"], []),  # 3×2 = 6
        (5, ["2024-03-31", "2024-03-31"], ["warning team"]),  # 3×2 = 6 > 5
        (5, ["2024-03-31", "2024-04-30"], ["warning team"]),  # the thirtieth day
        (5, ["2024-03-31", "2024-05-01"], []),
        (10, ["2024-03-01", "2024-03-11", "2024-03-21"], []),
        (10, ["2024-03-01", "2024-03-11", "2024-03-21", "2024-03-31"], ["warning team"]),
        (10, ["2024-03-01", "2024-03-11", "2024-03-21", "2024-04-01"], []),
        (2, ["2024-03-31"], []),  # one person is never too many
        (3, ["2009-12-30", "2009-12-31"], []),  # before the unit's period
        (3, ["2024-12-31", "2024-12-31"], ["warning team"]),
        (3, ["2025-01-01", "2025-01-01"], []),  # after the day of the check
    ],
)
def test_at_most_a_third_of_a_team_at_once(size: int, days: list[str], expected: list[str]) -> None:
    found = said("TEN-08", "2024-12-31", *leaving(team(size), *days))
    assert found == [f"{one} unit/u" for one in expected]


def test_plans_count_from_the_day_of_the_check_on() -> None:
    posts = team(5)
    both = [plan(f"m{one}", f"p-{one}", "2025-03-31") for one in range(2)]
    assert said("TEN-08", "2024-12-31", *posts, *both) == ["warning team unit/u"]
    apart = [both[0], replace(both[1], due_on=day("2025-05-01"))]
    assert said("TEN-08", "2024-12-31", *posts, *apart) == []
    assert said("TEN-08", "2025-04-01", *posts, *both) == []
    exempt = plan("m1", "p-1", "2025-03-31", "exempt")
    assert said("TEN-08", "2024-12-31", *posts, both[0], exempt) == []
    share = parameter("ten.team_share", "1/2")
    assert said("TEN-08", "2024-12-31", *posts, *both, share) == []


def test_another_post_in_the_same_team_is_no_leaving() -> None:
    posts = leaving(team(4), "2024-03-31", "2024-03-31")
    again = [post(f"m{one}", DIRECTOR, "2024-04-01", title="局长") for one in range(2)]
    assert said("TEN-08", "2024-12-31", *posts, again[0]) == []
    assert said("TEN-08", "2024-12-31", *posts) == ["warning team unit/u"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2024-03-01", "2024-03-31", ["warning heads"]),
        ("2024-03-01", "2024-04-01", []),
        ("2024-03-01", "", []),
    ],
)
def test_both_heads_do_not_leave_together(first: str, second: str, expected: list[str]) -> None:
    heads = [
        post("zhen", DIRECTOR, "2020-01-01", first),
        post("shu", SECRETARY, "2020-01-01", second),
    ]
    found = said("TEN-08", "2024-12-31", *heads, *team(8))
    assert found == [f"{one} unit/u" for one in expected]


def test_heads_who_change_places_or_follow_each_other_do_not_leave_together() -> None:
    swapped = [
        post("zhen", DIRECTOR, "2020-01-01", "2024-03-31"),
        post("shu", SECRETARY, "2020-01-01", "2024-03-31"),
        post("zhen", SECRETARY, "2024-04-01"),
        post("shu", DIRECTOR, "2024-04-01"),
    ]
    assert said("TEN-08", "2024-12-31", *swapped, *team(8)) == []
    followed = [LEFT, replace(NEXT, to=day("2024-04-15")), *team(8)]
    assert said("TEN-08", "2024-12-31", *followed) == []


def test_groups_are_as_large_as_they_can_be() -> None:
    start = date(2024, 1, 1)
    told = [Move(start + timedelta(days=days), f"p{days}") for days in (0, 10, 40, 45)]
    assert at_once(told, 30) == [told[:2], told[1:3], told[2:]]
    assert at_once(told, 45) == [told]
    assert at_once([], 30) == []


@pytest.mark.parametrize(
    ("as_of", "records", "expected"),
    [
        ("2024-03-31", [LEFT], []),  # the last day in the post
        ("2024-04-01", [LEFT, NEXT], ["notice no_audit"]),
        ("2024-04-01", [LEFT, NEXT, AUDIT], []),
        ("2024-04-01", [LEFT, NEXT, replace(AUDIT, draft=True)], ["notice no_audit"]),
        (
            "2024-04-01",
            [LEFT, NEXT, replace(AUDIT, position_id="li-2024-04-01")],
            ["notice no_audit"],
        ),
        ("2024-04-01", [LEFT, post("zhen", SECRETARY, "2024-04-01")], []),
        ("2024-04-01", [LEFT, post("zhen", DEPUTY, "2024-04-01")], ["notice no_audit"]),
        ("2024-04-01", [LEFT, post("zhen", DIRECTOR, "2024-04-01")], []),
        ("2024-03-15", [HEAD, order("2024-03-15")], ["notice ordered"]),
        ("2024-03-15", [HEAD, order("2024-03-15"), AUDIT], []),
        ("2024-03-15", [HEAD, order("2024-03-15", "li", position_id="p-zhen")], []),
        ("2024-04-01", [replace(LEFT, role=DEPUTY)], []),
    ],
)
def test_a_head_who_leaves_is_audited(
    as_of: str, records: list[Record], expected: list[str]
) -> None:
    assert said("TEN-09", as_of, *records) == [f"{one} {TENURE}" for one in expected]


def test_who_left_before_the_period_is_not_asked_for() -> None:
    late = replace(HERE, period=Span(from_=day("2024-04-01")))
    assert said("TEN-09", "2024-12-31", late, LEFT, NEXT) == []
    assert said("TEN-10", "2024-12-31", late, LEFT, NEXT) == []
    on_it = replace(HERE, period=Span(from_=day("2024-03-31")))
    assert said("TEN-09", "2024-12-31", on_it, LEFT, NEXT) == [f"notice no_audit {TENURE}"]


@pytest.mark.parametrize(
    ("as_of", "records", "expected"),
    [
        ("2024-03-31", [LEFT], []),
        ("2024-04-01", [LEFT], ["warning no_handover", "warning no_order"]),
        ("2024-04-01", [LEFT, order("2024-03-28"), handover()], []),
        ("2024-04-01", [LEFT, order("2024-04-01"), handover()], []),
        ("2024-04-02", [LEFT, order("2024-04-02"), handover()], ["warning order_late"]),
        ("2024-04-01", [LEFT, order("2024-03-28")], ["warning no_handover"]),
        ("2024-04-01", [LEFT, handover()], ["warning no_order"]),
        (
            "2024-04-01",
            [LEFT, order("2024-03-28"), handover(funds=None, witnesses=())],
            ["warning incomplete"],
        ),
        (
            "2024-04-01",
            [LEFT, order("2024-03-28"), handover(draft=True)],
            ["warning no_handover"],
        ),
        ("2024-04-01", [LEFT, post("zhen", SECRETARY, "2024-04-01")], []),
    ],
)
def test_a_rotation_has_its_order_and_its_handover(
    as_of: str, records: list[Record], expected: list[str]
) -> None:
    assert sorted(said("TEN-10", as_of, *records)) == [f"{one} {TENURE}" for one in expected]


def test_a_deputy_is_asked_for_papers_only_where_the_move_was_planned_or_ordered() -> None:
    name = "tenure/jia/deputy_head/副局长"
    left = post("jia", DEPUTY, "2020-01-01", "2024-03-31", position_id="p-jia")
    assert said("TEN-10", "2024-12-31", left) == []
    ordered = order("2024-03-28", "jia")
    assert said("TEN-10", "2024-12-31", left, ordered) == [f"warning no_handover {name}"]
    planned = plan("jia", "p-jia", "2024-03-31")
    found = said("TEN-10", "2024-12-31", left, planned, handover(position_id="p-jia"))
    assert found == [f"warning no_order {name}"]


def test_a_plan_whose_day_has_passed_is_told() -> None:
    planned = plan("zhen", "p-zhen", "2024-06-30")
    assert said("TEN-10", "2024-06-30", HEAD, planned) == []
    assert said("TEN-10", "2024-07-01", HEAD, planned) == [f"warning not_done {TENURE}"]
    assert said("TEN-10", "2024-07-01", HEAD, planned, order("2024-06-30")) == []
    exempt = plan("zhen", "p-zhen", "2024-06-30", "exempt")
    assert said("TEN-10", "2024-07-01", HEAD, exempt) == []


def test_what_is_due_first_stands_at_the_top_with_its_rule() -> None:
    served = earlier("zhen", DEPUTY, "2013-05-01", "2019-06-30", level="正科级")
    jia = post("jia", DEPUTY, "2022-01-01")
    found = seats(unit(served, replace(HEAD, level="正科级"), jia), day("2024-01-01"))
    assert [(seat.tenure.person_id, seat.due.rule_id, seat.due.on) for seat in found] == [
        ("zhen", "TEN-05", day("2023-05-01")),
        ("jia", "TEN-03", day("2032-01-01")),
    ]
    assert [(one.rule_id, one.on) for one in found[0].limits] == [
        ("TEN-05", day("2023-05-01")),
        ("TEN-02", day("2024-07-01")),
        ("TEN-04", day("2028-05-01")),
        ("TEN-03", day("2029-07-01")),
        ("TEN-04", day("2029-07-01")),
    ]
    assert (found[0].years, found[0].unit_years) == (4, 10)
