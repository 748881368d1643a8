"""Answers that may be given away: nobody can be told from at least so many others (k-anonymity).

What tells people apart (their groups, their weights) is shown only where enough people on the
same unit have it in common. Where it is hidden for some, it is hidden for so many that nobody is
found by subtraction. No rater, device or duration is ever shown, and the order tells nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
QUASI = ("stratum", "post_cell", "w_base_pm", "w_nr_pm")
"""What somebody may know of a person who answered."""
SHOWN = ("survey", "category", "unit_id", *QUASI, "know_pm", "answered", "score")
"""The columns of a release, beside those of the questions."""


def released(rows: Iterable[Row], questions: Sequence[str], k: int) -> list[dict[str, Any]]:
    """The rows that may be shown; a unit that fewer than k people judged is left out."""
    units: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        units[row["unit_id"]].append(row)
    columns = (*SHOWN, *questions)
    shown = [
        {name: None if name in QUASI and _key(row) in hidden else row[name] for name in columns}
        for own in units.values()
        if len(own) >= k
        for hidden in [hidden_groups(own, k)]
        for row in own
    ]
    return sorted(shown, key=lambda row: [_ordered(row[name]) for name in columns])


def hidden_groups(own: Iterable[Row], k: int) -> set[tuple[Any, ...]]:
    """The groups of a unit that must not be told apart: the small ones, then as many as it takes.

    Together they hold nobody or at least k people.
    """
    sizes: dict[tuple[Any, ...], int] = defaultdict(int)
    for row in own:
        sizes[_key(row)] += 1
    hidden: set[tuple[Any, ...]] = set()
    count = 0
    for key in sorted(sizes, key=lambda one: (sizes[one], one)):
        if sizes[key] >= k and (count == 0 or count >= k):
            break
        hidden.add(key)
        count += sizes[key]
    return hidden


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in QUASI)


def _ordered(value: Any) -> tuple[bool, Any]:
    """Nothings last; values of a column are of one type."""
    return value is None, "" if value is None else value
