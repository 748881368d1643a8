"""What was verified before is remembered: no attack may live on what is remembered."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from tests.attacks.room import Room, verify
from tests.attacks.verdict import CLEAN, REFUSED, Verdict, caught

JIA = "meetings/2024/K-2/M-2/ballots/jia.yaml"
MINUTES = "meetings/2024/K-2/minutes.yaml"
DISSENT = "    dissents:\n      - person_id: zheng\n        text: 价格未比较\n"


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIPOWER_CACHE", str(tmp_path / "cache"))


def again(room: Room, *words: str, now: str = "2024-03-20T09:00") -> Verdict:
    """A look at a history that was looked at before, and held."""
    return verify(room.unit, *words, now=now)


@pytest.fixture
def known(room: Room) -> Room:
    """The bureau, looked at on the Monday."""
    first = verify(room.unit, now="2024-03-18T08:00")
    assert (first.code, first.findings) == (CLEAN, [])
    return room


def test_an_honest_history_is_told_the_same_twice(known: Room) -> None:
    known.do("record new person person_id=qian name=钱某")
    second, whole = again(known), again(known, "--whole")
    assert (second.code, second.findings) == (CLEAN, [])
    assert second.levels == whole.levels
    assert second.data["commits"] == whole.data["commits"]
    assert second.data["keys"] == whole.data["keys"]


def test_an_edit_after_the_first_look_is_found(known: Room) -> None:
    done = known.commit(known.edited(JIA, "choice: yes", "choice: no"))
    caught(again(known), "TRL-01", done, JIA)


def test_what_breaks_the_trail_is_told_each_time(known: Room) -> None:
    done = known.commit(known.edited(JIA, "choice: yes", "choice: no"))
    for _ in range(3):
        caught(again(known), "TRL-01", done, JIA)


def test_minutes_without_the_dissent_are_told_each_time(room: Room) -> None:
    """A violation in the records is no reason to break off, and none to fall silent."""
    honest = room.text(MINUTES)
    room.rewind("meeting close K-2")
    room.commit({MINUTES: honest.replace(DISSENT, "")}, when="2024-03-11T09:00")
    for _ in range(2):
        caught(again(room), "DEC-17", path=MINUTES, code=REFUSED)


def test_a_deadline_that_passes_between_two_looks_is_told(room: Room) -> None:
    """No commit comes; the minutes become overdue all the same."""
    room.rewind("meeting close K-2")
    assert again(room, now="2024-03-11T09:00").code == CLEAN
    caught(again(room, now="2024-03-20T09:00"), "DEC-17", code=REFUSED)


def test_a_history_rewritten_below_what_was_seen_is_walked_anew(known: Room) -> None:
    text = known.text(JIA)
    known.rewind("meeting close K-2")
    known.commit({JIA: text.replace("choice: yes", "choice: no")}, when="2024-03-11T09:00")
    caught(again(known), "TRL-01", path=JIA)


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_an_edit_hidden_from_git_status_is_found_on_the_second_look(known: Room, flag: str) -> None:
    known.git("update-index", flag, JIA)
    known.write(known.edited(JIA, "choice: yes", "choice: no"))
    caught(again(known), "TRL-15", path=JIA)


def test_an_object_exchanged_after_the_first_look_is_found(known: Room) -> None:
    """Its name is that of what was verified; its bytes are others now."""
    name = known.git("rev-parse", f"HEAD:{JIA}")
    data = known.text(JIA).replace("choice: yes", "choice: no").encode()
    place = known.unit / ".git/objects"
    for pack in [*(place / "pack").glob("*.pack")]:
        whole = pack.read_bytes()
        for kind in ("idx", "rev", "pack"):
            pack.with_suffix(f".{kind}").unlink(missing_ok=True)
        known.git("unpack-objects", "-q", stdin=whole)
    path = place / name[:2] / name[2:]
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"blob %d\0" % len(data) + data))
    caught(again(known), "TRL-18")


def test_a_history_cut_off_after_the_first_look_is_not_called_whole(known: Room) -> None:
    """What was verified is not there any more; nobody else could verify it from this folder."""
    name = known.head(20)
    objects = known.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    kept = "\n".join(one for one in objects.splitlines() if one != name)
    pack = known.git("pack-objects", "-q", ".git/objects/pack/pack", stdin=kept.encode())
    for path in (known.unit / ".git/objects/pack").iterdir():
        if pack not in path.name:
            path.unlink()
    verdict = again(known)
    assert verdict.code == 4, verdict


def test_an_unsigned_commit_after_the_first_look_is_found(known: Room) -> None:
    text = known.text("people.yaml") + "  - person_id: qian\n    name: 钱某\n"
    done = known.commit({"people.yaml": text}, key=None)
    caught(again(known), "TRL-11", done)


def test_an_old_list_is_not_revived_between_two_looks(known: Room) -> None:
    """Version 2 waits when the first look is taken; its late signature comes after version 3."""
    known.do(f"trail key add wen={known.key('wen-2')}.pub --reason 备用", "2024-03-18T09:00")
    known.do(
        f"trail key add jia={known.key('jia-2')}.pub --reason 备用", "2024-03-18T09:10", by="zhen"
    )
    known.do("trail key sign 3", "2024-03-18T09:20", by="jia")
    assert again(known, now="2024-03-18T09:25").data["keys"]["version"] == 3
    late = known.signature(known.text("keys/change-2.yaml"), "zhen", "keys")
    known.commit(late, by="zhen", when="2024-03-18T09:30")
    assert again(known, now="2024-03-18T09:35").data["keys"]["version"] == 3
    text = known.text("people.yaml") + "  - person_id: qian\n    name: 钱某\n"
    done = known.commit({"people.yaml": text}, key="wen-2", when="2024-03-18T10:00")
    caught(again(known), "TRL-11", done)


@pytest.mark.parametrize("junk", [b"", b"\x00" * 100, b"\xff" * 64])
def test_junk_in_what_is_remembered_is_not_believed(
    known: Room, tmp_path: Path, junk: bytes
) -> None:
    done = known.commit(known.edited(JIA, "choice: yes", "choice: no"))
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(junk)
    caught(again(known), "TRL-01", done, JIA)
