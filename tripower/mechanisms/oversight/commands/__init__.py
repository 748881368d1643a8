"""The room's commands."""

from __future__ import annotations

import click

from tripower.core.messages import N_


@click.group(help=N_("Four-in-one oversight: audit, inspection, integrity report, appraisal."))
def oversight() -> None:
    """Group of commands."""
