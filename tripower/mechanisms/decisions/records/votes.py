"""Votes: ballots by name or a secret tally, opinions sent in writing, a head's decision."""

import msgspec

from tripower.core.records import Digest, Event, Id, MatterId, MeetingId, PersonId, Term, Text


class Choice(Term):
    """What a member votes: 同意、不同意、弃权、缓议; `void` is a ballot that says none of them."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    DEFER = "defer"
    VOID = "void"


class VoteMethod(Term):
    """How the vote was taken."""

    ORAL = "oral"
    SHOW_OF_HANDS = "show_of_hands"
    NAMED = "named"


class Attestation(Term):
    """Whose word a ballot rests on: the clerk's record of it, or the member's own signature."""

    PAPER = "paper"
    SIGNED = "signed"


class Binding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a signed ballot was cast on, so that it counts for nothing else.

    unit_id: the unit.
    matter_sha256: digest of the proposal's file.
    material_sha256s: digests of the files of its materials, in the order of their paths.
    nonce: a word of the member's own, never used twice.
    """

    unit_id: Id
    matter_sha256: Digest
    material_sha256s: tuple[Digest, ...] = ()
    nonce: Id


class Ballot(Event, frozen=True, kw_only=True):
    """One member's vote on one matter in one meeting (表决).

    meeting_id: the meeting.
    matter_id: the matter.
    person_id: the member.
    choice: yes, no, abstain, defer or void.
    method: how the vote was taken.
    opinion: the member's opinion as stated; a different opinion is kept word for word.
    attestation: paper: recorded by the clerk; signed: by the member's own signature.
    binding: what exactly a signed ballot was cast on.
    """

    kind = "ballot"
    id_fields = ("meeting_id", "matter_id", "person_id")
    drafts = False

    meeting_id: MeetingId
    matter_id: MatterId
    person_id: PersonId
    choice: Choice
    method: VoteMethod = VoteMethod.SHOW_OF_HANDS
    opinion: Text | None = None
    attestation: Attestation = Attestation.PAPER
    binding: Binding | None = None


class SecretTally(Event, frozen=True, kw_only=True):
    """The count of a secret vote on one matter (无记名计票单).

    meeting_id: the meeting.
    matter_id: the matter.
    issued: ballots handed out.
    collected: ballots that came back.
    yes: votes in favour.
    no: votes against.
    abstain: abstentions.
    defer: votes to defer.
    void: ballots that say none of these.
    counter_ids: who counted.
    """

    kind = "secret_tally"
    id_fields = ("meeting_id", "matter_id")

    meeting_id: MeetingId
    matter_id: MatterId
    issued: int
    collected: int
    yes: int
    no: int
    abstain: int = 0
    defer: int = 0
    void: int = 0
    counter_ids: tuple[PersonId, ...]


class WrittenOpinion(Event, frozen=True, kw_only=True):
    """What an absent member sent in writing; read out, never counted (DEC-08).

    meeting_id: the meeting.
    matter_id: the matter.
    person_id: the absent member.
    text: the opinion as written.
    counted: whether somebody counted it as a vote, which the rule forbids.
    """

    kind = "written_opinion"
    id_fields = ("meeting_id", "matter_id", "person_id")

    meeting_id: MeetingId
    matter_id: MatterId
    person_id: PersonId
    text: Text
    counted: bool = False


class HeadChoice(Term):
    """What the head decided."""

    PASS = "pass"  # noqa: S105 - to let pass, no password
    REJECT = "reject"
    DEFER = "defer"


class HeadDecision(Event, frozen=True, kw_only=True):
    """What the head decided after discussion, where that model holds (DEC-18).

    meeting_id: the meeting.
    matter_id: the matter.
    decider_id: the head.
    choice: pass, reject or defer.
    reasons: the reasons stated in the meeting, needed against the majority.
    """

    kind = "head_decision"
    id_fields = ("meeting_id", "matter_id")

    meeting_id: MeetingId
    matter_id: MatterId
    decider_id: PersonId
    choice: HeadChoice
    reasons: Text | None = None
