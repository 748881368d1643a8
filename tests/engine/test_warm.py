"""A check that remembers what was clean finds what a check of everything finds."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.rules.units import HERE
from tripower.cli.registry import load_rules
from tripower.core.resources import sample_unit
from tripower.engine import doors, warm
from tripower.engine.doors import Checked, check
from tripower.mechanisms.kinds import KINDS
from tripower.store import facts

RULES = load_rules()
TODAY = date(2025, 12, 31)
Edit = Callable[[random.Random, Path], None]
WORDS = (
    (b"yes", b"no "),
    (b"true", b"false"),
    (b"2024", b"2025"),
    (b"-1\n", b"-2\n"),
    (b"jia", b"yi"),
)


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample unit, big enough to be remembered, and files believed at once."""
    monkeypatch.setenv("TRIPOWER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(doors, "MANY", 1)
    monkeypatch.setattr(facts, "STILL", 0)
    return Path(shutil.copytree(sample_unit(), tmp_path / "unit"))


def checked(folder: Path, today: date = TODAY) -> Checked:
    return check(folder, KINDS, RULES, None, today)


def cold(folder: Path, today: date = TODAY) -> Checked:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRIPOWER_CACHE", "off")
        return checked(folder, today)


def same(folder: Path, today: date = TODAY) -> None:
    """Warm and cold agree; and what the warm run keeps is what a cold one would keep."""
    found, expected = checked(folder, today), cold(folder, today)
    assert found.findings == expected.findings
    assert sorted(map(str, found.unit.problems)) == sorted(map(str, expected.unit.problems))
    assert (found.crashes, found.as_of) == (expected.crashes, expected.as_of)


def warm_runs(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Notes each run that is warm."""
    runs: list[object] = []
    run = warm.Warm.run

    def noted(self: warm.Warm, *args: object) -> object:
        runs.append(self)
        return run(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(warm.Warm, "run", noted)
    return runs


def events(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/**/*.yaml") if path.is_file())


def touch(chance: random.Random, folder: Path) -> None:
    path = chance.choice(events(folder))
    path.write_bytes(path.read_bytes() + b"# a note\n")


def reword(chance: random.Random, folder: Path) -> None:
    """Another vote, another day, one name fewer, an id of another."""
    changed = [
        path
        for path in events(folder)
        if path.stem.isalpha() and any(old in path.read_bytes() for old, _ in WORDS)
    ]
    path = chance.choice(changed)
    path.write_bytes(_reworded(chance, path.read_bytes()))


def _reworded(chance: random.Random, data: bytes) -> bytes:
    old, new = chance.choice(WORDS)
    if chance.random() < 0.5:
        return data.replace(old, new, 1)
    lines = data.splitlines(keepends=True)
    items = [line for line in lines if line.startswith(b"  - ") and b":" not in line]
    return data.replace(chance.choice(items), b"", 1) if len(items) > 1 else data


def remove(chance: random.Random, folder: Path) -> None:
    chance.choice(events(folder)).unlink()


def rename(chance: random.Random, folder: Path) -> None:
    path = chance.choice(events(folder))
    path.rename(path.with_name(f"other-{path.name}"))


def double(chance: random.Random, folder: Path) -> None:
    path = chance.choice(events(folder))
    shutil.copy(path, path.with_name(path.name.replace(".yaml", "~2.yaml")))


def exchange(chance: random.Random, folder: Path) -> None:
    one, other = chance.sample(events(folder), 2)
    shutil.copy(other, one)


def spoil(chance: random.Random, folder: Path) -> None:
    chance.choice(events(folder)).write_bytes(b"a: [\n")


def link(chance: random.Random, folder: Path) -> None:
    path = chance.choice(events(folder))
    path.unlink()
    path.symlink_to("/etc/hostname")


def register(chance: random.Random, folder: Path) -> None:
    path = chance.choice(sorted(folder.glob("*.yaml")))
    old, new = chance.choice(WORDS)
    path.write_bytes(path.read_bytes().replace(old, new, 1))


def bring(chance: random.Random, folder: Path) -> None:
    """A record from the example of some rule, which mostly fits to nothing here."""
    every = sorted(path for path in HERE.glob("*/bad/*/**/*.yaml") if path.is_file())
    path = chance.choice(every)
    target = folder.joinpath(*path.relative_to(HERE).parts[2:])
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, target)


def move(chance: random.Random, folder: Path) -> None:
    path = chance.choice(events(folder)).parent
    if path.parent != folder:
        path.rename(path.with_name(f"{path.name}x"))


EDITS: tuple[Edit, ...] = (touch, touch, reword, reword, reword, reword, bring, exchange)
ODD: tuple[Edit, ...] = (remove, rename, double, spoil, link, register, move)


@pytest.mark.parametrize("seed", range(6))
def test_warm_finds_what_cold_finds(unit: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, runs = random.Random(seed), warm_runs(monkeypatch)  # noqa: S311 - to be repeated
    same(unit)
    for _ in range(10):
        before = {path: path.read_bytes() for path in unit.rglob("*.yaml")}
        for _ in range(chance.randint(1, 3)):
            chance.choice(EDITS)(chance, unit)
        same(unit)
        if cold(unit).unit.problems:  # the next check would be cold: back to what could be read
            put_back(unit, before)
            same(unit)
    assert len(runs) > 4


def put_back(folder: Path, files: dict[Path, bytes]) -> None:
    for path in folder.rglob("*.yaml"):
        if path not in files:
            path.unlink()
    for path, data in files.items():
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
def test_odd_changes_are_seen(unit: Path, odd: Edit) -> None:
    checked(unit)
    odd(random.Random(1), unit)  # noqa: S311
    same(unit)


def test_a_second_check_is_warm_until_much_has_changed(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = warm_runs(monkeypatch)
    checked(unit)
    assert len(runs) == 0
    touch(random.Random(1), unit)  # noqa: S311
    checked(unit)
    assert len(runs) == 1
    monkeypatch.setattr(warm, "FEW", 0)
    touch(random.Random(2), unit)  # noqa: S311
    checked(unit)
    assert len(runs) == 1


def test_a_folder_that_was_empty_is_looked_into(unit: Path) -> None:
    meeting = unit / "meetings" / "2024" / "K-2024-99"
    same(unit)
    (meeting / "M-2024-1" / "ballots").mkdir(parents=True)
    same(unit)
    (meeting / "M-2024-1" / "ballots" / "jia.yaml").write_text(
        "meeting_id: K-2024-99\nmatter_id: M-2024-1\nperson_id: jia\nchoice: yes\n"
    )
    assert checked(unit).unit.problems
    same(unit)


def test_another_day_is_judged_afresh(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs, early = warm_runs(monkeypatch), TODAY - timedelta(days=400)
    checked(unit, early)
    same(unit, early + timedelta(days=1))
    assert runs == []


def test_another_make_of_the_program_judges_afresh(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = warm_runs(monkeypatch)
    checked(unit)
    monkeypatch.setattr(facts, "make", lambda: "another")
    checked(unit)
    assert runs == []


def kept(unit: Path) -> Path:
    found = facts.place(unit)
    assert found is not None
    return found


@pytest.mark.parametrize("garbage", [b"", b"\xc1", b"\x93\x01\x02", bytes(range(64)), b"\x90" * 9])
def test_garbage_for_facts_is_as_good_as_none(unit: Path, garbage: bytes) -> None:
    checked(unit)
    kept(unit).write_bytes(garbage)
    same(unit)


def test_half_of_the_facts_is_as_good_as_none(unit: Path) -> None:
    checked(unit)
    kept(unit).write_bytes(kept(unit).read_bytes()[:-100])
    same(unit)


def test_nothing_is_written_into_the_unit(unit: Path) -> None:
    def everything() -> Iterator[tuple[Path, bytes]]:
        return ((path, path.read_bytes()) for path in sorted(unit.rglob("*")) if path.is_file())

    before = list(everything())
    checked(unit)
    assert kept(unit).is_file()
    assert list(everything()) == before


def test_off_means_that_nothing_is_kept(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = kept(unit)
    monkeypatch.setenv("TRIPOWER_CACHE", "off")
    checked(unit)
    assert not place.exists()


def test_what_changed_just_before_the_check_is_looked_at_again(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second change within the same tick of the system's clock leaves no other trace."""
    monkeypatch.setattr(facts, "STILL", 2_000_000_000)
    monkeypatch.setattr(warm, "FEW", 10_000)
    checked(unit)
    found = facts.recall(unit)
    assert found is not None
    now = facts.compared(unit, found)
    assert now is not None
    assert len(now.changed) == len(found.files.paths)


def test_a_place_that_cannot_be_written_only_costs_time(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = unit.parent / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("TRIPOWER_CACHE", str(blocked))
    same(unit)
    same(unit)
