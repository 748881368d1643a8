"""Who may vote, and by which numbers, altered behind a vote that was held."""

from __future__ import annotations

import pytest

from tests.attacks.room import Room, verify
from tests.attacks.verdict import CLEAN, Verdict, caught

PEOPLE, POSTS, NUMBERS = "people.yaml", "positions.yaml", "parameters.yaml"
POST = """  - position_id: p-chu-2
    person_id: chu
    role: deputy_head
    title: 副局长
    voting: true
    from: 2024-03-06
"""
NUMBER = """  - key: dec.large_funds_threshold
    value: {value}
    from: {day}
    source_class: local_practice
    source: 示例局实施细则
"""


def after(room: Room, path: str, old: str, new: str) -> tuple[str, Verdict]:
    """A register with some words exchanged, ten days after the vote: commit and verdict."""
    done = room.commit(room.edited(path, old, new))
    return done, verify(room.unit)


def added(room: Room, path: str, line: str) -> tuple[str, Verdict]:
    """A line more at the end of a register."""
    done = room.commit({path: room.text(path) + line})
    return done, verify(room.unit)


def test_a_voting_post_is_dated_back_over_a_meeting(room: Room) -> None:
    done, verdict = added(room, POSTS, POST)
    found = caught(verdict, "TRL-06", done, POSTS, word="without a word why")
    assert "2024-03-08" in found["message"]
    assert found["line"] > 1


def test_with_a_word_it_is_on_record_and_told(room: Room) -> None:
    _, verdict = added(room, POSTS, POST + "    late_entry: 任命文件迟到\n")
    assert {rule for rule in verdict.heavy if rule.startswith("TRL")} == set(), verdict
    assert verdict.of("TRL-06", "alters what held at the meeting")


def test_a_voting_post_is_ended_before_a_meeting(room: Room) -> None:
    old = "纪检组长\n    voting: true\n    from: 2022-01-01\n"
    done, verdict = after(room, POSTS, old, old + "    to: 2024-03-05\n")
    caught(verdict, "TRL-06", done, POSTS, word="alters what held at the meeting")


def test_a_member_is_suspended_over_a_meeting_that_was_held(room: Room) -> None:
    old = "纪检组长\n    voting: true\n    from: 2022-01-01\n"
    more = "    suspended_from: 2024-03-05\n    suspended_doc_no: 示例〔2024〕1号\n"
    done, verdict = after(room, POSTS, old, old + more)
    caught(verdict, "TRL-06", done, POSTS, word="alters what held at the meeting")


def test_an_ended_post_is_opened_again(room: Room) -> None:
    """First it ends in the future, openly; then the end is taken away behind a later meeting."""
    old = "纪检组长\n    voting: true\n    from: 2022-01-01\n"
    room.rewind("trail checkpoint 1")
    room.commit(room.edited(POSTS, old, old + "    to: 2024-03-04\n"), when="2024-03-01T10:00")
    called = "meetings/2024/K-2/meeting.yaml"
    text = "meeting_id: K-2\nheld_on: 2024-03-05\nplace: 三楼\npresiding_id: zhen\n"
    text += "recorder_id: wen\nnotice_on: 2024-03-01\nagenda: [M-1]\nstage: closed\n"
    room.commit({called: text}, when="2024-03-05T09:00")
    done = room.commit(room.edited(POSTS, "    to: 2024-03-04\n", ""), when="2024-03-06T09:00")
    caught(verify(room.unit), "TRL-06", done, POSTS)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("title: 纪检组长\n    voting: true", "title: 纪检组长\n    voting: false", "`voting`"),
        ("title: 办公室科员\n    voting: false", "title: 办公室科员\n    voting: true", "`voting`"),
        ("role: director", "role: deputy_head", "`role`"),
        ("person_id: zheng\n    role: disc", "person_id: chu\n    role: disc", "`person_id`"),
        (
            "from: 2022-01-01\n  - position_id: p-jia",
            "from: 2024-03-18\n  - position_id: p-jia",
            "`from`",
        ),
    ],
)
def test_a_line_of_a_post_is_rewritten(room: Room, old: str, new: str, word: str) -> None:
    done, verdict = after(room, POSTS, old, new)
    caught(verdict, "TRL-06", done, POSTS, word=word)


def test_a_deputy_becomes_acting_head_of_the_past(room: Room) -> None:
    """`acting` was false, which is a word too and no blank that is filled in."""
    old = "person_id: jia\n    role: deputy_head\n    title: 副局长\n    voting: true\n"
    done, verdict = after(room, POSTS, old, old + "    acting: true\n")
    caught(verdict, "TRL-06", done, POSTS)


def test_a_line_of_a_post_is_dropped(room: Room) -> None:
    text = room.text(POSTS)
    line = (
        "  - position_id: p-kuai"
        + text.partition("  - position_id: p-kuai")[2].partition("  - ")[0]
    )
    done, verdict = after(room, POSTS, line, "")
    caught(verdict, "TRL-06", done, POSTS, word="taken away")


def test_a_dropped_line_is_put_back(room: Room) -> None:
    honest = room.text(POSTS)
    line = (
        "  - position_id: p-kuai"
        + honest.partition("  - position_id: p-kuai")[2].partition("  - ")[0]
    )
    done = room.commit(room.edited(POSTS, line, ""))
    room.commit({POSTS: honest}, when="2024-03-18T09:05")
    caught(verify(room.unit), "TRL-06", done, POSTS, word="taken away")


def test_a_whole_register_is_dropped(room: Room) -> None:
    done = room.commit({"risk-points.yaml": None})
    caught(verify(room.unit), "TRL-06", done, "risk-points.yaml", word="taken away")


def test_two_people_exchange_their_names(room: Room) -> None:
    """Every vote of the one is shown as the other's from then on, in every notice."""
    text = room.text(PEOPLE).replace("贾石", "?").replace("郑真", "贾石").replace("?", "郑真")
    done = room.commit({PEOPLE: text})
    caught(verify(room.unit), "TRL-06", done, PEOPLE)


def test_a_signing_limit_is_raised_behind_what_was_signed(room: Room) -> None:
    done, verdict = after(room, "powers.yaml", "sign_limit: 20000", "sign_limit: 2000000")
    caught(verdict, "TRL-06", done, "powers.yaml", word="`sign_limit`")


def test_the_threshold_of_the_catalogue_is_raised_behind_a_vote(room: Room) -> None:
    done, verdict = after(room, "catalogue.yaml", "threshold: 50000", "threshold: 500000")
    caught(verdict, "TRL-06", done, "catalogue.yaml", word="`threshold`")


def test_a_number_of_the_rules_is_rewritten(room: Room) -> None:
    done, verdict = after(room, NUMBERS, "value: 50000", "value: 90000")
    caught(verdict, "TRL-06", done, NUMBERS, word="`value`")


def test_a_number_of_the_rules_is_dated_back_over_a_meeting(room: Room) -> None:
    done, verdict = added(room, NUMBERS, NUMBER.format(value=90000, day="2024-03-01"))
    caught(verdict, "TRL-06", done, NUMBERS, word="alters what held at the meeting")


def test_an_old_number_is_brought_back_by_its_date(room: Room) -> None:
    """60000 holds from the 18th; then 90000 comes, from the 12th: between vote and today."""
    room.commit({NUMBERS: room.text(NUMBERS) + NUMBER.format(value=60000, day="2024-03-18")})
    line = NUMBER.format(value=90000, day="2024-03-12")
    done = room.commit({NUMBERS: room.text(NUMBERS) + line}, when="2024-03-18T09:05")
    found = caught(verify(room.unit), "TRL-09", done, NUMBERS)
    assert "2024-03-18" in found["message"]


def test_the_old_file_of_numbers_is_committed_again(room: Room) -> None:
    """The file of last week in place of today's: what came in between is gone."""
    old = room.text(NUMBERS)
    room.commit({NUMBERS: old + NUMBER.format(value=60000, day="2024-03-18")})
    done = room.commit({NUMBERS: old}, when="2024-03-18T09:05")
    caught(verify(room.unit), "TRL-06", done, NUMBERS, word="taken away")


def test_a_day_of_the_calendar_is_turned_behind_a_notice(room: Room) -> None:
    """Two working days before the meeting: whether they were, the calendar says."""
    days = 'days:\n  - "on": 2024-03-06\n    status: work\n    source: 示例区〔2024〕2号\n'
    room.commit({"calendar.yaml": days})
    done = room.commit({"calendar.yaml": days.replace("work", "off")}, when="2024-03-18T09:05")
    caught(verify(room.unit), "TRL-06", done, "calendar.yaml")


def test_the_unit_takes_the_id_of_another(room: Room) -> None:
    """Ledger and ballots name the unit by its id: with another one, nobody holds anything of it."""
    done, verdict = after(room, "unit.yaml", "unit_id: example", "unit_id: example-2")
    caught(verdict, "TRL-06", done, "unit.yaml")


def test_the_past_is_entered_while_a_unit_sets_itself_up(room: Room) -> None:
    """No meeting and no matter yet: nothing can be altered behind anybody's back."""
    room.git("reset", "-q", "--hard", room.git("rev-list", "--max-parents=0", "HEAD"))
    line = "  - position_id: p-lao\n    person_id: chu\n    role: staff\n    title: 科员\n"
    room.commit(
        {
            POSTS: room.text(POSTS)
            + line
            + "    voting: false\n    from: 2020-01-01\n    to: 2021-12-31\n"
        },
        when="2024-01-02T10:00",
        key=None,
    )
    verdict = verify(room.unit)
    assert verdict.code == CLEAN, verdict
    assert verdict.findings == []


def test_the_period_of_the_folder_is_ended_before_what_was_done(room: Room) -> None:
    """A check never looks past the end of the period, so the minutes are never overdue."""
    room.rewind("meeting close K-2")
    done = room.commit(room.edited("unit.yaml", "to: 2024-12-31", "to: 2024-03-07"))
    caught(verify(room.unit), "TRL-06", done, "unit.yaml")
