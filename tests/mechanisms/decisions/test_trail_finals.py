"""What a commit may do to what is on record, both sides of each line (TRL-01, 02, 07, 16)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import base, changed, the
from tests.mechanisms.decisions.trail_room import (
    MONDAY,
    act,
    came,
    hits,
    pair,
    said,
    text,
    there,
    where,
)
from tripower.cli.registry import load_rules
from tripower.core.changes import Claim, Evidence, Flaw, Pair
from tripower.core.digests import sha256
from tripower.core.people import Person
from tripower.core.records import Digest, Supersedes
from tripower.core.trust import Checkpoint
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import records as d

HELD = the(d.Meeting, "K-1")
DRAFT = changed(HELD, meeting_id="K-2", held_on=MONDAY, stage=d.MeetingStage.OPEN, draft=True)
BALLOT = the(d.Ballot, "K-1/M-1/jia")
MINUTES = the(d.Minutes, base().all(d.Minutes)[0].key)
NO = {"choice": d.Choice.NO}
CHECKPOINT = Checkpoint(
    number=1, on=MONDAY, head="0" * 40, files=3, manifest=Digest("0" * 64), parameters="abc"
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, BALLOT, []),
        (BALLOT, changed(BALLOT, **NO), ["violation edited"]),
        (BALLOT, None, ["violation gone"]),
        (None, DRAFT, []),
        (DRAFT, changed(DRAFT, stage=d.MeetingStage.CALLED), []),
        (DRAFT, changed(DRAFT, draft=False), []),
        (DRAFT, None, ["warning draft_gone"]),
        (changed(DRAFT, draft=False), DRAFT, ["violation edited"]),  # not a draft any more
        (None, changed(BALLOT, draft=True), ["violation no_draft"]),
        (None, changed(CHECKPOINT, draft=True), ["violation no_draft"]),
        (BALLOT, changed(BALLOT, draft=True), ["violation edited", "violation no_draft"]),
        (the(Person, "wen"), None, []),  # a line of a register: TRL-06
    ],
)
def test_what_is_final_stays(before: Any, after: Any, expected: list[str]) -> None:
    assert said("TRL-01", [pair(before, after)]) == expected


def test_a_file_that_moves_is_renamed_and_one_that_goes_as_another_comes_is_deleted() -> None:
    away, back = pair(BALLOT, None, "old.yaml"), pair(None, BALLOT, "new.yaml")
    (hit,) = hits("TRL-01", [away, back], base(), act())
    assert (hit.says, hit.args["to"], hit.mark) == ("renamed", "new.yaml", "old.yaml")
    other = pair(None, changed(BALLOT, person_id="yi"), "new.yaml")
    assert said("TRL-01", [away, other]) == ["violation gone"]
    same = pair(changed(BALLOT, **NO), BALLOT, "new.yaml")  # it was there with other bytes
    assert said("TRL-01", [away, same]) == ["violation edited", "violation gone"]
    copied = [pair(BALLOT, changed(BALLOT, **NO), "old.yaml"), back]
    assert said("TRL-01", copied) == ["violation edited"]
    draft = [pair(DRAFT, None, "old.yaml"), pair(None, DRAFT, "new.yaml")]
    assert said("TRL-01", draft) == ["warning draft_gone"]


def correction(of: Any, path: str = "", digest: str = "", **told: Any) -> Any:
    """A correction of a record, by the bytes that its file has in these tests."""
    exact = Digest(digest or sha256(text(of)))
    by = Supersedes(path=path or where(of), sha256=exact, reason="笔误")
    return changed(of, supersedes=by, **told)


OTHER = changed(BALLOT, person_id="wen")


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        (correction(BALLOT, **NO), BALLOT, []),
        (correction(BALLOT, digest="0" * 64), BALLOT, ["violation other_bytes"]),
        (correction(BALLOT, "nowhere.yaml"), BALLOT, ["violation nothing"]),
        (
            correction(OTHER, where(BALLOT), sha256(text(BALLOT))),
            BALLOT,
            ["violation other_record"],
        ),
        (correction(DRAFT), DRAFT, ["violation draft"]),
        (correction(DRAFT, draft=False), DRAFT, ["violation draft"]),
        (correction(CHECKPOINT), CHECKPOINT, ["violation never"]),
        (BALLOT, HELD, []),  # it corrects nothing
    ],
)
def test_a_correction_names_the_exact_final_file_of_the_same_record(
    new: Any, old: Any, expected: list[str]
) -> None:
    assert said("TRL-02", [pair(None, new, "new.yaml")], old) == expected


def test_a_correction_points_at_the_field_and_says_what_it_corrects() -> None:
    pairs = [pair(None, correction(BALLOT, "nowhere.yaml"), "new.yaml")]
    (hit,) = hits("TRL-02", pairs, there(pairs, BALLOT), act())
    assert (hit.field, hit.mark, hit.args["target"]) == ("supersedes", "new.yaml", "nowhere.yaml")


def test_what_is_no_event_is_not_corrected_by_one() -> None:
    register = sha256(base().files["people.yaml"])
    wrong, right = correction(BALLOT, "people.yaml"), correction(BALLOT, "people.yaml", register)
    assert said("TRL-02", [pair(None, wrong, "new.yaml")]) == ["violation other_bytes"]
    assert said("TRL-02", [pair(None, right, "new.yaml")]) == ["violation other_record"]
    paper = pair(None, correction(BALLOT, "notes.txt"), "new.yaml")
    see = there([paper])
    read = Unit(see.records, see.origins, see.parameters, see.calendar, files={"notes.txt": b"x"})
    (hit,) = hits("TRL-02", [paper], read, act())
    assert hit.says == "other_bytes"  # no record can be read there


def test_what_the_same_commit_brings_is_not_corrected_and_what_it_changes_may_be() -> None:
    two = [pair(None, correction(BALLOT), "new.yaml")]
    first = pair(None, OTHER, where(BALLOT))
    assert said("TRL-02", [*two, first]) == ["violation same_commit"]
    edited = pair(changed(BALLOT, **NO), OTHER, where(BALLOT))
    assert "violation same_commit" not in said("TRL-02", [*two, edited])


def test_a_correction_that_was_there_before_is_not_looked_at_again() -> None:
    wrong = correction(BALLOT, digest="0" * 64)
    only_bytes = Pair("new.yaml", wrong.subject, b"a", b"b", wrong, wrong)
    right = pair(None, correction(DRAFT, digest="0" * 64, draft=False), "last.yaml")
    assert said("TRL-02", [only_bytes], BALLOT) == []
    assert said("TRL-02", [only_bytes, right], BALLOT, changed(DRAFT, draft=False)) == [
        "violation other_bytes"
    ]


LATE = {"late_entry": "移交材料时发现"}
MEETING = changed(DRAFT, draft=False, stage=d.MeetingStage.CLOSED)
OPEN = changed(HELD, draft=True)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, OTHER, ["violation added"]),
        (None, changed(OTHER, **LATE), []),
        (None, correction(BALLOT), []),
        (None, changed(OTHER, meeting_id="K-2"), []),
        (BALLOT, changed(BALLOT, **NO), []),  # TRL-01 speaks of an edit
        (OPEN, HELD, ["violation altered"]),
        (OPEN, changed(HELD, **LATE), []),
        (HELD, changed(HELD, place="二楼"), []),
        (None, HELD, []),
        (None, changed(the(d.Matter, "M-1"), matter_id="M-9"), []),
    ],
)
def test_after_the_minutes_nothing_is_added_to_a_meeting(
    before: Any, after: Any, expected: list[str]
) -> None:
    assert said("TRL-07", [pair(before, after)], MEETING) == expected


@pytest.mark.parametrize(
    "kind",
    [
        d.Attendance,
        d.Ballot,
        d.HeadDecision,
        d.Recusals,
        d.SecretTally,
        d.Speeches,
        d.WrittenOpinion,
    ],
)
def test_all_that_belongs_to_a_meeting_is_closed_with_it(kind: Any) -> None:
    told: dict[str, Any] = {
        "meeting_id": "K-1",
        "matter_id": "M-1",
        "person_id": "wen",
        "choice": d.Choice.YES,
        "present_ids": ("zhen",),
        "reason": "迟到",
        "decider_id": "zhen",
        "recusals": (),
        "issued": 5,
        "collected": 5,
        "yes": 5,
        "no": 0,
        "counter_ids": ("yi",),
        "speeches": (),
        "text": "同意",
    }
    if kind is d.HeadDecision:
        told["choice"] = d.HeadChoice.PASS
    one = kind(**{name: told[name] for name in told if name in kind.__struct_fields__})
    assert said("TRL-07", came(one)) == ["violation added"]


def test_minutes_that_come_in_the_same_commit_or_are_a_draft_close_nothing() -> None:
    both = came(OTHER, MINUTES)
    assert said("TRL-07", both) == []
    was_draft = pair(changed(MINUTES, draft=True), MINUTES)
    assert said("TRL-07", [*came(OTHER), was_draft]) == []
    assert said("TRL-07", came(OTHER), changed(MINUTES, draft=True)) == []
    second = changed(MINUTES, minutes_id="J-9", number=9)
    assert said("TRL-07", came(OTHER), second) == ["violation added"]  # told once
    assert said("TRL-07", [*came(OTHER), pair(None, second)]) == ["violation added"]
    assert said("TRL-07", came(OTHER), second, changed(MINUTES, draft=True)) == ["violation added"]


def test_the_minutes_are_named() -> None:
    pairs = came(OTHER)
    (hit,) = hits("TRL-07", pairs, there(pairs), act())
    assert (hit.args["minutes"], hit.mark) == (MINUTES.minutes_id, where(OTHER))


def test_what_is_no_plain_file_and_what_cannot_be_read() -> None:
    flaws = (
        Flaw("a", mode="120000"),
        Flaw("b", mode="name"),
        Flaw("c", mode="size"),
        Flaw("d", message="no {what} here", args={"what": "record"}),
    )
    found = hits("TRL-16", [], base(), act(), flaws=flaws)
    assert [(str(hit.severity), hit.says, hit.path, hit.mark) for hit in found] == [
        ("violation", "mode", "a", "a"),
        ("violation", "name", "b", "b"),
        ("violation", "size", "c", "c"),
        ("violation", "unreadable", "d", "d"),
    ]
    assert found[0].args == {"mode": "120000"}


def test_what_a_look_at_the_folder_shows_is_told_file_by_file() -> None:
    shown = Evidence(hidden=("a",), edited=("b",), unrecorded=("c",))
    rule = load_rules()["TRL-15"].function
    assert [(str(h.severity), h.says, h.path, h.mark) for h in rule(shown)] == [
        ("violation", "hidden", "a", "a"),
        ("notice", "edited", "b", "b"),
        ("notice", "unrecorded", "c", "c"),
    ]


def test_what_others_hold_is_told_by_holder_number_and_head() -> None:
    claims = (
        Claim(by="示例区", number=1, head="a" * 40, known=False, same=False, on=MONDAY),
        Claim(by="示例区", number=2, head="b" * 40, known=True, same=False, on=MONDAY),
        Claim(by="示例区", number=3, head="c" * 40, known=True, same=True),
    )
    found = list(load_rules()["TRL-17"].function(Evidence(claims=claims)))
    assert [(str(hit.severity), hit.says, hit.mark, hit.on) for hit in found] == [
        ("violation", "rewritten", "示例区/1/" + "a" * 40, MONDAY),
        ("violation", "other", "示例区/2/" + "b" * 40, MONDAY),
    ]
    assert found[0].args == {"by": "示例区", "number": 1, "head": "a" * 10}


def test_what_is_damaged_and_what_is_missing_is_told_by_its_name() -> None:
    shown = Evidence(damage=(("a" * 40, "other bytes"),), missing=("b" * 40,))
    found = list(load_rules()["TRL-18"].function(shown))
    assert [(str(hit.severity), hit.says, hit.mark) for hit in found] == [
        ("violation", "damaged", "a" * 40),
        ("violation", "missing", "b" * 40),
    ]
    assert [hit.args["object"] for hit in found] == ["a" * 40, "b" * 40]
