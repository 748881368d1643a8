"""Whether a test notices one wrong thing in the tally, the list of keys or a rule on change.

`mutants.py [part of a file's name …]` exchanges one thing at a time, in memory, and runs the tests
of that file until one fails. What survives is explained in docs/mutants.md, or its row is shown
and the exit code is 1. A mutant costs a fork of the process that has collected the tests; one
outside every function costs a process of its own.
"""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
from importlib.machinery import SourceFileLoader
from itertools import islice
from pathlib import Path
from types import CodeType, FunctionType

import hypothesis
import pytest
from mutations import mutants

ROOT = Path(__file__).resolve().parent.parent
RULES, TEST = "tests/rules/test_rules.py", "tests/mechanisms/decisions/test_"
VOTES = "tally_steps tally quorum recusal voting_rules tally_properties"
TRAIL = "trail_acts trail_days trail_finals trail_keys trail_proofs trail_registers"
ATTACKS = "keys checkpoints ballots corrections dates final_records minutes registers who_acts"
OF_VOTES = ["-k=not test_rules or DEC-05 or DEC-07 or DEC-12", RULES]
OF_VOTES += [f"{TEST}{name}.py" for name in VOTES.split()]
OF_TRAIL = ["-k=not test_rules or TRL", "tests/core/test_keyring.py", RULES]
OF_TRAIL += [f"{TEST}{name}.py" for name in TRAIL.split()]
OF_TRAIL += [f"tests/attacks/test_{name}.py" for name in ATTACKS.split()]
ROOM = "tripower/mechanisms/decisions"
FILES = {f"{ROOM}/{name}.py": OF_VOTES for name in ("tally", "counting", "quorum")}
for name in ("finals", "acts", "registers", "proofs", "evidence"):
    FILES[f"{ROOM}/rules/trail_{name}.py"] = OF_TRAIL
FILES["tripower/core/keyring.py"] = OF_TRAIL
OPTIONS = ["-oaddopts=", "-s", "-pno:terminal", "-pno:cacheprovider", "--basetemp=build/mutants"]
SECONDS = 60
"""For a test; a mutant that never ends is noticed too."""
LINE = re.compile(r"\.py:\d+")
EXPLAINED = LINE.sub(".py", (ROOT / "docs/mutants.md").read_text("utf-8"))


class Run:
    """A plugin of pytest: once the tests are collected, they are run for each mutant."""

    def __init__(self, path: Path) -> None:
        self.path, self.failed, self.killed, self.survived = path, False, 0, list[str]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One failure is enough."""
        self.failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The tests as they are must pass; then each mutant has its fork."""
        every = [one for one in gc.get_objects() if isinstance(one, FunctionType)]
        own = {f.__qualname__: f for f in every if f.__code__.co_filename == str(self.path)}
        if self.fails(session):
            pytest.exit(f"{self.path}: a test fails without any mutant", 1)
        for nth, (code, name, row) in enumerate(mutants(self.path)):
            if self.fails(session, nth, own.get(name), code, explained(row)):
                self.killed += 1
            else:
                self.survived.append(row)
                print("." if explained(row) else row, flush=True)
        return True

    def fails(
        self,
        session: pytest.Session,
        nth: int = 0,
        function: FunctionType | None = None,
        code: CodeType | None = None,
        explained: bool = True,
    ) -> bool:
        """Whether a test fails in a fork; attacks try only what nobody has explained."""
        if child := os.fork():
            return os.waitpid(child, 0)[1] != 0
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        if code and not function:
            signal.alarm(5 * SECONDS)
            os.execv(sys.executable, [sys.executable, __file__, str(self.path), str(nth)])  # noqa: S606
        if code and function:
            function.__code__ = inner(code, function.__qualname__)
        tests = [one for one in session.items if not explained or "/attacks/" not in one.nodeid]
        for item, after in zip(tests, [*tests[1:], None], strict=True):
            signal.alarm(SECONDS)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.failed:
                break
        os._exit(self.failed)


def inner(code: CodeType, name: str) -> CodeType:
    """The code of a function in that of its module."""
    for part in name.split("."):
        code = next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == part)
    return code


def explained(row: str) -> bool:
    """Whether the list of survivors has it, on whatever line it stands by now."""
    return LINE.sub(".py", row) in EXPLAINED


def alone(path: Path, nth: int) -> int:
    """Run the tests with one mutant, from a module that is read anew."""
    code = next(islice(mutants(path), nth, None))[0]
    load = SourceFileLoader.get_code

    def read(self: SourceFileLoader, fullname: str) -> CodeType | None:
        return code if Path(self.path) == path else load(self, fullname)

    SourceFileLoader.get_code = read  # type: ignore[assignment, method-assign]
    tests = [one for one in FILES[path.relative_to(ROOT).as_posix()] if "/attacks/" not in one]
    return pytest.main([*OPTIONS, "-x", *tests])


def main(*words: str) -> int:
    """Each file that is asked for, with its figures."""
    os.nice(15)
    hypothesis.settings.register_profile(
        "mutants",
        max_examples=30,
        derandomize=True,
        database=None,
        deadline=None,  # a slow machine notices no mutant
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("mutants")
    if len(words) == 2 and words[1].isdigit():
        return alone(Path(words[0]), int(words[1]))
    wrong = 0
    for path in [one for one in FILES if not words or any(word in one for word in words)]:
        run = Run(ROOT / path)
        wrong |= pytest.main([*OPTIONS, *FILES[path]], plugins=[run])
        print(f"{path}: {run.killed + len(run.survived)} mutants, {len(run.survived)} survive")
        wrong |= not all(map(explained, run.survived))
    return int(wrong > 0)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(*sys.argv[1:]))
