"""What is shown in the folder is not what is recorded, and git is told not to look."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.attacks.room import Room, git, verify
from tests.attacks.verdict import CLEAN, caught

JIA = "meetings/2024/K-2/M-2/ballots/jia.yaml"
EXTRA = "meetings/2024/K-2/M-2/ballots/wen.yaml"


def edit(room: Room) -> None:
    room.write(room.edited(JIA, "choice: yes", "choice: no"))


def test_an_open_edit_is_a_notice(room: Room) -> None:
    edit(room)
    verdict = verify(room.unit)
    assert (verdict.code, verdict.heavy) == (CLEAN, set())
    [found] = verdict.of("TRL-15")
    assert (found["severity"], found["path"]) == ("notice", JIA)


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_an_edit_is_hidden_from_git_status(room: Room, flag: str) -> None:
    room.git("update-index", flag, JIA)
    edit(room)
    assert room.git("status", "--porcelain") == ""
    caught(verify(room.unit), "TRL-15", path=JIA, word="does not show it")


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_a_file_is_taken_away_and_git_does_not_see_it(room: Room, flag: str) -> None:
    room.git("update-index", flag, JIA)
    (room.unit / JIA).unlink()
    assert room.git("status", "--porcelain") == ""
    caught(verify(room.unit), "TRL-15", path=JIA)


def test_an_edit_is_hidden_by_settings_that_ignore_times(room: Room) -> None:
    """Size and time are those of the recorded file, and git compares no more than these."""
    room.git("config", "core.checkStat", "minimal")
    path = room.unit / JIA
    before = path.stat()
    text = room.text(JIA)
    path.write_text(text.replace("choice: yes", "choice: no "), "utf-8")
    shutil.os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    verdict = verify(room.unit)
    assert [f["path"] for f in verdict.of("TRL-15")] == [JIA], verdict


def test_the_index_says_that_the_edit_is_recorded(room: Room) -> None:
    """The file is staged, so it does not differ from the index; from the newest commit it does."""
    edit(room)
    room.git("add", JIA)
    verdict = verify(room.unit)
    assert [f["path"] for f in verdict.of("TRL-15")] == [JIA], verdict


def test_a_filter_turns_the_edit_back_before_git_looks(room: Room) -> None:
    """What `git status` compares is what the filter makes of the file."""
    room.git("config", "filter.back.clean", "sed s/choice:.no/choice:\\ yes/")
    (room.unit / ".git/info").mkdir(exist_ok=True)
    (room.unit / ".git/info/attributes").write_text("*.yaml filter=back\n")
    edit(room)
    verdict = verify(room.unit)
    assert [f["path"] for f in verdict.of("TRL-15")] == [JIA], verdict


def test_a_vote_lies_in_the_folder_and_in_no_commit(room: Room) -> None:
    room.write({EXTRA: room.text(JIA).replace("jia", "wen")})
    verdict = verify(room.unit)
    assert [f["path"] for f in verdict.of("TRL-15")] == [EXTRA], verdict


def test_a_vote_that_is_in_no_commit_is_hidden_from_git_status(room: Room) -> None:
    """`.git/info/exclude` is in no commit either; whoever reads the folder counts the vote."""
    (room.unit / ".git/info").mkdir(exist_ok=True)
    (room.unit / ".git/info/exclude").write_text("wen.yaml\n")
    room.write({EXTRA: room.text(JIA).replace("jia", "wen")})
    assert room.git("status", "--porcelain") == ""
    caught(verify(room.unit), "TRL-15", path=EXTRA)


def test_a_file_in_the_folder_is_a_link_to_another(room: Room) -> None:
    room.git("update-index", "--assume-unchanged", JIA)
    (room.unit / JIA).unlink()
    (room.unit / JIA).symlink_to("zheng.yaml")
    caught(verify(room.unit), "TRL-15", path=JIA)


def test_a_whole_folder_is_a_link_to_another(room: Room) -> None:
    path = room.unit / "meetings"
    path.rename(room.unit.with_name("shown"))
    path.symlink_to(room.unit.with_name("shown"))
    assert JIA in {f["path"] for f in verify(room.unit).of("TRL-15")}


def test_a_machine_that_turns_line_ends_is_no_attacker(room: Room, tmp_path: Path) -> None:
    """A clone with `core.autocrlf`, as git for Windows sets it up."""
    clone = tmp_path / "clone"
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "-q", str(room.unit), str(clone))
    git(clone, "config", "core.autocrlf", "true")
    assert b"\r\n" in (clone / JIA).read_bytes()
    assert git(clone, "status", "--porcelain") == ""
    verdict = verify(clone)
    assert verdict.heavy == set(), verdict
