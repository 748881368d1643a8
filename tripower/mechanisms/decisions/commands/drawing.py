"""Where a matter on the track stands, drawn as a line for each step, and what it needs next."""

from __future__ import annotations

from datetime import date

from tripower.core.answer import Part, Raw, Say, Table, say
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.next_steps import NextStep, next_step
from tripower.mechanisms.decisions.records import Matter
from tripower.mechanisms.decisions.stages import Stage, State, stages, track_of

MARKS = {
    State.DONE: "✓",
    State.UNDER_WAY: "…",
    State.MISSING: "·",
    State.FAILED: "✗",
    State.NOT_NEEDED: "-",
}
WIDTH = 78
"""Columns into which a command is broken, so that it can be copied from a narrow terminal."""


def drawn(matter: Matter, see: Sees, as_of: date) -> tuple[list[Part], dict[str, object] | None]:
    """The drawing and its data; nothing where the matter is not on the track."""
    this = track_of(matter.matter_id, see)
    if this is None:
        return [], None
    found, following = stages(this, as_of), next_step(matter, see, as_of)
    headers = (N_("step"), N_("state"), N_("since"), N_("by"))
    rows = [(_step(one), one.state, one.since, one.by) for one in found]
    title = say(
        N_("Major administrative decision since {day}: {scope}"),
        day=this.day,
        scope=this.track.scope or "—",
    )
    data: dict[str, object] = {
        "opened_on": this.day,
        "scope": this.track.scope,
        "stages": found,
        "next": _data(following),
    }
    return [Table(headers, rows, title), *_next(following)], data


def _step(one: Stage) -> Say:
    return say("{mark} {step}", mark=MARKS[one.state], step=one.step)


def _next(following: NextStep | None) -> list[Part]:
    if following is None:
        return []
    text = N_("Next ({rule}): {what}")
    parts: list[Part] = [say(text, rule=following.rule_id, what=following.what)]
    return [*parts, Raw(broken(following.command))] if following.command else parts


def _data(following: NextStep | None) -> dict[str, object] | None:
    if following is None:
        return None
    return {
        "step": following.step,
        "rule_id": following.rule_id,
        "command": " ".join(following.command),
        "by": following.by,
    }


def broken(words: tuple[str, ...]) -> str:
    """A command in lines that end with a backslash where they go on."""
    lines = ["  " + words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > WIDTH:
            lines[-1] += " \\"
            lines.append("      " + word)
        else:
            lines[-1] += " " + word
    return "\n".join(lines)
