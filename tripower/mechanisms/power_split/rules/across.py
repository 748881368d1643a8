"""The rule on powers that one person has in several units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tripower.core.messages import N_
from tripower.core.rules import Hit, notice, practice, rule
from tripower.core.unit import View
from tripower.mechanisms.power_split.allocation import PARAMETERS, READS, across


@rule(
    "POW-16",
    N_("Nobody gathers powers across units"),
    reads=READS,
    parameters=PARAMETERS,
    needs=["district"],
    basis=[practice(N_("The limit of two holds in one unit; beyond it, people should know."))],
    says={
        "many": (
            N_("{person} has {count} powers in {units}, more than {most}"),
            N_("Find out whether one person can answer for all of them."),
        )
    },
)
def across_units(units: Iterable[View]) -> Iterator[Hit]:
    """A person who has powers in several units has no more than two altogether.

    The limit of POW-02 holds in each unit; beyond that, this only points it out. A unit's own
    folder does not tell what its people do elsewhere: where no district is on record, it
    cannot be assessed.

    Why: a power over two units that check each other is one power.

    Example: a deputy head has finance and enforcement in one bureau and procurement in its
    sub-bureau: 3 > 2, a notice. One power in each is 2: in order.
    """
    known = list(units)
    for see in known[:1]:
        most = see.on(see.as_of).whole("pow.max_powers_per_deputy")
        for one in across(known, see.as_of):
            if len(one.held) > most:
                yield notice(
                    "many",
                    mark=one.person_id,
                    person=see.name(one.person_id),
                    count=len(one.held),
                    units=one.units,
                    most=most,
                )
