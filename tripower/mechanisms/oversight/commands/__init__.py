"""The room's commands."""

from __future__ import annotations

import click

from tripower.core.messages import N_
from tripower.mechanisms.oversight.commands.ballots import announce_, ballots_
from tripower.mechanisms.oversight.commands.cycle import cycle_
from tripower.mechanisms.oversight.commands.draw import draw_
from tripower.mechanisms.oversight.commands.rectification import rectification_
from tripower.mechanisms.oversight.commands.score import score_
from tripower.mechanisms.oversight.commands.select import select_
from tripower.mechanisms.oversight.commands.session import session_


@click.group(help=N_("Four-in-one oversight: audit, inspection, integrity report, appraisal."))
def oversight() -> None:
    """Group of commands."""


oversight.add_command(select_)
oversight.add_command(ballots_)
oversight.add_command(announce_)
oversight.add_command(cycle_)
oversight.add_command(draw_)
oversight.add_command(rectification_)
oversight.add_command(score_)
oversight.add_command(session_)
