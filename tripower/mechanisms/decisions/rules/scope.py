"""Rules on what must be decided collectively."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.dates import Period
from tripower.core.messages import N_
from tripower.core.rules import (
    Hit,
    manual,
    not_assessable,
    notice,
    practice,
    reg,
    rule,
    seed,
    violation,
    warning,
)
from tripower.core.unit import View
from tripower.mechanisms.decisions import scope
from tripower.mechanisms.decisions.catalogue import item_of
from tripower.mechanisms.decisions.records import CatalogItem, Matter
from tripower.mechanisms.decisions.scope import Cover, Split
from tripower.mechanisms.power_split.approvals import (
    Ledger,
    Transaction,
    transactions,
)
from tripower.mechanisms.power_split.records import ApprovalAction, Step


@rule(
    "DEC-01",
    N_("Major matters are decided collectively before they are carried out"),
    subject=scope.Scope,
    reads=[ApprovalAction, CatalogItem, Matter, *scope.READS],
    parameters=[scope.THRESHOLD, *scope.PARAMETERS],
    of_body=True,
    basis=[
        seed(N_("Major decisions, appointments, projects and large sums are decided together.")),
        seed(N_("Each unit draws up a catalogue of what it decides collectively.")),
    ],
    says={
        "no_ledger": (
            N_("no step of any approval or payment is on record, so this cannot be judged"),
            N_("Import the unit's ledger of approvals and payments."),
        ),
        "no_threshold": (
            N_("no amount is set from which an expenditure must be decided collectively"),
            N_("Set dec.large_funds_threshold; no national amount exists for agencies."),
        ),
        "no_catalogue": (
            N_("no published catalogue of what is decided collectively is in force"),
            N_("Adopt the catalogue in a meeting, publish it, and record its items."),
        ),
        "other_category": (
            N_("“{matter}” is proposed under {category}, its catalogue item “{item}” is {other}"),
            N_("Name the category or the item that fits: category decides which papers it needs."),
        ),
        "no_sum": (
            N_("“{matter}” is about a large sum and names none, so no payment can exceed it"),
            N_("Record the amount that is to be decided."),
        ),
        "no_amount": (
            N_("{subject}: a payment without an amount cannot be compared with the threshold"),
            N_("Record the amount."),
        ),
        "undecided": (
            N_("{subject} was carried out on {day}, but {matters} had not passed by then"),
            N_("Stop what can be stopped, and put it to a meeting with the facts."),
        ),
        "no_matter": (
            N_("{subject}: {amount} yuan without a decision; from {threshold} on the team decides"),
            N_("Name the matter if it was decided; else report it and put it to a meeting."),
        ),
        "emergency": (
            N_("{subject} was carried out on {day} on an emergency decision not ratified yet"),
            N_("Put the emergency decision to the next meeting."),
        ),
        "beyond": (
            N_("{subject}: {amount} yuan was carried out, the decision was about {decided}"),
            N_("Find out what the difference rests on; what was not decided needs a decision."),
        ),
        "catalogue": (
            N_("{subject}: {amount} yuan reaches the threshold of the catalogue's item {items}"),
            N_("A person must say whether it falls under that item; if so, it had to be decided."),
        ),
    },
)
def decided_before_done(this: Ledger | Transaction | scope.Proposal, see: View) -> Iterator[Hit]:
    """What is carried out in scope rests on a matter that had passed by that day.

    In scope is an amount that reaches the unit's threshold, the threshold itself included,
    and whatever names a matter. Carried out means paid, or approved where nothing is paid. A
    matter that passes on the same day is in time. What rests on an emergency decision is
    pointed out until it is ratified, and counts as undecided if ratification fails. Where
    only an item of the catalogue fits by its amount, a person has to say. The unit must have
    set its threshold and published its catalogue. A matter is of the category of the item
    that it names, and one on large funds says how much.

    Why: a rule on collective decisions is empty if money can flow without one.

    Example: the threshold is 50000. A payment of 49999.99 is out of scope; one of 50000.00
    on 3 June needs a matter that passed on 3 June or before, else it is a violation.
    """
    if isinstance(this, scope.Proposal):
        yield from _as_proposed(this.record, see)
    elif isinstance(this, Ledger):
        yield from _setting(this, see)
    elif this.execution is not None:
        yield from _carried_out(this, see)


def _setting(this: Ledger, see: View) -> Iterator[Hit]:
    """What the unit itself has to provide."""
    if not this.actions:
        yield not_assessable("no_ledger")
    days = sorted({see.as_of, *(action.on for action in this.actions)})
    unset = [day for day in days if see.on(day).money(scope.THRESHOLD) is None]
    if unset:
        yield warning("no_threshold", on=unset[0])
    items = see.all(CatalogItem)
    if not any(_published(item, see) for item in items):
        yield warning("no_catalogue", at=items[0] if items else None)


def _as_proposed(matter: Matter, see: View) -> Iterator[Hit]:
    """Whether category, item and amount of a proposal say together what is to be decided."""
    item = item_of(matter, see)
    if item is not None and item.category is not matter.category:
        yield warning(
            "other_category",
            field="category",
            matter=matter.title,
            category=matter.category,
            item=item.name,
            other=item.category,
        )
    if scope.sum_missing(matter):
        yield not_assessable("no_sum", matter=matter.title)


def _published(item: CatalogItem, see: View) -> bool:
    out = item.published_on is not None and item.published_on <= see.as_of
    return out and Period(item.from_, item.to).covers(see.as_of)


def _carried_out(this: Transaction, see: View) -> Iterator[Hit]:
    subject, amount, day = this.steps[0].subject_text, this.amount, this.day
    threshold = see.on(day).money(scope.THRESHOLD)
    found = scope.best_cover(this, see, day)
    large = amount is not None and threshold is not None and amount >= threshold
    if found is Cover.DECIDED:
        yield from _beyond(this, see)
    elif found is Cover.EMERGENCY:
        yield notice("emergency", field="matter_id", subject=subject, day=day)
    elif this.matter_ids:
        matters = [_title(matter_id, see) for matter_id in this.matter_ids]
        yield violation("undecided", field="matter_id", subject=subject, day=day, matters=matters)
    elif large:
        yield violation(
            "no_matter", field="amount", subject=subject, amount=amount, threshold=threshold
        )
    elif amount is None and this.of(Step.PAY):
        yield not_assessable("no_amount", subject=subject)
    elif items := scope.items_reached(this, see):
        names = [item.name for item in items]
        yield manual("catalogue", field="amount", subject=subject, amount=amount, items=names)


def _beyond(this: Transaction, see: View) -> Iterator[Hit]:
    """More than the decisions that it names were about; a matter without amount sets no bound."""
    matters = [see.get(Matter, matter_id) for matter_id in this.matter_ids]
    decided = [
        matter.amount
        for matter in matters
        if matter is not None and scope.cover(matter.matter_id, see, this.day) is Cover.DECIDED
    ]
    known = [amount for amount in decided if amount is not None]
    if this.amount is None or len(known) < len(decided) or this.amount <= sum(known):
        return
    yield warning(
        "beyond",
        field="amount",
        subject=this.steps[0].subject_text,
        amount=this.amount,
        decided=sum(known),
    )


def _title(matter_id: str, see: View) -> str:
    matter = see.get(Matter, matter_id)
    return matter.title if matter else matter_id


@rule(
    "DEC-02",
    N_("Large sums are not split into small ones"),
    reads=[ApprovalAction, *scope.READS],
    parameters=[scope.THRESHOLD, "dec.split_window_days", *scope.PARAMETERS],
    basis=[
        reg(N_("Regulations on the administration of government offices, art. 15, on splitting.")),
        practice(N_("The window of days is ours.")),
    ],
    says={
        "payee": (
            N_(
                "{count} payments to {payee} from {first} to {last}, each below {threshold}, "
                "reach {reached} within {window} days"
            ),
            N_("Look at what was bought: one purchase cut in pieces had to be decided as one."),
        ),
        "project": (
            N_(
                "{count} payments for {project} from {first} to {last}, each below {threshold}, "
                "reach {reached} within {window} days"
            ),
            N_("Look at what was bought: one purchase cut in pieces had to be decided as one."),
        ),
    },
)
def no_splitting(see: View) -> Iterator[Hit]:
    """Payments to one payee, or for one project, that together reach the threshold are shown.

    Each stays below the threshold, and within the window their sum reaches it. The day of the
    first payment is not counted. A transaction counts once, however many steps it has. What
    rests on a matter that had passed is left out: instalments of a decision split nothing.

    Why: a purchase cut in pieces (化整为零) escapes the collective decision.

    Example: the threshold is 50000, the window 90 days. 30000 on 1 March and 20000 on 30 May,
    the 90th day, are shown; on 31 May they are not.
    """
    for split in scope.splits(see, transactions(see)):
        yield _shown(split, see)


def _shown(split: Split, see: View) -> Hit:
    first, last = split.first.day, split.last.day
    common = split.payee or split.project_id
    named: dict[str, Any] = {"payee" if split.payee else "project": common}
    says = "payee" if split.payee else "project"
    return warning(
        says,
        at=split.last.record,
        field=says if split.payee else "project_id",
        on=last,
        mark=f"{common}|{first.isoformat()}",
        evidence=["/".join(part.subject) for part in split.parts],
        count=len(split.parts),
        first=first,
        last=last,
        threshold=see.on(last).money(scope.THRESHOLD),
        reached=split.reached,
        window=see.on(first).whole("dec.split_window_days"),
        **named,
    )
