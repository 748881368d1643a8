"""Holding to account: the case, what the competent body decided on each person, its end (追责)."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.records import (
    ID_PATTERN,
    Digest,
    Event,
    Id,
    MatterId,
    PersonId,
    Ref,
    Text,
)
from tripower.mechanisms.decisions.records.accountability_words import (
    CaseMeasure,
    CaseProposal,
    CaseReason,
    CaseRole,
    EndOfCase,
    Ground,
)
from tripower.mechanisms.decisions.records.votes import Choice

CaseId = Annotated[str, Ref("accountability_case"), msgspec.Meta(pattern=ID_PATTERN)]


class CasePerson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person concerned, as the records stood when the case was opened.

    person_id: the person, where the unit's register has one.
    name: the name, for the maker of a paper who is in no register.
    roles: what the person had to do with the decision, from which the liability role follows.
    ballot: how the person voted in the round that decided; left out where no ballot is on file.
    ballot_sha256: digest of the ballot's file.
    dissent_recorded: whether the minutes have a different opinion of the person.
    proposal: what the tool proposes; people decide.
    reason: why it proposes that.
    """

    person_id: PersonId | None = None
    name: Text | None = None
    roles: tuple[CaseRole, ...]
    ballot: Choice | None = None
    ballot_sha256: Digest | None = None
    dissent_recorded: bool = False
    proposal: CaseProposal
    reason: CaseReason

    @property
    def known_as(self) -> str:
        """The id, or the name where there is none."""
        return self.person_id or self.name or ""


class AccountabilityCase(Event, frozen=True, kw_only=True):
    """A decision was found wrong, and who took part in it is put before the competent body (追责).

    case_id: id of the case, the name of its folder.
    matter_id: the matter whose decision was found wrong.
    opened_on: the day; the persons are frozen as the records stood by then.
    found: what was found wrong.
    found_by: who found it, by name.
    doc_no: number of the paper that says so.
    grounds: for what somebody may be held to account, by code.
    persons: everybody concerned, with ballot, recorded dissent and proposal.
    """

    kind = "accountability_case"
    id_fields = ("case_id",)
    day_field = "opened_on"
    drafts = False

    case_id: Id
    matter_id: MatterId
    opened_on: date
    found: Text
    found_by: Text
    doc_no: Text
    grounds: tuple[Ground, ...]
    persons: tuple[CasePerson, ...]


class AccountabilityMeasure(Event, frozen=True, kw_only=True):
    """What the competent body decided on one person of a case (处理决定).

    case_id: the case.
    person_id: the person.
    measure: what was decided.
    decided_by: the body that decided, by name.
    doc_no: number of its decision.
    effective_on: the day from which it holds.
    period_months: how long it lasts, in months, where the law gives it a period.
    ends_on: the last day of the period.
    note: what the measure is, where it is none of the list.
    """

    kind = "accountability_measure"
    id_fields = ("case_id", "person_id")
    day_field = "effective_on"
    drafts = False

    case_id: CaseId
    person_id: PersonId
    measure: CaseMeasure
    decided_by: Text
    doc_no: Text
    effective_on: date
    period_months: int | None = None
    ends_on: date | None = None
    note: Text | None = None


class AccountabilityClosing(Event, frozen=True, kw_only=True):
    """A case is closed (结案).

    case_id: the case.
    closed_on: the day.
    reason: why it was closed.
    doc_no: number of the paper that closes it.
    note: what is to be known beside that.
    """

    kind = "accountability_closing"
    id_fields = ("case_id",)
    day_field = "closed_on"
    drafts = False

    case_id: CaseId
    closed_on: date
    reason: EndOfCase
    doc_no: Text | None = None
    note: Text | None = None
