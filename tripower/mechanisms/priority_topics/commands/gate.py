"""`tripower gate`: what a project has to pass, and who signed."""

from __future__ import annotations

import click

from tripower.core.messages import N_


@click.group(help=N_("Gates of projects: what has to be passed before what, and who signed."))
def gate() -> None:
    """Group of commands."""
