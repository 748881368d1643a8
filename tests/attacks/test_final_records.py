"""The clerk's own hand, with the clerk's own key: what is final is altered afterwards."""

from __future__ import annotations

import hashlib

import pytest

from tests.attacks.room import Room, verify, words
from tests.attacks.verdict import CLEAN, caught

PLACE = "meetings/2024/K-2/M-2/ballots"
JIA, ZHENG = f"{PLACE}/jia.yaml", f"{PLACE}/zheng.yaml"
MINUTES = "meetings/2024/K-2/minutes.yaml"
MATTER = "matters/2024/M-2/matter.yaml"


def test_a_vote_is_edited(room: Room) -> None:
    done = room.commit(room.edited(JIA, "choice: yes", "choice: no"))
    caught(verify(room.unit), "TRL-01", done, JIA, word="edited")


def test_a_vote_is_deleted(room: Room) -> None:
    done = room.commit({JIA: None})
    caught(verify(room.unit), "TRL-01", done, JIA, word="deleted")


def test_a_vote_is_renamed(room: Room) -> None:
    done = room.commit({f"{PLACE}/yi-old.yaml": room.text(JIA), JIA: None})
    found = caught(verify(room.unit), "TRL-01", done, JIA, word="renamed")
    assert "yi-old.yaml" in found["message"]


def test_a_vote_is_edited_and_put_back(room: Room) -> None:
    honest = room.text(JIA)
    there = room.commit(room.edited(JIA, "choice: yes", "choice: no"))
    back = room.commit({JIA: honest}, when="2024-03-18T09:05")
    verdict = verify(room.unit)
    assert room.git("diff", "HEAD", "HEAD~2") == ""
    caught(verdict, "TRL-01", there, JIA)
    caught(verdict, "TRL-01", back, JIA)


def test_a_vote_is_deleted_and_put_back(room: Room) -> None:
    honest = room.text(JIA)
    gone = room.commit({JIA: None})
    room.commit({JIA: honest}, when="2024-03-18T09:05")
    caught(verify(room.unit), "TRL-01", gone, JIA, word="deleted")


@pytest.mark.parametrize("path", [MINUTES, MATTER, ZHENG, "checkpoints/1.yaml"])
def test_a_remark_is_put_under_a_final_file(room: Room, path: str) -> None:
    """No value of it changes; its digest, which others hold, does."""
    done = room.commit({path: room.text(path) + "# nothing\n"})
    caught(verify(room.unit), "TRL-01", done, path, word="edited")


def test_a_final_record_is_made_a_draft_to_be_edited_next(room: Room) -> None:
    draft = room.text(JIA) + "draft: true\n"
    done = room.commit({JIA: draft})
    room.commit({JIA: draft.replace("choice: yes", "choice: no")}, when="2024-03-18T09:05")
    caught(verify(room.unit), "TRL-01", done, JIA)


def test_a_final_record_gives_way_to_a_folder(room: Room) -> None:
    room.git("rm", "-q", "--cached", JIA)
    (room.unit / JIA).unlink()
    done = room.commit({f"{JIA}/jia.yaml": "choice: no\n"})
    caught(verify(room.unit), "TRL-01", done, JIA, word="deleted")


def test_a_final_record_is_unreadable_for_one_commit(room: Room) -> None:
    honest = room.text(JIA)
    done = room.commit({JIA: "choice: [no\n"}, also=["ballot/K-2/M-2/jia"])
    room.commit({JIA: honest}, when="2024-03-18T09:05")
    verdict = verify(room.unit)
    caught(verdict, "TRL-16", done, JIA, word="no record can be read")
    caught(verdict, "TRL-01", done, JIA, word="edited")


def test_a_final_record_is_exchanged_by_git_alone(quiet: Room) -> None:
    path = "meetings/2024/K-1/M-1/ballots/yi.yaml"
    done = quiet.commit(quiet.edited(path, "yes", "no"), says="tidy up\n")
    verdict = verify(quiet.unit)
    caught(verdict, "TRL-01", done, path)
    assert verdict.of("TRL-04", "with git alone")


def test_an_edit_hides_between_honest_acts(room: Room) -> None:
    """The last commit is clean and so is the one before; the one that did it is named."""
    done = room.commit(room.edited(MINUTES, "同意。", "不同意。"))
    room.do("record new person person_id=qian name=钱某", "2024-03-18T10:00")
    room.do("record new person person_id=sun name=孙某", "2024-03-18T10:05")
    found = caught(verify(room.unit), "TRL-01", done, MINUTES)
    assert found["line"] >= 0


def test_the_names_of_two_votes_are_exchanged(room: Room) -> None:
    yes, no = room.text(JIA), room.text(f"{PLACE}/shi.yaml")
    done = room.commit({JIA: no.replace("shi", "jia"), f"{PLACE}/shi.yaml": yes + "opinion: 好\n"})
    caught(verify(room.unit), "TRL-01", done, f"{PLACE}/shi.yaml")


def test_a_signature_is_taken_from_under_the_minutes(room: Room) -> None:
    digest = hashlib.sha256(room.text(MINUTES).encode()).hexdigest()
    path = f"signatures/2024/{digest}/jia.yaml"
    done = room.commit({path: None})
    caught(verify(room.unit), "TRL-01", done, path, word="deleted")


def test_a_called_meeting_vanishes(room: Room) -> None:
    """A draft is no proof; that it is gone is said all the same."""
    path = "meetings/2024/K-9/meeting.yaml"
    draft = room.text("meetings/2024/K-2/meeting.yaml").split("entitled_ids")[0]
    draft = draft.replace("K-2", "K-9").replace("stage: closed", "stage: called\ndraft: true")
    draft = draft.replace("held_on: 2024-03-08", "held_on: 2024-03-28")
    room.commit({path: draft})
    done = room.commit({path: None}, when="2024-03-18T09:05")
    verdict = verify(room.unit)
    assert verdict.code == CLEAN, verdict
    [found] = verdict.of("TRL-01", "draft vanished")
    assert (found["commit"], found["path"], found["severity"]) == (done, path, "warning")


def test_words_of_a_commit_do_not_excuse_it(room: Room) -> None:
    """It calls itself a correction and names the record; the file was edited all the same."""
    room.write(room.edited(JIA, "choice: yes", "choice: no"))
    room.git("add", "-A")
    text = words("wen", ["ballot/K-2/M-2/jia"], operation="record supersede")
    done = room.seal(says=text)
    caught(verify(room.unit), "TRL-01", done, JIA)
