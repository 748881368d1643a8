"""What only a real process shows: streams, signals, languages, and what gets imported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SLOW = {"msgspec", "ruamel", "jinja2", "git", "pygit2", "tabulate", "wcwidth", "shutil", "pathlib"}
HELP = (
    "import sys\nfrom tripower.cli.main import run\ntry: run(['--help'])\nexcept SystemExit: pass"
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_page_imports_nothing_slow(lang: str) -> None:
    told = f"{HELP}\nprint(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", told],
        env={**os.environ, "TRIPOWER_LANG": lang},
        capture_output=True,
        check=True,
        text=True,
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "click" in loaded
    assert not SLOW & loaded - at_start()


def at_start() -> set[str]:
    """What this interpreter imports by itself, such as for an editable install."""
    told = [sys.executable, "-I", "-c", "import sys; print(*sys.modules)"]
    done = subprocess.run(told, capture_output=True, check=True, text=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(
    ("env", "word"),
    [
        ({"LANG": "C"}, "Notices for the public"),
        ({"LANG": "en_GB.UTF-8"}, "Notices for the public"),
        ({"LANG": "zh_CN.UTF-8"}, "文书"),
        ({}, "文书"),
        ({"LANG": "C", "TRIPOWER_LANG": "zh"}, "文书"),
        ({"LANG": "zh_CN.UTF-8", "TRIPOWER_LANG": "en"}, "Notices for the public"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "Notices for the public"),
    ],
)
def test_the_language_is_that_of_the_terminal(process: Any, env: dict[str, str], word: str) -> None:
    assert word in process("--help", **env).out


@pytest.mark.parametrize(("lang", "word"), [("zh", "文书"), ("en", "Notices for the public")])
def test_lang_comes_before_what_the_terminal_says(process: Any, lang: str, word: str) -> None:
    assert word in process("--lang", lang, "--help", LANG="C", TRIPOWER_LANG="zh").out


@pytest.mark.parametrize("env", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1", "TERM": "xterm"}])
def test_no_pipe_gets_an_escape_code(unit: Any, process: Any, env: dict[str, str]) -> None:
    folder = unit("DEC-05")
    for words in (("--help",), ("check", "-C", folder), ("rule", "DEC-05"), ("chek",)):
        ran = process(*words, LANG="C", **env)
        assert "\x1b" not in ran.out + ran.err


def test_a_gbk_console_gets_what_it_can_show_and_no_crash(unit: Any, process: Any) -> None:
    folder = unit()
    person = folder / "people.yaml"
    person.write_text(person.read_text().replace("name: 甄诚", "name: 𠮷诚"), encoding="utf-8")
    unread = folder / "calendar.yaml"
    unread.write_text("𠮷: 1\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tripower", "check", "-C", str(folder)],
        env={**os.environ, "PYTHONIOENCODING": "gbk", "TRIPOWER_LANG": "zh"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert "\\U00020bb7" in done.stdout.decode("gbk")
    assert done.stderr == b""


@pytest.mark.parametrize("words", [["--help"], ["rule"], ["rule", "--format", "json"], ["foo"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_leaves_early_gets_no_traceback(words: list[str], unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # nobody will ever read
    done = subprocess.run(
        [sys.executable, "-m", "tripower", *words],
        env={**os.environ, "LANG": "C", "PYTHONUNBUFFERED": unbuffered},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert done.returncode == (2 if words == ["foo"] else 0)
    assert b"Traceback" not in done.stderr
    assert b"Broken pipe" not in done.stderr


@pytest.mark.parametrize("words", ["rule", "--help"])
def test_a_full_disk_is_told_and_no_success(words: str) -> None:
    full = Path("/dev/full")
    if not full.exists():  # only Linux has it
        return
    with full.open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "tripower", words],
            env={**os.environ, "TRIPOWER_LANG": "en"},
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
        )
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_output_is_no_crash() -> None:
    command = f"{sys.executable} -m tripower rule >&-"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c_ends_with_130_and_says_what_is_kept(unit: Any) -> None:
    folder = unit()
    plan = (
        "import os, signal, sys\nfrom tripower.cli import main\n"
        "from tripower.engine import doors\n"
        "def stop(folder):\n    os.kill(os.getpid(), signal.SIGINT)\n    return read(folder)\n"
        "read, doors.read_folder = doors.read_folder, stop\nmain.run(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", plan, "check", "-C", str(folder)],
        env={**os.environ, "TRIPOWER_LANG": "en"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr == "Stopped. What was recorded before is kept.\n"
    assert done.stdout == ""


def test_windows_is_refused_in_plain_words() -> None:
    plan = "import sys\nfrom tripower.cli import main\nsys.platform = 'win32'\nmain.run(['rule'])"
    done = subprocess.run(
        [sys.executable, "-c", plan],
        env={**os.environ, "TRIPOWER_LANG": "en"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode != 0
    assert "Linux and macOS" in done.stderr
    assert done.stdout == ""


def test_the_module_and_the_entry_point_are_one_program(process: Any) -> None:
    told = process("--version", LANG="C").out
    assert told.startswith("tripower, version ")
    script = Path(sys.executable).with_name("tripower")
    if script.is_file():
        env = {**os.environ, "TRIPOWER_LANG": "en"}
        done = subprocess.run([script, "--version"], env=env, capture_output=True, check=True)
        assert done.stdout.decode() == told
