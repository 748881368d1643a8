"""The rule that the holder of finance gives account at regular intervals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from tripower.core.dates import Period, add_days
from tripower.core.messages import N_
from tripower.core.people import Position, team_on
from tripower.core.rules import Derived, Hit, local, notice, practice, rule
from tripower.core.unit import View
from tripower.mechanisms.power_split import approvals as ledger
from tripower.mechanisms.power_split.allocation import (
    ending_on,
    ends,
    holds_quarter,
    quarters_ended,
    reporting_period,
)
from tripower.mechanisms.power_split.records import Power, PowerAssignment, PowerReport


class Account(Derived, frozen=True):
    """The power of finance, with the reports that its holders gave."""

    reports: tuple[PowerReport, ...]

    kind: ClassVar[str] = "power"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        return self.kind, Power.FINANCE.value

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The power and the reports."""
        return [self.subject, *(report.subject for report in self.reports)]

    @classmethod
    def every(cls, see: View) -> Iterator[Account]:
        """The one."""
        yield cls(tuple(see.where(PowerReport, power=Power.FINANCE)))

    def on(self, days: Period) -> list[PowerReport]:
        """The reports on one of the quarters of an interval, given after it had begun."""
        told = [r for r in self.reports if holds_quarter(days, r.year, r.quarter.number)]
        return sorted((r for r in told if r.on >= days.first), key=lambda r: (r.on, r.report_id))


@rule(
    "POW-15",
    N_("The holder of finance reports to the head and the team"),
    subject=Account,
    reads=[PowerReport, PowerAssignment, Position],
    parameters=["pow.report_interval", "pow.report_days", "pow.head_roles"],
    basis=[
        local(N_("The deputy in charge of finance reports to the head and the team.")),
        practice(N_("A report each quarter, thirty days after its end at the latest.")),
    ],
    says={
        "missed": (
            N_("nobody in charge of finance reported on {first} to {last} by {due}"),
            N_("Give the report now, to the head and the whole team, and record it."),
        ),
        "late": (
            N_("the report on finance from {first} to {last} was given on {day}, due by {due}"),
            N_("Nothing can be mended; give the next report in time."),
        ),
        "left_out": (
            N_("the report on finance from {first} to {last} did not reach {people}"),
            N_("Give it to them too, and record the report that all received."),
        ),
    },
)
def finance_reported(this: Account, see: View) -> Iterator[Hit]:
    """Each quarter somebody in charge of finance reports to the head and the whole team.

    An interval counts where the unit's period holds its last day and finance had a holder on
    that day. A report counts where its quarter lies in the interval, it was given after the
    interval had begun, and whoever gave it was in charge of finance in it. It is due on the
    thirtieth day after the last one; on that day it is in time. It reaches the head and
    everybody else who votes in the team that day, the reporter apart. The interval is a
    quarter unless the district says otherwise (`pow.report_interval`).

    Why: a head who signs nothing must still know where the money goes.

    Example: a report on the third quarter is due by 2024-10-30. Given that day to head and
    team: in order; on 2024-10-31: a notice, as if it were missing until then.
    """
    if see.profile is None:
        return
    for last in quarters_ended(reporting_period(see.profile, see.as_of)):
        rules = see.on(last)
        interval = rules.text("pow.report_interval")
        if ends(last, interval) and ledger.holders_on(see, Power.FINANCE, last):
            due = add_days(last, rules.whole("pow.report_days"))
            yield from _judged(this, see, ending_on(last, interval), due)


def _judged(this: Account, see: View, days: Period, due: date) -> Iterator[Hit]:
    told: dict[str, Any] = {
        "on": due,
        "mark": days.first.isoformat(),
        "first": days.first,
        "last": days.last,
    }
    given = [r for r in this.on(days) if r.on <= see.as_of and _in_charge(see, r, days)]
    in_time = [report for report in given if report.on <= due]
    if in_time:
        best = min(in_time, key=lambda report: len(_left_out(see, report)))
        if people := [see.name(person) for person in _left_out(see, best)]:
            yield notice("left_out", at=best, field="to_ids", people=people, **told)
    elif given:
        yield notice("late", at=given[0], field="on", due=due, day=given[0].on, **told)
    elif see.as_of > due:
        yield notice("missed", at=see.profile, due=due, **told)


def _in_charge(see: View, report: PowerReport, days: Period) -> bool:
    lines = see.where(PowerAssignment, power=Power.FINANCE, person_id=report.person_id)
    return any(line.period.overlaps(days) for line in lines)


def _left_out(see: View, report: PowerReport) -> list[str]:
    wanted = dict.fromkeys([*ledger.leaders_on(see, report.on), *team_on(see, report.on)])
    return [p for p in wanted if p not in (*report.to_ids, report.person_id)]
