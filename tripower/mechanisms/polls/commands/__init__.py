"""The room's commands."""

from __future__ import annotations

import click

from tripower.core.messages import N_
from tripower.mechanisms.polls.commands.chain import chain_
from tripower.mechanisms.polls.commands.following import consequences_
from tripower.mechanisms.polls.commands.importing import import_
from tripower.mechanisms.polls.commands.mapping import mapping_
from tripower.mechanisms.polls.commands.quality import quality_
from tripower.mechanisms.polls.commands.ranking import rank_
from tripower.mechanisms.polls.commands.release import release_
from tripower.mechanisms.polls.commands.scoring import score_


@click.group(
    help=N_("Opinion polls: import, rank, and what is proposed for the first and the last.")
)
def poll() -> None:
    """Group of commands."""


poll.add_command(import_)
poll.add_command(mapping_)
poll.add_command(quality_)
poll.add_command(score_)
poll.add_command(release_)
poll.add_command(rank_)
poll.add_command(consequences_)
poll.add_command(chain_)
