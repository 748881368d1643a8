"""`tripower standard`: what a case comes to, and how like cases were treated."""

from __future__ import annotations

import click

from tripower.core.messages import N_
from tripower.mechanisms.standards.commands.check import check_
from tripower.mechanisms.standards.commands.quote import quote_


@click.group(help=N_("Discretion: what a case comes to, and how like cases were treated."))
def standard() -> None:
    """Group of commands."""


standard.add_command(quote_)
standard.add_command(check_)
