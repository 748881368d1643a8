"""Minutes that say what is not so (DEC-17): ballots exchanged after the issue, deadlines, words."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import changed, matter, said, the, unit
from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.engine.judge import judge
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load

RULE = {"DEC-17": load_rules()["DEC-17"]}
BASE = overlay(HERE / "base")
BALLOT = "meetings/2024/K-1/M-1/ballots/jia.yaml"
MINUTES = "meetings/2024/K-1/minutes.yaml"
AS_OF = date(2024, 12, 31)


def told(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Field and person of what is new against the base unit, found over the selection too."""
    before, after = load(BASE, KINDS), load(files, KINDS)
    whole = judge(None, after, AS_OF, RULE).findings
    assert judge(before, after, AS_OF, RULE).new == whole  # the base unit has no finding
    return [(f.field, str(f.args.get("person"))) for f in whole]


def test_the_ballots_that_were_counted_are_in_order() -> None:
    assert told(dict(BASE)) == []


@pytest.mark.parametrize(
    "edited",
    [
        BASE[BALLOT] + "opinion: 事后补写的意见\n".encode(),
        BASE[BALLOT] + "# 事后加的一行\n".encode(),
        BASE[BALLOT].replace(b"choice: yes", b"choice: yes\nmethod: oral"),
    ],
)
def test_a_ballot_edited_after_the_issue_is_named(edited: bytes) -> None:
    assert told({**BASE, BALLOT: edited}) == [("items.0.ballots.1.sha256", "贾石")]


def test_every_ballot_that_was_changed_is_named() -> None:
    others = {path: data + b"\n" for path, data in BASE.items() if "/ballots/" in path}
    assert sorted(field for field, _ in told({**BASE, **others})) == [
        f"items.0.ballots.{nth}.sha256" for nth in range(5)
    ]


def test_the_sheet_of_a_secret_vote_is_named_once_it_is_changed() -> None:
    files = {p: d for p, d in BASE.items() if "/ballots/" not in p}
    sheet = (
        b"meeting_id: K-1\nmatter_id: M-1\nissued: 5\ncollected: 5\nyes: 5\nno: 0\n"
        b"counter_ids: [wen]\n"
    )
    path = "meetings/2024/K-1/M-1/ballots/tally.yaml"
    files[path] = sheet
    head, _, tail = BASE[MINUTES].decode().partition("    ballots:")
    rest = tail[tail.index("    conclusion") :]
    digest = sha256(sheet).hexdigest()
    files[MINUTES] = f"{head}    ballots:\n      - sha256: {digest}\n{rest}".encode()
    before = load(files, KINDS)
    assert before.problems == ()
    assert judge(None, before, AS_OF, RULE).findings == ()
    now = load({**files, path: sheet.replace(b"[wen]", b"[jia]")}, KINDS)
    assert [f.field for f in judge(before, now, AS_OF, RULE).new] == ["items.0.ballots.0.sha256"]


MEETING, ITEM = the(d.Meeting, "K-1"), the(d.Minutes, "J-2024-1").items[0]


def item(**fields: Any) -> d.Minutes:
    return changed(the(d.Minutes, "J-2024-1"), items=(changed(ITEM, **fields),))


@pytest.mark.parametrize(
    ("due", "expected"),
    [(date(2024, 1, 4), ["violation due_before"]), (MEETING.held_on, [])],
)
def test_no_deadline_is_over_before_the_meeting(due: date, expected: list[str]) -> None:
    assert said("DEC-17", unit(item(due_on=due))) == expected


def test_whoever_carries_it_out_does_not_supervise_it() -> None:
    both = item(executor_id="shi", supervisor_ids=("shi",))
    assert said("SEP-02", unit(both)) == ["violation both"]


@pytest.mark.parametrize(
    ("outcome", "conclusion", "manual"),
    [
        ("passed", "会议不同意该方案", True),
        ("passed", "方案未获通过", True),
        ("passed", "会议否决", True),
        ("ratified", "不予追认", True),
        ("rejected", "会议同意该方案", True),
        ("rejected", "通过", True),
        ("invalid", "原则通过", True),
        ("passed", "会议同意；1人不同意，不同意见另附", False),
        ("passed", "同意", False),
        ("rejected", "同意票未过半数，未通过", False),
        ("rejected", "3票同意，会议不同意该方案", False),
        ("deferred", "同意暂缓", False),
    ],
)
def test_a_conclusion_against_the_outcome_is_for_a_person(
    outcome: str, conclusion: str, *, manual: bool
) -> None:
    told = item(outcome=d.Outcome(outcome), conclusion=conclusion)
    assert said("DEC-17", unit(told)) == ["manual conclusion"] * manual


def test_a_title_is_no_conclusion() -> None:
    title = "关于不同意报废车辆的请示"
    told = unit(matter("M-1", title=title), item(conclusion=f"{title}：通过"))
    assert said("DEC-17", told) == []
