"""What an action wants to have written: records, and nothing about files or git."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from tripower.core.records import Record


class Plan(msgspec.Struct, frozen=True):
    """New and changed records, to be written together or not at all.

    `operation` is the command's name and `summary` one line about it, both for the
    commit; `day` is the day on which it happened, for the version of the parameters.
    """

    operation: str
    summary: str
    day: date
    puts: Sequence[Record]
