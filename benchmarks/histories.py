"""Long histories as tripower would have written them: one act a commit, by git's own importer."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from benchmarks.timing import git
from benchmarks.units import build, sequence
from tripower.mechanisms.kinds import KINDS
from tripower.store.load import read_file
from tripower.trail.commit import CommitFacts, message

ACTOR, NAME = "wen", "闻书"
COMMITS_A_MATTER = 16

Act = tuple[date, str, dict[str, bytes]]


def history(folder: Path, commits: int) -> int:
    """A new repository with about so many commits; returns how many it has."""
    build(folder, 0)
    git(folder, "init", "-q", "-b", "main")
    registers = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.yaml"))
    }
    later = {path: registers.pop(path) for path in sorted(registers) if "/2025/" in path}
    begun: Act = (date(2024, 6, 28), "unit init", registers)
    divided: Act = (date(2025, 3, 18), "record", later)
    acts = [begun, *sequence(commits // COMMITS_A_MATTER), divided]
    importer = subprocess.Popen(
        ["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE
    )
    assert importer.stdin is not None
    for piece in _stream(acts):
        importer.stdin.write(piece)
    importer.stdin.close()
    assert importer.wait() == 0
    git(folder, "reset", "-q", "--hard", "main")
    return len(acts)


def _stream(acts: Iterable[Act]) -> Iterator[bytes]:
    blobs = 0
    last = datetime.min.replace(tzinfo=UTC)
    for nth, (day, operation, files) in enumerate(acts):
        last = max(last + timedelta(seconds=1), datetime.combine(day, time(1), UTC))
        marks: dict[str, int] = {}
        for path, data in files.items():
            blobs += 1
            marks[path] = blobs
            yield b"blob\nmark :%d\ndata %d\n%s\n" % (blobs, len(data), data)
        yield _commit(nth, operation, files, marks, last)


def _named(files: Mapping[str, bytes]) -> Iterator[str]:
    """What the files hold, by kind and key, as a commit names it."""
    for path, data in files.items():
        loaded, _ = read_file(path, data, KINDS)
        yield from ("/".join(one.record.subject) for one in loaded)


def _commit(
    nth: int, operation: str, files: Mapping[str, bytes], marks: Mapping[str, int], when: datetime
) -> bytes:
    text = message(
        CommitFacts(
            operation=operation,
            record_ids=tuple(_named(files)),
            actor_id=ACTOR,
            actor_name=NAME,
            parameters="",
            summary=f"{operation} {nth}",
            when=when,
        )
    ).encode()
    stamp = int(when.timestamp())
    lines = [
        b"commit refs/heads/main",
        f"author {NAME} <{ACTOR}> {stamp} +0000".encode(),
        b"committer bench <bench@example.invalid> %d +0000" % stamp,
        b"data %d" % len(text),
        text,
        *(f"M 100644 :{mark} {path}".encode() for path, mark in marks.items()),
        b"",
    ]
    return b"\n".join(lines)
