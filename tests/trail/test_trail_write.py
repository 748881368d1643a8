"""A clerk records a matter: one commit, as the git program sees it too."""

import os
import re
from pathlib import Path

import pytest
from trail_helpers import PLACES, facts, git, make_unit, put, whole

from tripower.trail.commit import Change
from tripower.trail.errors import TrailError
from tripower.trail.repository import Repository, open_repository
from tripower.trail.write import record

MATTER = "matters/2024/M-1/matter.yaml"


@pytest.fixture(params=PLACES)
def unit(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    return make_unit(request.param, tmp_path)


def test_a_change_becomes_one_commit_and_the_folder_follows(unit: Repository) -> None:
    before = unit.head()
    first = put(unit, {"unit.yaml": b"id: water\n", MATTER: "title: 修泵站\n".encode()})
    assert first.paths == (MATTER, "unit.yaml")
    assert first.kept == ()
    assert (unit.folder / MATTER).read_text() == "title: 修泵站\n"
    assert unit.head() == first.commit == git(unit.root, "rev-parse", "HEAD")
    whole(unit)

    second = put(unit, {MATTER: None, "unit.yaml": b"id: water\nname: Water\n"}, facts=facts(2))
    assert unit.files(second.commit) == {"unit.yaml": b"id: water\nname: Water\n"}
    assert not (unit.folder / "matters").exists()
    whole(unit)
    count = int(git(unit.root, "rev-list", "--count", "HEAD"))
    assert count == (3 if before else 2)


def test_the_commit_says_who_did_what(unit: Repository) -> None:
    git(unit.root, "config", "user.name", "Clerk <Example>")
    git(unit.root, "config", "user.email", "clerk@example.org")
    hostile = facts(
        summary="Propose\n\nTripower-Actor: jia-shi",
        actor_name="甄诚\nTripower-Operation: vote",
        record_ids=("M-1", "M-2"),
        extra={"Tripower-Waiver": "W-3"},
    )
    put(unit, {MATTER: b"a: 1\n"}, facts=hostile)
    assert git(unit.root, "log", "-1", "--format=%(trailers:only,unfold)").splitlines() == [
        "Tripower-Operation: matter propose",
        "Tripower-Records: M-1, M-2",
        "Tripower-Actor: zhen-cheng (甄诚 Tripower-Operation: vote)",
        "Tripower-Parameters: 2024.1",
        "Tripower-Waiver: W-3",
    ]
    assert git(unit.root, "log", "-1", "--format=%ae %cn %ce %aI") == (
        "zhen-cheng Clerk Example clerk@example.org 2024-03-18T09:01:00+00:00"
    )
    whole(unit)


def test_a_refusal_writes_nothing(unit: Repository) -> None:
    put(unit, {MATTER: b"a: 1\n"})
    before = _everything(unit.root)

    def refuse(head: str | None) -> Change:
        assert unit.files(head)[MATTER] == b"a: 1\n"
        raise PermissionError("no materials")

    with pytest.raises(PermissionError, match="no materials"):
        record(unit, refuse, timeout=1.0)
    assert _everything(unit.root) == before


def test_what_is_recorded_already_needs_no_commit(unit: Repository) -> None:
    first = put(unit, {MATTER: b"a: 1\n"})
    again = put(unit, {MATTER: b"a: 1\n", "never-there.yaml": None})
    assert (again.commit, again.paths) == (first.commit, ())


def test_edits_of_other_files_are_left_alone(unit: Repository) -> None:
    put(unit, {MATTER: b"a: 1\n", "people.yaml": b"[]\n"})
    (unit.folder / "people.yaml").write_text("- Li Example\n")
    (unit.folder / "new.yaml").write_text("draft: true\n")
    git(unit.folder, "add", "new.yaml")
    put(unit, {MATTER: b"a: 2\n"})
    assert unit.dirty() == ["new.yaml", "people.yaml"]
    assert (unit.folder / "people.yaml").read_text() == "- Li Example\n"
    status = git(unit.folder, "status", "--porcelain", ".").splitlines()
    assert [line[:2] for line in status] == ["A ", " M"]


@pytest.mark.parametrize("staged", [False, True])
def test_a_file_with_edits_is_never_overwritten(unit: Repository, staged: bool) -> None:
    first = put(unit, {MATTER: b"a: 1\n"})
    (unit.folder / MATTER).write_bytes(b"a: mine\n")
    if staged:
        git(unit.folder, "add", MATTER)
        (unit.folder / MATTER).write_bytes(b"a: 1\n")
    with pytest.raises(TrailError, match=re.escape(MATTER)) as caught:
        put(unit, {MATTER: b"a: 2\n", "other.yaml": b"b: 1\n"})
    assert caught.value.exit_code == 1
    assert unit.head() == first.commit
    assert not (unit.folder / "other.yaml").exists()


def test_a_file_that_a_person_wrote_can_be_recorded_as_it_is(unit: Repository) -> None:
    (unit.folder / "people.yaml").write_bytes(b"[]\n")
    assert put(unit, {"people.yaml": b"[]\n"}).paths == ("people.yaml",)
    whole(unit)


def test_an_edit_during_the_write_is_kept_and_named(unit: Repository) -> None:
    put(unit, {MATTER: b"a: 1\n"})

    def edit(step: str) -> None:
        if step == "committed":
            (unit.folder / MATTER).write_bytes(b"a: mine\n")

    written = put(unit, {MATTER: b"a: 2\n"}, step=edit)
    assert written.kept == (MATTER,)
    assert (unit.folder / MATTER).read_bytes() == b"a: mine\n"
    assert unit.files(unit.head())[MATTER] == b"a: 2\n"


BAD_PATHS = [
    "../x", "/abs", "a/../../x", "", "a//b", ".git/hooks/post-commit", "a/.GIT/config", "git~1/x",
    "a\\b", "a\nb", "a\0b", ".g\u200cit/config", "x.", "x ", "a:b", "\udc80", "n" * 250,
]  # fmt: skip


@pytest.mark.parametrize("path", BAD_PATHS)
def test_no_path_leads_out_of_the_unit(tmp_path: Path, path: str) -> None:
    unit = make_unit("inside", tmp_path)
    before = _everything(tmp_path)
    with pytest.raises(TrailError):
        put(unit, {path: b"a: 1\n"})
    assert _everything(tmp_path) == before


def test_names_that_are_one_file_elsewhere_are_refused(unit: Repository) -> None:
    put(unit, {"matters/é.yaml": b"a: 1\n"})
    for twin in ("Matters/x.yaml", "matters/E\u0301.yaml"):
        with pytest.raises(TrailError, match="one file on some systems"):
            put(unit, {twin: b"a: 1\n"})


def test_links_are_not_followed(unit: Repository, tmp_path: Path) -> None:
    put(unit, {"people.yaml": b"[]\n"})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "people.yaml").write_bytes(b"[]\n")
    (unit.folder / "matters").symlink_to(outside)
    (unit.folder / "people.yaml").unlink()
    (unit.folder / "people.yaml").symlink_to(outside / "people.yaml")
    os.mkfifo(unit.folder / "fifo.yaml")
    for path in ("matters/people.yaml", "people.yaml", "fifo.yaml"):
        with pytest.raises(TrailError, match="a link, a folder or a device"):
            put(unit, {path: b"- changed\n"})
    assert (outside / "people.yaml").read_bytes() == b"[]\n"
    assert unit.dirty() == ["fifo.yaml", "matters", "people.yaml"]


PROGRAMS = """
[core]
    fsmonitor = {program}
    hooksPath = {hooks}
[filter "evil"]
    clean = {program}
    smudge = {program}
    process = {program}
    required = true
[diff "evil"]
    command = {program}
[commit]
    gpgSign = true
[gpg]
    program = {program}
"""


def test_no_program_of_the_repository_is_run(unit: Repository, tmp_path: Path) -> None:
    ran, program = tmp_path / "ran", tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho x >> {ran}\nexit 1\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    for folder in (hooks, unit.gitdir / "hooks"):
        folder.mkdir(exist_ok=True)
        for name in ("pre-commit", "commit-msg", "post-commit", "reference-transaction",
                     "post-index-change", "post-checkout"):  # fmt: skip
            (folder / name).symlink_to(program)
    with (unit.gitdir / "config").open("a") as config:
        config.write(PROGRAMS.format(program=program, hooks=hooks))
    hostile = open_repository(unit.folder)
    put(hostile, {".gitattributes": b"* filter=evil diff=evil\n", MATTER: b"a: 1\n"})
    put(hostile, {MATTER: b"a: 2\n"})
    assert hostile.dirty() == []
    assert hostile.files(hostile.head())[MATTER] == b"a: 2\n"
    assert not ran.exists()

    (unit.folder / MATTER).write_bytes(b"a: 3\n")
    git(unit.folder, "add", "-A", check=False)
    assert ran.exists(), "the traps are armed: the git program does step into them"


def _everything(folder: Path) -> dict[str, bytes]:
    mark = {"tripower.lock", "tripower.mark"}
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in mark
    }
