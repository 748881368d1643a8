"""The wheel is all a user gets: built, unpacked elsewhere, and run far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")
FIND_ALL = """
from pathlib import Path
import tripower
from tripower.core import messages, resources
print(Path(tripower.__file__).parent)
print(resources.templates(), resources.sample_unit(), resources.parameters(), sep="\\n")
print(type(messages.translations("zh")).__name__)
"""


def run(*words: str, cwd: Path, path: Path | None = None) -> str:
    env = os.environ | {"LC_ALL": "C.UTF-8"} | ({"PYTHONPATH": str(path)} if path else {})
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel was installed into; what it depends on stays in our own venv."""
    wheels, target = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("installed")
    offline = ("--no-deps", "--no-index")
    run(*PIP, "wheel", *offline, "--no-build-isolation", "-w", str(wheels), str(ROOT), cwd=wheels)
    (wheel,) = wheels.glob("tripower-*.whl")
    run(*PIP, "install", *offline, "--target", str(target), str(wheel), cwd=wheels)
    return target


def tracked(folder: str, *patterns: str) -> set[str]:
    """The files of the checkout that git would keep, relative to `folder`."""
    listing = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate")
    names = run(*listing, "-z", "--", *(patterns or (".",)), cwd=ROOT / folder).split("\0")
    return {name for name in names if name and (ROOT / folder / name).is_file()}


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("folder", ["templates", "sample-unit"])
def test_the_folders_beside_the_package_come_along_whole(installed: Path, folder: str) -> None:
    assert tracked(folder)
    assert files(installed / "tripower" / folder) == tracked(folder)


def test_every_file_of_the_package_comes_along(installed: Path) -> None:
    here = {name for name in files(installed / "tripower") if "__pycache__" not in name}
    assert tracked("tripower") <= here


def test_every_language_comes_along_compiled(installed: Path) -> None:
    languages = tracked("tripower", "*.po")
    assert languages
    for name in languages:
        assert (installed / "tripower" / name).with_suffix(".mo").stat().st_size > 0


def test_the_installed_program_finds_its_own_files(installed: Path, tmp_path: Path) -> None:
    found = run(sys.executable, "-c", FIND_ALL, cwd=tmp_path, path=installed).split("\n")
    home = installed / "tripower"
    folders = [str(home / name) for name in ("templates", "sample-unit", "parameters")]
    assert found[:4] == [str(home), *folders]
    assert found[4] == "GNUTranslations"


def test_the_installed_program_answers_from_any_folder(installed: Path, tmp_path: Path) -> None:
    help_text = run(sys.executable, "-m", "tripower", "--help", cwd=tmp_path, path=installed)
    assert "tripower" in help_text
