"""The static tables say what is there: commands by name, kinds of record by class and folder."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import click
import pytest

from tests.rules.units import HERE, overlay
from tripower.cli import commands
from tripower.cli.main import GENERAL, TABLE
from tripower.core.records import Record
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.nouns import COMMANDS


@pytest.mark.parametrize("name", TABLE)
def test_each_entry_is_a_command_of_that_name_with_that_help(name: str) -> None:
    module, told = TABLE[name]
    command = getattr(importlib.import_module(module), name)
    assert isinstance(command, click.Command)
    assert command.name == name
    spoken = command.short_help or command.help or ""
    assert spoken.startswith(told.removesuffix(".")), "the list and the help page say the same"


def test_no_name_stands_in_both_tables() -> None:
    assert not set(GENERAL) & set(COMMANDS)


def test_every_module_of_commands_is_in_the_table() -> None:
    there = {path.stem for path in Path(commands.__path__[0]).glob("[a-z]*.py")}
    assert there == {module.rpartition(".")[2] for module, _ in GENERAL.values()}


def concrete(kind: type[Record]) -> set[type[Record]]:
    """The classes that are records themselves, not only bases of others."""
    below = {deeper for one in kind.__subclasses__() for deeper in concrete(one)}
    own = {kind} if kind.__dict__.get("kind") and kind.__module__.startswith("tripower.") else set()
    return below | own


def test_every_class_of_record_has_its_place_and_every_place_its_class() -> None:
    assert {kind.record for kind in KINDS} == concrete(Record)
    assert len({kind.name for kind in KINDS}) == len(list(KINDS))


def test_every_file_of_a_unit_lies_where_the_table_says() -> None:
    for path in overlay(HERE / "base"):
        assert KINDS.at(path), path


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("chek",), "Did you mean 'check'?"),
        (("publish", "notice"), "Did you mean 'notices'?"),
        (("check", "--formt", "json"), "Did you mean '--format'?"),
        (("check", "--format", "xml"), "'xml' is not one of 'table', 'json'"),
        (("--lang", "fr", "rule"), "'fr' is not one of 'zh', 'en'"),
        (("check", "--as-of", "2024-02-30"), "YYYY-MM-DD"),
    ],
)
def test_a_slip_on_the_command_line_ends_with_2_and_a_hint(
    tripower: Any, words: tuple[str, ...], hint: str
) -> None:
    ran = tripower(*words)
    assert (ran.code, ran.out) == (2, "")
    assert hint in ran.err
    usage, *_, last = ran.err.splitlines()
    assert usage.startswith("Usage: tripower ")
    assert last.startswith("Try 'tripower ") and last.endswith(" --help' for help.")


def test_a_kind_with_a_slip_brings_the_kind_that_was_meant(tripower: Any) -> None:
    ran = tripower("record", "fields", "meetin")
    assert ran.code == 2
    assert "meeting" in ran.err


def test_what_the_machine_refuses_is_told_in_one_line(tripower: Any, tmp_path: Any) -> None:
    ran = tripower("check", "-C", tmp_path / "nowhere")
    assert ran.code != 0
    assert str(tmp_path / "nowhere") in ran.err
    assert "Errno" not in ran.err
    assert "Traceback" not in ran.err
