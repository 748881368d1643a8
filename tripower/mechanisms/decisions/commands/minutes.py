"""`tripower minutes`: the minutes of a meeting."""

from __future__ import annotations

from datetime import date

import click

from tripower.core.answer import Answer, refuse
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.mechanisms.decisions.actions.minutes import Follow, Issue
from tripower.mechanisms.decisions.actions.minutes import issue as issued
from tripower.mechanisms.decisions.actions.proofs import minutes_signature
from tripower.mechanisms.decisions.commands.words import ON, on_day
from tripower.mechanisms.options import PAIR, Writing, ids, once, writing
from tripower.mechanisms.typed import ID, no_day

Pairs = tuple[tuple[str, str], ...]


@click.group(help=N_("The minutes of a meeting."))
def minutes() -> None:
    """Group of commands."""


@minutes.command(help=N_("Issue the minutes of a closed meeting under the year's next number."))
@click.argument("meeting_id", type=ID, metavar="MEETING")
@click.option("--signer", type=ID, required=True, help=N_("Who signs, by id."))
@click.option("--to", "distribution", multiple=True, required=True, help=N_("Who receives them."))
@click.option("--executor", type=PAIR, multiple=True, help=N_("Who carries a matter out: M-1=li."))
@click.option("--due", type=PAIR, multiple=True, help=N_("By when: M-1=2024-05-31."))
@click.option("--supervisor", type=PAIR, multiple=True, help=N_("Who supervises: M-1=zhao,qian."))
@click.option("--conclusion", type=PAIR, multiple=True, help=N_("What was decided: M-1=text."))
@ON
@writing
def issue(
    asked: Writing,
    meeting_id: str,
    signer: str,
    distribution: tuple[str, ...],
    executor: Pairs,
    due: Pairs,
    supervisor: Pairs,
    conclusion: Pairs,
    on: date | None,
) -> Answer:
    """Minutes, composed of the records and of what only a person knows."""
    told = {
        name: once(pairs)
        for name, pairs in (
            ("executor", executor),
            ("due", due),
            ("supervisor", supervisor),
            ("conclusion", conclusion),
        )
    }
    named = dict.fromkeys(matter for pairs in told.values() for matter in pairs)
    follow = {
        matter: Follow(
            executor_id=told["executor"].get(matter),
            due_on=_day(told["due"].get(matter)),
            supervisor_ids=ids(told["supervisor"].get(matter)),
            conclusion=told["conclusion"].get(matter),
        )
        for matter in named
    }
    day = on_day(on, asked)
    told_all = Issue(meeting_id, day, signer, distribution, follow, asked.app.lang)
    return asked.answer(issued(told_all))


@minutes.command(help=N_("Sign minutes that were issued, with your key."))
@click.argument("minutes_id", type=ID, metavar="MINUTES")
@writing
def sign(asked: Writing, minutes_id: str) -> Answer:
    """A member's signature under the exact bytes of the minutes."""
    return asked.answer(minutes_signature(minutes_id, asked.actor, asked.today, asked.sign))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong = no_day(text)
        raise refuse(wrong.text, code=Exit.USAGE, **wrong.args) from None
