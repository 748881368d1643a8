"""Minutes that do not say what was said: a dissent left out, reworded, outvoted afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks.room import Room, asked, verify
from tests.attacks.verdict import REFUSED, caught

MINUTES = "meetings/2024/K-2/minutes.yaml"
MEETING = "meetings/2024/K-2/meeting.yaml"
ZHENG = "meetings/2024/K-2/M-2/ballots/zheng.yaml"
DISSENT = "    dissents:\n      - person_id: zheng\n        text: 价格未比较\n"
WHEN = "2024-03-11T09:00"


def issue(room: Room, old: str, new: str) -> str:
    """Go back to the day of issue and issue minutes that say something else; the commit."""
    honest = room.text(MINUTES)
    room.rewind("meeting close K-2")
    assert old in honest
    return room.commit({MINUTES: honest.replace(old, new)}, when=WHEN)


def test_the_dissent_is_left_out(room: Room) -> None:
    issue(room, DISSENT, "")
    found = caught(verify(room.unit), "DEC-17", path=MINUTES, code=REFUSED, word="郑真")
    assert "水泵大修" in found["message"]


def test_the_dissent_is_put_more_kindly(room: Room) -> None:
    issue(room, "价格未比较", "原则同意")
    caught(verify(room.unit), "DEC-17", path=MINUTES, code=REFUSED, word="word for word")


def test_the_dissent_is_counted_as_a_yes(room: Room) -> None:
    issue(room, "yes: 4\n    no: 1", "yes: 5\n    no: 0")
    verdict = verify(room.unit)
    assert verdict.code == REFUSED, verdict
    assert any(f["path"] == MINUTES for f in verdict.findings), verdict


def test_the_ballot_of_the_dissenter_is_not_counted(room: Room) -> None:
    honest = room.text(MINUTES)
    line = next(
        x for x in honest.split("      - person_id: ") if x.startswith("zheng\n        sha")
    )
    whole = "      - person_id: " + line.partition("    dissents")[0]
    issue(room, whole + DISSENT, "")
    caught(verify(room.unit), "DEC-17", path=MINUTES, code=REFUSED, word="郑真")


def test_a_digest_in_the_minutes_is_that_of_another_text(room: Room) -> None:
    digest = room.text(MINUTES).partition("zheng\n        sha256: ")[2][:64]
    issue(room, digest, "0" * 64)
    caught(verify(room.unit), "DEC-17", path=MINUTES, code=REFUSED, word="not the one")


def test_the_dissenter_is_written_down_as_absent(room: Room) -> None:
    """The attendance is altered while the meeting is still a draft, before it is closed."""
    room.rewind("vote cast K-2/M-3: 3")
    text = room.text(MEETING)
    head, _, tail = text.partition("present_ids:")
    tail = tail.replace("  - zheng\n", "", 1)
    room.commit({MEETING: f"{head}present_ids:{tail}"}, when="2024-03-08T10:00")
    verdict = verify(room.unit, now="2024-03-08T18:00")
    caught(verdict, "DEC-08", path=ZHENG, code=REFUSED, word="not in the room")


def test_a_meeting_is_left_open_to_alter_it_after_the_minutes(room: Room) -> None:
    """A draft may change; but minutes have counted who was there."""
    honest = room.text(MINUTES)
    room.rewind("vote cast K-2/M-3: 3")
    room.commit({MINUTES: honest}, when=WHEN)
    altered = room.text(MEETING).replace("agenda:\n  - M-2\n", "agenda:\n  - M-2\n  - M-1\n")
    done = room.commit({MEETING: altered}, when="2024-03-12T09:00")
    verdict = verify(room.unit, now="2024-03-13T18:00")
    assert verdict.heavy, verdict
    caught(verdict, "TRL-07", done, MEETING)


def test_the_dissent_is_left_out_of_minutes_on_a_meeting_left_open(room: Room) -> None:
    """What is judged when a meeting is over must not wait for a word that the clerk never says."""
    honest = room.text(MINUTES)
    room.rewind("vote cast K-2/M-3: 3")
    room.commit({MINUTES: honest.replace(DISSENT, "")}, when=WHEN)
    verdict = verify(room.unit)
    assert verdict.code == REFUSED, verdict
    assert any(f["path"] == MINUTES for f in verdict.findings), verdict


def test_minutes_are_issued_twice(room: Room) -> None:
    path = MINUTES.replace("2024/K-2", "2023/K-2")
    text = room.text(MINUTES).replace("J-2024-2", "J-2024-3").replace("number: 2", "number: 3")
    room.commit({path: text.replace("2024-03-11", "2024-03-18").replace(DISSENT, "")})
    verdict = verify(room.unit)
    assert verdict.code == REFUSED, verdict
    assert verdict.of("DEC-17"), verdict


@pytest.mark.parametrize("old", [DISSENT, "价格未比较"])
def test_the_member_can_prove_it_with_the_own_receipt(room: Room, tmp_path: Path, old: str) -> None:
    """The receipt was taken on the day; the history was written anew afterwards."""
    honest = room.text(MINUTES)
    room.rewind("meeting close K-2")
    receipt = tmp_path / "receipt.json"
    words = ("trail", "receipt", "export", "M-2", "zheng", str(receipt), "-C", str(room.unit))
    assert asked(*words).code == 0
    new = "" if old == DISSENT else "原则同意"
    room.commit({MINUTES: honest.replace(old, new)}, when=WHEN)
    told = asked("trail", "receipt", "check", str(receipt), "-C", str(room.unit))
    assert told.code == 5
    assert told.data["faults"] == ["dissent"]


def test_a_rewritten_vote_does_not_fit_the_receipt(room: Room, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.json"
    words = ("trail", "receipt", "export", "M-2", "zheng", str(receipt), "-C", str(room.unit))
    assert asked(*words).code == 0
    yes = room.text("meetings/2024/K-2/M-2/ballots/jia.yaml").replace("jia", "zheng")
    room.rewind("meeting speak K-2/M-3")
    room.commit({ZHENG: yes}, when="2024-03-08T09:45")
    told = asked("trail", "receipt", "check", str(receipt), "-C", str(room.unit))
    assert told.code == 5
    assert {"commit", "changed", "minutes", "checkpoint"} == set(told.data["faults"])
    assert verify(room.unit, now="2024-03-08T18:00").heavy == set()
