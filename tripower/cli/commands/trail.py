"""`tripower trail`: the history of a unit, and what proves it."""

from __future__ import annotations

import click

from tripower.cli.trail.guard import guard
from tripower.cli.trail.keys import key
from tripower.cli.trail.log import log, repair
from tripower.cli.trail.proofs import checkpoint, ledger, witness
from tripower.cli.trail.receipts import member_receipt
from tripower.cli.trail.verify import verify
from tripower.core.messages import N_


@click.group(help=N_("The history of a unit, and what proves it."))
def trail() -> None:
    """Group of commands."""


for command in (log, verify, key, checkpoint, ledger, witness, member_receipt, guard, repair):
    trail.add_command(command)
