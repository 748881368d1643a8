"""Each attack has a bureau of its own: a copy of one that was built once."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks import story
from tests.attacks.office import Office
from tests.attacks.room import Room, asked, git

MEMORY = Path("/dev/shm")  # noqa: S108 - a fresh folder in it is made by mkdtemp


@pytest.fixture(scope="session", autouse=True)
def _templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    (shared / "templates").mkdir(exist_ok=True)
    story.TEMPLATES[:] = [shared / "templates"]


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """In memory where there is some, gone at once: hundreds of repositories are a lot of files.

    ATTACKS_KEEP=1 leaves them on the disk to be looked at.
    """
    if os.environ.get("ATTACKS_KEEP") or not os.access(MEMORY, os.W_OK):
        yield tmp_path_factory.mktemp("attack")
        return
    folder = Path(tempfile.mkdtemp(prefix="attack-", dir=MEMORY))
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


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
