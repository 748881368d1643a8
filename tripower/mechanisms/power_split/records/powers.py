"""What is written down about the division of powers."""

from datetime import date
from typing import ClassVar

import msgspec

from tripower.core.dates import Period
from tripower.core.records import (
    Entry,
    Event,
    Id,
    MatterId,
    Money,
    PersonId,
    Term,
    Text,
)


class Power(Term):
    """The six powers (六项权力): the first three every unit has, the others some."""

    PERSONNEL = "personnel"
    FINANCE = "finance"
    PROCUREMENT = "procurement"
    ENGINEERING = "engineering"
    ADMIN_APPROVAL = "admin_approval"
    ENFORCEMENT = "enforcement"


COMMON_POWERS = (Power.PERSONNEL, Power.FINANCE, Power.PROCUREMENT)


class PowerProfile(Entry, frozen=True, kw_only=True):
    """Whether the unit has a power at all (权力配置).

    profile_id: id of this line.
    power: which of the six.
    applicable: true where the unit exercises it.
    basis: why not, where it does not; for the common three a paper is needed.
    from: first day.
    to: last day; open while it lasts.
    """

    kind = "power_profile"
    id_fields = ("profile_id",)
    day_field = "from_"

    profile_id: Id
    power: Power
    applicable: bool
    basis: Text | None = None
    from_: date = msgspec.field(name="from")
    to: date | None = None

    @property
    def period(self) -> Period:
        """The days it tells about, both ends included (DAT-05)."""
        return Period(self.from_, self.to)


class PowerAssignment(Entry, frozen=True, kw_only=True):
    """Who is in charge of a power, and when (分管分工).

    assignment_id: id of this line.
    power: which of the six.
    person_id: who is in charge of it.
    scope: the part of the power, where several share it; the parts must not overlap.
    standin: whether the person only stands in for the holder (代管).
    sign_limit: up to which amount the person signs alone.
    from: first day.
    to: last day; open while it lasts.
    decision_id: the matter by which the team decided the division.
    filed_on: day on which it was filed with the district commission.
    sections: the sections (股室) of the unit that it covers.
    """

    kind = "power_assignment"
    id_fields = ("assignment_id",)
    day_field = "from_"

    assignment_id: Id
    power: Power
    person_id: PersonId
    scope: Text | None = None
    standin: bool = False
    sign_limit: Money | None = None
    from_: date = msgspec.field(name="from")
    to: date | None = None
    decision_id: MatterId | None = None
    filed_on: date | None = None
    sections: tuple[Text, ...] = ()

    @property
    def period(self) -> Period:
        """The days it covers, both ends included (DAT-05)."""
        return Period(self.from_, self.to)


class Step(Term):
    """What a person does in a transaction (SEP-05); `cosign` is the head's 核签."""

    APPLY = "apply"
    APPROVE = "approve"
    PAY = "pay"
    BOOK = "book"
    COSIGN = "cosign"


class ApprovalAction(Event, frozen=True, kw_only=True):
    """One step of a payment, hire, tender, permit or penalty (审批行为).

    action_id: id of this step.
    transaction_id: id that all steps of one transaction share.
    power: the power that is exercised.
    step: what the person did.
    approver_id: who did it.
    applicant_id: who asked for it.
    on: the day.
    amount: amount in yuan.
    subject: what it was about.
    payee: who was paid.
    project_id: the project it belongs to.
    matter_id: the matter by which it was decided.
    own_expense: whether it pays the finance holder's own expenses, which the head approves.
    collective: whether the heads decided it together, as the law asks (行政处罚法 第57条).
    """

    kind = "approval_action"
    id_fields = ("action_id",)
    day_field = "on"

    action_id: Id
    transaction_id: Id
    power: Power
    step: Step
    approver_id: PersonId
    applicant_id: PersonId | None = None
    on: date
    amount: Money | None = None
    subject_text: Text = msgspec.field(name="subject")
    payee: Text | None = None
    project_id: Id | None = None
    matter_id: MatterId | None = None
    own_expense: bool = False
    collective: bool = False


class Quarter(Term):
    """A quarter of a calendar year."""

    FIRST = "Q1"
    SECOND = "Q2"
    THIRD = "Q3"
    FOURTH = "Q4"

    @property
    def number(self) -> int:
        """1 for the first."""
        return list(Quarter).index(self) + 1


class PowerReport(Event, frozen=True, kw_only=True):
    """The holder of a power reports on a quarter to the head and the team (POW-15).

    report_id: id of the report.
    person_id: who reports.
    power: the power that is reported on.
    year: the year that it tells about.
    quarter: the quarter of that year.
    on: the day on which it was given.
    to_ids: who received it.
    """

    kind = "power_report"
    id_fields = ("report_id",)
    day_field = "on"

    report_id: Id
    person_id: PersonId
    power: Power = Power.FINANCE
    year: int
    quarter: Quarter
    on: date
    to_ids: tuple[PersonId, ...]


class Grade(Term):
    """How grave a risk is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class RiskPoint(Entry, frozen=True, kw_only=True):
    """Where a power could be abused, and what is done against it (廉政风险点).

    point_id: id of the risk point.
    power: the power.
    link: the link of its exercise at which the risk lies (环节).
    grade: how grave it is.
    measure: what is done against it.
    from: first day on which it was on the list.
    to: last day on the list; open while it lasts.
    reviewed_on: the days on which it was looked at again; a new one is added to the others.
    """

    kind = "risk_point"
    id_fields = ("point_id",)
    day_field = "from_"

    point_id: Id
    power: Power
    link: Text
    grade: Grade
    measure: Text
    from_: date = msgspec.field(name="from")
    to: date | None = None
    reviewed_on: tuple[date, ...] = ()

    @property
    def period(self) -> Period:
        """The days on which it was on the list, both ends included (DAT-05)."""
        return Period(self.from_, self.to)


class RelationKind(Term):
    """How two people are connected; the law names the first four (公务员法 第74条)."""

    SPOUSE = "spouse"
    LINEAL = "lineal"
    COLLATERAL = "collateral"
    IN_LAW = "in_law"
    INTEREST = "interest"


KIN = (
    RelationKind.SPOUSE,
    RelationKind.LINEAL,
    RelationKind.COLLATERAL,
    RelationKind.IN_LAW,
)


class Relation(Entry, frozen=True, kw_only=True):
    """A relative or an interest that a person declared (亲属关系和利益关系); never published.

    relation_id: id of this line.
    person_id: who declared it.
    relation: spouse, lineal, collateral within three generations, near in-law, or an interest.
    other_id: the other person.
    from: first day, such as that of a marriage.
    to: last day; open while it lasts.
    """

    kind = "relation"
    id_fields = ("relation_id",)
    day_field = "from_"
    public: ClassVar[bool] = False

    relation_id: Id
    person_id: PersonId
    relation: RelationKind
    other_id: PersonId
    from_: date = msgspec.field(name="from")
    to: date | None = None

    @property
    def period(self) -> Period:
        """The days on which it holds, both ends included (DAT-05)."""
        return Period(self.from_, self.to)
