"""`tripower decision show`: one matter with everything on record about it."""

from __future__ import annotations

import click

from tripower.core.answer import Answer, Facts, Part, Say, Table, say
from tripower.core.messages import N_
from tripower.mechanisms.decisions.actions import matters as act
from tripower.mechanisms.decisions.commands.drawing import drawn
from tripower.mechanisms.decisions.execution import standing
from tripower.mechanisms.decisions.gate import Lack, lacks
from tripower.mechanisms.decisions.rounds import rounds_of
from tripower.mechanisms.decisions.tally import tally
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.typed import ID


@click.command(help=N_("One matter: where it stands and what happened to it."))
@click.argument("matter_id", type=ID, metavar="ID")
@reading()
def show(asked: Reading, matter_id: str) -> Answer:
    """Everything on record about a matter."""
    unit, day = asked.unit()
    matter = act.known_matter(unit, matter_id)
    where = standing(matter, unit)
    facts = Facts(
        [
            (N_("matter"), matter.matter_id),
            (N_("title"), matter.title),
            (N_("category"), matter.category),
            (N_("proposer"), unit.name(matter.proposer_id)),
            (N_("proposed"), matter.proposed_on),
            (N_("status"), where),
        ]
    )
    rounds = [(r.meeting.meeting_id, r.day, r.number, tally(r)) for r in rounds_of(unit, matter_id)]
    headers = (N_("meeting"), N_("date"), N_("round"), N_("yes"), N_("entitled"), N_("result"))
    rows = [(k, d, n, t.count.yes, t.count.entitled, t.result) for k, d, n, t in rounds]
    lacking = [*lacks(matter, unit, day)]
    missing = [act.describe(lack) for lack in lacking]
    parts: list[Part] = [facts]
    if rows:
        parts.append(Table(headers, rows))
    elif missing:
        parts.append(
            say(N_("Still missing before it may be discussed: {what}"), what=[*map(_lack, lacking)])
        )
    picture, track = drawn(matter, unit, day)
    data = {
        "matter": matter,
        "status": where,
        "missing": missing,
        "rounds": [r[0] for r in rounds],
        "track": track,
    }
    return Answer([*parts, *picture], data)


def _lack(lack: Lack) -> Say:
    """A rule and what would satisfy it: kinds of paper to choose from, or the paper to mend."""
    paper = lack.material.material_id if lack.material else ""
    return say("{rule} {what}", rule=lack.rule_id, what=lack.kinds or paper)
