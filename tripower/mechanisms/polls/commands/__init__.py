"""The room's commands."""

from __future__ import annotations

import click

from tripower.core.messages import N_


@click.group(help=N_("Opinion polls: import, rank, and what is proposed for the first and the last."))
def poll() -> None:
    """Group of commands."""
