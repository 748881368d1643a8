"""Each attack has a bureau of its own: a copy of one that was built once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.attacks import story
from tests.attacks.office import Office
from tests.attacks.room import Room, asked, git


@pytest.fixture(scope="session", autouse=True)
def _templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    (shared / "templates").mkdir(exist_ok=True)
    story.TEMPLATES[:] = [shared / "templates"]


@pytest.fixture
def quiet(tmp_path: Path) -> Room:
    """The bureau in its first months, without keys."""
    return story.unkeyed(tmp_path)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """The bureau with keys, signed ballots and two checkpoints."""
    return story.bureau(tmp_path)


@pytest.fixture
def town(tmp_path: Path) -> Room:
    """The same, with a district and a neighbour that hold its checkpoints."""
    return story.street(tmp_path)


@pytest.fixture
def office(room: Room, tmp_path: Path) -> Office:
    """A guarded bare repository of the bureau, and a clone of it."""
    bare = tmp_path / "office.git"
    git(tmp_path, "clone", "-q", "--bare", str(room.unit), str(bare))
    assert asked("trail", "guard", "install", "-C", str(bare)).code == 0
    office = Office(bare, room.keys)
    office.clone("ours")
    return office
