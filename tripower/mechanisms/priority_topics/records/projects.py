"""A project: its amounts as they came about, and the steps that pass through gates."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.convert import Sum
from tripower.core.records import (
    ID_PATTERN,
    Digest,
    Event,
    Id,
    MatterId,
    Money,
    PersonId,
    Ref,
    Term,
    Text,
)

ProjectId = Annotated[str, Ref("project"), msgspec.Meta(pattern=ID_PATTERN)]
Clock = Annotated[
    str,
    msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="a time such as 09:30"),
]


class ProjectSort(Term):
    """What is bought; the duty to tender has a bound for each (发改委令2018第16号)."""

    WORKS = "works"
    GOODS = "goods"
    SERVICES = "services"


class Procurement(Term):
    """How the contractor was found."""

    PUBLIC_TENDER = "public_tender"
    INVITED_TENDER = "invited_tender"
    NEGOTIATION = "negotiation"
    INQUIRY = "price_inquiry"
    SINGLE_SOURCE = "single_source"
    DIRECT = "direct_award"


TENDERS = (Procurement.PUBLIC_TENDER, Procurement.INVITED_TENDER)


class Project(Event, frozen=True, kw_only=True):
    """A project (工程项目): what it is and what it was estimated to cost.

    project_id: id of the project, the name of its folder.
    title: its name.
    sort: works, goods or services.
    registered_on: the day from which it is on record, with its estimate.
    estimate: the estimated cost in yuan (概算).
    owner_id: who answers for it.
    matter_id: the matter by which it was decided.
    """

    kind = "project"
    id_fields = ("project_id",)
    day_field = "registered_on"

    project_id: Id
    title: Text
    sort: ProjectSort = ProjectSort.WORKS
    registered_on: date
    estimate: Sum | None = None
    owner_id: PersonId | None = None
    matter_id: MatterId | None = None


class ProjectContract(Event, frozen=True, kw_only=True):
    """A contract of a project (合同).

    project_id: the project.
    contract_no: id of the contract.
    sort: works, goods or services, where the contract is of another sort than the project.
    signed_on: the day.
    amount: its price in yuan.
    contractor: the other side.
    method: how the contractor was found.
    tender_no: number of the tender, where there was one.
    exempt_basis: by which law no tender was needed, where the amount asks for one.
    matter_id: the matter by which it was decided.
    """

    kind = "project_contract"
    id_fields = ("project_id", "contract_no")
    day_field = "signed_on"

    project_id: ProjectId
    contract_no: Id
    sort: ProjectSort | None = None
    signed_on: date
    amount: Sum
    contractor: Text
    method: Procurement
    tender_no: Text | None = None
    exempt_basis: Text | None = None
    matter_id: MatterId | None = None


class Changed(Term):
    """Which amount a change moves."""

    CONTRACT = "contract"
    ESTIMATE = "estimate"


class ProjectChange(Event, frozen=True, kw_only=True):
    """A change of a project's contract or of its estimate (变更).

    project_id: the project.
    change_no: its number, 1 for the first.
    of: which amount it moves.
    agreed_on: the day on which it was agreed; from then on it counts towards the duty to report.
    amount: by how many yuan, below zero where the amount falls.
    reason: why.
    approved_on: the day on which it was approved; from then on it may be paid.
    approved_by: who approved it.
    matter_id: the matter by which it was decided.
    """

    kind = "project_change"
    id_fields = ("project_id", "change_no")
    day_field = "agreed_on"

    project_id: ProjectId
    change_no: int
    of: Changed = Changed.CONTRACT
    agreed_on: date
    amount: Money
    reason: Text
    approved_on: date | None = None
    approved_by: PersonId | None = None
    matter_id: MatterId | None = None


class ProjectSettlement(Event, frozen=True, kw_only=True):
    """What a project came to in the end (结算).

    project_id: the project.
    settled_on: the day.
    amount: the sum in yuan.
    audited_by: who audited it.
    """

    kind = "project_settlement"
    id_fields = ("project_id",)
    day_field = "settled_on"

    project_id: ProjectId
    settled_on: date
    amount: Sum
    audited_by: Text | None = None


class ProjectEvent(Event, frozen=True, kw_only=True):
    """A step of a project, such as handing in the design; a draft while it goes through its gates.

    project_id: the project.
    event_id: id of this step.
    event: what happens: design_submit (设计上报), audit_submit (送审), commencement (开工), or
        another word that a workflow uses.
    asked_on: the day on which it was put forward.
    on: the day on which it happened; of a draft, the day for which it is planned.
    time: the time of day, where it matters.
    title: what is handed in.
    amount: the sum in yuan that it states.
    file_sha256: digest of the file that is handed in.
    """

    kind = "project_event"
    id_fields = ("project_id", "event_id")
    day_field = "on"

    project_id: ProjectId
    event_id: Id
    event: Id
    asked_on: date | None = None
    on: date
    time: Clock | None = None
    title: Text | None = None
    amount: Sum | None = None
    file_sha256: Digest | None = None


class AccountType(Term):
    """The account to which money goes."""

    COMPANY = "company_account"
    PUBLIC = "public_account"
    PERSONAL = "personal_account"
    CASH = "cash"


class Payment(Event, frozen=True, kw_only=True):
    """A payment of a project (支付); a draft while it goes through its gates.

    project_id: the project.
    payment_id: id of the payment.
    asked_on: the day on which it was asked for.
    on: the day on which it was paid; of a draft, the day for which it is planned.
    time: the time of day, where it matters.
    amount: how many yuan.
    payee: who is paid.
    account_type: to what account.
    purpose: what is paid for.
    contract_no: the contract under which it is paid, by its id.
    matter_id: the matter by which it was decided.
    transaction_id: the transaction in the ledger of approvals.
    """

    kind = "payment"
    id_fields = ("project_id", "payment_id")
    day_field = "on"

    project_id: ProjectId
    payment_id: Id
    asked_on: date | None = None
    on: date
    time: Clock | None = None
    amount: Sum
    payee: Text
    account_type: AccountType = AccountType.COMPANY
    purpose: Text | None = None
    contract_no: Id | None = None
    matter_id: MatterId | None = None
    transaction_id: Id | None = None


class ProjectReport(Event, frozen=True, kw_only=True):
    """A project is reported to the district commission for discipline inspection (汇报).

    project_id: the project.
    report_no: its number, 1 for the first.
    on: the day on which it was handed in.
    to: who received it.
    doc_no: number of the report.
    signer_id: who signed it.
    risks: the risks that it names, and what is done about them.
    """

    kind = "project_report"
    id_fields = ("project_id", "report_no")
    day_field = "on"

    project_id: ProjectId
    report_no: int
    on: date
    to: Text
    doc_no: Text | None = None
    signer_id: PersonId | None = None
    risks: tuple[Text, ...] = ()
