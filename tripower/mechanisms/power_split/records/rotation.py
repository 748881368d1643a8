"""The rotation of posts: earlier service, plans, orders, handovers and audits on leaving."""

from datetime import date
from typing import Annotated, ClassVar

import msgspec

from tripower.core.dates import Period
from tripower.core.people import Role
from tripower.core.records import ID_PATTERN, Entry, Event, Id, PersonId, Ref, Term, Text

PositionId = Annotated[str, Ref("position"), msgspec.Meta(pattern=ID_PATTERN)]
LeavingAuditId = Annotated[str, Ref("leaving_audit"), msgspec.Meta(pattern=ID_PATTERN)]


class EarlierPost(Entry, frozen=True, kw_only=True):
    """A post held before these registers begin, here or elsewhere (任职经历); never published.

    It counts for tenure alone: nobody is head or member of the team by it.

    post_id: id of this line.
    person_id: who held the post.
    unit: name of the unit, as it was called then.
    role: what the post was in the leadership.
    title: the post as it was called.
    post: short id of the post, the same under every title that it had; without it, role and title.
    level: level of the post (级别), such as 正科级.
    acting: whether a deputy head led the unit while the head's post was vacant (主持工作).
    from: first day in the post.
    to: last day in the post; open while it lasts elsewhere.
    doc_no: number of the paper of appointment.
    """

    kind = "earlier_post"
    id_fields = ("post_id",)
    day_field = "from_"
    public: ClassVar[bool] = False

    post_id: Id
    person_id: PersonId
    unit: Text
    role: Role
    title: Text
    post: Id | None = None
    level: Text | None = None
    acting: bool = False
    from_: date = msgspec.field(name="from")
    to: date | None = None
    doc_no: Text | None = None

    @property
    def period(self) -> Period:
        """From the first to the last day, both included (DAT-05)."""
        return Period(self.from_, self.to)


class RotationAction(Term):
    """What is planned for a post: its holder moves, or is left in it for now."""

    ROTATE = "rotate"
    EXEMPT = "exempt"


class ExemptionGround(Term):
    """Why somebody is not moved now (TEN-07)."""

    RETIREMENT = "retirement"
    ILLNESS = "illness"
    INVESTIGATION = "investigation"
    OTHER = "other"


class RotationPlan(Entry, frozen=True, kw_only=True):
    """What is planned for the holder of a post (轮换计划); never published.

    plan_id: id of this line.
    person_id: who holds the post.
    position_id: the post.
    due_on: the day by which the holder is to have left it.
    action: rotate, or exempt for now.
    exemption_ground: why the holder is left in the post; goes with exempt.
    audit_id: the audit on leaving, once there is one.
    """

    kind = "rotation_plan"
    id_fields = ("plan_id",)
    public: ClassVar[bool] = False

    plan_id: Id
    person_id: PersonId
    position_id: PositionId
    due_on: date
    action: RotationAction
    exemption_ground: ExemptionGround | None = None
    audit_id: LeavingAuditId | None = None


class RotationOrder(Event, frozen=True, kw_only=True):
    """The paper that moves somebody from one post to another (轮换任职文件); never published.

    order_id: id of the order.
    doc_no: number of the paper.
    on: its date.
    person_id: who is moved.
    position_id: the post that is left.
    to_unit: the unit that the person goes to, by name.
    to_post: the post there, as it is called.
    """

    kind = "rotation_order"
    id_fields = ("order_id",)
    day_field = "on"
    public: ClassVar[bool] = False

    order_id: Id
    doc_no: Text
    on: date
    person_id: PersonId
    position_id: PositionId
    to_unit: Text
    to_post: Text


class HandoverPart(Term):
    """What a handover must tell."""

    MATTERS = "open_matters"
    FUNDS = "funds"
    ASSETS = "assets"
    FILES = "files_and_seals"
    WITNESSES = "witnesses"


class Handover(Event, frozen=True, kw_only=True):
    """Whoever leaves a post hands it over (离任交接); never published.

    position_id: the post that is left.
    on: the day.
    receiver_id: who takes over.
    matters: the matters that are still open (未办结事项); say so where there are none.
    funds: the accounts and moneys (资金).
    assets: the assets (资产).
    files: the files and seals (文件、档案、印章).
    witnesses: who was there to see it (监交人).
    """

    kind = "handover"
    id_fields = ("position_id",)
    day_field = "on"
    public: ClassVar[bool] = False

    position_id: PositionId
    on: date
    receiver_id: PersonId
    matters: Text | None = None
    funds: Text | None = None
    assets: Text | None = None
    files: Text | None = None
    witnesses: tuple[Text, ...] = ()

    @property
    def lacks(self) -> tuple[HandoverPart, ...]:
        """The parts that it says nothing of (TEN-10)."""
        told = (self.matters, self.funds, self.assets, self.files, self.witnesses)
        return tuple(part for part, text in zip(HandoverPart, told, strict=True) if not text)


class LeavingAudit(Event, frozen=True, kw_only=True):
    """The audit of economic responsibility on leaving a post (离任经济责任审计); never published.

    audit_id: id of the audit.
    position_id: the post that is left.
    on: the date of the report.
    doc_no: number of the report.
    auditor: who audited.
    """

    kind = "leaving_audit"
    id_fields = ("audit_id",)
    day_field = "on"
    public: ClassVar[bool] = False

    audit_id: Id
    position_id: PositionId
    on: date
    doc_no: Text
    auditor: Text
