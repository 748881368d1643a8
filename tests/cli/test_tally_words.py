"""`vote tally` names the rules that decided, without loading them all."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

from tripower.cli.registry import load_rules
from tripower.mechanisms.decisions import tally
from tripower.mechanisms.decisions.commands.vote import DEMANDS


def test_it_names_the_rules_as_they_are_titled() -> None:
    rules = load_rules()
    assert {name: rules[name].title for name in DEMANDS} == DEMANDS
    assert set(re.findall(r'Decider\(\s*"(DEC-\d+)"', inspect.getsource(tally))) == set(DEMANDS)


def test_a_ballot_that_cannot_be_read_makes_the_count_incomplete(unit: Any, tripower: Any) -> None:
    folder: Path = unit("DEC-12")
    (ballot, *_) = sorted(folder.rglob("ballots/*.yaml"))
    matter = ballot.parts[-3]
    assert tripower("vote", "tally", matter, "-C", folder).code == 0
    ballot.write_text("choice: perhaps\n")
    ran = tripower("vote", "tally", matter, "-C", folder)
    assert ran.code == 3
    assert "Incomplete" in ran.out
