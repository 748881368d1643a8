"""An approved exception written by who needs it."""

from __future__ import annotations

from tests.attacks.room import Room, verify
from tests.attacks.verdict import caught

POSTS = "positions.yaml"
POST = """  - position_id: p-chu-2
    person_id: chu
    role: deputy_head
    title: 副局长
    voting: true
    from: 2024-03-06
"""
WAIVER = """waivers:
  - waiver_id: W-1
    rule_id: {rule}
    scope: ["*"]
    approver: 示例区办
    doc_no: 示例区〔2024〕9号
    reason: 特殊情况
    from: 2024-01-01
    late_entry: 补录
"""
"""An approved exception that comes with the deed, in the same hand, is no approval of it."""


def excused(rule: str) -> dict[str, str]:
    """An exception to a rule, for everything and for ever."""
    return {"waivers.yaml": WAIVER.format(rule=rule)}


def test_an_own_exception_does_not_excuse_a_post_dated_back(quiet: Room) -> None:
    line = POST.replace("2024-03-06", "2024-01-04")
    done = quiet.commit({POSTS: quiet.text(POSTS) + line, **excused("TRL-06")})
    caught(verify(quiet.unit), "TRL-06", done, POSTS)


def test_an_own_exception_does_not_excuse_a_vote_after_the_minutes(quiet: Room) -> None:
    path = "meetings/2024/K-1/M-1/ballots/wen.yaml"
    text = "meeting_id: K-1\nmatter_id: M-1\nperson_id: wen\nchoice: yes\n"
    done = quiet.commit({path: text, **excused("TRL-07")})
    caught(verify(quiet.unit), "TRL-07", done, path)


def test_an_own_exception_does_not_excuse_a_record_dated_back(room: Room) -> None:
    path = "matters/2024/M-9/matter.yaml"
    text = room.text("matters/2024/M-2/matter.yaml").replace("M-2", "M-9")
    done = room.commit({path: text, **excused("TRL-08")})
    caught(verify(room.unit), "TRL-08", done, path)


def test_an_own_exception_does_not_excuse_a_false_name(quiet: Room) -> None:
    done = quiet.commit(excused("TRL-04"), author="zhen")
    caught(verify(quiet.unit), "TRL-04", done)


def test_an_exception_that_comes_later_excuses_nothing_before_it(room: Room) -> None:
    done = room.commit({POSTS: room.text(POSTS) + POST})
    room.commit(excused("TRL-06"), when="2024-03-18T09:05")
    caught(verify(room.unit), "TRL-06", done, POSTS)
