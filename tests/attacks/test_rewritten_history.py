"""The whole history written anew, and what only those outside can show."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.attacks import story
from tests.attacks.room import Room, asked, git, verify
from tests.attacks.verdict import BROKEN, CLEAN, caught

ZHENG = "meetings/2024/K-2/M-2/ballots/zheng.yaml"
AGAIN = "2024-03-15T16:00"


def outside(town: Room) -> tuple[str, ...]:
    """What the district and the neighbour hold, as words of the command."""
    street = town.unit.parent
    return "--ledger", str(street / "district"), "--witness", str(street / "neighbour")


def ledger(town: Room) -> tuple[str, ...]:
    return outside(town)[:2]


def witness(town: Room) -> tuple[str, ...]:
    return outside(town)[2:]


@pytest.fixture
def anew(tmp_path: Path) -> Room:
    """From the vote on, all was done again by the clerk, lawfully, without the signed dissent."""
    return story.rewritten(tmp_path)


def test_who_looks_at_the_folder_alone_sees_a_clean_history(anew: Room) -> None:
    """And is told so: nothing outside was asked, so "anchored" is not reached."""
    verdict = verify(anew.unit)
    assert (verdict.code, verdict.findings) == (CLEAN, [])
    assert verdict.levels == ["chain", "signed"]
    [anchored] = [one for one in verdict.data["assurance"] if one["level"] == "anchored"]
    assert "none of them held outside" in anchored["found"]
    assert "rewritten as a whole" in anchored["catches"]
    assert "--ledger" in anchored["needs"]


def test_the_ledger_of_the_district_shows_it(anew: Room) -> None:
    ledger_file = anew.unit.parent / "district/ledger/example/2.yaml"
    held = ledger_file.read_text("utf-8").partition("head: ")[2][:10]
    verdict = verify(anew.unit, *ledger(anew))
    found = caught(verdict, "TRL-17", word="not in this history")
    assert held in found["message"]
    assert "示例区" in found["message"]
    assert "checkpoint 2" in found["message"]
    assert "anchored" not in verdict.levels


def test_the_neighbour_shows_it(anew: Room) -> None:
    verdict = verify(anew.unit, *witness(anew))
    found = caught(verdict, "TRL-17", word="not in this history")
    assert "邻居局" in found["message"]
    assert "witnessed" not in verdict.levels


def test_the_district_does_not_take_the_new_checkpoints(anew: Room) -> None:
    street = anew.unit.parent
    words = ("trail", "ledger", "add", str(anew.unit), "-C", str(street / "district"))
    answer = asked(*words, "--actor", "qu", now="2024-03-18T09:00")
    assert answer.code == BROKEN, answer


def test_the_neighbour_does_not_sign_it(anew: Room) -> None:
    street = anew.unit.parent
    other = Room(street / "neighbour", street / "keys-next-door")
    assert other.act(f"trail witness {anew.unit}").code == BROKEN


def test_the_untouched_history_reaches_every_level_but_the_ballots(town: Room) -> None:
    verdict = verify(town.unit, *outside(town))
    assert (verdict.code, verdict.findings) == (CLEAN, [])
    assert verdict.levels == ["chain", "signed", "anchored", "witnessed"]


def test_the_last_weeks_are_cut_off(town: Room) -> None:
    """Nothing is put in their place; the vote never was."""
    town.rewind("trail checkpoint 1")
    caught(verify(town.unit, *ledger(town)), "TRL-17", word="checkpoint 2")


def test_a_clone_is_pushed_over_by_force(town: Room, tmp_path: Path) -> None:
    """The bare repository where all push takes it; who verifies a fresh clone sees it."""
    bare, fresh = tmp_path / "bare.git", tmp_path / "fresh"
    git(tmp_path, "clone", "-q", "--bare", str(town.unit), str(bare))
    false = story.rewritten(tmp_path / "false")
    false.git("push", "-q", "--force", str(bare), "main")
    git(tmp_path, "clone", "-q", str(bare), str(fresh))
    caught(verify(bare, *ledger(town)), "TRL-17")
    caught(verify(fresh, *ledger(town)), "TRL-17")


def test_a_checkpoint_is_exchanged_for_one_of_the_same_commit(town: Room) -> None:
    """The head is still there; the text that others hold is another."""
    town.git("reset", "-q", "--hard", "HEAD~1")
    town.do("trail checkpoint", "2024-03-15T16:05", key="wen")
    town.git("reset", "-q", "--soft", "HEAD~1")
    text = town.text("checkpoints/2.yaml").replace("2024-03-15", "2024-03-14")
    town.commit({"checkpoints/2.yaml": text}, when=AGAIN)
    caught(verify(town.unit, *ledger(town)), "TRL-17", word="another text of checkpoint 2")


def test_a_checkpoint_that_others_hold_is_taken_out(town: Room) -> None:
    town.git("reset", "-q", "--hard", "HEAD~1")
    caught(verify(town.unit, *ledger(town)), "TRL-17", word="checkpoint 2")


def test_all_of_it_is_squashed_into_one_honest_looking_commit(town: Room) -> None:
    tree, first = (
        town.git("rev-parse", "HEAD^{tree}"),
        town.git("rev-list", "--max-parents=0", "HEAD"),
    )
    town.git("reset", "-q", "--soft", first)
    assert town.git("write-tree") == tree
    town.seal(named=[])
    caught(verify(town.unit, *ledger(town)), "TRL-17")


def test_a_ledger_in_the_own_house_is_no_anchor(town: Room) -> None:
    """A district's folder inside the very repository that it is to hold."""
    street = town.unit.parent
    shutil.copytree(street / "district" / "ledger", town.unit / "d" / "ledger")
    shutil.copy(street / "district" / "district.yaml", town.unit / "d")
    verdict = verify(town.unit, "--ledger", str(town.unit / "d"))
    assert "anchored" not in verdict.levels, verdict


def test_a_witness_who_did_not_sign_is_none(town: Room) -> None:
    neighbour = town.unit.parent / "neighbour"
    shutil.rmtree(neighbour / "signatures")
    git(neighbour, "rm", "-rq", "--cached", "signatures")
    git(neighbour, "commit", "-qm", "tidy up", when="2024-03-18T09:00")
    assert "witnessed" not in verify(town.unit, *witness(town)).levels


def test_a_unit_is_no_witness_of_itself(town: Room) -> None:
    """It signs that it has seen its own checkpoint, in its own history."""
    town.do(f"trail witness {town.unit}")
    verdict = verify(town.unit, "--witness", str(town.unit))
    assert "witnessed" not in verdict.levels, verdict


def test_a_copy_of_the_own_folder_is_no_witness(town: Room, tmp_path: Path) -> None:
    """The same unit under another path: who controls the one controls the other."""
    town.do(f"trail witness {town.unit}")
    shutil.copytree(town.unit, tmp_path / "elsewhere")
    verdict = verify(town.unit, "--witness", str(tmp_path / "elsewhere"))
    assert "witnessed" not in verdict.levels, verdict


def test_a_merge_joins_two_lines(room: Room) -> None:
    room.git("checkout", "-qb", "side", "HEAD~3")
    side = room.edited("people.yaml", "people:\n", "people:\n  - person_id: qian\n    name: 钱某\n")
    room.commit(side, when="2024-03-18T09:00")
    room.git("checkout", "-q", "main")
    sign = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={room.key('wen')}"]
    room.git(*sign, "merge", "-q", "--no-ff", "-S", "-m", "merge", "side")
    caught(verify(room.unit), "TRL-03", room.head(), word="joins 2 lines")


def test_a_merge_brings_an_edit_of_its_own(room: Room) -> None:
    """Neither side has it; it is in the merge alone."""
    path = "meetings/2024/K-2/M-2/ballots/jia.yaml"
    room.git("checkout", "-qb", "side", "HEAD~3")
    room.seal()
    room.git("checkout", "-q", "main")
    room.git("merge", "-q", "--no-ff", "--no-commit", "side")
    done = room.commit(room.edited(path, "choice: yes", "choice: no"))
    verdict = verify(room.unit)
    caught(verdict, "TRL-03", done)
    caught(verdict, "TRL-01", done, path, word="edited")


def test_a_merge_makes_the_side_line_the_first(anew: Room) -> None:
    """`git merge -s ours` on the false line: the true one hangs on it as a mere second parent."""
    anew.git("merge", "-q", "-s", "ours", "-m", "merge", "ORIG_HEAD")
    verdict = verify(anew.unit, *ledger(anew))
    caught(verdict, "TRL-03", anew.head())
    caught(verdict, "TRL-17", word="not in this history")


def test_another_history_is_joined(room: Room) -> None:
    """It begins elsewhere, with a root of its own."""
    room.git("checkout", "-q", "--orphan", "other")
    room.git("rm", "-rqf", "--cached", ".")
    room.seal()
    room.git("checkout", "-qf", "main")
    sign = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={room.key('wen')}"]
    room.git(*sign, "merge", "-q", "--allow-unrelated-histories", "-S", "-m", "join", "other")
    caught(verify(room.unit), "TRL-03", room.head())


@pytest.mark.parametrize("place", ["district", "neighbour"])
def test_what_is_held_outside_is_for_another_unit(town: Room, place: str) -> None:
    """A ledger that knows nothing of this unit is no anchor, and is not said to be one."""
    town.git("reset", "-q", "--hard", town.git("rev-list", "--max-parents=0", "HEAD"))
    unit = town.text("unit.yaml").replace("unit_id: example", "unit_id: elsewhere")
    said = town.git("log", "-1", "--format=%B").replace("unit/example", "unit/elsewhere")
    town.write({"unit.yaml": unit})
    town.git("add", "-A")
    town.git("commit", "-q", "--amend", "-m", said, when="2024-01-02T09:00")
    word = "--ledger" if place == "district" else "--witness"
    verdict = verify(town.unit, word, str(town.unit.parent / place))
    assert verdict.levels == ["chain"], verdict


def test_new_checkpoints_go_on_after_those_that_are_held(town: Room) -> None:
    """The honest way: the ledger follows, and so does the neighbour."""
    town.do("trail checkpoint", "2024-03-18T12:00")
    story.keep(town.unit.parent, "2024-03-18T13:00")
    story.see(town.unit.parent, "2024-03-18T14:00")
    verdict = verify(town.unit, *outside(town))
    assert verdict.findings == []
    [anchored] = [one for one in verdict.data["assurance"] if one["level"] == "anchored"]
    assert "checkpoint 3" in anchored["found"]


def test_the_folder_of_a_unit_is_moved_within_its_district(quiet: Room, tmp_path: Path) -> None:
    """Under the new name its history begins anew, with a vote that was turned on the way."""
    both = tmp_path / "both"
    both.mkdir()
    git(both, "init", "-q", "-b", "main")
    before = Room(both / "one", quiet.keys, signs=False)
    before.unit.mkdir()
    files = quiet.git("ls-files").splitlines()
    before.commit({path: quiet.text(path) for path in files}, when="2024-02-05T10:00")
    named = [*before._named(dict.fromkeys(files, ""))]
    git(both, "mv", "one", "two")
    after = Room(both / "two", quiet.keys, signs=False)
    turned = "meetings/2024/K-1/M-1/ballots/zheng.yaml"
    after.write(after.edited(turned, "yes", "no"))
    after.git("add", "-A")
    after.seal(named=named)
    verdict = verify(after.unit)
    assert verdict.code == BROKEN, verdict
