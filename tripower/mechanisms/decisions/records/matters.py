"""The catalogue, proposals, and what happens to a proposal outside a meeting."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.convert import Sum
from tripower.core.dates import Period
from tripower.core.messages import N_
from tripower.core.records import (
    ID_PATTERN,
    Entry,
    Event,
    Id,
    MatterId,
    PersonId,
    Ref,
    Term,
    Text,
)
from tripower.mechanisms.decisions.records.papers import MaterialKind

CatalogItemId = Annotated[str, Ref("catalog_item"), msgspec.Meta(pattern=ID_PATTERN)]


class Category(Term):
    """The four kinds of decision (三重一大)."""

    MAJOR_DECISION = "major_decision"
    PERSONNEL = "personnel"
    PROJECT = "project"
    LARGE_FUNDS = "large_funds"

    @property
    def label(self) -> str:
        """The name in full; `personnel` alone is also the name of a power."""
        return CATEGORY_LABELS[self]


CATEGORY_LABELS = {
    Category.MAJOR_DECISION: N_("major decision"),
    Category.PERSONNEL: N_("key appointment or removal"),
    Category.PROJECT: N_("major project"),
    Category.LARGE_FUNDS: N_("large expenditure"),
}


class Body(Term):
    """Which body decides."""

    TEAM = "team"
    PARTY_GROUP = "party_group"
    GOVERNMENT_MEETING = "government_meeting"


class Flag(Term):
    """What a matter needs beyond the ordinary."""

    RISK = "risk"
    PUBLIC = "public"
    TECHNICAL = "technical"
    INVESTMENT = "investment"


class CatalogItem(Entry, frozen=True, kw_only=True):
    """A kind of matter that the unit decides collectively (集体决策目录事项).

    item_id: id of the item.
    category: which of the four kinds it belongs to.
    name: what is decided.
    threshold: from which amount on it must be decided collectively.
    body: which body decides.
    basis: the paper it rests on.
    required_materials: materials needed beyond those of its category.
    published_on: day on which the item was made public.
    from: first day in force.
    to: last day in force; open while it lasts.
    """

    kind = "catalog_item"
    id_fields = ("item_id",)
    day_field = "from_"

    item_id: Id
    category: Category
    name: Text
    threshold: Sum | None = None
    body: Body = Body.TEAM
    basis: Text
    required_materials: tuple[MaterialKind, ...] = ()
    published_on: date | None = None
    from_: date = msgspec.field(name="from")
    to: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether the item holds on a day (DAT-05)."""
        return Period(self.from_, self.to).covers(day)


class Matter(Event, frozen=True, kw_only=True):
    """A proposal for collective decision (议题).

    matter_id: id of the matter, the name of its folder.
    category: which of the four kinds of decision it is.
    title: what is to be decided.
    proposer_id: who proposes it.
    proposed_on: the day of the proposal.
    catalog_item_id: the catalogue item it falls under.
    amount: amount in yuan.
    payee: who would be paid.
    project_id: the project it belongs to.
    candidates: the persons to be appointed or removed, for a personnel matter.
    concerns_ids: members whose own interest it touches, candidates among the members included.
    flags: what it needs beyond the ordinary.
    alternatives: the plans to choose from, where more than one is put forward.
    """

    kind = "matter"
    id_fields = ("matter_id",)
    day_field = "proposed_on"

    matter_id: Id
    category: Category
    title: Text
    proposer_id: PersonId
    proposed_on: date
    catalog_item_id: CatalogItemId | None = None
    amount: Sum | None = None
    payee: Text | None = None
    project_id: Id | None = None
    candidates: tuple[Text, ...] = ()
    concerns_ids: tuple[PersonId, ...] = ()
    flags: tuple[Flag, ...] = ()
    alternatives: tuple[Text, ...] = ()


class ConfirmationResult(Term):
    """What the head said of a proposal."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Confirmation(Event, frozen=True, kw_only=True):
    """The head confirms a member's proposal, or refuses it with a reason (DEC-03).

    matter_id: the matter.
    by: who confirms or refuses.
    on: the day.
    result: confirmed or refused.
    reason: why it was refused.
    delegation_doc: the written delegation, where another member confirms in the head's place.
    """

    kind = "confirmation"
    id_fields = ("matter_id",)
    day_field = "on"

    matter_id: MatterId
    by: PersonId
    on: date
    result: ConfirmationResult
    reason: Text | None = None
    delegation_doc: Text | None = None


class RetablingChange(Term):
    """What is new when a matter comes back."""

    FACTS = "facts"
    PLAN = "plan"
    ADDED_WORK = "added_work"


class Retabling(Event, frozen=True, kw_only=True):
    """A deferred or rejected matter comes back (DEC-13).

    matter_id: the matter.
    round: 2 for the second time, and so on.
    on: the day it was brought back.
    change: what is new: facts, plan, or added work after a deferral.
    note: what was done or changed.
    """

    kind = "retabling"
    id_fields = ("matter_id", "round")
    day_field = "on"

    matter_id: MatterId
    round: int
    on: date
    change: RetablingChange
    note: Text


class Withdrawal(Event, frozen=True, kw_only=True):
    """The proposer takes a matter back.

    matter_id: the matter.
    on: the day.
    by: who takes it back.
    reason: why.
    """

    kind = "withdrawal"
    id_fields = ("matter_id",)
    day_field = "on"

    matter_id: MatterId
    on: date
    by: PersonId
    reason: Text
