"""What the front door hands down to every command."""

from __future__ import annotations

import os
from datetime import datetime

from tripower.cli.registry import load_rules
from tripower.core.answer import refuse
from tripower.core.dates import BEIJING
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.engine.tables import Tables
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.options import App, now


def tables() -> Tables:
    """All kinds of record and all rules."""
    return Tables(KINDS, load_rules)


def clock() -> datetime:
    """The time now; TRIPOWER_NOW sets it, so that a documented example stays the same."""
    told = os.environ.get("TRIPOWER_NOW")
    if not told:
        return now()
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        text = N_("TRIPOWER_NOW is `{text}`; expected a time such as 2024-03-15T09:00")
        raise refuse(text, code=Exit.USAGE, text=told) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def app(lang: str) -> App:
    """The application as the terminal uses it."""
    return App(tables, clock, lang)
