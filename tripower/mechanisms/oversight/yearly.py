"""Days of a year that a parameter names by month and day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from tripower.core.unit import Sees


def last_day(see: Sees, key: str, year: int) -> date:
    """The day `03-31` of a parameter in a year, by the value in force on its first day.

    February 29 is the last of February in a year without it.
    """
    month, _, day = see.on(date(year, 1, 1)).words(key)[0].partition("-")
    return date(year, int(month), min(int(day), monthrange(year, int(month))[1]))
