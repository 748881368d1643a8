"""`tripower decision track`: a matter becomes a major administrative decision."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from tripower.core.answer import Answer, refuse
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.mechanisms.answers import entry_answer
from tripower.mechanisms.decisions.actions import matters as act
from tripower.mechanisms.decisions.commands.drawing import drawn
from tripower.mechanisms.decisions.commands.words import ON, on_day, words
from tripower.mechanisms.decisions.records import Excluded, MajorScope, MajorTrack
from tripower.mechanisms.options import DAY, Writing, writing
from tripower.mechanisms.typed import ID


@click.command(help=N_("Put a matter on the track of major administrative decisions."))
@click.argument("matter_id", type=ID, metavar="ID")
@click.option("--scope", type=words(MajorScope), help=N_("Which of the five classes."))
@click.option("--excluded", type=words(Excluded), help=N_("Why the decree does not hold for it."))
@click.option("--technical", is_flag=True, help=N_("It is technical, so that experts argue it."))
@click.option("--social-risk", is_flag=True, help=N_("It may harm stability or public safety."))
@click.option("--market", is_flag=True, help=N_("It affects what market entities do."))
@click.option("--catalogue", type=DAY, help=N_("When the catalogue of such matters was published."))
@click.option("--consent", metavar="DOC", help=N_("The Party committee's consent to it."))
@click.option("--not-public", metavar="LAW", help=N_("By which law it is not made public."))
@ON
@writing
def track(asked: Writing, matter_id: str, on: date | None, **told: Any) -> Answer:
    """A record of the track, and what comes first."""
    if (told["scope"] is None) is (told["excluded"] is None):
        raise refuse(N_("say one of both: --scope or --excluded"), code=Exit.USAGE)
    record = MajorTrack(
        matter_id=matter_id,
        opened_on=on_day(on, asked),
        scope=told["scope"],
        excluded=told["excluded"],
        market_entities=told["market"],
        technical=told["technical"],
        social_risk=told["social_risk"],
        catalogue_published_on=told["catalogue"],
        party_consent_doc=told["consent"],
        not_public_ground=told["not_public"],
    )
    entry = asked.write(act.put_on_track(record))
    answer = entry_answer(entry, dry_run=asked.order.dry_run)
    matter = act.known_matter(entry.verdict.unit, matter_id)
    parts, _ = drawn(matter, entry.verdict.unit, asked.today)
    return Answer([*answer.parts, *parts], answer.data)
