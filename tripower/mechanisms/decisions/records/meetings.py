"""A meeting as it was called and held, and what was said and voted on each matter."""

from datetime import date

import msgspec

from tripower.core.records import Digest, Event, MatterId, MeetingId, PersonId, Term, Text
from tripower.core.records import Id as NewId
from tripower.mechanisms.decisions.records.matters import Body


class Form(Term):
    """How the body came together; only a meeting decides (DEC-15)."""

    MEETING = "meeting"
    CIRCULATION = "circulation"
    INDIVIDUAL_CONSULTATION = "individual_consultation"
    SECRETARY_MEETING = "secretary_meeting"
    PHONE = "phone"
    MESSAGING = "messaging"


class DecisionModel(Term):
    """Who decides: the vote, or the head after discussion (DEC-18)."""

    VOTE = "vote"
    HEAD_AFTER_DISCUSSION = "head_after_discussion"


class MeetingStage(Term):
    """How far a meeting is: called, in session, over."""

    CALLED = "called"
    OPEN = "open"
    CLOSED = "closed"


class Absence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who stayed away and why.

    person_id: the member.
    reason: why.
    """

    person_id: PersonId
    reason: Text


class Deferral(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A matter that the meeting put off.

    matter_id: the matter.
    reason: why it was put off.
    """

    matter_id: MatterId
    reason: Text


class Meeting(Event, frozen=True, kw_only=True):
    """A meeting of the body that decides (会议); a draft until it is closed.

    meeting_id: id of the meeting, the name of its folder.
    body: which body meets.
    form: how it came together; only a meeting in person decides.
    decision_model: whether the vote decides, or the head after discussion.
    held_on: the day; a called meeting may lie ahead.
    place: where.
    presiding_id: who presides.
    recorder_id: who keeps the record.
    notice_on: day on which agenda and materials were sent out.
    agenda: the matters, in the order of discussion.
    stage: called, open or closed.
    entitled_ids: members entitled to attend, frozen when the meeting opens (应到).
    present_ids: members present when it opened (实到).
    absent: members who stayed away, with the reason.
    observers: who attended without a vote (列席), by name.
    voted_together: groups of matters that were put to one vote (DEC-09).
    impromptu: matters moved in the meeting itself (临时动议).
    deferred: matters that the meeting put off.
    parameters: version of the parameters in force, frozen when the meeting opens.
    recording_sha256: digest of a recording, if there is one (FND-04).
    """

    kind = "meeting"
    id_fields = ("meeting_id",)
    day_field = "held_on"

    meeting_id: NewId
    body: Body = Body.TEAM
    form: Form = Form.MEETING
    decision_model: DecisionModel = DecisionModel.VOTE
    held_on: date
    place: Text | None = None
    presiding_id: PersonId
    recorder_id: PersonId | None = None
    notice_on: date | None = None
    agenda: tuple[MatterId, ...]
    stage: MeetingStage
    entitled_ids: tuple[PersonId, ...] = ()
    present_ids: tuple[PersonId, ...] = ()
    absent: tuple[Absence, ...] = ()
    observers: tuple[Text, ...] = ()
    voted_together: tuple[tuple[MatterId, ...], ...] = ()
    impromptu: tuple[MatterId, ...] = ()
    deferred: tuple[Deferral, ...] = ()
    parameters: Text | None = None
    recording_sha256: Digest | None = None


class Attendance(Event, frozen=True, kw_only=True):
    """Who was present for one matter, where that differs from the opening.

    meeting_id: the meeting.
    matter_id: the matter.
    present_ids: all members who were in the room for this matter.
    reason: why it differs.
    """

    kind = "attendance"
    id_fields = ("meeting_id", "matter_id")

    meeting_id: MeetingId
    matter_id: MatterId
    present_ids: tuple[PersonId, ...]
    reason: Text


class SpeechKind(Term):
    """A remark about procedure, or an opinion on the matter."""

    PROCEDURAL = "procedural"
    OPINION = "opinion"


class Stance(Term):
    """Which way an opinion leans."""

    FOR = "for"
    AGAINST = "against"
    DEFER = "defer"
    NEUTRAL = "neutral"


class Speech(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One contribution, in the order of speaking.

    person_id: who spoke.
    type: procedural remark or opinion.
    stance: which way the opinion leans.
    gist: what was said, in short.
    """

    person_id: PersonId
    type_: SpeechKind = msgspec.field(name="type", default=SpeechKind.OPINION)
    stance: Stance | None = None
    gist: Text


class Speeches(Event, frozen=True, kw_only=True):
    """Who spoke on one matter, in order (发言).

    meeting_id: the meeting.
    matter_id: the matter.
    speeches: the contributions, first speaker first.
    """

    kind = "speeches"
    id_fields = ("meeting_id", "matter_id")

    meeting_id: MeetingId
    matter_id: MatterId
    speeches: tuple[Speech, ...]


class RecusalGround(Term):
    """Why a member must not take part (DEC-11)."""

    OWN_INTEREST = "own_interest"
    SPOUSE = "spouse"
    LINEAL = "lineal"
    COLLATERAL = "collateral"
    IN_LAW = "in_law"
    OTHER_BIAS = "other_bias"


class RequestedBy(Term):
    """On whose word the recusal was raised."""

    SELF = "self"
    OTHER = "other"
    EX_OFFICIO = "ex_officio"


class RecusalDecider(Term):
    """Who decided on the recusal."""

    BODY = "body"
    PRESIDING = "presiding"


class Recusal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One member stands aside.

    person_id: the member.
    ground: why.
    requested_by: on whose word.
    decided_by: the body, or the presiding member alone.
    note: details, such as the relation.
    """

    person_id: PersonId
    ground: RecusalGround
    requested_by: RequestedBy = RequestedBy.SELF
    decided_by: RecusalDecider
    note: Text | None = None


class Recusals(Event, frozen=True, kw_only=True):
    """Who stood aside on one matter (回避).

    meeting_id: the meeting.
    matter_id: the matter.
    recusals: the members who stood aside.
    """

    kind = "recusals"
    id_fields = ("meeting_id", "matter_id")

    meeting_id: MeetingId
    matter_id: MatterId
    recusals: tuple[Recusal, ...]
