"""Time put back and forward: records, commits and the clock of who commits."""

from __future__ import annotations

import pytest

from tests.attacks.room import Room, verify, words
from tests.attacks.verdict import BROKEN, CLEAN, caught

SAMPLE = "matters/2024/M-2/matter.yaml"
NEW = "matters/2024/M-9/matter.yaml"


def matter(room: Room, day: str, more: str = "") -> dict[str, str]:
    """A matter that was proposed on that day, as the file says."""
    text = room.text(SAMPLE).replace("M-2", "M-9").replace("水泵大修", "围墙翻修")
    return {NEW: text.replace("2024-03-04", day) + more}


def test_a_matter_is_slipped_in_before_the_last_checkpoint(room: Room) -> None:
    done = room.commit(matter(room, "2024-03-13"))
    found = caught(verify(room.unit), "TRL-08", done, NEW, word="not there at the checkpoint")
    assert "2024-03-15" in found["message"]


def test_a_matter_is_slipped_in_with_another_act(room: Room) -> None:
    """The commit says that it records a person; the matter is not named."""
    person = room.edited(
        "people.yaml", "people:\n", "people:\n  - person_id: qian\n    name: 钱某\n"
    )
    room.write(matter(room, "2024-03-18"))
    room.write(person)
    room.git("add", "-A")
    done = room.seal(named=["person/qian"])
    found = caught(verify(room.unit), "TRL-04", done, NEW, word="does not name")
    assert "matter/M-9" in found["message"]


def test_a_matter_comes_as_a_draft_and_is_made_final_next(room: Room) -> None:
    """A draft may lie ahead, not behind: it was not there at the checkpoint."""
    done = room.commit(matter(room, "2024-03-13", "draft: true\n"))
    room.commit(matter(room, "2024-03-13"), when="2024-03-18T09:05")
    caught(verify(room.unit), "TRL-08", done, NEW)


def test_a_meeting_is_held_in_the_past(room: Room) -> None:
    """Called, opened and closed on one Monday, dated to a week before the checkpoint."""
    text = room.text("meetings/2024/K-2/meeting.yaml").replace("K-2", "K-9")
    path = "meetings/2024/K-9/meeting.yaml"
    stages = (
        text.split("entitled_ids")[0].replace("closed", "called") + "draft: true\n",
        text.replace("closed", "open") + "draft: true\n",
    )
    commits = [
        room.commit({path: draft}, when=f"2024-03-18T09:0{minute}")
        for minute, draft in enumerate((*stages, text))
    ]
    found = caught(verify(room.unit), "TRL-08", path=path)
    assert found["commit"] in commits


def test_a_word_on_being_late_is_no_breach_and_stays_readable(room: Room) -> None:
    room.commit(matter(room, "2024-03-13", "late_entry: 漏录，补录\n"))
    verdict = verify(room.unit)
    assert verdict.heavy == set(), verdict
    assert verdict.code == CLEAN


def test_before_any_checkpoint_a_late_record_is_a_warning(quiet: Room) -> None:
    text = quiet.text("matters/2024/M-1/matter.yaml").replace("M-1", "M-9")
    done = quiet.commit({NEW: text.replace("2024-01-02", "2024-02-20")})
    verdict = verify(quiet.unit)
    assert verdict.code == CLEAN, verdict
    [found] = verdict.of("TRL-08")
    assert (found["severity"], found["commit"], found["path"]) == ("warning", done, NEW)


@pytest.mark.parametrize("day", ["2024-03-19", "2024-04-01", "2031-01-01"])
def test_a_record_tells_of_a_day_that_has_not_come(room: Room, day: str) -> None:
    done = room.commit(matter(room, day))
    caught(verify(room.unit), "TRL-08", done, NEW, word="it tells of")


def test_minutes_are_made_final_ahead_of_their_day(room: Room) -> None:
    """As a draft they may lie ahead; final, they cannot."""
    path, day = "meetings/2024/K-2/minutes.yaml", "2024-03-11T09:00"
    honest = room.text(path).replace("2024-03-11", "2024-03-25")
    room.rewind("meeting close K-2")
    room.commit({path: honest + "draft: true\n"}, when=day)
    done = room.commit({path: honest}, when="2024-03-11T09:05")
    caught(verify(room.unit), "TRL-08", done, path, word="it tells of")


def test_a_commit_is_dated_back_behind_the_one_that_it_stands_on(room: Room) -> None:
    done = room.commit(matter(room, "2024-03-13"), when="2024-03-13T09:00")
    verdict = verify(room.unit)
    caught(verdict, "TRL-08", done, word="before the one that it stands on")
    caught(verdict, "TRL-08", done, NEW, word="not there at the checkpoint")


def test_a_commit_is_dated_back_by_its_author_date_only(room: Room) -> None:
    room.write(matter(room, "2024-03-13"))
    room.git("add", "-A")
    done = room.seal(named=["matter/M-9"])
    room.git(
        "-c",
        "gpg.format=ssh",
        "-c",
        f"user.signingkey={room.key('wen')}",
        "commit",
        "-q",
        "--amend",
        "--no-edit",
        "-S",
        "--date",
        "2024-03-13T09:00:00+08:00",
    )
    assert room.head() != done
    caught(verify(room.unit), "TRL-08", room.head(), NEW, word="not there at the checkpoint")


def test_an_offset_of_half_the_world_wins_no_day(room: Room) -> None:
    done = room.commit(matter(room, "2024-03-20"), when="2024-03-18 09:00:00 +1400")
    caught(verify(room.unit), "TRL-08", done, NEW, word="it tells of")


def test_a_commit_from_the_future_brings_a_record_from_the_future(room: Room) -> None:
    """Who commits chooses the date: it must not be later than the day on which it is verified."""
    done = room.commit(matter(room, "2030-06-03"), when="2030-06-03T09:00")
    verdict = verify(room.unit)
    caught(verdict, "TRL-08", done)


@pytest.mark.parametrize("seconds", [-(10**17), -62135596800, -1, 253402300799, 10**17])
def test_a_date_that_no_calendar_has_crashes_nothing(quiet: Room, seconds: int) -> None:
    """Made by hand; the honest commit after it must be judged as well."""
    tree, head = quiet.git("rev-parse", "HEAD^{tree}"), quiet.head()
    who = f"文员甲 <wen> {seconds} +0000"
    text = f"tree {tree}\nparent {head}\nauthor {who}\ncommitter {who}\n\n{words('wen', [])}"
    odd = quiet.git(
        "hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=text.encode()
    )
    quiet.git("update-ref", "HEAD", odd)
    quiet.commit(quiet.edited("people.yaml", "会计乙", "会计乙"), when="2024-03-18T09:05")
    verdict = verify(quiet.unit)
    assert verdict.code == BROKEN, verdict
    assert not verdict.data["crashes"]
    assert verdict.of("TRL-08"), verdict


def test_a_checkpoint_is_dated_into_the_future_to_anchor_what_comes(room: Room) -> None:
    room.do("trail checkpoint", "2024-03-18T10:00")
    room.git("reset", "-q", "--soft", "HEAD~1")
    done = room.commit(room.edited("checkpoints/3.yaml", "2024-03-18", "2024-06-30"))
    caught(verify(room.unit), "TRL-08", done, "checkpoints/3.yaml", word="it tells of")
