"""The guard of a clone: what `git commit` is not let do by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks.office import Office, by_hand, newcomer, refused
from tests.attacks.room import Room, asked, verify

JIA = "meetings/2024/K-2/M-2/ballots/jia.yaml"


@pytest.fixture
def guarded(room: Room) -> Room:
    """A clone whose own git asks before it commits."""
    assert asked("trail", "guard", "install", "-C", str(room.unit)).code == 0
    return room


@pytest.mark.parametrize("flags", [("-a",), (JIA,)], ids=" ".join)
def test_a_hand_edit_of_a_final_file_is_refused(guarded: Room, flags: tuple[str, ...]) -> None:
    before = guarded.head()
    guarded.write(guarded.edited(JIA, "choice: yes", "choice: no"))
    told = by_hand(guarded, *flags)
    assert "TRL-01" in told, told
    assert JIA in told
    assert guarded.head() == before


def test_a_hand_deletion_and_a_renaming_are_refused(guarded: Room) -> None:
    before = guarded.head()
    guarded.git("rm", "-q", JIA)
    assert "TRL-01" in by_hand(guarded)
    guarded.git("reset", "-q", "--hard")
    guarded.git("mv", JIA, JIA.replace("jia", "jia-old"))
    assert "TRL-01" in by_hand(guarded)
    assert guarded.head() == before


def test_a_file_that_cannot_be_read_is_refused(guarded: Room) -> None:
    guarded.write({"people.yaml": guarded.text("people.yaml") + "\t- oops\n"})
    told = by_hand(guarded, "-a")
    assert "TRL-16" in told
    assert "people.yaml" in told


def test_an_honest_edit_of_a_register_passes(guarded: Room) -> None:
    before = guarded.head()
    guarded.write(newcomer(guarded))
    told = by_hand(guarded, "-a")
    assert guarded.head() != before, told


def test_who_goes_round_the_hook_does_not_get_past_the_push(office: Office) -> None:
    """`--no-verify` is for everybody; the bare repository asks all the same."""
    assert asked("trail", "guard", "install", "-C", str(office.ours.unit)).code == 0
    office.ours.write(office.ours.edited(JIA, "choice: yes", "choice: no"))
    assert "TRL-01" in by_hand(office.ours, "-a")
    by_hand(office.ours, "-a", "--no-verify")
    refused(office, office.ours, "TRL-01")


def test_what_tripower_records_passes_its_own_hook(guarded: Room) -> None:
    guarded.do("record new person person_id=qian name=钱某")
    assert verify(guarded.unit).findings == []


def test_the_guard_is_put_in_place_twice_and_over_nobody_elses(room: Room) -> None:
    hook = room.unit / ".git/hooks/pre-commit"
    for _ in range(2):
        assert asked("trail", "guard", "install", "-C", str(room.unit)).code == 0
    hook.write_text("#!/bin/sh\necho mine\n")
    answer = asked("trail", "guard", "install", "-C", str(room.unit))
    assert answer.code == 1
    assert hook.read_text() == "#!/bin/sh\necho mine\n"


def test_the_guard_does_not_claim_what_git_will_not_run(room: Room) -> None:
    """`core.hooksPath` sends git elsewhere; a hook in `.git/hooks` is a guard that sleeps."""
    room.git("config", "core.hooksPath", "/nowhere")
    before = room.head()
    answer = asked("trail", "guard", "install", "-C", str(room.unit))
    room.write(room.edited(JIA, "choice: yes", "choice: no"))
    told = by_hand(room, "-a")
    assert answer.code != 0 or room.head() == before, told


def test_the_guard_writes_through_no_link(room: Room, tmp_path: Path) -> None:
    """A stranger's `.git/hooks/pre-commit` points to a file of the person who installs."""
    target = tmp_path / "profile"
    hook = room.unit / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.symlink_to(target)
    asked("trail", "guard", "install", "-C", str(room.unit))
    assert not target.exists()
