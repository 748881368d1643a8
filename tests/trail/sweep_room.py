"""The program under strace: each system call by which a command writes into a unit's folder.

strace can end a process at, or fail, the N-th call of a kind (`-e inject=CALL:…:when=N`). A
rehearsal on a copy of the unit lists the calls; then each is tried on a fresh copy.
"""

import multiprocessing
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from atexit import register
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import pytest
from trail_helpers import ENVIRONMENT, facts, killed_write

import tripower
from tests.rules.units import HERE, overlay
from tripower.cli.console import Step, surroundings
from tripower.cli.main import respond
from tripower.core.answer import Answer
from tripower.trail.commit import Change
from tripower.trail.repository import create_repository, open_repository
from tripower.trail.write import record

WRITES = [
    "write",
    "pwrite64",
    "writev",
    "sendfile",
    "copy_file_range",
    "fallocate",
    "truncate",
    "ftruncate",
    "fsync",
    "fdatasync",
    "openat",
    "creat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "rmdir",
]
PROGRAM = "import sys; from tripower.cli.main import run; run(sys.argv[1:])"
NOW, LATER = "2024-06-06T09:00", "2024-06-06T09:05"
TOLD = {"TRIPOWER_ACTOR": "wen", "TRIPOWER_LANG": "en", "TRIPOWER_CACHE": "off"}


class Moment(NamedTuple):
    """One call that writes: the `when`-th of its kind in the process, as strace shows it."""

    call: str
    when: int
    shown: str


class State(NamedTuple):
    """What is recorded: the newest commit and the files on it."""

    head: str | None
    files: dict[str, bytes]


class Rehearsal(NamedTuple):
    """A command on a unit: what is recorded before and after, and each moment between."""

    template: Path
    words: list[str]
    key: str
    old: State
    new: State
    moments: list[Moment]


@cache
def no_strace() -> str:
    """Why the program cannot run under strace here; "" where it can."""
    if shutil.which("strace") is None:
        return "not run: strace is not installed"
    words = ("strace", "-qq", "-o", os.devnull, "-e", "inject=close:error=EIO:when=9999", "true")
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return f"not run: strace may not trace here: {done.stderr.strip()}" if done.returncode else ""


def skip_without_strace() -> None:
    why = no_strace()
    if why and os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(why)
    if why:
        pytest.skip(why)


@cache
def rehearsal(line: str, unit: str = "office") -> Rehearsal:
    """Run a command once under strace, to see what it does."""
    template, key = UNITS[unit]()
    folder = template.with_name(f"rehearsal-{len(list(template.parent.iterdir()))}")
    words = shlex.split(line)
    done, log = traced(copied(template, folder), words, key, ("-e", f"trace={','.join(WRITES)}"))
    assert done.returncode == 0, done.stdout + done.stderr
    moments = list(_moments(log, folder))
    return Rehearsal(template, words, key, state(template), state(folder), moments)


def _moments(log: list[str], folder: Path) -> Iterator[Moment]:
    seen = Counter[str]()
    for line in log:
        if (match := re.match(r"(\w+)\(", line)) is None:
            continue
        call = match[1]
        seen[call] += 1
        if str(folder) in line and (call != "openat" or "O_CREAT" in line):
            yield Moment(call, seen[call], line.replace(str(folder), "")[:120])


def struck(
    heard: Rehearsal, folder: Path, moment: Moment, fault: str
) -> subprocess.CompletedProcess[str]:
    """Run the command on a copy of its unit, with `signal=…` or `error=…` at this moment."""
    copied(heard.template, folder)
    inject = f"inject={moment.call}:{fault}:when={moment.when}"
    options = ("-e", f"trace={moment.call}", "-e", inject)
    done, log = traced(folder, heard.words, heard.key, options)
    hit = log[moment.when - 1] if len(log) >= moment.when else ""
    assert hit.startswith(moment.call), "the moment did not come"
    assert str(folder) in hit, f"another moment came: {hit}"
    assert "INJECTED" in hit or done.returncode < 0, f"nothing struck: {hit}"
    return done


def traced(
    folder: Path, words: list[str], key: str, options: tuple[str, ...]
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """A command under strace (not its children), and strace's lines."""
    log = folder.with_name(f"{folder.name}.strace")
    package = str(Path(tripower.__file__).parent.parent)
    env = {**ENVIRONMENT, **TOLD, "TRIPOWER_NOW": NOW, "TRIPOWER_UNIT": str(folder)}
    env |= {"PYTHONPATH": package, "PYTHONDONTWRITEBYTECODE": "1", "TRIPOWER_KEY": key}
    done = subprocess.run(
        [
            "strace",
            "-qq",
            "-y",
            "-e",
            "signal=none",
            "-o",
            str(log),
            *options,
            sys.executable,
            "-c",
            PROGRAM,
            *words,
        ],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done, log.read_text("utf-8", "replace").splitlines()


def run(folder: Path, key: str, *words: str, now: str = LATER) -> Answer:
    """A command in this process, undisturbed."""
    told = {**TOLD, "TRIPOWER_NOW": now, "TRIPOWER_UNIT": str(folder), "TRIPOWER_KEY": key}
    with surroundings(Step((), told)):
        answer, _ = respond(words, "en")
    assert isinstance(answer, Answer)
    return answer


def state(folder: Path) -> State:
    repository = open_repository(folder)
    head = repository.head()
    return State(head, repository.files(head))


def lying(folder: Path) -> dict[str, bytes]:
    """The work files as they are."""
    found = (path for path in folder.rglob("*") if path.is_file())
    every = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    return {path: data for path, data in every.items() if not path.startswith(".git/")}


def copied(template: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    return folder


@cache
def _place() -> Path:
    place = Path(tempfile.mkdtemp()).resolve()
    register(shutil.rmtree, place, ignore_errors=True)
    return place


@cache
def _office() -> tuple[Path, str]:
    """The base unit, and three meetings more: K-2 is called, K-3 in session, K-4 over."""
    files = overlay(HERE / "base")
    for number in (2, 3, 4):
        files |= _another(files, number)
    record(create_repository(_place() / "office"), lambda _: Change(files, facts()), timeout=5)
    return _place() / "office", ""


def _another(base: dict[str, bytes], number: int) -> dict[str, bytes]:
    """The matter and the meeting of the base unit once more, in June, as far as it has come."""
    stage = {2: "called", 3: "open", 4: "closed"}[number]
    lacks = {2: "ballots|speeches|minutes", 3: "ballots|speeches|minutes", 4: "minutes"}[number]
    made = {}
    for path, data in base.items():
        if not re.search(r"/(M|K)-1/", path) or re.search(lacks, path):
            continue
        text = re.sub(r"\b([MK])-1\b", rf"\1-{number}", data.decode())
        text = text.replace("2024-01-0", "2024-06-0").replace("分工", f"分工{number}")
        if path.endswith("/meeting.yaml"):
            text = text.replace("stage: closed", f"stage: {stage}")
            text = text if number == 4 else f"draft: true\n{text}"
            text = text if number > 2 else re.sub(r"\n\w+_ids: .*", "", text)
        made[re.sub(r"/([MK])-1\b", rf"/\1-{number}", path)] = text.encode()
    return made


@cache
def _signing() -> tuple[Path, str]:
    """The same unit with a list of keys, so that each commit has to be signed; and the key."""
    key, folder = _place() / "wen", copied(_office()[0], _place() / "signing")
    made = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "wen", "-f", str(key))
    subprocess.run(made, check=True)
    begun = ("trail", "key", "add", f"wen={key}.pub", "--threshold", "1", "--reason", "首份名册")
    answer = run(folder, str(key), *begun, now=NOW)
    assert answer.code == 0, answer
    return folder, str(key)


@cache
def _cut_short(at: int) -> tuple[Path, str]:
    """The same unit after a power cut at this step of a write."""
    folder = copied(_office()[0], _place() / f"cut-short-{at}")
    people = (folder / "people.yaml").read_bytes()
    files = {"people.yaml": people + b"# seen\n", "notes.txt": b"new\n", GONE: None}
    context = multiprocessing.get_context("spawn")
    child = context.Process(target=killed_write, args=(folder, files, at))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    return folder, ""


GONE = "reports/2024/R-3.yaml"
UNITS: dict[str, Callable[[], tuple[Path, str]]] = {
    "office": _office,
    "signing": _signing,
    "cut short just before the commit": partial(_cut_short, 5),
    "cut short just after the commit": partial(_cut_short, 6),
}
