"""Rules on how a benchmark divides the statutory range (DIS-03, 05)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tripower.core.dates import add_months
from tripower.core.messages import N_
from tripower.core.rules import Hit, local, practice, reg, rule, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.standards.records import Base, Benchmark, LawChange
from tripower.mechanisms.standards.tiers import faults, fits, statutory

PLAIN = Decimal(1)
"""A sum of one yuan, where a range of multiples is looked at by itself."""
HUNDRED = Decimal(100)


@rule(
    "DIS-03",
    N_("Tiers divide the whole range, in order, without gap or overlap"),
    subject=Benchmark,
    parameters=["dis.least_tiers"],
    basis=[
        reg(N_("State Council, 国办发〔2022〕27号: benchmarks are divided into clear tiers.")),
        local(N_("Three tiers at least.")),
    ],
    says={
        "unlimited": (
            N_("the method of {benchmark} does not fit the limits that it names"),
            N_("Write lower and upper as the statute has them, and take a method that fits."),
        ),
        "few": (
            N_("the benchmark {benchmark} has {one} kinds of tier, {least} at least"),
            N_("Divide it into lighter, general and heavier."),
        ),
        "empty": (
            N_("in {benchmark} no amount lies in {one}"),
            N_("Mend the limits of the tier."),
        ),
        "order": (
            N_("the tiers of {benchmark} are not in order from the lightest"),
            N_("List them from the lightest to the heaviest."),
        ),
        "overlap": (
            N_("in {benchmark} {one} and {other} have amounts in common"),
            N_("Let each boundary belong to one tier only."),
        ),
        "gap": (
            N_("in {benchmark} nothing is said of what lies between {one} and {other}"),
            N_("Let one tier begin where the other ends."),
        ),
        "range": (
            N_("the tiers of {benchmark} reach over {one}, the statute over {other}"),
            N_("Let the tiers together be the statutory range."),
        ),
    },
)
def tiers_divide_the_range(this: Benchmark, see: View) -> Iterator[Hit]:
    """There are three tiers at least, from the lightest; each amount lies in exactly one.

    Together they are the statutory range. Three methods leave amounts to nobody on purpose, for a
    person to decide (DIS-17). The method of weights gives one amount and needs no tiers; its
    weights may not go beyond the range.

    Why: an amount that lies in two tiers lies in that which the officer likes.

    Example: tiers of 1000 to 5000 and of 5001 to 10000 leave 5000.50 to nobody: violation.
    """
    base = PLAIN if this.base is Base.MULTIPLE else HUNDRED if this.base is Base.PERCENT else None
    told: dict[str, Any] = {"benchmark": this.benchmark_id}
    found = statutory(this, base)
    if found is None or not fits(this.method, found):
        yield violation("unlimited", field="method", **told)
        return
    least = see.on(see.as_of).whole("dis.least_tiers")
    for fault in faults(this, base, least):
        more: dict[str, Any] = {"one": fault.one, "other": fault.other, "least": least}
        mark = f"{fault.says}/{fault.one}"
        yield violation(fault.says, field="method", mark=mark, **told, **more)


@rule(
    "DIS-05",
    N_("A benchmark stays within that of the level above, and follows the law"),
    subject=Benchmark,
    reads=[LawChange],
    parameters=["dis.review_months"],
    basis=[
        reg(N_("State Council, 国办发〔2022〕27号: no wider than above, and adjusted in time.")),
        practice(N_("Six months are our number.")),
    ],
    says={
        "wider": (
            N_("{benchmark} reaches from {lower} to {upper}, {doc_no} only from {low} to {high}"),
            N_("Narrow it to the benchmark of the level above."),
        ),
        "stale": (
            N_("{doc_no} changed the law on {changed}; {benchmark} was not looked at by {due}"),
            N_("Review it: record a new version, or `reviewed_on` where nothing has to change."),
        ),
    },
)
def within_and_up_to_date(this: Benchmark, see: View) -> Iterator[Hit]:
    """The range is no wider than that of the level above, and is looked at after the law changed.

    Why: each level that adds a little of its own ends in a fine that no law knows.

    Example: the province has 10000 to 30000, the bureau 10000 to 50000: violation. The law
    changed on 2024-08-31: nothing recorded by 2025-02-28 is a warning on 2025-03-01.
    """
    above = this.superior
    if above is not None and _wider(this):
        yield violation(
            "wider",
            field="superior",
            benchmark=this.benchmark_id,
            lower=this.lower or 0,
            upper=this.upper or "∞",
            doc_no=above.doc_no,
            low=above.lower or 0,
            high=above.upper or "∞",
        )
    if not this.period.covers(see.as_of):
        return
    months = see.on(see.as_of).whole("dis.review_months")
    for change in see.where(LawChange, item_id=this.item_id):
        due = add_months(change.on, months)
        looked = max(this.from_, this.reviewed_on or this.from_)
        if looked < change.on and see.as_of > due:
            told: dict[str, Any] = {"doc_no": change.doc_no, "changed": change.on, "due": due}
            mark, name = change.change_id, this.benchmark_id
            yield warning("stale", field="from", mark=mark, benchmark=name, **told)


def _wider(this: Benchmark) -> bool:
    above = this.superior
    if above is None:
        return False
    below = (this.lower or 0) < (above.lower or 0)
    beyond = above.upper is not None and (this.upper is None or this.upper > above.upper)
    return below or beyond
