"""Repositories laid out to lead astray: elsewhere, to another history, to other files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attacks.room import Room, apart, asked, git, verify, verify_apart
from tests.attacks.verdict import BROKEN, CLEAN, REFUSED, caught

JIA = "meetings/2024/K-2/M-2/ballots/jia.yaml"


def replaced(unit: Path) -> None:
    """Who asks git for the newest commit gets the one before it."""
    git(unit, "replace", "HEAD", "HEAD~1")


def replaced_unpacked(unit: Path) -> None:
    git(unit, "replace", "HEAD", "HEAD~1")
    git(unit, "pack-refs", "--all")


def grafted(unit: Path) -> None:
    """Git takes the tenth commit for the first."""
    (unit / ".git/info").mkdir(exist_ok=True)
    (unit / ".git/info/grafts").write_text(git(unit, "rev-parse", "HEAD~10") + "\n")


def alternate(unit: Path) -> None:
    """The objects lie in another repository, whose owner can take them away."""
    other = unit.with_name("other")
    shutil.copytree(unit, other)
    path = unit / ".git/objects/info/alternates"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{other}/.git/objects\n")


def common(unit: Path) -> None:
    (unit / ".git/commondir").write_text("../../other/.git\n")


def elsewhere(unit: Path) -> None:
    """The files that are shown lie in another folder."""
    unit.with_name("shown").mkdir()
    git(unit, "config", "core.worktree", str(unit.with_name("shown")))


def git_file(unit: Path) -> None:
    (unit / ".git").rename(unit.with_name("hidden"))
    (unit / ".git").write_text(f"gitdir: {unit.with_name('hidden')}\n")


def git_link(unit: Path) -> None:
    (unit / ".git").rename(unit.with_name("hidden"))
    (unit / ".git").symlink_to(unit.with_name("hidden"))


def linked(name: str) -> Callable[[Path], None]:
    """A part of `.git` is a link to another place."""

    def lay(unit: Path) -> None:
        path = unit / ".git" / name
        path.rename(unit.with_name("hidden"))
        path.symlink_to(unit.with_name("hidden"))

    lay.__name__ = f"linked {name}"
    return lay


def detached(unit: Path) -> None:
    git(unit, "checkout", "-q", "--detach")


TRICKS = [
    replaced,
    replaced_unpacked,
    grafted,
    alternate,
    common,
    elsewhere,
    git_file,
    git_link,
    linked("HEAD"),
    linked("config"),
    linked("index"),
    linked("objects"),
    linked("refs"),
    linked("packed-refs"),
    detached,
]


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__)
def test_what_leads_elsewhere_is_refused(room: Room, trick: Callable[[Path], None]) -> None:
    trick(room.unit)
    verdict = verify(room.unit)
    assert verdict.code == REFUSED, verdict
    assert verdict.said.failed
    for words in (("trail", "log"), ("record", "new", "person", "person_id=qian", "name=钱某")):
        env = {"TRIPOWER_ACTOR": "wen", "TRIPOWER_KEY": str(room.key("wen"))}
        answer = asked(*words, "-C", str(room.unit), **env)
        assert answer.code == REFUSED, (words, answer)


def test_a_repository_of_somebody_else_is_refused(room: Room) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    os.chown(room.unit / ".git", 12345, 12345)
    assert verify(room.unit).code == REFUSED


def test_a_branch_is_only_another_name_for_a_branch(room: Room) -> None:
    room.git("branch", "other", "HEAD~2")
    room.git("symbolic-ref", "refs/heads/main", "refs/heads/other")
    assert verify(room.unit).code == REFUSED


@pytest.mark.parametrize("name", ["HEAD", "config", "packed-refs", "refs/heads/main"])
def test_a_pipe_in_place_of_a_file_of_git_holds_nobody_up(room: Room, name: str) -> None:
    """Whoever opens it waits for ever."""
    path = room.unit / ".git" / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    assert verify_apart(room.unit).code not in (CLEAN, 70)


def test_a_pipe_in_place_of_an_object_holds_nobody_up(room: Room) -> None:
    name = room.commit({"readme.txt": "hello\n"})
    path = room.unit / ".git/objects" / name[:2] / name[2:]
    path.unlink()
    os.mkfifo(path)
    assert verify_apart(room.unit).code not in (CLEAN, 70)


def test_settings_that_read_from_a_pipe_hold_nobody_up(room: Room) -> None:
    pipe = room.unit.with_name("pipe")
    os.mkfifo(pipe)
    room.git("config", "core.attributesFile", str(pipe))
    room.git("config", "core.excludesFile", str(pipe))
    (room.unit / JIA).write_text("choice: no\n")
    assert verify_apart(room.unit).code in (CLEAN, REFUSED, 3)


def test_a_link_is_committed(room: Room) -> None:
    path = "meetings/2024/K-2/M-2/ballots/wen.yaml"
    (room.unit / path).symlink_to("jia.yaml")
    room.git("add", path)
    done = room.seal(named=["ballot/K-2/M-2/wen"])
    caught(verify(room.unit), "TRL-16", done, path, word="mode 120000")


def test_a_vote_is_exchanged_for_a_link_to_another(room: Room) -> None:
    (room.unit / JIA).unlink()
    (room.unit / JIA).symlink_to("zheng.yaml")
    room.git("add", JIA)
    done = room.seal(named=["ballot/K-2/M-2/jia"])
    verdict = verify(room.unit)
    caught(verdict, "TRL-16", done, JIA)
    caught(verdict, "TRL-01", done, JIA)


@pytest.mark.parametrize("path", [JIA, "readme.txt", ".hidden/run.sh"])
def test_a_program_is_committed(room: Room, path: str) -> None:
    if not (room.unit / path).exists():
        room.write({path: "#!/bin/sh\n"})
    (room.unit / path).chmod(0o755)
    room.git("add", path)
    done = room.seal(named=["ballot/K-2/M-2/jia"])
    caught(verify(room.unit), "TRL-16", done, path, word="mode 100755")


def test_a_module_of_git_is_committed(room: Room) -> None:
    room.git("update-index", "--add", "--cacheinfo", f"160000,{room.head()},matters/module")
    done = room.seal()
    caught(verify(room.unit), "TRL-16", done, "matters/module", word="mode 160000")


@pytest.mark.parametrize("name", ["a\\b.yaml", "con.yaml", "-rf.yaml", "jia\u202e.yaml"])
def test_a_name_that_other_systems_misread_is_committed(room: Room, name: str) -> None:
    blob = room.git("rev-parse", f"HEAD:{JIA}")
    path = f"meetings/2024/K-2/M-2/ballots/{name}"
    room.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    done = room.seal()
    caught(verify(room.unit), "TRL-16", done)


def test_two_names_differ_only_in_case(room: Room) -> None:
    """On another system the one overwrites the other."""
    blob = room.git("hash-object", "-w", "--stdin", stdin=b"choice: no\n")
    path = JIA.replace("jia", "JIA")
    room.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    done = room.seal()
    caught(verify(room.unit), "TRL-16", done)


def test_a_record_lies_in_a_hidden_folder(room: Room) -> None:
    """No command reads there, so it counts for nothing, in the history as in the folder."""
    room.commit({f".old/{JIA}": room.text(JIA).replace("yes", "no")})
    assert verify(room.unit).heavy == set()


def test_a_file_where_no_record_lies_is_told(room: Room) -> None:
    done = room.commit({"meetings/2024/K-2/notes.yaml": "hello: yes\n"})
    caught(verify(room.unit), "TRL-16", done, "meetings/2024/K-2/notes.yaml")


def test_a_record_is_a_bomb(room: Room) -> None:
    path = "meetings/2024/K-2/M-2/speeches~2.yaml"
    done = room.commit({path: "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"})
    caught(verify(room.unit), "TRL-16", done, path)


def test_a_record_is_too_long_to_be_read(room: Room) -> None:
    path = "meetings/2024/K-2/M-2/speeches~2.yaml"
    done = room.commit({path: "a: " + "x" * 300_000 + "\n"})
    caught(verify(room.unit), "TRL-16", done, path)


def test_a_folder_of_no_repository_and_an_empty_one(tmp_path: Path) -> None:
    assert verify(tmp_path).code == REFUSED
    git(tmp_path, "init", "-q", "-b", "main")
    assert verify(tmp_path).code == 4


def test_a_repository_of_another_format_is_told_so(tmp_path: Path) -> None:
    """Names of 64 digits: git can, this program says that it cannot."""
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256")
    (tmp_path / "unit.yaml").write_text("unit_id: x\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    assert verify(tmp_path).code not in (CLEAN, 70)


def test_a_worktree_of_git_is_refused(room: Room, tmp_path: Path) -> None:
    """Its `.git` is a file that leads to another folder."""
    room.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "side")
    assert verify(tmp_path / "tree").code == REFUSED


def test_the_answer_for_people_names_rule_commit_and_file(room: Room) -> None:
    done = room.commit(room.edited(JIA, "choice: yes", "choice: no"))
    answer = apart(room.unit, "trail", "verify")
    assert answer.code == BROKEN
    line = next(one for one in answer.parts[0].text.splitlines() if "TRL-01" in one)
    assert done[:10] in line
    assert JIA in line


def test_the_answer_for_machines_says_the_same(room: Room) -> None:
    """SARIF, for the review of a push."""
    done = room.commit(room.edited(JIA, "choice: yes", "choice: no"))
    answer = asked("trail", "verify", "-C", str(room.unit), "--format", "sarif")
    assert answer.code == BROKEN
    text = answer.parts[0].text
    assert "TRL-01" in text
    assert JIA in text
    assert done[:7] in text
