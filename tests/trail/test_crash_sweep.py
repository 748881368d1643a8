"""At each system call that writes, the power goes or the disk is full: the old state or the new.

The real program runs under strace, which strikes at one call. A sample of the calls is tried
each time, the same ones every time; `TRIPOWER_SWEEP=full` tries them all.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sweep_room import (
    Moment,
    Rehearsal,
    State,
    lying,
    rehearsal,
    run,
    skip_without_strace,
    state,
    struck,
)
from trail_helpers import git, whole

from tripower.trail.repository import open_repository

LI = "record new person person_id=li name=李示例"
FOLLOW = "--executor M-4=shi --due M-4=2024-07-31 --supervisor M-4=zheng"
COMMANDS = {
    "a line of a register": LI,
    "a draft": "meeting open K-2",
    "five ballots": "vote cast M-3 --all yes",
    "minutes": f"minutes issue K-4 --signer zhen --to 各股室 {FOLLOW}",
    "a correction": "record supersede meeting K-1 place=二楼会议室 --reason 登记错了",
    "a checkpoint": "trail checkpoint",
    "a signed commit": LI,
}
SIGNED = "a signed commit"
CUT_SHORT = ("cut short just before the commit", "cut short just after the commit")
FAULTS = ("signal=SIGKILL", "error=ENOSPC")
FOUND = {
    "the holder's name cannot be taken away": 'unlink("/.git/tripower.lock.holder")',
    "what is left over cannot be looked for": 'unlink("/.git/tripower.index")',
}
"""Moments at which the program once said the wrong thing."""
SAMPLE = 2  # moments of each test
NEXT = ["record", "new", "calendar_day", "on=2024-10-01", "status=off", "source=通知"]
REPAIRED = ("nothing", "discarded", "rolled forward")

Done = subprocess.CompletedProcess[str]


@pytest.fixture(autouse=True)
def _strace() -> None:
    skip_without_strace()


@pytest.mark.parametrize("what", COMMANDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_whenever_it_strikes_there_is_the_old_state_or_the_new(
    what: str, fault: str, tmp_path: Path
) -> None:
    heard = rehearsal(COMMANDS[what], "signing" if what == SIGNED else "office")
    assert heard.old != heard.new
    told = killed if "KILL" in fault else full
    moments = chosen(heard.moments, [*COMMANDS].index(what) + 7 * FAULTS.index(fault))
    sweep(heard, fault, told, tmp_path, moments)


@pytest.mark.parametrize("found", FOUND)
def test_what_the_full_sweep_has_found(found: str, tmp_path: Path) -> None:
    heard = rehearsal(LI)
    moments = [one for one in heard.moments if one.shown.startswith(FOUND[found])]
    sweep(heard, "error=ENOSPC", full, tmp_path, moments[:1])


@pytest.mark.parametrize("unit", CUT_SHORT)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_repair_that_is_struck_can_be_repeated(unit: str, fault: str, tmp_path: Path) -> None:
    heard = rehearsal("trail repair", unit)
    assert heard.old == heard.new, "what is recorded, a repair leaves as it is"
    moments = chosen(heard.moments, CUT_SHORT.index(unit) + 7 * FAULTS.index(fault))
    sweep(heard, fault, struck_again, tmp_path, moments)


def sweep(
    heard: Rehearsal,
    fault: str,
    told: Callable[[Rehearsal, Path, Done], State],
    place: Path,
    moments: list[Moment],
) -> None:
    """Strike at each of these moments, each on a fresh copy of the unit."""
    assert moments, "the rehearsal saw how the command writes"
    wrong = []
    for number, moment in enumerate(moments):
        folder = place / str(number)
        try:
            done = struck(heard, folder, moment, fault)
            found = told(heard, folder, done)
            tidied(heard, folder, found, repairs=number % 2 == 0)
        except AssertionError as error:
            wrong.append(f"{moment.call} {moment.when}: {moment.shown}\n{error}")
    tried = f"{len(moments)} of {len(heard.moments)} moments tried"
    sys.stdout.write(f"{' '.join(heard.words)}, {fault}: {tried}, {len(wrong)} wrong\n")
    assert not wrong, f"{tried}, {len(wrong)} wrong\n\n" + "\n\n".join(wrong)


def chosen(moments: list[Moment], shift: int) -> list[Moment]:
    """Evenly spread, and for each test others, so that together they cover more."""
    assert len(moments) > SAMPLE
    if os.environ.get("TRIPOWER_SWEEP") == "full":
        return moments
    first = (shift + 0.5) / (2 * len(COMMANDS))
    return [moments[int((number + first) * len(moments) / SAMPLE)] for number in range(SAMPLE)]


def killed(heard: Rehearsal, folder: Path, done: Done) -> State:
    """Whatever the work folder looks like, the branch says which of both it is."""
    assert done.returncode == -signal.SIGKILL
    found = state(folder)
    assert found in (heard.old, heard.new)
    return found


def full(heard: Rehearsal, folder: Path, done: Done) -> State:
    """The exit status and the message say which of both it is, and no bug is confessed."""
    said, found = done.stdout + done.stderr, state(folder)
    assert "Traceback" not in said
    assert done.returncode in (0, 1, 6), said
    if done.returncode == 1:
        assert re.search("nothing was recorded: |Nothing was recorded", said), said
        assert found == heard.old, said
        assert lying(folder) == heard.old.files
        return found
    assert found == heard.new, said
    if done.returncode == 6:
        assert f"recorded as {heard.new.head}" in said
        assert "tripower trail repair" in said
    else:
        assert lying(folder) == heard.new.files
    return found


def struck_again(heard: Rehearsal, folder: Path, done: Done) -> State:
    """A repair changes nothing that is recorded, and admits what it could not do."""
    said, found = done.stdout + done.stderr, state(folder)
    assert done.returncode in (-signal.SIGKILL, 0, 1, 6), said
    assert "Traceback" not in said
    assert done.returncode not in (1, 6) or "No space left on device" in said
    assert done.returncode != 0 or lying(folder) == heard.new.files
    assert found == heard.new
    return found


def tidied(heard: Rehearsal, folder: Path, found: State, *, repairs: bool) -> None:
    """`trail repair`, or simply the next write, leaves nothing undone and loses nothing."""
    if repairs:
        answer = run(folder, heard.key, "trail", "repair")
        assert answer.code == 0, answer
        assert answer.data["outcome"] in REPAIRED
        settled(folder, found)
    answer = run(folder, heard.key, *NEXT)
    assert answer.code == 0, answer
    after = state(folder)
    assert git(folder, "rev-parse", f"{after.head}^") == found.head
    added = {"calendar.yaml"}
    assert {path: data for path, data in after.files.items() if path not in added} == found.files
    settled(folder, after)


def settled(folder: Path, wanted: State) -> None:
    assert state(folder) == wanted
    assert lying(folder) == wanted.files
    whole(open_repository(folder))
    left = [path.name for path in (folder / ".git").rglob("*.lock")]
    assert left == ["tripower.lock"]
