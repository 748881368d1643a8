"""Who is entitled is what the register says of the day; what a matter needs is what is counted."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import TEAM, base, changed, matter, said, the, unit
from tests.mechanisms.decisions.voting_room import Y, members, vote
from tripower.core.people import Position, Role
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.actions.votes import voters
from tripower.mechanisms.decisions.quorum import needs
from tripower.mechanisms.decisions.tally import tally

HELD = the(d.Meeting, "K-1")
POSTS = base().all(Position)


def post(person_id: str, **fields: Any) -> Position:
    told: dict[str, Any] = {
        "position_id": f"also-{person_id}",
        "role": Role.DEPUTY_HEAD,
        "title": "副局长",
        "voting": True,
        "from_": date(2022, 1, 1),
    }
    return Position(person_id=person_id, **told | fields)


def entitled(*person_ids: str, **fields: Any) -> d.Meeting:
    return changed(HELD, entitled_ids=person_ids, present_ids=person_ids, **fields)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (HELD, []),
        (entitled(*TEAM[:4]), ["violation left_out"]),
        (entitled(*TEAM[:3]), ["violation left_out", "violation left_out"]),
        (entitled(*TEAM, "wen"), ["violation added"]),
        (entitled(*TEAM[:4], "wen"), ["violation added", "violation left_out"]),
        (entitled(*TEAM[:4], stage=d.MeetingStage.OPEN), ["violation left_out"]),
        (entitled(*TEAM[:4], stage=d.MeetingStage.CALLED), []),
        (entitled(*TEAM[:4], agenda=("M-1", "M-2")), ["violation left_out"]),  # once a meeting
        (entitled(*TEAM[:4], body=d.Body.PARTY_GROUP), ["not_assessable unknown"]),
    ],
)
def test_nobody_is_left_out_of_the_team_or_added_to_it(
    held: d.Meeting, expected: list[str]
) -> None:
    assert said("DEC-05", unit(held, matter("M-2"))) == expected


@pytest.mark.parametrize(
    ("of_wen", "expected"),
    [
        ({"to": date(2024, 1, 4)}, []),  # left the day before
        ({"to": HELD.held_on}, ["violation left_out"]),
        ({"from_": date(2024, 1, 6)}, []),
        ({"voting": False}, []),
        ({"suspended_from": date(2024, 1, 2), "suspended_doc_no": "区纪〔2024〕1号"}, []),
        ({"suspended_from": date(2024, 1, 2)}, ["violation left_out"]),  # no paper, no suspension
    ],
)
def test_the_register_on_the_day_says_who_belongs_to_the_team(
    of_wen: dict[str, Any], expected: list[str]
) -> None:
    assert said("DEC-05", unit(post("wen", **of_wen))) == expected


def test_without_a_register_nobody_can_say_who_was_left_out() -> None:
    assert said("DEC-05", unit(without=POSTS)) == ["not_assessable unknown"]


SCOPES = ("deliberation_and_vote", "deliberation_only")
READINGS = list(product(SCOPES, ("keep", "reduce"), ("count", "exclude")))


@pytest.mark.parametrize(("scope", "denominator", "quorum"), READINGS)
@pytest.mark.parametrize("category", [d.Category.PROJECT, d.Category.PERSONNEL])
@pytest.mark.parametrize("body", [d.Body.TEAM, d.Body.PARTY_GROUP])
def test_what_is_needed_beforehand_is_what_the_count_then_asks(
    scope: str, denominator: str, quorum: str, category: d.Category, body: d.Body
) -> None:
    """m6 is concerned; once the recusal is on record, the count needs what was announced."""
    told = {
        "recusal_scope": scope,
        "recusal_denominator": denominator,
        "recusal_quorum": quorum,
        "matter": {"concerns_ids": ("m6",), "category": category},
        "meeting": {"body": body},
    }
    before = vote(6, 6, None, **told)
    (need,) = needs(before.meeting, before.see)
    then = tally(vote(6, 6, None, recused=["m6"], **told))
    assert (need.quorum, need.yes) == (then.quorum_needed, then.yes_needed)
    assert need.yes == (3 if (scope, denominator) == (SCOPES[0], "reduce") else 4)
    assert need.recuse == ("m6",)


def test_a_recusal_on_record_is_announced_too() -> None:
    this = vote(6, 6, None, recused=["m5"], matter={"concerns_ids": ("m2", "guest")})
    (need,) = needs(this.meeting, this.see)
    assert need.recuse == ("m2", "m5")


def test_a_called_meeting_needs_what_the_team_of_the_day_needs() -> None:
    called = changed(HELD, stage=d.MeetingStage.CALLED, entitled_ids=(), present_ids=())
    own = changed(the(d.Matter, "M-1"), concerns_ids=("jia",))
    (need,) = needs(called, unit(called, own))
    assert (need.quorum, need.yes, need.recuse) == (4, 3, ("jia",))


@pytest.mark.parametrize(("scope", "denominator", "quorum"), READINGS)
def test_who_is_asked_for_a_vote_is_whoever_may_cast_one(
    scope: str, denominator: str, quorum: str
) -> None:
    """m5 leaves the room as recused, m6 for another reason; a guest sits in."""
    room = d.Attendance(
        meeting_id="K", matter_id="M", present_ids=(*members(4), "guest"), reason="离席"
    )
    told = {
        "recusal_scope": scope,
        "recusal_denominator": denominator,
        "recusal_quorum": quorum,
        "recused": ["m5"],
    }
    asked = voters(vote(7, (*members(6), "guest"), None, room, **told))
    assert asked == [*members(4), *(["m5"] if scope == SCOPES[1] else [])]
    counted = tally(vote(7, members(6), dict.fromkeys(asked, Y), room, **told))
    assert (counted.count.yes, counted.count.struck) == (len(asked), 0)
