"""What the tests of the trail share: real repositories, the real git program, killed writers."""

import os
import resource
import signal
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tripower.trail.commit import Change, CommitFacts
from tripower.trail.errors import TrailError
from tripower.trail.repository import Repository, create_repository, open_repository
from tripower.trail.write import Written, record

MONDAY = datetime(2024, 3, 18, 9, 0, tzinfo=UTC)
PLACES = ("root", "inside")
ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_NAME": "Li Example" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "li@example.org" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_DATE": "2024-03-18T08:00:00Z" for who in ("AUTHOR", "COMMITTER")},
}


def git(folder: Path, *words: str, check: bool = True) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=check
    )
    return done.stdout.strip() if check else done.stdout + done.stderr


def make_unit(place: str, folder: Path) -> Repository:
    """A unit that is a repository of its own, or one of a district's folders."""
    if place == "root":
        return create_repository(folder / "unit")
    district = create_repository(folder / "district")
    (district.folder / "district.yaml").write_text("units: [units/water]\n")
    git(district.folder, "add", "-A")
    git(district.folder, "commit", "-qm", "A district")
    unit = district.folder / "units" / "water"
    unit.mkdir(parents=True)
    return open_repository(unit)


def facts(number: int = 1, **changes: object) -> CommitFacts:
    said = {
        "operation": "matter propose",
        "record_ids": (f"M-2024-{number}",),
        "actor_id": "zhen-cheng",
        "actor_name": "甄诚",
        "parameters": "2024.1",
        "summary": f"Propose matter {number}",
        "when": MONDAY + timedelta(minutes=number),
    }
    return CommitFacts(**{**said, **changes})


def put(repository: Repository, files: dict[str, bytes | None], **more: object) -> Written:
    """Record these files, whatever stands there."""
    about = more.pop("facts", None) or facts()
    return record(repository, lambda _: Change(files, about), **{"timeout": 10.0, **more})


def whole(repository: Repository) -> None:
    """The git program finds nothing wrong and nothing left to do."""
    done = subprocess.run(
        ["git", "fsck", "--strict", "--no-dangling"],
        cwd=repository.root,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert git(repository.root, "status", "--porcelain") == ""
    left = {path.name for path in repository.root.rglob("*tripower*") if "/.git/" in str(path)}
    assert left <= {"tripower.lock", "tripower.mark"}
    assert not list(repository.root.rglob("*.lock.holder"))
    assert not (repository.gitdir / "index.lock").exists()


def killed_write(folder: Path, files: dict[str, bytes | None], at: int) -> None:
    """In a child process: write, and die at the step with this number, as a power cut would."""
    steps = iter(range(1000))

    def die(_: str) -> None:
        if next(steps) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    put(open_repository(folder), files, step=die)


def full_disk_write(folder: Path, files: dict[str, bytes | None], limit: int) -> None:
    """In a child process: write while no file may grow beyond `limit` bytes."""
    repository = open_repository(folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        put(repository, files)
    except TrailError as error:
        os._exit(error.exit_code)


def many_writes(folder: Path, who: str, count: int) -> None:
    """In a child process: one file after another."""
    repository = open_repository(folder)
    for number in range(count):
        put(
            repository,
            {f"matters/{who}/{number}.yaml": f"id: {who}-{number}\n".encode()},
            facts=facts(number, actor_id=who),
            timeout=60.0,
        )
