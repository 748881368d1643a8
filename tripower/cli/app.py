"""What the front door hands down to every command."""

from __future__ import annotations

import os
from datetime import datetime

from tripower.cli.registry import load_rules
from tripower.engine.writing import Tables
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.options import App, now


def tables() -> Tables:
    """All kinds of record and all rules."""
    return Tables(KINDS, load_rules())


def clock() -> datetime:
    """The time now; TRIPOWER_NOW sets it, so that a documented example stays the same."""
    told = os.environ.get("TRIPOWER_NOW")
    return datetime.fromisoformat(told) if told else now()


def app(lang: str) -> App:
    """The application as the terminal uses it."""
    return App(tables, clock, lang)
