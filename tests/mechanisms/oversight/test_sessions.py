"""SUP-04 and SUP-13: who attends, what is asked, what is closed, who can watch."""

from __future__ import annotations

from datetime import date

import pytest

from tests.mechanisms.oversight.unit_room import SESSION, told

GROUPS = {"commission_members": 21, "congress_deputies": 10, "cppcc_members": 10}
SHOWN = f"broadcast:\n  live: true\n  channel: 示例台\n  at: 09:00-11:00\n  sha256: {'a' * 64}\n"
ASKED = "questions:\n  - question_no: 1\n    asker_group: cppcc_members\n    question: 何时完工？\n"


def session(
    groups: dict[str, int], question: str = "    answer: 年底。\n", shown: str = SHOWN
) -> dict[str, str]:
    present = "".join(f"  - group: {one}\n    count: {n}\n" for one, n in groups.items())
    head = "session_id: J-1\nperson_id: zhen\nheld_on: 2024-06-20\nin_person: true\n"
    return {f"{SESSION}/session.yaml": f"{head}groups:\n{present}{ASKED}{question}{shown}"}


def closed(on: str) -> dict[str, str]:
    text = f'session_id: J-1\nquestion_no: 1\n"on": {on}\noutcome: 已答复。\n'
    return {f"{SESSION}/closing-1.yaml": text}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize(("count", "missing"), [(1, 0), (0, 1)])
def test_one_of_each_group_is_enough_and_none_is_not(group: str, count: int, missing: int) -> None:
    files = session(GROUPS | {group: count})
    assert told(files, "SUP-04").count(("violation", "group")) == missing


def test_others_stand_for_none_of_the_three() -> None:
    others = session({"other_attendants": 100, "commission_members": 21})
    assert told(others, "SUP-04") == [("violation", "group")] * 2


def test_a_recording_shown_later_is_not_live() -> None:
    later = session(GROUPS, shown=SHOWN.replace("true", "false"))
    assert told(later, "SUP-04") == [("violation", "not_live")]
    assert told(session(GROUPS, shown=""), "SUP-04") == [("violation", "unseen")]


LATER = "    answer: 会后答复。\n    follow_up_by: 2024-07-31\n"


def test_a_question_is_closed_on_its_last_day_and_not_after() -> None:
    files = session(GROUPS, LATER)
    assert told(files, "SUP-13", date(2024, 7, 31)) == []
    assert told(files, "SUP-13", date(2024, 8, 1)) == [("violation", "overdue")]
    assert told(files | closed("2024-07-31"), "SUP-13") == []
    assert told(files | closed("2024-08-01"), "SUP-13") == [("violation", "late")]
    assert told(files | closed("2024-06-20"), "SUP-13") == []
    assert told(files | closed("2024-06-19"), "SUP-13") == [("violation", "early")]


def test_a_question_without_answer_and_day_is_open_until_closed() -> None:
    files = session(GROUPS, "")
    assert told(files, "SUP-13", date(2024, 6, 20)) == [("violation", "dateless")]
    assert told(files | closed("2024-06-21"), "SUP-13") == []


@pytest.mark.parametrize("name", ["channel", "at", "sha256"])
def test_a_broadcast_says_channel_time_and_digest(name: str) -> None:
    lines = [one for one in SHOWN.splitlines(keepends=True) if not one.strip().startswith(name)]
    assert told(session(GROUPS, shown="".join(lines)), "SUP-13") == [("violation", "untraced")]
