"""What an open stage lacks, in the words of its rule, and by when it was to be passed (WF-01)."""

from __future__ import annotations

from datetime import date
from typing import Any

from tripower.mechanisms.priority_topics.records import SignResult, StageRule
from tripower.mechanisms.priority_topics.replay import State


def lack_of(state: State) -> tuple[str, dict[str, Any]]:
    """Which message of WF-01 tells why a stage is open, with its arguments; people by id."""
    if state.rejected_by is not None:
        told = {"person": state.rejected_by.person_id, "rejected": state.rejected_by.on}
        meets = state.stage.rule is StageRule.MEETING
        return ("lost", {"rejected": told["rejected"]}) if meets else ("rejected", told)
    if state.stage.rule is StageRule.MEETING and state.roles:
        yes = sum(one.result is SignResult.PASS for one in state.counted)
        present, entitled = len(state.counted), state.entitled
        return "not_carried", {"yes": yes, "present": present, "entitled": entitled}
    if state.stage.rule is StageRule.ALL and state.roles:
        return "unsigned", {"roles": [*state.roles]}
    if state.people:
        return "few", {"people": state.people}
    return "no_site", {}


def deadline(state: State) -> date | None:
    """The last day on which the stage is passed in time; None where no days are set."""
    step, days = state.gate.step, state.stage.workdays
    if days is None or step.asked_on is None:
        return None
    return state.gate.see.calendar.add_workdays(step.asked_on, days)
