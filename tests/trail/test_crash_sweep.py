"""At each system call that writes, the power goes or the disk is full: the old state or the new.

The real program runs under strace, which strikes at one call. A sample of the calls is tried
each time, the same ones every time; `TRIPOWER_SWEEP=full` tries them all.
"""

import os
import re
import signal
import subprocess
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
FAULTS = ("signal=SIGKILL", "error=ENOSPC")
SAMPLE = 3  # of each command and fault
NEXT = ["record", "new", "calendar_day", "on=2024-10-01", "status=off", "source=通知"]
REPAIRED = ("nothing", "discarded", "rolled forward")


@pytest.fixture(autouse=True)
def _strace() -> None:
    skip_without_strace()


def heard_of(what: str) -> Rehearsal:
    return rehearsal(COMMANDS[what], signed=what == "a signed commit")


def chosen(what: str, fault: str, moments: list[Moment]) -> list[Moment]:
    """Evenly spread, and for each command and fault others, so that together they cover more."""
    if os.environ.get("TRIPOWER_SWEEP") == "full":
        return moments
    groups = [(one, other) for other in FAULTS for one in COMMANDS]
    shift = (groups.index((what, fault)) + 0.5) / len(groups)
    return [moments[int((number + shift) * len(moments) / SAMPLE)] for number in range(SAMPLE)]


@pytest.mark.parametrize("what", COMMANDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_whenever_it_strikes_there_is_the_old_state_or_the_new(
    what: str, fault: str, tmp_path: Path
) -> None:
    heard = heard_of(what)
    assert len(heard.moments) > 50, "the rehearsal saw how the command writes"
    wrong = []
    moments = chosen(what, fault, heard.moments)
    for number, moment in enumerate(moments):
        folder = tmp_path / str(number)
        try:
            done = struck(heard, folder, moment, fault)
            found = killed(heard, folder, done) if "KILL" in fault else full(heard, folder, done)
            tidied(heard, folder, found, repairs=number % 2 == 0)
        except AssertionError as error:
            wrong.append(f"{moment.call} {moment.when}: {moment.shown}\n{error}")
    print(f"{what}, {fault}: {len(moments)} of {len(heard.moments)} moments, {len(wrong)} wrong")
    assert not wrong, f"{len(wrong)} of {len(moments)} moments\n\n" + "\n\n".join(wrong)


def killed(heard: Rehearsal, folder: Path, done: subprocess.CompletedProcess[str]) -> State:
    """Whatever the work folder looks like, the branch says which of both it is."""
    assert done.returncode == -signal.SIGKILL
    found = state(folder)
    assert found in (heard.old, heard.new)
    return found


def full(heard: Rehearsal, folder: Path, done: subprocess.CompletedProcess[str]) -> State:
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
