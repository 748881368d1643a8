"""The engine judges only what a change can touch; it must find what the full run finds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.engine.states import Change, State, drop, mixed, overlays, pairs, put, unit
from tripower.cli.registry import load_rules
from tripower.core.exceptions import Acknowledgement
from tripower.core.findings import Finding, Status
from tripower.engine.judge import Judgement, judge

RULES = load_rules()
AS_OF = date(2024, 12, 31)


def full(state: State, as_of: date) -> Judgement:
    judgement = judge(None, unit(state), as_of, RULES)
    assert not judgement.crashes, judgement.crashes[0].trace
    return judgement


def expected(before: Judgement, after: Judgement) -> list[Finding]:
    """What is new by comparing the full runs: absent before, or milder."""
    known = {f.fingerprint: f.severity.rank for f in before.findings}
    return [f for f in after.findings if f.severity.rank < known.get(f.fingerprint, 99)]


def unspoken(findings: Iterable[Finding]) -> list[Finding]:
    """Whether a word came with the change is another question than what is new."""
    plain = {Status.ACKNOWLEDGED: Status.OPEN}
    return [replace(f, status=plain.get(f.status, f.status)) for f in findings]


def same(before: State, after: State, as_of: date = AS_OF) -> None:
    """Whether the selection finds in both directions what the full runs find."""
    old, new = full(before, as_of), full(after, as_of)
    there = judge(unit(before), unit(after), as_of, RULES)
    back = judge(unit(after), unit(before), as_of, RULES)
    assert unspoken(there.new) == unspoken(expected(old, new))
    assert unspoken(back.new) == unspoken(expected(new, old))
    every = {f.fingerprint: f for f in new.findings}
    assert all(every[f.fingerprint] == f for f in there.findings)


@settings(max_examples=150, deadline=None)
@given(pairs(), st.dates(date(2024, 1, 1), date(2025, 1, 31)))
def test_the_selection_equals_the_full_run(pair: tuple[State, State], as_of: date) -> None:
    same(*pair, as_of)


def acknowledged(ack_id: str, rule_id: str, subject: str) -> Change:
    one = Acknowledgement(
        ack_id=ack_id,
        rule_id=rule_id,
        subject_named=subject,
        reason="会上先于他人表态",
        person_id="wen",
        on=date(2024, 1, 5),
    )
    return put(one)


@pytest.mark.parametrize(
    "change",
    [
        # Found by the property: its own rule was not asked again, so nothing could be missed.
        acknowledged("A-6", "DEC-06", "round/K-1/M-1"),
        acknowledged("A-6", "SEP-03", "unit/example"),
        # What an acknowledgement names is no link either.
        drop("meeting", "K-1"),
        # The numbers of the other minutes of a year are no links.
        drop("minutes", "K-1"),
    ],
)
def test_what_was_missed_once_is_found(change: Change) -> None:
    kinds = (("minutes", "K-2"), ("acknowledgement", "A-2"))
    for state in (mixed(), *(one for one in overlays() if any(key in one for key in kinds))):
        same(state, change(state))


def test_records_hang_together_over_one_that_is_missing() -> None:
    """Found by the property: the matter was not on record, so its gate did not reach the agenda."""
    state = drop("matter", "M-1")(mixed())
    same(state, drop("admission", "M-1/1")(state))
