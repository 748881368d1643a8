"""Checkpoints that do not follow on each other, or tell of something else."""

from __future__ import annotations

import pytest

from tests.attacks.room import Room, verify
from tests.attacks.verdict import CLEAN, caught

NEXT = "checkpoints/3.yaml"


def forged(room: Room, old: str, new: str, number: int = 3) -> str:
    """The next checkpoint as tripower makes it, with some words exchanged; the commit."""
    room.do("trail checkpoint")
    text = room.text(NEXT)
    assert old in text
    room.git("reset", "-q", "--hard", "HEAD~1")
    text = text.replace(old, new)
    files = {NEXT.replace("3", str(number)): text}
    return room.commit({**files, **room.signature(text, "wen", "checkpoint")})


def line(room: Room, name: str, path: str = "checkpoints/2.yaml") -> str:
    """A line of a checkpoint that is there."""
    return next(one for one in room.text(path).splitlines() if one.startswith(f"{name}:"))


def test_a_checkpoint_by_hand_is_true_or_the_attacks_below_prove_nothing(room: Room) -> None:
    forged(room, "number: 3", "number: 3")
    verdict = verify(room.unit)
    assert (verdict.code, verdict.findings) == (CLEAN, [])


def test_nobody_whose_key_counts_signs_it(room: Room) -> None:
    room.do("trail checkpoint")
    text = room.text(NEXT)
    room.git("reset", "-q", "--hard", "HEAD~1")
    done = room.commit({NEXT: text, **room.signature(text, "wen", "checkpoint", key="mo")})
    caught(verify(room.unit), "TRL-14", done, NEXT, word="nobody whose key counts has signed")


def test_a_number_is_left_out(room: Room) -> None:
    done = forged(room, "number: 3", "number: 4", 4)
    caught(verify(room.unit), "TRL-14", done, "checkpoints/4.yaml", word="the next one is 3")


def test_a_number_comes_before_all_others(room: Room) -> None:
    done = forged(room, "number: 3", "number: 0", 0)
    caught(verify(room.unit), "TRL-14", done, "checkpoints/0.yaml")


def test_a_checkpoint_is_renumbered(room: Room) -> None:
    text = room.text("checkpoints/2.yaml").replace("number: 2", "number: 3")
    done = room.commit({"checkpoints/2.yaml": None, NEXT: text})
    verdict = verify(room.unit)
    caught(verdict, "TRL-01", done, "checkpoints/2.yaml", word="deleted")
    caught(verdict, "TRL-14", done, NEXT)


def test_a_checkpoint_is_dropped(room: Room) -> None:
    done = room.commit({"checkpoints/2.yaml": None})
    caught(verify(room.unit), "TRL-01", done, "checkpoints/2.yaml", word="deleted")


def test_a_dropped_checkpoint_is_missed_by_the_next_one(room: Room) -> None:
    room.commit({"checkpoints/2.yaml": None})
    text = room.git("show", "HEAD~1:checkpoints/2.yaml") + "\n"
    done = room.commit({NEXT: text.replace("number: 2", "number: 3")}, when="2024-03-18T09:05")
    verdict = verify(room.unit)
    caught(verdict, "TRL-14", done, NEXT, word="the next one is 2")


def test_a_dropped_checkpoint_anchors_all_the_same(room: Room) -> None:
    """What it proved while it was there is not undone."""
    room.commit({"checkpoints/2.yaml": None})
    path = "matters/2024/M-9/matter.yaml"
    text = room.text("matters/2024/M-2/matter.yaml").replace("M-2", "M-9")
    done = room.commit({path: text.replace("03-04", "03-13")}, when="2024-03-18T09:05")
    caught(verify(room.unit), "TRL-08", done, path, word="2024-03-15")


def test_the_list_of_files_is_false(room: Room) -> None:
    done = forged(room, "manifest: ", f"manifest: {'0' * 64} #")
    caught(verify(room.unit), "TRL-14", done, NEXT, word="list of files")


def test_the_number_of_files_is_false(room: Room) -> None:
    done = forged(room, "files: ", "files: 5 #")
    caught(verify(room.unit), "TRL-14", done, NEXT, word="list of files")


@pytest.mark.parametrize("head", ["0" * 40, "HEAD~5"])
def test_it_speaks_of_another_commit(room: Room, head: str) -> None:
    name = head if head[0] == "0" else room.git("rev-parse", head)
    done = forged(room, "head: ", f"head: {name} #")
    caught(verify(room.unit), "TRL-14", done, NEXT, word="but stands on")


def test_it_does_not_name_the_one_before(room: Room) -> None:
    done = forged(room, "previous: ", f"previous: {'0' * 64} #")
    caught(verify(room.unit), "TRL-14", done, NEXT, word="checkpoint before it")


def test_it_says_that_there_is_none_before(room: Room) -> None:
    done = forged(room, "previous: ", "#")
    caught(verify(room.unit), "TRL-14", done, NEXT, word="checkpoint before it")


def test_a_record_is_slipped_into_the_commit_of_a_checkpoint(room: Room) -> None:
    """The checkpoint speaks of the commit before, so it does not cover what comes with it."""
    room.do("trail checkpoint")
    room.git("reset", "-q", "--soft", "HEAD~1")
    path = "matters/2024/M-9/matter.yaml"
    text = room.text("matters/2024/M-2/matter.yaml").replace("M-2", "M-9")
    done = room.commit({path: text.replace("03-04", "03-18")}, named=["checkpoint/3"])
    caught(verify(room.unit), "TRL-04", done, path, word="does not name")


def test_a_checkpoint_is_kept_as_a_draft_to_be_exchanged(room: Room) -> None:
    """What others are to hold is never a draft: it could be another one tomorrow."""
    done = forged(room, "number: 3", "draft: true\nnumber: 3")
    verdict = verify(room.unit)
    caught(verdict, "TRL-01", done, NEXT)


def test_it_names_a_list_of_keys_that_is_not_in_force(room: Room) -> None:
    done = forged(room, "keys: 1", "keys: 7")
    caught(verify(room.unit), "TRL-14", done, NEXT)
