"""The power goes, the disk is full, somebody presses Ctrl-C: the old state or the new one."""

import multiprocessing
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from trail_helpers import PLACES, facts, full_disk_write, git, killed_write, make_unit, put, whole

from tripower.trail.errors import TrailError
from tripower.trail.journal import Journal, save
from tripower.trail.recover import Recovery, repair
from tripower.trail.repository import Repository

OLD = {"people.yaml": b"[]\n", "gone.yaml": b"a: 1\n"}
NEW: dict[str, bytes | None] = {
    "gone.yaml": None,
    "matters/M-1/matter.yaml": b"a: 1\n",
    "people.yaml": b"- Li Example\n",
}
AFTER = {path: data for path, data in NEW.items() if data is not None}
# judged, index locked, objects, journal, branch locked, index, committed, three files
STEPS, COMMITTED = 10, 6


@pytest.fixture(params=PLACES)
def unit(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    unit = make_unit(request.param, tmp_path)
    put(unit, dict(OLD))
    return unit


def in_child(task: Callable[..., None], *words: object) -> int | None:
    child = multiprocessing.get_context("spawn").Process(target=task, args=words)
    child.start()
    child.join(60)
    return child.exitcode


@pytest.mark.parametrize("at", range(STEPS))
def test_a_kill_leaves_the_old_state_or_the_new(unit: Repository, at: int) -> None:
    old = unit.head()
    assert in_child(killed_write, unit.folder, NEW, at) == -signal.SIGKILL
    assert (unit.head() != old) == (at >= COMMITTED)
    assert unit.files(unit.head()) == (AFTER if at >= COMMITTED else OLD)

    written = put(unit, {"next.yaml": b"b: 1\n"}, facts=facts(2))
    assert written.kept == ()
    whole(unit)
    assert unit.files(unit.head()) == (AFTER if at >= COMMITTED else OLD) | {"next.yaml": b"b: 1\n"}
    assert unit.dirty() == []


def test_all_steps_are_tried(unit: Repository) -> None:
    seen: list[str] = []
    put(unit, NEW, step=seen.append)
    assert (len(seen), seen.index("committed")) == (STEPS, COMMITTED)


@pytest.mark.parametrize("limit", [0, 16, 100, 130, 160, 200, 400, 700])
def test_a_full_disk_leaves_the_old_state(unit: Repository, limit: int) -> None:
    old = unit.head()
    code = in_child(full_disk_write, unit.folder, NEW, limit)
    assert (code, unit.head()) == (1, old) or (code in (0, 6) and unit.files(unit.head()) == AFTER)
    assert limit > 130 or code == 1, "so little cannot be enough"
    put(unit, {"next.yaml": b"b: 1\n"}, facts=facts(2))
    whole(unit)


def test_a_full_disk_is_named(unit: Repository) -> None:
    def full(step: str) -> None:
        if step == "journal":
            raise OSError(28, "No space left on device")

    with pytest.raises(TrailError, match=r"nothing was recorded: .*No space left") as caught:
        put(unit, NEW, step=full)
    assert caught.value.exit_code == 1
    assert unit.files(unit.head()) == OLD
    whole(unit)


@pytest.mark.parametrize("at", range(STEPS))
def test_ctrl_c_leaves_the_old_state_or_says_that_it_is_recorded(unit: Repository, at: int) -> None:
    old, steps = unit.head(), iter(range(STEPS))

    def press(_: str) -> None:
        if next(steps) == at:
            raise KeyboardInterrupt

    if at < COMMITTED:
        with pytest.raises(KeyboardInterrupt):
            put(unit, NEW, step=press)
        assert unit.head() == old
        whole(unit)
        return
    with pytest.raises(TrailError, match=r"recorded as .*tripower trail repair") as caught:
        put(unit, NEW, step=press)
    assert caught.value.exit_code == 6
    assert caught.value.fields["commit"] == unit.head()
    assert repair(unit, timeout=1.0) is Recovery.ROLLED_FORWARD
    assert repair(unit, timeout=1.0) is Recovery.NOTHING
    assert unit.dirty() == []
    whole(unit)


def test_repair_leaves_what_a_person_edited_since(unit: Repository) -> None:
    in_child(killed_write, unit.folder, NEW, COMMITTED)
    (unit.folder / "people.yaml").write_bytes(b"- Jia Example\n")
    assert repair(unit, timeout=1.0) is Recovery.ROLLED_FORWARD
    assert (unit.folder / "people.yaml").read_bytes() == b"- Jia Example\n"
    assert unit.dirty() == ["people.yaml"]


def test_repair_follows_what_was_committed_since(unit: Repository) -> None:
    in_child(killed_write, unit.folder, NEW, COMMITTED)
    (unit.gitdir / "index.lock").unlink()  # a person does what the git program tells them
    git(unit.folder, "add", "-A")  # and stages the old files again
    git(unit.folder, "commit", "-qm", "By hand")
    assert unit.files(unit.head()) == OLD
    assert repair(unit, timeout=1.0) is Recovery.ROLLED_FORWARD
    assert unit.dirty() == []
    whole(unit)


def test_an_interrupted_write_is_discarded_once_the_branch_is_elsewhere(unit: Repository) -> None:
    in_child(killed_write, unit.folder, NEW, COMMITTED - 2)
    assert (unit.gitdir / "tripower.journal").exists()
    assert repair(unit, timeout=1.0) is Recovery.DISCARDED
    whole(unit)


def test_a_lock_that_git_left_is_named_and_stays(unit: Repository) -> None:
    for name in ("index.lock", f"{unit.branch()}.lock"):
        lock = unit.gitdir / name
        lock.write_text("somebody else's")
        with pytest.raises(TrailError, match="the git program holds") as caught:
            put(unit, NEW, timeout=0.1)
        assert caught.value.fields["path"] == lock
        assert lock.exists()
        lock.unlink()
    assert unit.files(unit.head()) == OLD
    whole(unit)


def test_a_planted_journal_leads_nowhere(unit: Repository, tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"[]\n")
    head = unit.head() or ""
    old, branch = unit.head(), unit.branch()
    for planted in (
        Journal(branch, None, head, ("../victim", "../../victim")),
        Journal(branch, "nonsense", head, ("people.yaml",)),
        Journal(branch, "0" * 40, head, ("people.yaml",)),
        Journal(branch, None, "0" * 40, ("people.yaml",)),
        Journal("refs/heads/../../x", None, "nonsense", ()),
    ):
        save(unit.gitdir, planted)
        assert repair(unit, timeout=1.0) in Recovery
        assert (tmp_path / "victim").read_bytes() == b"[]\n"
        assert unit.files(unit.head()) == OLD
        whole(unit)
    (unit.gitdir / "tripower.journal").write_text("{")
    put(unit, NEW)
    assert git(unit.root, "rev-parse", "HEAD^") == old
    whole(unit)
