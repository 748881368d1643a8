"""A penalty case, from its filing to the money: each step is a file of its own."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.convert import Sum
from tripower.core.records import ID_PATTERN, Event, Id, MatterId, PersonId, Ref, Term, Text
from tripower.mechanisms.standards.records.items import BenchmarkId, ItemId, TierKind

PenaltyId = Annotated[str, Ref("penalty_case"), msgspec.Meta(pattern=ID_PATTERN)]


class PartyType(Term):
    """Whether the party is a citizen or an organisation."""

    CITIZEN = "citizen"
    ORGANISATION = "organisation"


class Mark(Term):
    """What makes a case one for legal review or for the leaders together (行政处罚法 57、58条)."""

    PUBLIC_INTEREST = "public_interest"
    COMPLEX = "complex"
    MAJOR = "major"
    REVIEW_REQUIRED = "review_required"


class Penalty(Term):
    """Kinds of penalty (行政处罚法 第9条)."""

    WARNING = "formal_warning"
    CRITICISM = "criticism"
    FINE = "fine"
    CONFISCATION = "confiscation"
    LOWER_QUALIFICATION = "lower_qualification"
    SUSPEND_LICENSE = "suspend_license"
    REVOKE_LICENSE = "revoke_license"
    RESTRICT_BUSINESS = "restrict_business"
    STOP_PRODUCTION = "stop_production"
    CLOSE = "close"
    BAN_FROM_TRADE = "ban_from_trade"
    DETENTION = "detention"
    OTHER = "other"


class Ground(Term):
    """Circumstances that the law itself names (行政处罚法 30–33、36、49条)."""

    UNDER_14 = "under_14"
    NO_CAPACITY = "no_capacity"
    MINOR_NO_HARM = "minor_no_harm"
    NO_FAULT = "no_fault"
    FIRST_MINOR = "first_minor"
    UNDER_18 = "under_18"
    HARM_REDUCED = "harm_reduced"
    COERCED = "coerced"
    CONFESSED = "confessed"
    COOPERATED = "cooperated"
    OTHER_BY_LAW = "other_by_law"
    PARTIAL_CAPACITY = "partial_capacity"
    EMERGENCY = "emergency"


class Officer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who handles a case.

    person_id: the officer.
    certificate_no: number of the certificate of qualification (执法证号).
    """

    person_id: PersonId
    certificate_no: Text | None = None


class FactorFound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A factor of the benchmark that the case has.

    factor: its id in the benchmark.
    grade: its grade, for the method of weights.
    """

    factor: Id
    grade: Text | None = None


class PenaltyCase(Event, frozen=True, kw_only=True):
    """An act that may be punished, as it is filed (立案).

    case_id: id of the case, the name of its folder.
    item_id: the penalty that is considered.
    also_item_ids: other provisions that the same act breaks.
    act_id: id of the act, where several cases concern the same one.
    party: who did it.
    party_type: citizen or organisation.
    age: age in full years at the time of the act.
    act_from: first day of the act.
    act_to: last day of the act; of one that goes on, the day on which it ended.
    grave_harm: whether it harmed life, health or financial safety.
    discovered_on: the day of its discovery.
    filed_on: the day of filing.
    sum: the sum of which the fine is a multiple or a percentage, in yuan.
    officers: who handles it; two at least.
    marks: what makes it a case for legal review or for the leaders together.
    """

    kind = "penalty_case"
    id_fields = ("case_id",)
    day_field = "filed_on"

    case_id: Id
    item_id: ItemId
    also_item_ids: tuple[ItemId, ...] = ()
    act_id: Id | None = None
    party: Text
    party_type: PartyType
    age: int | None = None
    act_from: date | None = None
    act_to: date
    grave_harm: bool = False
    discovered_on: date
    filed_on: date
    sum: Sum | None = None
    officers: tuple[Officer, ...]
    marks: tuple[Mark, ...] = ()


class PenaltyNotice(Event, frozen=True, kw_only=True):
    """What is intended is told to the party, who may answer (告知).

    case_id: the case.
    notice_no: 1 for the first; another one is needed where new facts come up.
    received_on: the day on which the party received it.
    facts: what the party is told of the act.
    penalties: the penalties that are intended.
    tier: the tier that is intended.
    amount: the fine that is intended, in yuan.
    hearing_offered: whether it tells of the right to a hearing.
    """

    kind = "penalty_notice"
    id_fields = ("case_id", "notice_no")
    day_field = "received_on"

    case_id: PenaltyId
    notice_no: int = 1
    received_on: date
    facts: Text | None = None
    penalties: tuple[Penalty, ...]
    tier: TierKind | None = None
    amount: Sum | None = None
    hearing_offered: bool = False


class Hearing(Event, frozen=True, kw_only=True):
    """The party asked for a hearing (听证).

    case_id: the case.
    requested_on: the day of the request.
    notice_on: the day on which time and place were told.
    held_on: the day of the hearing; open while it has not been held.
    presiding_id: who presides; not one of the officers.
    refused_reason: why it was refused.
    """

    kind = "hearing"
    id_fields = ("case_id",)
    day_field = "requested_on"

    case_id: PenaltyId
    requested_on: date
    notice_on: date | None = None
    held_on: date | None = None
    presiding_id: PersonId | None = None
    refused_reason: Text | None = None


class CaseReview(Event, frozen=True, kw_only=True):
    """Legal review of a penalty before it is decided (法制审核).

    case_id: the case.
    review_no: 1 for the first.
    on: the day of the opinion.
    passed: whether the decision may be taken.
    reviewer_id: who reviewed it.
    opinion: the opinion.
    """

    kind = "case_review"
    id_fields = ("case_id", "review_no")
    day_field = "on"

    case_id: PenaltyId
    review_no: int = 1
    on: date
    passed: bool
    reviewer_id: PersonId
    opinion: Text


class Deviation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a decision leaves the benchmark, and who allowed it.

    reason: plain injustice, or circumstances that have changed, in words.
    approved_by: the main leader, if he approved it.
    approved_on: the day of the approval.
    matter_id: the matter in which the leaders discussed it.
    """

    reason: Text
    approved_by: PersonId | None = None
    approved_on: date | None = None
    matter_id: MatterId | None = None


class PenaltyDecision(Event, frozen=True, kw_only=True):
    """The decision on a case (处罚决定).

    case_id: the case.
    decided_on: the day.
    decided_by: who decided it.
    doc_no: number of the decision.
    facts: the act as it was found.
    evidence: what proves it.
    penalties: what is imposed; none where the act is not punished.
    benchmark_id: the version of the benchmark that was applied.
    tier: the tier that was applied.
    amount: the fine in yuan.
    grounds: circumstances that the law names.
    factors: factors of the benchmark that the case has.
    weighing: how factors of both directions were weighed.
    matter_id: the matter in which the leaders discussed it together.
    deviation: why it leaves the benchmark.
    new_facts: facts that came up after the notice.
    education: record of the talk with a party who is not punished.
    on_the_spot: whether it was decided on the spot.
    pay_by: last day for paying.
    """

    kind = "penalty_decision"
    id_fields = ("case_id",)
    day_field = "decided_on"

    case_id: PenaltyId
    decided_on: date
    decided_by: PersonId
    doc_no: Text | None = None
    facts: Text | None = None
    evidence: tuple[Text, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    benchmark_id: BenchmarkId | None = None
    tier: TierKind | None = None
    amount: Sum | None = None
    grounds: tuple[Ground, ...] = ()
    factors: tuple[FactorFound, ...] = ()
    weighing: Text | None = None
    matter_id: MatterId | None = None
    deviation: Deviation | None = None
    new_facts: Text | None = None
    education: Text | None = None
    on_the_spot: bool = False
    pay_by: date | None = None


class PenaltyDelivery(Event, frozen=True, kw_only=True):
    """The decision reached the party (送达).

    case_id: the case.
    delivered_on: the day.
    """

    kind = "penalty_delivery"
    id_fields = ("case_id",)
    day_field = "delivered_on"

    case_id: PenaltyId
    delivered_on: date


class PenaltyPublication(Event, frozen=True, kw_only=True):
    """The decision was made public (决定公开).

    case_id: the case.
    published_on: the day.
    where: where it stands.
    """

    kind = "penalty_publication"
    id_fields = ("case_id",)
    day_field = "published_on"

    case_id: PenaltyId
    published_on: date
    where: Text


class PenaltyRevocation(Event, frozen=True, kw_only=True):
    """A decision was changed, revoked, or found unlawful (撤销).

    case_id: the case.
    revoked_on: the day.
    by: by whom, such as a court.
    reason: why.
    """

    kind = "penalty_revocation"
    id_fields = ("case_id",)
    day_field = "revoked_on"

    case_id: PenaltyId
    revoked_on: date
    by: Text
    reason: Text


class PenaltyWithdrawal(Event, frozen=True, kw_only=True):
    """A published decision that was revoked is taken from the public, with the reason (撤回公开).

    case_id: the case.
    withdrawn_on: the day.
    explanation: what the public is told.
    """

    kind = "penalty_withdrawal"
    id_fields = ("case_id",)
    day_field = "withdrawn_on"

    case_id: PenaltyId
    withdrawn_on: date
    explanation: Text


class Receiver(Term):
    """Who took the money."""

    BANK = "bank"
    TREASURY = "treasury"
    ELECTRONIC = "electronic"
    UNIT = "unit"
    OFFICER = "officer"


class SpotGround(Term):
    """When an officer may take a fine on the spot (行政处罚法 68、69条)."""

    SMALL = "small"
    HARD_LATER = "hard_later"
    REMOTE = "remote"


class FineReceipt(Event, frozen=True, kw_only=True):
    """Money of a fine came in (缴款).

    case_id: the case.
    receipt_no: number of the receipt.
    received_on: the day.
    amount: the fine paid, in yuan.
    late_charge: the charge for being late, in yuan.
    receiver: who took it.
    spot_ground: why an officer took it.
    """

    kind = "fine_receipt"
    id_fields = ("case_id", "receipt_no")
    day_field = "received_on"

    case_id: PenaltyId
    receipt_no: Id
    received_on: date
    amount: Sum
    late_charge: Sum | None = None
    receiver: Receiver
    spot_ground: SpotGround | None = None
