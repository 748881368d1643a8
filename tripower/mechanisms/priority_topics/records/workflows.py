"""Which gates a project passes before what: the unit's own register, general for any workflow."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.convert import Sum
from tripower.core.dates import Period
from tripower.core.messages import N_
from tripower.core.records import Entry, Id, PersonId, Term, Text
from tripower.mechanisms.power_split.records import Power
from tripower.mechanisms.priority_topics.records.projects import ProjectSort

Share = Annotated[
    str,
    msgspec.Meta(pattern=r"^[1-9][0-9]{0,3}/[1-9][0-9]{0,3}$", description="a share such as 2/3"),
]
PAYMENT = "payment"
"""The event that a payment is; all other events have their own files."""


class StageRule(Term):
    """How a stage is passed."""

    ALL = "all"
    ANY = "any"
    K_OF_N = "k_of_n"
    MEETING = "meeting"
    REPORT = "report"

    @property
    def label(self) -> str:
        """The English label; the word any alone is taken for a change of parameters."""
        return N_("any one of them") if self is StageRule.ANY else super().label


class Amount(Term):
    """An amount on which a condition may rest."""

    STEP = "amount"
    ESTIMATE = "estimate"
    CONTRACT = "contract"
    GREATEST = "greatest_amount"


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The amount from which on a stage is needed.

    field: which amount: of the step itself, the estimate, the contract with its changes, or
        the greatest amount that the project has.
    at_least: from how many yuan on, this number included.
    """

    field: Amount
    at_least: Sum


class Participant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who signs at a stage.

    role: the body, section or role, as bodies.yaml names it.
    power: the power whose holder signs; then the division of work says who that is.
    """

    role: Text
    power: Power | None = None


class Stage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One gate.

    stage_id: id of the stage.
    name: its name, such as 会商.
    must_precede: the event before which it is passed: payment, or one of the unit's own words.
    rule: whether all participants sign, any one, k people, a meeting, or a report is made.
    k: how many of the participants sign, under the rule k_of_n; where one body alone is named,
        how many of its members.
    quorum: which share of the members must be there, under the rule meeting; it is enough itself,
        and without it all must.
    pass: which share of the members must be exceeded by those in favour, under the rule meeting;
        without it no meeting passes the stage.
    participants: who signs.
    onsite: whether it is done on the spot, with a record of the site (现场踏勘).
    min_people: how many different people take part at least.
    condition: from which amount on the stage is needed; without it always.
    workdays: within how many working days it is to be passed once the step was put forward.
    last: the role that is expected to sign last.
    """

    stage_id: Id
    name: Text
    must_precede: Id
    rule: StageRule
    k: int = 1
    quorum: Share | None = None
    pass_: Share | None = msgspec.field(name="pass", default=None)
    participants: tuple[Participant, ...] = ()
    onsite: bool = False
    min_people: int = 1
    condition: Condition | None = None
    workdays: int | None = None
    last: Text | None = None

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of those who sign, in order."""
        return tuple(one.role for one in self.participants)


class WorkflowDef(Entry, frozen=True, kw_only=True):
    """A workflow with its gates, in force for a time (流程定义), such as 三会一汇报.

    workflow_id: id of the workflow.
    name: its name.
    basis: the paper that brings it in.
    sorts: the sorts of project for which it holds; all, where none is named.
    from: first day.
    to: last day; open while it lasts.
    stages: its gates, in order.
    """

    kind = "workflow_def"
    id_fields = ("workflow_id",)
    day_field = "from_"

    workflow_id: Id
    name: Text
    basis: Text | None = None
    sorts: tuple[ProjectSort, ...] = ()
    from_: date = msgspec.field(name="from")
    to: date | None = None
    stages: tuple[Stage, ...]

    @property
    def period(self) -> Period:
        """The days on which it holds, both ends included (DAT-05)."""
        return Period(self.from_, self.to)

    def stage(self, stage_id: str) -> Stage | None:
        """The stage of an id."""
        return next((one for one in self.stages if one.stage_id == stage_id), None)


class BodyMembership(Entry, frozen=True, kw_only=True):
    """Who belongs to a body or a section that signs (机构成员), such as 技术领导小组 or 项目部.

    membership_id: id of this line.
    body: the body, section or role, by the name that the workflow uses.
    person_id: who belongs to it.
    seat: the part of the person in it, such as 组长.
    voting: whether the person votes where the body meets.
    from: first day.
    to: last day; open while it lasts.
    doc_no: number of the paper that says so.
    """

    kind = "body_membership"
    id_fields = ("membership_id",)
    day_field = "from_"

    membership_id: Id
    body: Text
    person_id: PersonId
    seat: Text | None = None
    voting: bool = True
    from_: date = msgspec.field(name="from")
    to: date | None = None
    doc_no: Text | None = None

    @property
    def period(self) -> Period:
        """The days on which the person belongs to it, both ends included (DAT-05)."""
        return Period(self.from_, self.to)
