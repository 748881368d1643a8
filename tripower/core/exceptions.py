"""What people add to findings: an approved exception, or a plain acknowledgement."""

from datetime import date

import msgspec

from tripower.core.dates import Period
from tripower.core.records import Entry, Event, Id, PersonId, Text


class Waiver(Entry, frozen=True, kw_only=True):
    """An approved exception to a rule (例外批准): the violation becomes a notice (FND-01).

    waiver_id: id of the exception.
    rule_id: the rule it is an exception to.
    scope: subjects it covers, each `kind/id`; `*` for the whole unit.
    approver: who approved it, an office or a person above the unit.
    doc_no: number of the paper of approval.
    reason: why the exception was needed.
    from: first day it covers.
    to: last day it covers; open while it lasts.
    """

    kind = "waiver"
    id_fields = ("waiver_id",)
    day_field = "from_"

    waiver_id: Id
    rule_id: Text
    scope: tuple[Text, ...]
    approver: Text
    doc_no: Text
    reason: Text
    from_: date = msgspec.field(name="from")
    to: date | None = None

    @property
    def period(self) -> Period:
        """The days it covers, both ends included (DAT-05)."""
        return Period(self.from_, self.to)

    def covers(self, rule_id: str, subject: str, day: date | None) -> bool:
        """Whether it excuses this finding; without a day an open-ended waiver does."""
        if rule_id != self.rule_id or not ({subject, "*"} & set(self.scope)):
            return False
        return self.period.covers(day) if day else self.to is None


class Acknowledgement(Event, frozen=True, kw_only=True):
    """Someone says: this happened, and we know that it breaks a rule (FND-05).

    ack_id: id of the acknowledgement.
    rule_id: the rule that was broken.
    subject: what broke it, `kind/id`.
    reason: what happened, in a sentence.
    person_id: who says so.
    on: the day of saying so.
    """

    kind = "acknowledgement"
    id_fields = ("ack_id",)
    day_field = "on"

    ack_id: Id
    rule_id: Text
    subject_named: Text = msgspec.field(name="subject")
    reason: Text
    person_id: PersonId
    on: date

    @property
    def speaks_of(self) -> tuple[str, str]:
        """The rule and the subject: what it has in common with the findings it is about."""
        return self.rule_id, self.subject_named
