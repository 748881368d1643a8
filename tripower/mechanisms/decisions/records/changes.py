"""What happens to a decision that stands: altered, stopped, resumed, suspended; its papers."""

from datetime import date

import msgspec

from tripower.core.records import Event, MatterId, PersonId, Term, Text


class ChangeType(Term):
    """What was done to a decision; to resume is to take up again what was suspended."""

    ALTERED = "altered"
    STOPPED = "stopped"
    RESUMED = "resumed"


class ChangeOfDecision(Event, frozen=True, kw_only=True):
    """A passed decision is altered, stopped, or taken up again (DEC-19).

    matter_id: the matter whose decision it is.
    change_no: 1 for the first change, 2 for the next, and so on.
    type: altered, stopped or resumed.
    on: the day from which it holds.
    by: who did it or gave the order.
    what: what is different from then on.
    new_matter_id: the matter by which it was decided; a resumption needs none.
    """

    kind = "change_of_decision"
    id_fields = ("matter_id", "change_no")
    day_field = "on"

    matter_id: MatterId
    change_no: int
    type_: ChangeType = msgspec.field(name="type")
    on: date
    by: PersonId
    what: Text
    new_matter_id: MatterId | None = None


class Halt(Event, frozen=True, kw_only=True):
    """A decision is suspended for the time being, because it is urgent (暂停执行).

    matter_id: the matter whose decision it is.
    halt_no: 1 for the first time, 2 for the next, and so on.
    on: the day.
    by: who suspended it.
    reason: what made it urgent.
    """

    kind = "halt"
    id_fields = ("matter_id", "halt_no")
    day_field = "on"

    matter_id: MatterId
    halt_no: int
    on: date
    by: PersonId
    reason: Text


class Paper(Term):
    """What lies in the archive of a matter."""

    MATERIALS = "materials"
    RECORD = "record"


class Destruction(Event, frozen=True, kw_only=True):
    """Papers of a matter were destroyed (档案销毁).

    matter_id: the matter.
    what: its materials, or the record and minutes of the meetings on it.
    on: the day.
    by: who had it done.
    doc_no: the approved list of what was destroyed.
    """

    kind = "destruction"
    id_fields = ("matter_id", "what")
    day_field = "on"

    matter_id: MatterId
    what: Paper
    on: date
    by: PersonId
    doc_no: Text | None = None
