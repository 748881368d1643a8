"""Which repositories are opened, and what is read from them."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from trail_helpers import ENVIRONMENT, MONDAY, PLACES, facts, git, make_unit, put

from tripower.trail.errors import TrailError
from tripower.trail.history import history, moment
from tripower.trail.repository import Repository, create_repository, open_repository


@pytest.fixture(params=PLACES)
def unit(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    return make_unit(request.param, tmp_path)


def _move_git(unit: Repository) -> Path:
    return unit.gitdir.rename(unit.root.parent / "elsewhere.git")


def _file(unit: Repository) -> None:
    (unit.root / ".git").write_text(f"gitdir: {_move_git(unit)}\n")


def _link(unit: Repository) -> None:
    (unit.root / ".git").symlink_to(_move_git(unit))


def _objects_link(unit: Repository) -> None:
    objects = (unit.gitdir / "objects").rename(unit.root.parent / "objects")
    (unit.gitdir / "objects").symlink_to(objects)


def _bare(unit: Repository) -> None:
    git(unit.root, "config", "core.bare", "true")


def _worktree(unit: Repository) -> None:
    git(unit.root, "config", "core.worktree", "/")


def _alternates(unit: Repository) -> None:
    (unit.gitdir / "objects/info").mkdir(exist_ok=True)
    (unit.gitdir / "objects/info/alternates").write_text("/elsewhere/objects\n")


def _grafts(unit: Repository) -> None:
    (unit.gitdir / "info/grafts").write_text(f"{unit.head()}\n")


def _replace(unit: Repository) -> None:
    tree = git(unit.root, "rev-parse", "HEAD^{tree}")
    git(unit.root, "replace", "HEAD", git(unit.root, "commit-tree", "-m", "x", tree))


def _detached(unit: Repository) -> None:
    git(unit.root, "switch", "-q", "--detach")


def _broken(unit: Repository) -> None:
    (unit.gitdir / "HEAD").write_text("nonsense")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_file, "must be a folder"),
        (_link, "must be a folder"),
        (_objects_link, "must not be a link"),
        (_bare, "bare"),
        (_worktree, "core.worktree"),
        (_alternates, "elsewhere"),
        (_grafts, "elsewhere"),
        (_replace, "refs/replace"),
        (_detached, "on no branch"),
        (_broken, "cannot be read"),
    ],
)
def test_what_cannot_be_trusted_is_not_opened(
    unit: Repository, spoil: Callable[[Repository], None], said: str
) -> None:
    put(unit, {"unit.yaml": b"id: water\n"})
    spoil(unit)
    with pytest.raises(TrailError, match=said):
        open_repository(unit.folder)


def test_a_repository_of_somebody_else_is_not_opened(
    unit: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = unit.gitdir.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(TrailError, match="another user"):
        open_repository(unit.folder)


def test_no_repository_and_a_second_one(tmp_path: Path) -> None:
    with pytest.raises(TrailError, match="tripower init"):
        open_repository(tmp_path)
    create_repository(tmp_path / "a" / "b")
    with pytest.raises(TrailError):
        create_repository(tmp_path / "a" / "b")
    git(tmp_path, "init", "-q", "--bare", "bare")
    with pytest.raises(TrailError, match="bare"):
        open_repository(tmp_path / "bare")


def test_without_the_git_program_a_repository_is_not_made(tmp_path: Path) -> None:
    """In a process of its own, since GitPython looks for the program when it is imported."""
    code = (
        "import sys; from pathlib import Path\n"
        "from tripower.trail.errors import TrailError\n"
        "from tripower.trail.repository import create_repository\n"
        "try: create_repository(Path(sys.argv[1]))\n"
        "except TrailError as error: print(error)"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "new")]
    env = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=True)
    assert "install git" in done.stdout


def _program(unit: Repository) -> None:
    (unit.folder / "run.yaml").write_text("a: 1\n")
    (unit.folder / "run.yaml").chmod(0o755)


def _symbolic(unit: Repository) -> None:
    (unit.folder / "link.yaml").symlink_to("/etc/passwd")


def _submodule(unit: Repository) -> None:
    inner = create_repository(unit.folder / "inner")
    put(inner, {"a.yaml": b"a: 1\n"})


@pytest.mark.parametrize(
    ("spoil", "mode"), [(_program, "100755"), (_symbolic, "120000"), (_submodule, "160000")]
)
def test_only_plain_files_are_read(
    unit: Repository, spoil: Callable[[Repository], None], mode: str
) -> None:
    put(unit, {"unit.yaml": b"id: water\n"})
    spoil(unit)
    git(unit.folder, "add", "-A")
    git(unit.folder, "commit", "-qm", "Hostile")
    with pytest.raises(TrailError, match=mode) as caught:
        unit.files(unit.head())
    assert caught.value.exit_code == 5


def test_other_folders_of_the_repository_do_not_matter(tmp_path: Path) -> None:
    unit = make_unit("inside", tmp_path)
    (unit.root / "link").symlink_to("/etc/passwd")
    git(unit.root, "add", "-A")
    git(unit.root, "commit", "-qm", "Outside the unit")
    put(unit, {"unit.yaml": b"id: water\n"})
    assert unit.files(unit.head()) == {"unit.yaml": b"id: water\n"}
    assert git(unit.root, "ls-files") == "district.yaml\nlink\nunits/water/unit.yaml"


def test_attachments_are_left_out_but_a_nul_hides_no_record(unit: Repository) -> None:
    files: dict[str, bytes | None] = {"scan.pdf": b"%PDF\0", "a.yaml": b"a: \0", "b.md": b"text"}
    head = put(unit, files).commit
    assert unit.files(head).keys() == {"a.yaml", "b.md"}
    assert unit.listing(head).keys() == files.keys()
    assert unit.files(None) == {}


def test_a_missing_object_is_damage(unit: Repository) -> None:
    head = put(unit, {"a.yaml": b"a: 1\n"}).commit
    blob = unit.listing(head)["a.yaml"]
    (unit.gitdir / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(TrailError, match="cannot be read") as caught:
        open_repository(unit.folder).files(head)
    assert caught.value.exit_code == 5


def test_dirty_names_what_differs_by_content(unit: Repository) -> None:
    put(unit, {"a.yaml": b"a: 1\n", "b.yaml": b"b: 1\n", "c/c.yaml": b"c\n", ".gitignore": b"*~\n"})
    assert unit.dirty() == []
    (unit.folder / "a.yaml").write_bytes(b"a: 2\n")
    (unit.folder / "b.yaml").unlink()
    (unit.folder / "c" / "new.yaml").write_bytes(b"")
    (unit.folder / "old~").write_bytes(b"")
    os.utime(unit.folder / "c" / "c.yaml", (0, 0))
    assert unit.dirty() == ["a.yaml", "b.yaml", "c/new.yaml"]
    assert unit.dirty(["a.yaml", "c/c.yaml", "old~", "none"]) == ["a.yaml", "old~"]


def test_history_tells_who_did_what_newest_first(unit: Repository) -> None:
    assert list(history(unit)) == [] or unit.prefix
    first = put(unit, {"a.yaml": b"1", "b.yaml": b"1"}, facts=facts(1)).commit
    (unit.root / "outside.txt").write_text("x")
    git(unit.root, "add", "outside.txt")
    git(unit.root, "commit", "-qm", "By hand")
    second = put(unit, {"a.yaml": b"2"}, facts=facts(2, record_ids=("M-1", "M-2"))).commit
    newest, *_, oldest = history(unit)
    assert (newest.commit, newest.paths, newest.records) == (second, ("a.yaml",), ("M-1", "M-2"))
    assert (newest.actor, newest.actor_name, newest.operation) == (
        "zhen-cheng",
        "甄诚",
        "matter propose",
    )
    assert (newest.parameters, newest.summary) == ("2024.1", "Propose matter 2")
    assert (newest.when - MONDAY).total_seconds() == 120
    assert (oldest.commit, oldest.paths) == (first, ("a.yaml", "b.yaml"))
    by_hand = [entry for entry in history(unit) if not entry.actor]
    assert [entry.actor_name for entry in by_hand] == ([] if unit.prefix else ["Li Example"])
    assert len(list(history(unit, limit=1))) == 1


def test_the_paths_of_a_commit_are_those_that_git_names(unit: Repository) -> None:
    put(unit, {"a": b"1", "b/c": b"1", "b/d": b"1", "e/f/g": b"1"})
    put(unit, {"a": None, "b/c": b"2", "e/f/g": None, "h": b"1"})
    put(unit, {"e": b"a file now"})
    put(unit, {"e": None})
    put(unit, {"e/f": b"a folder again"})
    (unit.folder / "h").chmod(0o755)
    git(unit.folder, "commit", "-qam", "Only the mode")
    for entry in history(unit):
        words = ("diff-tree", "--root", "-r", "--no-commit-id", "--name-only", "--relative")
        assert list(entry.paths) == git(unit.folder, *words, entry.commit).splitlines()


def test_the_last_commit_of_some_files(unit: Repository) -> None:
    assert unit.last_commit_of(["a.yaml"]) == ""
    first = put(unit, {"a.yaml": b"1", "b.yaml": b"1"}).commit
    second = put(unit, {"a.yaml": b"2"}).commit
    third = put(unit, {"c.yaml": b"1"}).commit
    assert unit.last_commit_of(["b.yaml"]) == first
    assert unit.last_commit_of(["b.yaml", "a.yaml"]) == second
    assert unit.last_commit_of(["b.yaml", "a.yaml", "c.yaml"]) == third
    assert unit.last_commit_of(["never.yaml"]) == unit.last_commit_of([]) == ""


def test_a_senseless_date_is_shown_not_fatal(unit: Repository) -> None:
    assert moment(0, 480).isoformat() == "1970-01-01T08:00:00+08:00"
    assert moment(0, 99999) == datetime(1970, 1, 1, tzinfo=UTC)
    assert moment(2**60, 0).year == 9999
    assert moment(-(2**60), 0).year == 1


def test_a_message_in_another_encoding_is_shown_not_fatal(unit: Repository) -> None:
    put(unit, {"a.yaml": b"1"})
    (unit.folder / "message").write_bytes("修\n\nTripower-Actor: 甄诚\n".encode("gbk"))
    (unit.folder / "a.yaml").write_bytes(b"2")
    git(unit.folder, "commit", "-qa", "-F", "message")
    assert len(next(history(unit)).summary) > 0


def test_a_shallow_copy_is_known_as_one(unit: Repository, tmp_path: Path) -> None:
    put(unit, {"a.yaml": b"1"})
    put(unit, {"a.yaml": b"2"})
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{unit.root}", "copy")
    assert open_repository(tmp_path / "copy").is_shallow
    assert not unit.is_shallow


def test_importing_the_trail_stays_light() -> None:
    program = (
        "import importlib, pkgutil, sys, tripower.trail as t\n"
        "for module in pkgutil.iter_modules(t.__path__, 'tripower.trail.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(sorted({'pygit2', 'git', 'filelock'} & sys.modules.keys()))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=ENVIRONMENT, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
