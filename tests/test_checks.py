"""`make test` hides nothing: what failed and what could not run is named in its last line."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

CHECKS = runpy.run_path(str(Path(__file__).resolve().parent.parent / "scripts" / "checks.py"))


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder of tools in which ruff fails, mypy is content and the others are missing."""
    for name, code in (("ruff", 1), ("mypy", 0)):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {code}\n")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def test_the_last_line_names_what_failed_and_what_could_not_run(tools: Path) -> None:
    checks = (("ruff", "check", "."), ("mypy",), ("pytest",))
    outcomes = {words: CHECKS["run"](words, tools) for words in checks}
    line = CHECKS["summary"](outcomes)
    assert line == "tripower checks: ruff check . failed; pytest could not run"


@pytest.mark.parametrize(
    ("check", "outcome", "strict", "bad"),
    [
        ("mypy", "ok", True, False),
        ("mypy", "failed", False, True),
        ("mypy", "could not run", False, False),
        ("mypy", "could not run", True, True),
        ("pytest", "could not run", False, True),
    ],
)
def test_a_missing_tool_fails_in_ci_and_missing_tests_fail_anywhere(
    check: str, outcome: str, strict: bool, bad: bool
) -> None:
    assert CHECKS["bad"]((check,), outcome, strict) is bad
