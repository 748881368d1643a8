"""`tripower topic`: the unit's priority topics."""

from __future__ import annotations

import click

from tripower.core.messages import N_


@click.group(help=N_("Priority topics of the unit: what each must hold, and what came of it."))
def topic() -> None:
    """Group of commands."""
