"""Whether what a result says on how sure its ranks are can have come from its own numbers.

Who changes a total by hand changes its interval, the ranks that the data allow and every
difference from the lowest; a result in which they do not agree was not computed like that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tripower.mechanisms.polls.rank_sets import bottom
from tripower.mechanisms.polls.ranking import Place, Standings
from tripower.mechanisms.polls.records import PollResult, ResultRow

_ROUNDED_TWICE = Decimal("0.021")
"""By so much totals on record and estimates differ at most: scores and totals are rounded."""


def unfounded(result: PollResult, tables: Iterable[Standings]) -> dict[str, str]:
    """The units of which something does not agree, each with its field."""
    odd: dict[str, str] = {}
    at = {row.unit_id: nth for nth, row in enumerate(result.rows)}
    for table in tables:
        rows = [result.rows[at[place.unit_id]] for place in table.places]
        odd |= {row.unit_id: f"rows.{at[row.unit_id]}" for row in _rows(table, rows)}
    for nth, one in enumerate(result.versus):
        lower, other = (result.row(unit_id) for unit_id in (one.unit_id, one.other_id))
        if lower is None or other is None:
            continue
        if abs(other.points - lower.points - Decimal(one.difference)) > _ROUNDED_TWICE:
            odd.setdefault(one.unit_id, f"versus.{nth}")
    return odd


def _rows(table: Standings, rows: Sequence[ResultRow]) -> Iterator[ResultRow]:
    """The rows of a list whose interval, ranks or word on the last places cannot be theirs."""
    sets = [(row.rank_low, row.rank_high) for row in rows]
    known = [(low, high) for low, high in sets if low is not None and high is not None]
    whole = len(known) == len(sets) and table.bottom_quota > 0
    words = bottom(known, table.bottom_quota) if whole else tuple(row.bottom for row in rows)
    for place, row, word in zip(table.places, rows, words, strict=True):
        if not (_in_interval(row) and _in_set(place, row, table.count) and row.bottom == word):
            yield row


def _in_interval(row: ResultRow) -> bool:
    if row.low is None or row.high is None:
        return True
    low, high = Decimal(row.low) - _ROUNDED_TWICE, Decimal(row.high) + _ROUNDED_TWICE
    return low <= row.points <= high


def _in_set(place: Place, row: ResultRow, count: int) -> bool:
    """Where nothing varied (an error of 0.00), rounding alone may have changed the order."""
    if row.rank_low is None or row.rank_high is None:
        return True
    if not 1 <= row.rank_low <= row.rank_high <= count:
        return False
    return row.se == "0.00" or row.rank_low <= place.rank <= row.rank_high
