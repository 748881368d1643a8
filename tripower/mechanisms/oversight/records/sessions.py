"""A head reports on integrity before the plenary session, and answers questions (述廉质询)."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.district import DistrictUnitId
from tripower.core.records import ID_PATTERN, Digest, Event, Id, PersonId, Ref, Term, Text
from tripower.mechanisms.oversight.records.inspections import Count

SessionId = Annotated[str, Ref("integrity_report"), msgspec.Meta(pattern=ID_PATTERN)]


class Group(Term):
    """From whom those come who ask and appraise (纪委委员、人大代表、政协委员)."""

    COMMISSION = "commission_members"
    CONGRESS = "congress_deputies"
    CPPCC = "cppcc_members"
    OTHER = "other_attendants"


class Forum(Term):
    """Before whom a head reports."""

    PLENARY = "plenary_session"
    OTHER = "other_meeting"


class GroupPresent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many of a group attended.

    group: which group.
    count: how many.
    """

    group: Group
    count: Count


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question that was put at the session, and what came of it there (质询).

    question_no: 1 for the first.
    asker_group: from which group the question came.
    question: what was asked.
    answer: what the head answered, if anything.
    follow_up_by: the day by which the rest is to be answered, where something was left open.
    """

    question_no: Count
    asker_group: Group
    question: Text
    answer: Text | None = None
    follow_up_by: date | None = None


class Broadcast(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the session was shown to the public (电视直播).

    live: whether it was shown while it went on.
    channel: the channel.
    at: from when to when, such as 09:00-11:30.
    sha256: the exact bytes of the recording.
    """

    live: bool
    channel: Text | None = None
    at: Text | None = None
    sha256: Digest | None = None


class IntegrityReport(Event, frozen=True, kw_only=True):
    """The session at which the head of a unit reports on integrity (述廉).

    session_id: id of the session, the name of its folder; one for each head who reports.
    unit_id: the unit of the district whose head reports; without it, the folder's own.
    person_id: the head who reports.
    held_on: the day.
    forum: before whom: the plenary session of the commission, or another meeting.
    in_person: whether the head reported in person.
    groups: who attended to ask and appraise, by group.
    questions: what was asked, in order.
    broadcast: how it was shown to the public.
    """

    kind = "integrity_report"
    id_fields = ("session_id",)
    day_field = "held_on"

    session_id: Id
    unit_id: DistrictUnitId | None = None
    person_id: PersonId
    held_on: date
    forum: Forum = Forum.PLENARY
    in_person: bool
    groups: tuple[GroupPresent, ...]
    questions: tuple[Question, ...] = ()
    broadcast: Broadcast | None = None


class QuestionClosing(Event, frozen=True, kw_only=True):
    """What was left open of a question is answered afterwards (质询办结).

    session_id: the session.
    question_no: the question.
    on: the day.
    outcome: what was answered or done.
    sha256: the exact bytes of the written answer.
    """

    kind = "question_closing"
    id_fields = ("session_id", "question_no")
    day_field = "on"

    session_id: SessionId
    question_no: Count
    on: date
    outcome: Text
    sha256: Digest | None = None
