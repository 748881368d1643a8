"""The life of a passed matter after the vote: carried out, supervised, closed, looked at again."""

from datetime import date

from tripower.core.records import Event, Id, MatterId, PersonId, Term, Text
from tripower.mechanisms.power_split.records import Power


class Execution(Event, frozen=True, kw_only=True):
    """A deputy begins to carry out what was decided (副职执行).

    matter_id: the matter.
    executor_id: who carries it out.
    started_on: the day it began.
    power: the power that is exercised; left out where the matter touches none of the six.
    """

    kind = "execution"
    id_fields = ("matter_id",)
    day_field = "started_on"

    matter_id: MatterId
    executor_id: PersonId
    started_on: date
    power: Power | None = None


class SupervisionCheck(Event, frozen=True, kw_only=True):
    """Somebody looked at how a decision is carried out (正职监督; 督办).

    matter_id: the matter.
    check_no: 1 for the first look, 2 for the next, and so on.
    by: who looked: a head or the discipline leader.
    on: the day.
    found: what was found.
    """

    kind = "supervision_check"
    id_fields = ("matter_id", "check_no")
    day_field = "on"

    matter_id: MatterId
    check_no: int
    by: PersonId
    on: date
    found: Text


class ClosingResult(Term):
    """How far a decision was carried out when the matter was closed."""

    DONE = "done"
    PARTLY_DONE = "partly_done"
    NOT_DONE = "not_done"


class Closing(Event, frozen=True, kw_only=True):
    """A matter is closed: what was decided has been carried out, or cannot be (办结).

    matter_id: the matter.
    on: the day.
    by: who closed it.
    result: done, partly done or not done.
    note: what was achieved, and why the rest was not.
    """

    kind = "closing"
    id_fields = ("matter_id",)
    day_field = "on"

    matter_id: MatterId
    on: date
    by: PersonId
    result: ClosingResult
    note: Text | None = None


class Review(Event, frozen=True, kw_only=True):
    """A result is looked at again, for instance because a paper proved false (复查).

    matter_id: the matter.
    review_no: 1 for the first review, 2 for the next, and so on.
    on: the day.
    by: who reviewed it.
    conclusion: what the review concluded.
    false_material_ids: the papers of the matter, by their short ids, that had proved false.
    """

    kind = "review"
    id_fields = ("matter_id", "review_no")
    day_field = "on"

    matter_id: MatterId
    review_no: int
    on: date
    by: PersonId
    conclusion: Text
    false_material_ids: tuple[Id, ...] = ()
