"""What the rules on deadlines have in common: done too late, or not done and overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.records import Event
from tripower.core.rules import Hit, violation
from tripower.core.unit import View


def kept(
    due: date,
    done: Event | None,
    see: View,
    *,
    since: Event,
    late: str = "late",
    overdue: str = "overdue",
    **told: Any,
) -> Iterator[Hit]:
    """A violation where something was done after its last day, or is not done and that is past.

    Or where it was done before the days began to run (`early`). `since` is the event from which
    they run; `late` and `overdue` name the rule's messages.
    """
    if done is None:
        if see.as_of > due:
            yield violation(overdue, at=since, field=since.day_field, due=due, **told)
    elif done.day is not None and since.day is not None and done.day < since.day:
        yield violation("early", at=done, field=done.day_field, done=done.day, since=since.day)
    elif done.day is not None and done.day > due:
        yield violation(late, at=done, field=done.day_field, done=done.day, due=due, **told)
