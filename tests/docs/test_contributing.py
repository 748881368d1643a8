"""CONTRIBUTING's rule is added to a copy of the project as it says, and works there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PARTS = ("pyproject.toml", "tripower", "templates", "tests/__init__.py", "tests/rules")
MEETING = "meetings/2024/K-1/meeting.yaml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the rule of the page in it."""
    copy = tmp_path_factory.mktemp("contributing")
    for part in PARTS:
        source = ROOT / part
        (copy / part).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / part)
    subject = re.search(r"in the file of its subject, here `([\w/.]+)`", PAGE)
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert subject and code
    with (copy / subject[1]).open("a", encoding="utf-8") as module:
        module.write("\n\n" + dedent(code[1].replace("\n   ", "\n").removeprefix("   ")))
    _cases(copy / "tests/rules")
    return copy


def _cases(rules: Path) -> None:
    lawful = (rules / "base" / MEETING).read_text(encoding="utf-8")
    place = re.search(r"^place: .*\n", lawful, re.MULTILINE)
    assert place
    for case, text in (("bad", ""), ("good", "place: 别处\n")):
        path = rules / "DEC-90" / case / MEETING
        path.parent.mkdir(parents=True)
        path.write_text(lawful.replace(place[0], text), encoding="utf-8")


def _run(project: Path, *words: str, golden: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(project), "UPDATE_GOLDEN": golden}
    command = [sys.executable, *words]
    return subprocess.run(
        command, cwd=project, env=env, capture_output=True, text=True, check=False
    )


def test_the_rule_of_the_page_is_found_judged_and_explained(project: Path) -> None:
    tests = ("-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "tests/rules", "-k", "DEC-90")
    without_golden = _run(project, *tests)
    assert without_golden.returncode == 1, "a rule without its expected text must not pass"
    written = _run(project, *tests, golden="1")
    assert written.returncode == 0, written.stdout
    expected = (project / "tests/rules/DEC-90/bad/expected.txt").read_text(encoding="utf-8")
    assert "DEC-90 warning: nothing says where K-1 was held" in expected
    assert _run(project, *tests).returncode == 0
    page = _run(project, "-m", "tripower", "rule", "DEC-90", "--lang", "en").stdout
    assert "A meeting has a place" in page
    assert "rules/days.py" in page


def test_the_page_names_what_exists() -> None:
    targets = set(re.findall(r"`make (\w+)`", PAGE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    for path in re.findall(r"`((?:tripower|tests|docs|templates|changelog\.d)/[\w/.]*)`", PAGE):
        assert (ROOT / path).exists(), path
