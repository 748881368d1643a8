"""Two clerks, and the git program, on one repository at once: nobody's work is lost."""

import multiprocessing
import os
import subprocess
from pathlib import Path

import pytest
from trail_helpers import ENVIRONMENT, PLACES, facts, git, make_unit, many_writes, put, whole

from tripower.trail.errors import TrailError
from tripower.trail.lock import locked
from tripower.trail.repository import Repository

EACH = 15


@pytest.fixture(params=PLACES)
def unit(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    unit = make_unit(request.param, tmp_path)
    put(unit, {"unit.yaml": b"id: water\n"})
    return unit


def _clerk(unit: Repository, who: str) -> multiprocessing.process.BaseProcess:
    child = multiprocessing.get_context("spawn").Process(
        target=many_writes, args=(unit.folder, who, EACH)
    )
    child.start()
    return child


def test_two_writers_lose_nothing(unit: Repository) -> None:
    before = int(git(unit.root, "rev-list", "--count", "HEAD"))
    clerks = [_clerk(unit, who) for who in ("li", "jia")]
    for clerk in clerks:
        clerk.join(120)
        assert clerk.exitcode == 0
    assert int(git(unit.root, "rev-list", "--count", "HEAD")) == before + 2 * EACH
    files = unit.files(unit.head())
    for who in ("li", "jia"):
        for number in range(EACH):
            assert files[f"matters/{who}/{number}.yaml"] == f"id: {who}-{number}\n".encode()
    whole(unit)


def test_commits_of_the_git_program_are_not_lost_nor_lose_ours(unit: Repository) -> None:
    clerk = _clerk(unit, "li")
    theirs = []
    for number in range(1000):
        (unit.folder / "notes.txt").write_text(f"note {number}\n")
        words = ["git", "-c", "gc.auto=0", "commit", "-qam", f"Note {number}"]
        if number == 0:
            git(unit.folder, "add", "notes.txt", check=False)
        done = subprocess.run(
            words, cwd=unit.folder, env=ENVIRONMENT, capture_output=True, check=False
        )
        if done.returncode == 0:
            theirs.append(f"Note {number}")
        if not clerk.is_alive():
            break
    clerk.join(120)
    assert clerk.exitcode == 0
    said = git(unit.root, "log", "--format=%s").splitlines()
    assert [line for line in said if line.startswith("Note")] == theirs[::-1]
    assert theirs, "the git program got a turn"
    assert sum(line.startswith("Propose") for line in said) == EACH + 1
    files = unit.files(unit.head())
    assert {f"matters/li/{number}.yaml" for number in range(EACH)} <= files.keys()


@pytest.mark.parametrize("moment", ["judged", "index locked", "objects", "journal"])
def test_a_branch_that_moves_meanwhile_makes_us_judge_again(unit: Repository, moment: str) -> None:
    heads: list[str] = []

    def move(step: str) -> None:
        if step == moment and not heads:
            tree = git(unit.root, "rev-parse", "HEAD^{tree}")
            made = git(unit.root, "commit-tree", "-p", "HEAD", "-m", "By another", tree)
            git(unit.root, "update-ref", unit.branch(), made)
            heads.append(made)

    put(unit, {"a.yaml": b"a: 1\n"}, step=move)
    assert git(unit.root, "rev-parse", "HEAD^") == heads[0]
    whole(unit)


@pytest.mark.parametrize("moment", ["index locked", "journal", "committed", "file"])
def test_git_cannot_commit_an_old_index_over_our_commit(unit: Repository, moment: str) -> None:
    said: list[str] = []

    def commit(step: str) -> None:
        if step == moment:
            said.append(git(unit.root, "commit", "--allow-empty", "-m", "Old index", check=False))

    written = put(unit, {"a.yaml": b"a: 1\n"}, step=commit)
    assert "index.lock" in said[0]
    assert unit.head() == written.commit
    whole(unit)


def test_who_sees_our_commit_sees_our_index(unit: Repository) -> None:
    """The git program reads both before it locks: an old index would take our files back."""
    seen: list[str] = []

    def look(step: str) -> None:
        if step == "committed":
            seen.append(git(unit.root, "diff", "--cached", "--stat", "HEAD", check=False))

    put(unit, {"a.yaml": b"a: 1\n"}, step=look)
    assert seen == [""]


def test_the_holder_of_the_lock_is_named(unit: Repository) -> None:
    with locked(unit.gitdir, 1.0), pytest.raises(TrailError) as caught:
        put(unit, {"a.yaml": b"a: 1\n"}, timeout=0.1)
    assert caught.value.exit_code == 1
    assert caught.value.fields["pid"] == str(os.getpid())
    assert str(os.getpid()) in str(caught.value)
    put(unit, {"a.yaml": b"a: 1\n"}, timeout=0.1)


def test_an_unfinished_merge_is_not_built_upon(unit: Repository) -> None:
    git(unit.root, "switch", "-qc", "other")
    put(unit, {"a.yaml": b"a: 1\n"}, facts=facts(2))
    git(unit.root, "switch", "-q", "main")
    put(unit, {"a.yaml": b"a: 2\n"}, facts=facts(3))
    git(unit.root, "merge", "other", check=False)
    with pytest.raises(TrailError, match="merge or rebase"):
        put(unit, {"b.yaml": b"b: 1\n"})
    git(unit.root, "merge", "--abort")
    put(unit, {"b.yaml": b"b: 1\n"})
    whole(unit)
