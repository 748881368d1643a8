"""Who asks in Chinese is answered in Chinese, by click too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tripower.cli.language import chosen_language
from tripower.cli.main import perform, root, speak

WORDS = re.compile(r"[A-Za-z]{2,}")
KNOWN = {"tripower", "YAML", "JSON", "Schema", "git", "YYYY", "MM", "DD", "yaml"}
WRONG = (
    ["check", "--nope"],
    ["check", "--as-of"],
    ["check", "--as-of", "soon"],
    ["check", "--format", "xml"],
    ["check", "--dry"],
    ["nope"],
    ["chekc"],
    ["record", "nwe"],
    ["record", "new", "person"],
    ["record", "fields", "a", "b"],
    ["record", "edit", "--actor", "li"],
    ["init"],
    ["trail", "log", "--limit", "many"],
    ["trail", "log", "--limit", "0"],
    ["meeting", "call"],
    ["record", "new", "person", "--actor", "li", "--file", "/"],
    ["record", "new", "person", "--actor", "li", "--file", "/none"],
    ["record", "fields", "--schema=yes"],
)


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    monkeypatch.delenv("TRIPOWER_ACTOR", raising=False)
    speak("zh")


def foreign(text: str, typed: list[str]) -> list[str]:
    """English words of an answer that nobody typed and that are not names."""
    bare = re.sub(r"--?[a-z][\w-]*|'[^']*'|`[^`]*`|\[[^]]*\|[^]]*\]", " ", text)
    return [word for word in WORDS.findall(bare) if word not in KNOWN and word not in typed]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_usage_error_is_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert perform(["--lang", "zh", *words], "zh") == 2
    said = capsys.readouterr().err
    assert re.search(r"[\u4e00-\u9fff]", said)
    assert foreign(said, words) == []


def test_an_option_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert perform(["--lang", "zh", "check", "--nope"], "zh") == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["用法：tripower check [选项]", "错误：没有选项 '--nope'。"]


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            assert below is not None
            yield from commands(below, (*path, name))


@pytest.mark.parametrize("path", list(commands(root("en"))), ids=" ".join)
def test_the_help_of_every_command_is_chinese(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert perform([*path, "--help"], "zh") == 0
    lines = capsys.readouterr().out.splitlines()
    telling = [line for line in lines if line and not re.search(r"[\u4e00-\u9fff=\[]", line)]
    assert telling == [], "lines without a Chinese word"
    assert lines[0].startswith("用法")


def test_english_stays_english_after_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    perform(["check", "--help"], "zh")
    capsys.readouterr()
    speak("en")
    assert perform(["check", "--help"], "en") == 0
    assert not re.search(r"[\u4e00-\u9fff]", capsys.readouterr().out)


def test_the_language_is_the_one_asked_for_else_that_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANGUAGE", "en_GB:zh")
    assert chosen_language(["check"]) == "en"
    assert chosen_language(["check", "--lang=zh"]) == "zh"
    assert chosen_language(["--lang", "zh", "check"]) == "zh"
    monkeypatch.setenv("LANGUAGE", "")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert chosen_language(["check"]) == "zh"
