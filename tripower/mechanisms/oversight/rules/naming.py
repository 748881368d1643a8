"""The rule on what an inspection by the district is called (SUP-03)."""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.messages import N_
from tripower.core.rules import Hit, local, notice, rule
from tripower.core.unit import View
from tripower.mechanisms.oversight.naming import CALLED, PARAMETERS, inspection_name
from tripower.mechanisms.oversight.records import InspectionTask

HIGHER = ("中央", "省委")
"""Whose inspections keep the name 巡视; a team of theirs may be named in a record."""


@rule(
    "SUP-03",
    N_("An inspection by the district has the name of its time"),
    subject=InspectionTask,
    parameters=PARAMETERS,
    basis=[
        local(
            N_(
                "The Party constitution of 2017 has inspections by counties (巡察); published "
                "local papers follow it from 2017-10-24 on."
            )
        )
    ],
    says={
        "other_name": (
            N_("“{text}” says {word}; on {day} an inspection by the district was called {called}"),
            N_("Use the name of the time in new papers; nothing else depends on it."),
        ),
    },
)
def name_of_its_time(this: InspectionTask, see: View) -> Iterator[Hit]:
    """An inspection by the district is called 巡视 before 2017-10-24 and 巡察 from then on.

    Looked at are the number of the paper that orders it and the name of the team. The name is a
    label: no deadline and no duty depends on it. Those by the province and above are 巡视 always.

    Why: who searches the papers of a year has to know the word of that year.

    Example: 区委第一巡视组 in 2016 is in order, in 2018 a notice.
    """
    called = CALLED[inspection_name(see, this.begun_on)]
    texts = {"doc_no": this.doc_no, "team": this.team}
    for field, text in texts.items():
        if text is None or any(one in text for one in HIGHER):
            continue
        for word in CALLED.values():
            if word != called and word in text:
                yield notice(
                    "other_name",
                    field=field,
                    mark=field,
                    text=text,
                    word=word,
                    called=called,
                    day=this.begun_on,
                )
