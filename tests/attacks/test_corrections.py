"""Corrections are honest by their form: what is corrected by them, and behind whose back?"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.attacks.room import Room, asked, verify
from tests.attacks.verdict import BROKEN, REFUSED, caught

PLACE = "meetings/2024/K-2/M-2/ballots"
JIA, ZHENG = f"{PLACE}/jia.yaml", f"{PLACE}/zheng.yaml"
MINUTES = "meetings/2024/K-2/minutes.yaml"
MATTER = "matters/2024/M-2/matter.yaml"
KEYS = "keys/change-1.yaml"
DISSENT = "    dissents:\n      - person_id: zheng\n        text: 价格未比较\n"


def word(path: str, digest: str, day: str = "2024-03-18") -> str:
    """What a correction says of the file that it corrects."""
    return f"supersedes:\n  path: {path}\n  sha256: {digest}\n  reason: 笔误\n  on: {day}\n"


def digest_of(room: Room, path: str) -> str:
    """The digest of a file as it lies."""
    return hashlib.sha256((room.unit / path).read_bytes()).hexdigest()


def corrected(path: str) -> str:
    """The path of a correction."""
    return path.replace(".yaml", "~2.yaml")


def _correction(room: Room, path: str, digest: str, old: str, new: str) -> dict[str, str]:
    """A correction of a file, with the digest that is told."""
    return {corrected(path): room.edited(path, old, new)[path] + word(path, digest)}


def test_a_correction_names_a_text_that_never_was(room: Room) -> None:
    files = _correction(room, MATTER, "0" * 64, "80000", "8000000")
    done = room.commit(files)
    caught(verify(room.unit), "TRL-02", done, next(iter(files)), word="another digest")


def test_a_correction_names_a_file_that_is_not_there(room: Room) -> None:
    files = _correction(room, MATTER, "0" * 64, "80000", "90000")
    [(path, text)] = files.items()
    done = room.commit({path: text.replace("path: matters/2024/M-2", "path: matters/2024/M-7")})
    caught(verify(room.unit), "TRL-02", done, path, word="no such file")


def test_a_correction_comes_with_what_it_corrects(room: Room) -> None:
    """The wrong text was never on record; it only makes the new one look reviewed."""
    path = "matters/2024/M-4/matter.yaml"
    text = room.text(MATTER).replace("M-2", "M-4").replace("2024-03-04", "2024-03-18")
    digest = hashlib.sha256(text.encode()).hexdigest()
    room.write({path: text})
    files = _correction(room, path, digest, "80000", "90000")
    done = room.commit({path: text, **files})
    caught(verify(room.unit), "TRL-02", done, next(iter(files)), word="the same commit")


def test_a_correction_of_one_vote_hides_another(room: Room) -> None:
    """A second ballot of 贾石 says that it corrects the file of the dissent."""
    digest = hashlib.sha256(room.text(ZHENG).encode()).hexdigest()
    told = f"supersedes:\n  path: {ZHENG}\n  sha256: {digest}\n  reason: 笔误\n  on: 2024-03-18\n"
    path = f"{PLACE}/jia~2.yaml"
    done = room.commit({path: room.text(JIA) + told})
    verdict = verify(room.unit)
    assert verdict.code == BROKEN, verdict
    caught(verdict, "TRL-02", done, path)


def test_the_proposal_is_corrected_after_the_vote(room: Room) -> None:
    """Seven voted on 80,000; a correction, with a true digest and a reason, makes it 8,000,000."""
    digest = hashlib.sha256(room.text(MATTER).encode()).hexdigest()
    files = _correction(room, MATTER, digest, "80000", "8000000")
    room.commit(files)
    found = caught(verify(room.unit), "DEC-13", path=next(iter(files)), code=REFUSED)
    assert "80000" in found["message"]


def test_a_signed_no_is_corrected_into_a_yes_on_paper(room: Room) -> None:
    """Before the minutes count it; the member never signed the yes."""
    room.rewind("vote cast K-2/M-2: 3")
    digest = hashlib.sha256(room.text(ZHENG).encode()).hexdigest()
    path = ZHENG.replace(".yaml", "~2.yaml")
    text = room.text(JIA).replace("jia", "zheng")
    told = f"supersedes:\n  path: {ZHENG}\n  sha256: {digest}\n  reason: 笔误\n  on: 2024-03-08\n"
    done = room.commit({path: text + told}, when="2024-03-08T09:50")
    verdict = verify(room.unit, now="2024-03-08T12:00")
    caught(verdict, "TRL-12", done, path)


def test_a_signed_no_is_corrected_into_a_yes_after_the_minutes(room: Room) -> None:
    text = room.text(JIA).replace("jia", "zheng") + word(ZHENG, digest_of(room, ZHENG))
    room.commit({corrected(ZHENG): text})
    verdict = verify(room.unit)
    assert verdict.code in (REFUSED, BROKEN), verdict
    assert verdict.of("DEC-17", "not the one that the minutes counted"), verdict


def test_the_minutes_are_corrected_without_the_dissent(room: Room) -> None:
    files = _correction(room, MINUTES, digest_of(room, MINUTES), DISSENT, "")
    room.commit(files)
    verdict = verify(room.unit)
    caught(verdict, "DEC-17", path=corrected(MINUTES), code=REFUSED, word="word for word")


def new_list(room: Room) -> dict[str, str]:
    """A first list of the clerk's second key alone, which says that it corrects the true one."""
    line = (room.key("wen-2").with_suffix(".pub")).read_text("utf-8").split()
    text = (
        'version: 1\n"on": 2024-03-01\nadds:\n  - person_id: wen\n'
        f"    public_key: {line[0]} {line[1]}\n    from: 2024-03-01\nthreshold: 1\n"
        f"reason: 首份名册\nlate_entry: 更正\n{word(KEYS, digest_of(room, KEYS))}"
    )
    return {corrected(KEYS): text, **room.signature(text, "wen", "keys", key="wen-2")}


def test_the_list_of_keys_is_corrected(room: Room) -> None:
    """Nobody but the clerk has signed it; it changes by new versions only."""
    done = room.commit(new_list(room))
    verdict = verify(room.unit)
    assert verdict.code in (REFUSED, BROKEN), verdict
    assert any(f["path"] == corrected(KEYS) for f in verdict.findings), (done, verdict)


def test_a_corrected_list_of_keys_is_shown_to_nobody(room: Room) -> None:
    root = verify(room.unit).data["keys"]["root"]
    room.commit(new_list(room))
    shown = asked("trail", "key", "list", "-C", str(room.unit), now="2024-03-20T09:00").data
    assert (shown["root"], len(shown["keys"])) == (root, 4)


def test_a_corrected_list_of_keys_opens_no_door_for_writing(room: Room) -> None:
    room.commit(new_list(room))
    line = "record new person person_id=qian name=钱某"
    assert room.act(line, "2024-03-18T10:00", key="wen-2").code != 0
    assert room.act(line, "2024-03-18T10:00", by="jia").code == 0


def test_a_corrected_list_of_keys_is_not_believed_on_the_second_look(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was verified is remembered by versions; the text of a version must be the first one."""
    monkeypatch.setenv("TRIPOWER_CACHE", str(tmp_path / "cache"))
    room.commit(new_list(room))
    verify(room.unit)
    text = room.text("people.yaml") + "  - person_id: qian\n    name: 钱某\n"
    done = room.commit({"people.yaml": text}, key="wen-2", when="2024-03-18T10:00")
    caught(verify(room.unit), "TRL-11", done)


def test_a_checkpoint_is_corrected(room: Room) -> None:
    """What others hold is never exchanged here; the next one has the next number."""
    path = "checkpoints/2.yaml"
    room.do("trail checkpoint", "2024-03-18T08:00")
    text = room.text("checkpoints/3.yaml").replace("number: 3", "number: 2")
    previous = digest_of(room, "checkpoints/1.yaml")
    text = text.replace(digest_of(room, path), previous) + word(path, digest_of(room, path))
    room.git("reset", "-q", "--hard", "HEAD~1")
    done = room.commit({corrected(path): text, **room.signature(text, "wen", "checkpoint")})
    caught(verify(room.unit), "TRL-02", done, corrected(path))
