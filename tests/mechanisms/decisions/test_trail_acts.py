"""What a commit says of itself: one line, who, and in which post (TRL-03, 04, 05)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import base, changed, matter, the
from tests.mechanisms.decisions.trail_room import MONDAY, act, came, hits, pair, said, there
from tripower.core.people import Person, Position
from tripower.mechanisms.decisions import records as d

HELD = the(d.Meeting, "K-1")
CALLED = changed(HELD, meeting_id="K-2", held_on=MONDAY, stage=d.MeetingStage.CALLED, draft=True)
NEW = matter("M-9", proposed_on=MONDAY)


def ballot(person_id: str, **told: Any) -> d.Ballot:
    which = {"meeting_id": "K-2", "matter_id": "M-1", "choice": d.Choice.YES}
    return d.Ballot(person_id=person_id, **which | told)


@pytest.mark.parametrize(
    ("parents", "first", "expected"),
    [
        (1, False, []),
        (0, True, []),
        (0, False, ["violation root"]),
        (2, False, ["violation merge"]),
        (3, True, ["violation merge"]),
    ],
)
def test_a_history_has_one_beginning_and_no_second_line(
    parents: int, first: bool, expected: list[str]
) -> None:
    assert said("TRL-03", [], by=act(parents=parents, first=first)) == expected


NAMED = {"named": ("matter/M-9",)}
JIA = {"actor_id": "jia", "author_id": "jia"}
WEN = the(Person, "wen")
RENAMED = pair(WEN, changed(WEN, name="文员乙"))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (NAMED, []),
        (NAMED | {"actor_name": "文员甲"}, []),
        (NAMED | {"actor_name": "wen"}, []),
        (NAMED | {"actor_name": "甄诚"}, ["violation other_name"]),
        ({}, ["violation unnamed"]),
        ({"named": ("matter/M-8", "matter")}, ["violation unnamed"]),
        (NAMED | {"author_id": "jia"}, ["violation other_author"]),
        (NAMED | {"actor_id": "x", "author_id": "x", "actor_name": "X"}, ["violation stranger"]),
        ({"described": False}, ["warning by_hand"]),
    ],
)
def test_a_commit_says_who_acted_and_on_what(told: dict[str, Any], expected: list[str]) -> None:
    assert said("TRL-04", came(NEW), by=act(**told)) == expected


def test_a_commit_that_changes_no_record_needs_no_words_but_no_false_ones_either() -> None:
    assert said("TRL-04", [], by=act(described=False)) == []
    assert said("TRL-04", [], by=act(actor_id="x", author_id="x", actor_name="X")) == []
    assert said("TRL-04", [], by=act(author_id="jia")) == ["violation other_author"]
    assert said("TRL-04", [], by=act(actor_name="甄诚")) == ["violation other_name"]


def test_who_is_renamed_may_act_by_the_old_name_and_by_the_new() -> None:
    named = {"named": ("person/wen",)}
    assert said("TRL-04", [RENAMED], by=act(actor_name="文员甲", **named)) == []
    assert said("TRL-04", [RENAMED], by=act(actor_name="文员乙", **named)) == []
    assert said("TRL-04", [RENAMED], by=act(actor_name="文员丙", **named)) != []
    gone = [pair(WEN, None)]
    assert said("TRL-04", gone, by=act(actor_name="文员甲", **named)) == []
    assert said("TRL-04", gone, by=act(actor_name="?", **named)) == ["violation other_name"]


def test_nobody_enters_the_own_person_but_the_first_of_all() -> None:
    own = Person(person_id="x", name="许新")
    told = act(actor_id="x", author_id="x", actor_name="许新", named=("person/x",))
    assert said("TRL-04", came(own), by=told) == ["violation stranger"]
    assert said("TRL-04", came(own), by=told, without=base().all(Person)) == []


@pytest.mark.parametrize(
    ("actor", "expected"), [("jia", ["warning supervision"]), ("wen", []), ("yi", [])]
)
def test_who_carries_a_decision_out_does_not_record_its_supervision(
    actor: str, expected: list[str]
) -> None:
    begun = d.Execution(matter_id="M-1", executor_id="jia", started_on=date(2024, 6, 3))
    look = d.SupervisionCheck(matter_id="M-1", check_no=1, by="zheng", on=MONDAY, found="已办")
    by = act(actor_id=actor, author_id=actor)
    assert said("TRL-05", came(look), begun, by=by) == expected
    assert said("TRL-05", came(look), changed(begun, matter_id="M-2"), by=by) == []


def test_who_recorded_is_told_by_name() -> None:
    pairs = came(CALLED, ballot("yi"))
    (hit,) = hits("TRL-05", pairs, there(pairs), act(**JIA))
    assert (hit.args["actor"], hit.args["member"], hit.path) == (
        "贾石",
        "易明",
        "ballot/K-2/M-1/yi",
    )


@pytest.mark.parametrize(
    ("actor", "member", "expected"),
    [
        ("wen", "yi", []),  # the recorder
        ("zhen", "yi", []),  # who presides
        ("yi", "yi", []),
        ("jia", "yi", ["warning ballot"]),
    ],
)
def test_a_ballot_is_recorded_by_the_member_the_recorder_or_who_presides(
    actor: str, member: str, expected: list[str]
) -> None:
    by = act(actor_id=actor, author_id=actor)
    assert said("TRL-05", came(ballot(member)), CALLED, by=by) == expected
    alone = [] if actor == member else ["warning ballot"]
    assert said("TRL-05", came(ballot(member)), by=by) == alone  # of a meeting nobody knows
    by = act(actor_id=actor, author_id="wen")  # who acts counts; of the author TRL-04 speaks
    assert said("TRL-05", came(ballot(member)), CALLED, by=by) == expected


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ({"to": MONDAY}, []),
        ({"to": MONDAY - timedelta(days=1)}, ["warning no_post"]),
        ({"from_": MONDAY}, []),
        ({"from_": MONDAY + timedelta(days=1)}, ["warning no_post"]),
    ],
)
def test_who_records_holds_a_post_that_day(post: dict[str, Any], expected: list[str]) -> None:
    of_wen = the(Position, "p-wen")
    assert said("TRL-05", came(NEW), changed(of_wen, **post)) == expected
    another = changed(of_wen, position_id="p-2", from_=date(2021, 1, 1), to=date(2021, 12, 31))
    assert said("TRL-05", came(NEW), changed(of_wen, **post), another) == expected


def test_of_whom_nothing_is_known_another_rule_speaks() -> None:
    none, of_wen = base().all(Position), [the(Position, "p-wen")]
    stranger = act(actor_id="x", author_id="x")
    assert said("TRL-05", came(NEW), by=stranger) == []
    assert said("TRL-05", came(NEW), without=of_wen) == ["warning no_post"]
    assert said("TRL-05", came(NEW), without=none) == []  # nobody holds one yet
    assert said("TRL-05", came(NEW), without=of_wen, by=act(described=False)) == []
    assert said("TRL-05", [], without=of_wen) == []
    unnamed = act(actor_id="")
    assert said("TRL-05", came(NEW), without=of_wen, by=unnamed) == ["warning no_post"]
