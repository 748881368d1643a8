"""The rule on how long the papers of decisions are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.dates import add_years
from tripower.core.messages import N_
from tripower.core.rules import Hit, local, manual, reg, rule, violation
from tripower.core.unit import View
from tripower.mechanisms.decisions import scope
from tripower.mechanisms.decisions.records import Destruction, Matter, Paper
from tripower.mechanisms.decisions.rounds import rounds_of


@rule(
    "DEC-20",
    N_("Records are kept for good, papers of what was not adopted for ten years"),
    subject=Destruction,
    reads=scope.READS,
    parameters=[*scope.PARAMETERS, "dec.not_adopted_keep_years"],
    acts=[Destruction],
    basis=[
        reg(N_("Decree 8 of the State Archives Administration (2006), not verified here.")),
        local(N_("Archive rules of other places: minutes for good, papers not adopted 10 years.")),
    ],
    says={
        "record": (
            N_("{person} had the record of the meetings on “{matter}” destroyed on {day}"),
            N_("Stop it; the record and the minutes of a meeting are kept for good."),
        ),
        "early": (
            N_(
                "papers of “{matter}”, discussed on {met}, destroyed on {day}; "
                "to be kept to the end of {until}"
            ),
            N_("Stop it; report to the archive what is gone already."),
        ),
        "adopted": (
            N_("papers of “{matter}”, which was adopted, were destroyed on {day}"),
            N_("Ask the archive how long they had to be kept; the rules name no term."),
        ),
    },
)
def archive(this: Destruction, see: View) -> Iterator[Hit]:
    """Records and minutes of meetings are never destroyed; papers of what failed, after ten years.

    The ten years run from the last meeting that discussed the matter, whose day is not
    counted, to the end of the corresponding day. For the papers of what was adopted the rules
    name no term, so a person must say. That minutes are marked for keeping for good is asked by
    DEC-17. What is destroyed without any record of it, no rule can see; the trail shows only
    that the files of this folder are still there.

    Why: who decided what, and on which papers, is asked years later (终身追责).

    Example: rejected on 2014-03-01. Its papers may go from 2024-03-02 on; on 2024-03-01 it
    is a violation.
    """
    matter = see.get(Matter, this.matter_id)
    if matter is None:
        return
    told: dict[str, Any] = {"matter": matter.title, "day": this.on}
    met = [one.day for one in rounds_of(see, this.matter_id) if one.day <= this.on]
    if this.what is Paper.RECORD:
        yield violation("record", field="what", person=see.name(this.by), **told)
    elif scope.passed_by(this.matter_id, see, this.on):
        yield manual("adopted", field="what", **told)
    elif met:
        until = add_years(met[-1], see.on(this.on).whole("dec.not_adopted_keep_years"))
        if this.on <= until:
            yield violation("early", field="on", met=met[-1], until=until, **told)
