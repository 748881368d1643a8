"""What follows from a rank, and what came of it (结果运用)."""

from datetime import date

from tripower.core.district import DistrictUnitId
from tripower.core.messages import N_
from tripower.core.records import Event, PersonId, Term, Text
from tripower.mechanisms.polls.records.rounds import RoundId


class Consequence(Term):
    """What the district's rules attach to a rank."""

    COMMENDATION = "commendation"
    KEY_MANAGED = "key_managed"
    TALK = "admonitory_talk"
    RECTIFICATION = "rectification"
    AWARD_BAN = "award_ban"
    REMOVAL = "removal_proposal"

    @property
    def label(self) -> str:
        """The English label; the term of the field for a unit under priority oversight (重管)."""
        return N_("priority oversight") if self is Consequence.KEY_MANAGED else super().label


class PollConsequence(Event, frozen=True, kw_only=True):
    """A paper on what follows from a unit's rank has gone out (结果运用文书).

    round_id: the round.
    unit_id: the unit.
    consequence: what it is.
    issued_on: the day of the paper.
    issued_by: who issued it.
    doc_no: its number.
    person_id: the head whom it concerns.
    due_on: the last day of the time it sets.
    issues: what is to be put right.
    award_year: the year whose awards are lost.
    """

    kind = "poll_consequence"
    id_fields = ("round_id", "unit_id", "consequence")
    day_field = "issued_on"
    drafts = False

    round_id: RoundId
    unit_id: DistrictUnitId
    consequence: Consequence
    issued_on: date
    issued_by: Text
    doc_no: Text | None = None
    person_id: PersonId | None = None
    due_on: date | None = None
    issues: tuple[Text, ...] = ()
    award_year: int | None = None


class TalkerPost(Term):
    """In which post somebody holds an admonitory talk."""

    DISTRICT_PARTY_SECRETARY = "district_party_secretary"
    DISTRICT_MAYOR = "district_mayor"
    DISTRICT_DEPUTY = "district_deputy_leader"
    DISCIPLINE_COMMISSION = "discipline_commission"
    OTHER = "other"


class PollTalk(Event, frozen=True, kw_only=True):
    """The admonitory talk was held (诫勉谈话记录).

    round_id: the round.
    unit_id: the unit.
    person_id: who was talked to.
    held_on: the day.
    talker: who held it, by name.
    talker_post: in which post.
    reason: what it was about.
    response: what the other said.
    signed_on: the day on which the other signed the record.
    """

    kind = "poll_talk"
    id_fields = ("round_id", "unit_id", "person_id")
    day_field = "held_on"
    drafts = False

    round_id: RoundId
    unit_id: DistrictUnitId
    person_id: PersonId
    held_on: date
    talker: Text
    talker_post: TalkerPost
    reason: Text
    response: Text | None = None
    signed_on: date | None = None


class PollAcceptance(Event, frozen=True, kw_only=True):
    """What a unit did to put things right was looked at (整改验收).

    round_id: the round.
    unit_id: the unit.
    check_no: 1 for the first time, 2 for the next, and so on.
    checked_on: the day.
    checked_by: who looked at it.
    accepted: whether it was accepted.
    findings: what was found.
    """

    kind = "poll_acceptance"
    id_fields = ("round_id", "unit_id", "check_no")
    day_field = "checked_on"
    drafts = False

    round_id: RoundId
    unit_id: DistrictUnitId
    check_no: int
    checked_on: date
    checked_by: Text
    accepted: bool
    findings: Text | None = None


class PollExit(Event, frozen=True, kw_only=True):
    """A unit is under priority oversight no longer (解除重管).

    round_id: the round for whose rank it had come under it.
    unit_id: the unit.
    ended_on: the day.
    decided_by: who decided it.
    doc_no: number of the paper.
    """

    kind = "poll_exit"
    id_fields = ("round_id", "unit_id")
    day_field = "ended_on"
    drafts = False

    round_id: RoundId
    unit_id: DistrictUnitId
    ended_on: date
    decided_by: Text
    doc_no: Text | None = None


class PollRuling(Event, frozen=True, kw_only=True):
    """What the competent body decided where the rules leave it to people (人工认定).

    round_id: the round.
    unit_id: the unit.
    consequence: what it was about.
    decided_on: the day.
    decided_by: who decided it.
    applies: whether it is to follow.
    reason: why.
    doc_no: number of the paper.
    """

    kind = "poll_ruling"
    id_fields = ("round_id", "unit_id", "consequence")
    day_field = "decided_on"
    drafts = False

    round_id: RoundId
    unit_id: DistrictUnitId
    consequence: Consequence
    decided_on: date
    decided_by: Text
    applies: bool
    reason: Text
    doc_no: Text | None = None


class PollRemoval(Event, frozen=True, kw_only=True):
    """A head was removed for what the polls showed (免职).

    round_id: the round after which it was proposed.
    unit_id: the unit.
    person_id: who was removed.
    effective_on: the day.
    decided_by: the body that decided, by name.
    doc_no: number of its decision.
    """

    kind = "poll_removal"
    id_fields = ("round_id", "unit_id", "person_id")
    day_field = "effective_on"
    drafts = False

    round_id: RoundId
    unit_id: DistrictUnitId
    person_id: PersonId
    effective_on: date
    decided_by: Text
    doc_no: Text


class PostLevel(Term):
    """How a post compares with the one from which its holder was removed."""

    NOT_LEADING = "not_leading"
    LEADING = "leading"
    HIGHER = "higher_leading"


class PollAppointment(Event, frozen=True, kw_only=True):
    """Somebody who had been removed or talked to is given a post (任职).

    round_id: the round after which the person was removed or talked to.
    unit_id: the unit that the person headed.
    appointment_no: 1 for the first new post of who headed that unit, 2 for the next.
    person_id: who.
    effective_on: the day of the new post.
    post: the post.
    level: how it compares with the former one.
    doc_no: number of the paper.
    """

    kind = "poll_appointment"
    id_fields = ("round_id", "unit_id", "appointment_no")
    day_field = "effective_on"
    drafts = False

    round_id: RoundId
    unit_id: DistrictUnitId
    appointment_no: int
    person_id: PersonId
    effective_on: date
    post: Text
    level: PostLevel
    doc_no: Text | None = None
