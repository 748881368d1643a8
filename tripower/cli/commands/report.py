"""`tripower report`: the unit in figures."""

from __future__ import annotations

import click

from tripower.cli.commands.check import incomplete, summary, unreadable
from tripower.core.answer import Answer, Facts, Part, Raw, Table, say
from tripower.core.messages import N_
from tripower.mechanisms.decisions.figures import figures
from tripower.mechanisms.options import Reading, reading


@click.command(help=N_("The unit in figures: catalogue items, matters, passed, minutes, findings."))
@reading()
def report(asked: Reading) -> Answer:
    """Counts from the records and a summary of what `check` finds."""
    done = asked.check()
    counted = figures(done.unit)
    found = summary(list(done.findings))
    name = done.unit.profile.name if done.unit.profile else str(asked.folder)
    facts = Facts(
        [
            (N_("catalogue items"), counted.catalogue_items),
            (N_("matters"), counted.matters),
            (N_("passed"), counted.passed),
            (N_("minutes"), counted.minutes),
            (N_("meetings held"), counted.meetings),
            (N_("discussions of matters"), counted.rounds),
        ],
        say(N_("{unit}, as of {as_of}"), unit=name, as_of=done.as_of),
    )
    by_status = [(status, number) for status, number in counted.by_status.items()]
    findings = [(say(word.replace("_", " ")), number) for word, number in found.items() if number]
    parts: list[Part] = [facts, Raw(" "), Table((N_("status of matters"), N_("number")), by_status)]
    if findings:
        parts += [Raw(" "), Table((N_("findings"), N_("number")), findings)]
    data = {
        "as_of": done.as_of,
        "catalogue_items": counted.catalogue_items,
        "matters": counted.matters,
        "passed": counted.passed,
        "minutes": counted.minutes,
        "meetings": counted.meetings,
        "rounds": counted.rounds,
        "by_status": counted.by_status,
        "findings": found,
        "unreadable": unreadable(done.unit),
    }
    return incomplete(Answer(parts, data), done.unit)
