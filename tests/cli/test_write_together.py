"""Several writers, a person's own edits, a killed writer, a folder that takes nothing."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import commits, everything, git, office, start
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load_folder


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = office(tmp_path / "unit")
    monkeypatch.setenv("TRIPOWER_NOW", "2024-12-20T09:00")
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    return folder


def whole(folder: Path) -> None:
    """Git finds nothing wrong, nothing is left over, every record can be read."""
    git(folder, "fsck", "--strict", "--no-dangling")
    assert git(folder, "status", "--porcelain") == ""
    assert load_folder(folder, KINDS).problems == ()
    assert not (folder / ".git/index.lock").exists()
    assert not (folder / ".git/tripower.journal").exists()


def person(number: int) -> tuple[str, ...]:
    return ("record", "new", "person", f"person_id=n{number}", f"name=新{number}")


def test_files_a_person_has_begun_are_named_and_left_out(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    (unit / "catalogue.yaml").write_text((unit / "catalogue.yaml").read_text() + "# mine\n")
    (unit / "matters/2024/M-7").mkdir()
    (unit / "matters/2024/M-7/matter.yaml").write_text("matter_id: M-7\n")
    ran = tripower(*person(1))
    assert ran.code == 0
    assert "Not recorded, left alone:\n  catalogue.yaml\n  matters/2024/M-7/matter.yaml" in ran.out
    assert git(unit, "diff", "--name-only", "HEAD^", "HEAD").split() == ["people.yaml"]
    assert (unit / "catalogue.yaml").read_text().endswith("# mine\n")


def test_a_write_to_a_file_that_a_person_has_edited_is_refused(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    (unit / "people.yaml").write_text((unit / "people.yaml").read_text() + "# mine\n")
    before = recorded(unit)
    ran = tripower(*person(1), "--format", "json")
    assert ran.code == 1
    assert ran.data["refused"] == [
        "`people.yaml` has edits that are not recorded; record or undo them first"
    ]
    assert recorded(unit) == before


def recorded(unit: Path) -> dict[str, bytes]:
    """The work files, the branch and the index; not what git may keep beside them."""
    found = {path: data for path, (data, _) in everything(unit).items()}
    loose = (".git/objects/", ".git/tripower")
    return {path: data for path, data in found.items() if not path.startswith(loose)}


WRITER = """\
import sys
from tripower.cli.main import perform
words, number = sys.argv[1], int(sys.argv[2])
bad = [n for n in range(number) if perform(words.format(n=n).split(" "), "en") != 0]
sys.exit(len(bad))
"""


def writer(unit: Path, words: str, count: int) -> subprocess.Popen[bytes]:
    env = {**os.environ, "TRIPOWER_UNIT": str(unit), "TRIPOWER_ACTOR": "wen"}
    return subprocess.Popen([sys.executable, "-c", WRITER, words, str(count)], env=env)


@pytest.mark.parametrize(
    "second",
    [
        "record new person person_id=b{n} name=乙{n}",
        "record new calendar_day on=2025-01-1{n} status=off source=通知",
    ],
    ids=["the same register", "another register"],
)
def test_two_who_write_at_once_lose_nothing(unit: Path, second: str) -> None:
    before = commits(unit)
    both = [
        writer(unit, "record new person person_id=a{n} name=甲{n}", 10),
        writer(unit, second, 10),
    ]
    assert [one.wait(120) for one in both] == [0, 0]
    assert commits(unit) == before + 20
    whole(unit)
    found = load_folder(unit, KINDS)
    people = set(found.records["person"])
    assert {f"a{n}" for n in range(10)} <= people
    if "person" in second:
        assert {f"b{n}" for n in range(10)} <= people
    else:
        assert set(found.records["calendar_day"]) == {f"2025-01-1{n}" for n in range(10)}


def test_a_writer_killed_at_any_moment_leaves_the_old_state_or_the_new(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    dice = random.Random(20240318)  # noqa: S311 - moments, no secrets
    for number in range(10):
        old = commits(unit)
        running = start(unit, *person(number), now="2024-12-20T09:00")
        until = time.monotonic() + dice.uniform(0.2, 1.2)
        while time.monotonic() < until and running.poll() is None:
            time.sleep(0.005)
        running.send_signal(signal.SIGKILL)
        out, err = running.communicate(timeout=30)
        done = commits(unit) - old
        assert done in (0, 1)
        if running.returncode == 0:
            assert done == 1, (out, err)
        mended = tripower("trail", "repair", "--format", "json")
        assert mended.code == 0, mended
        assert mended.data["outcome"] in ("nothing", "discarded", "rolled forward")
        assert (f"n{number}" in load_folder(unit, KINDS).records["person"]) == (done == 1)
        whole(unit)
        assert tripower(*person(100 + number)).code == 0
        whole(unit)


def confined(unit: Path, *words: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """The program where rights and limits hold for it, even if root runs the tests."""

    def small() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    drop = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    return subprocess.run(
        [*drop, sys.executable, "-m", "tripower", "--lang", "en", *words],
        env={**os.environ, "TRIPOWER_UNIT": str(unit), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=small,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("place", [".", ".git", ".git/objects", ".git/refs/heads"])
def test_a_folder_that_may_not_be_written_to_is_named(unit: Path, place: str) -> None:
    old, before = commits(unit), (unit / "people.yaml").read_bytes()
    closed = [unit / place, *(p for p in (unit / place).rglob("*") if p.is_dir())]
    for folder in closed:
        folder.chmod(0o555)
    ran = confined(unit, *person(1), "--format", "json")
    for folder in closed:
        folder.chmod(0o755)
    assert ran.returncode == 1, ran
    assert "nothing was recorded: " in ran.stderr
    assert "Permission denied" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (commits(unit), (unit / "people.yaml").read_bytes()) == (old, before)
    assert confined(unit, *person(1)).returncode == 0
    whole(unit)


def test_a_work_folder_that_cannot_follow_is_mended_later(unit: Path) -> None:
    old = commits(unit)
    unit.chmod(0o555)
    ran = confined(unit, *person(1), "--format", "json")
    unit.chmod(0o755)
    assert ran.returncode == 6, ran
    assert commits(unit) == old + 1
    assert json.loads(ran.stdout)["commit"] == git(unit, "rev-parse", "HEAD").strip()
    assert "recorded as" in ran.stderr
    assert "run `tripower trail repair`" in ran.stderr
    assert "was finished" in confined(unit, "trail", "repair").stdout
    whole(unit)


@pytest.mark.parametrize("limit", [0, 60, 200, 400, 1000, 2000, 4000])
def test_where_no_file_may_grow_it_is_explained(unit: Path, limit: int) -> None:
    old = commits(unit)
    ran = confined(unit, *person(1), "--format", "json", limit=limit)
    assert ran.returncode in (0, 1, 6), ran
    assert "Traceback" not in ran.stderr
    assert commits(unit) == old + (ran.returncode != 1)
    if ran.returncode:
        assert "File too large" in ran.stderr
    if ran.returncode == 6:
        assert "tripower trail repair" in ran.stderr
        assert confined(unit, "trail", "repair").returncode == 0
    assert confined(unit, *person(2)).returncode == 0
    whole(unit)
