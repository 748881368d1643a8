"""The ledger of approvals: transactions made of steps, and who held a power on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from tripower.core.people import acting_heads_on, heads_on
from tripower.core.records import Money, Record
from tripower.core.registers import UnitProfile
from tripower.core.rules import Derived
from tripower.core.unit import Sees
from tripower.mechanisms.power_split.records import (
    ApprovalAction,
    Power,
    PowerAssignment,
    Step,
)

SEPARATE = (Step.APPLY, Step.APPROVE, Step.PAY, Step.BOOK)
APPROVING = (Step.APPROVE, Step.COSIGN)


class Books(Derived, frozen=True):
    """What a rule on approvals is asked about: the unit's ledger as a whole, then its parts."""

    kind: ClassVar[str] = "transaction"

    @classmethod
    def every(cls, see: Sees) -> Iterator[Ledger | Transaction]:
        """The ledger, even where nothing is in it, and every transaction."""
        if see.profile is not None:
            yield Ledger(see.profile, tuple(see.all(ApprovalAction)))
        yield from transactions(see)


class Ledger(Books, frozen=True):
    """The ledger of a unit: what holds of all transactions, or of there being none (FND-04)."""

    record: UnitProfile
    actions: tuple[ApprovalAction, ...]

    @property
    def subject(self) -> tuple[str, str]:
        """The unit: a ledger has no file of its own."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """Every action there is."""
        return [action.subject for action in self.actions]


class Transaction(Books, frozen=True):
    """The steps that share a transaction id, in order of day and of step; never empty."""

    transaction_id: str
    steps: tuple[ApprovalAction, ...]

    @classmethod
    def every(cls, see: Sees) -> Iterator[Transaction]:
        """Every transaction, without the ledger."""
        yield from transactions(see)

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and transaction id, as findings, waivers and acknowledgements name it."""
        return self.kind, self.transaction_id

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """Its steps."""
        return [step.subject for step in self.steps]

    @property
    def record(self) -> Record:
        """The step to point at where no better one is: the one that carried it out."""
        return self.execution or self.steps[-1]

    @property
    def day(self) -> date:
        """The day on which it was carried out, else the day of its last step."""
        return (self.execution or self.steps[-1]).on

    def of(self, *steps: Step) -> list[ApprovalAction]:
        """Its steps of these sorts, first one first."""
        return [action for action in self.steps if action.step in steps]

    @property
    def execution(self) -> ApprovalAction | None:
        """The step that carried it out: the first payment, else the first approval (DEC-01)."""
        found = self.of(Step.PAY) or self.of(Step.APPROVE)
        return found[0] if found else None

    @property
    def amount(self) -> Money | None:
        """The amount in yuan, once for all steps: the largest; what was only asked for comes last.

        Why the largest: two instalments of one approval are one transaction of the whole.
        """
        others = [a.amount for a in self.steps if a.step is not Step.APPLY and a.amount is not None]
        asked = [a.amount for a in self.of(Step.APPLY) if a.amount is not None]
        return max(others or asked, default=None)

    @property
    def payee(self) -> str | None:
        """Who was paid, by the step that carried it out if that says so."""
        return next((a.payee for a in (*self.of(Step.PAY), *self.steps) if a.payee), None)

    @property
    def project_id(self) -> str | None:
        """The project it belongs to."""
        return next((a.project_id for a in self.steps if a.project_id), None)

    @property
    def matter_ids(self) -> tuple[str, ...]:
        """The matters that its steps name, each once."""
        return tuple(dict.fromkeys(a.matter_id for a in self.steps if a.matter_id))

    @property
    def applicants(self) -> tuple[str, ...]:
        """Who asked for it: those named as applicants, and those who handed it in."""
        named = [a.applicant_id for a in self.steps if a.applicant_id]
        return tuple(dict.fromkeys([*named, *(a.approver_id for a in self.of(Step.APPLY))]))

    def parts_of(self, person_id: str) -> list[Step]:
        """The parts that a person had in it, of the four that must be separate (SEP-05)."""
        done = {a.step for a in self.steps if a.approver_id == person_id}
        if person_id in self.applicants:
            done.add(Step.APPLY)
        return [step for step in SEPARATE if step in done]

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who had a part in it, each once."""
        return tuple(dict.fromkeys([*self.applicants, *(a.approver_id for a in self.steps)]))


def transactions(see: Sees) -> Iterator[Transaction]:
    """Every transaction of the ledger, in the order of its first file."""
    for name in dict.fromkeys(a.transaction_id for a in see.all(ApprovalAction)):
        steps = see.where(ApprovalAction, transaction_id=name)
        yield Transaction(name, tuple(sorted(steps, key=_order)))


def _order(action: ApprovalAction) -> tuple[date, int, str]:
    return action.on, list(Step).index(action.step), action.action_id


def held_on(see: Sees, power: Power, day: date) -> list[PowerAssignment]:
    """The assignments of a power in force on a day, stand-ins included (DAT-05)."""
    return [a for a in see.where(PowerAssignment, power=power) if a.period.covers(day)]


def holders_on(see: Sees, power: Power, day: date) -> tuple[str, ...]:
    """Who was in charge of a power on a day, each once; stand-ins too."""
    return tuple(dict.fromkeys(a.person_id for a in held_on(see, power, day)))


def sign_limit_of(see: Sees, person_id: str, power: Power, day: date) -> Money | None:
    """Up to which amount in yuan a holder signs alone on a day; None where there is no limit.

    With several parts of one power the highest limit counts: which part a transaction
    belongs to is not on record.
    """
    own = [a.sign_limit for a in held_on(see, power, day) if a.person_id == person_id]
    known = [one for one in own if one is not None]
    return max(known) if known and len(known) == len(own) else None


def own_expense_of_holder(action: ApprovalAction, see: Sees) -> bool:
    """Whether it is an expense of the finance holder's own, which the head approves (POW-13)."""
    return (
        action.own_expense
        and action.power is Power.FINANCE
        and action.step is Step.APPROVE
        and action.applicant_id in holders_on(see, Power.FINANCE, action.on)
    )


def above_limit(action: ApprovalAction, this: Transaction, see: Sees) -> bool:
    """Whether an approval goes beyond what its approver may sign alone (POW-13, NUM-01)."""
    amount = this.amount if action.amount is None else action.amount
    limit = sign_limit_of(see, action.approver_id, action.power, action.on)
    return amount is not None and limit is not None and amount > limit


def signed_above_limit(this: Transaction, power: Power, see: Sees, by: date) -> bool:
    """Whether a holder had by a day signed the transaction above the holder's own limit."""
    return any(
        action.on <= by
        and action.power is power
        and action.approver_id in holders_on(see, power, action.on)
        and above_limit(action, this, see)
        for action in this.of(Step.APPROVE)
    )


def cosigned(action: ApprovalAction, this: Transaction, see: Sees) -> bool:
    """Whether a head countersigned an approval, after it and no later than the payment."""
    paid = min((a.on for a in this.of(Step.PAY)), default=date.max)
    return any(
        action.on <= sign.on <= paid and sign.approver_id in leaders_on(see, sign.on)
        for sign in this.of(Step.COSIGN)
        if sign.power is action.power
    )


def leaders_on(see: Sees, day: date) -> list[str]:
    """The heads, or whoever leads the unit while their post is vacant (POW-09)."""
    roles = see.on(day).words("pow.head_roles")
    return heads_on(see, day, roles) or acting_heads_on(see, day, roles)
