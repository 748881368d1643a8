"""Rules on the foundations: exceptions, adoption, self-attestation, acknowledgements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from tripower.core import rules as registry
from tripower.core.exceptions import Acknowledgement, Waiver
from tripower.core.findings import SourceClass
from tripower.core.messages import N_
from tripower.core.parameters import DistrictParameterValue, ParameterValue
from tripower.core.people import Position
from tripower.core.records import Record
from tripower.core.rules import Derived, Hit, Rule, not_assessable, notice, practice, rule, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions.records import (
    Admission,
    EmergencyDecision,
    Material,
    Matter,
    Meeting,
    Minutes,
)
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.power_split.records import ApprovalAction, PowerAssignment, PowerProfile

SPECIFIED = practice(N_("Demanded by the specification of the rules, part 0."))
LIST_OF_RULES = N_("See `tripower rule` for the rules that there are.")
ON_RECORD: tuple[type[Record], ...] = (
    Admission,
    ApprovalAction,
    EmergencyDecision,
    Material,
    Matter,
    Meeting,
    Minutes,
    PowerAssignment,
    PowerProfile,
    Waiver,
)


@rule(
    "FND-01",
    N_("Exceptions are made only to rules that allow them"),
    subject=Waiver,
    basis=[SPECIFIED],
    says={
        "unknown": (N_("there is no rule {rule} to make an exception to"), LIST_OF_RULES),
        "not_waivable": (
            N_("{rule} allows no exception; the approval {doc} changes nothing"),
            N_("Mend the breach, or acknowledge it with what happened."),
        ),
    },
)
def waivers(this: Waiver, see: View) -> Iterator[Hit]:  # noqa: ARG001 - every rule gets a view
    """A waiver names a rule that exists and that allows exceptions.

    An approved exception turns a violation into a notice and never deletes it. To a few
    rules there is none: heads and powers, incompatible pairs, discipline leaders, quorum
    and majority. Ids that stand for arithmetic find nothing that could be waived.

    Why: an exception that has no effect lulls those who hold its paper.

    Example: a paper allows a meeting without quorum: DEC-05 allows no exception, the
    violation stays and the paper is pointed out.
    """
    known = registry.RULES.get(this.rule_id)
    if known is None:
        yield warning("unknown", field="rule_id", rule=this.rule_id)
    elif known.arithmetic or not known.waivable:
        yield warning("not_waivable", field="rule_id", rule=this.rule_id, doc=this.doc_no)


@rule(
    "FND-03",
    N_("The district adopts rules of practice, and only those need it"),
    reads=[DistrictParameterValue, ParameterValue],
    basis=[SPECIFIED],
    says={
        "unknown": (N_("there is no rule {rule} to adopt"), LIST_OF_RULES),
        "needless": (
            N_("{rule} rests on law or on the district's mechanism and needs no adoption"),
            N_("It may be taken from the list; nothing changes."),
        ),
        "by_unit": (
            N_("the unit sets `adopted` itself; only the district adopts rules"),
            N_("Take the value out of the unit's own parameters."),
        ),
    },
)
def adoption(see: View) -> Iterator[Hit]:
    """The list of adopted rules is the district's, and each of its rules can be adopted.

    A rule that rests on practice alone weighs a warning at most until the district adopts
    it. A rule with some part of practice, such as a number of days, may stand in the list.

    Why: a default of this program must not pass for law, and a misspelt id adopts nothing.

    Example: `adopted: [TEM-02]` names no rule: warning; DEC-05 is in force anyway: notice.
    """
    for value in see.all(DistrictParameterValue):
        names = value.value if isinstance(value.value, tuple) else ()
        for index, name in enumerate(names if value.key_ == "adopted" else ()):
            known = registry.RULES.get(name)
            if known is None:
                yield warning("unknown", at=value, field=f"value.{index}", mark=name, rule=name)
            elif known.arithmetic or not _adoptable(known):
                yield notice("needless", at=value, field=f"value.{index}", mark=name, rule=name)
    for own in see.all(ParameterValue):
        if own.key_ == "adopted":
            yield warning("by_unit", at=own, field="key", mark=own.key)


def _adoptable(known: Rule) -> bool:
    """Whether any part of the rule rests on practice."""
    practices = (SourceClass.LOCAL_PRACTICE, SourceClass.PRACTICE)
    return any(basis.source_class in practices for basis in known.basis)


@rule(
    "FND-04",
    N_("What the records cannot show is not taken for clean"),
    reads=[Meeting, Position, PowerAssignment],
    basis=[SPECIFIED],
    says={
        "used_twice": (
            N_("the recording of the meeting of {day} is that of the meeting of {other} too"),
            N_("Put in the digest of the recording that was made on the day."),
        ),
        "after_period": (
            N_("begins on {day}, after {end}, the last day of this folder: no rule judges it"),
            N_("Correct the day, move the end of the period in unit.yaml, or record it elsewhere."),
        ),
    },
)
def what_cannot_be_shown(see: View) -> Iterator[Hit]:
    """The digest of a recording names the recording of that day, and nothing begins too late.

    What the records cannot show is `not assessable` and never clean. What rests on the
    clerk's own word, such as the order of speeches and the day of the notice, is labelled
    self-attested. A recording is not asked for; where its digest is on record, it backs
    the clerk's word, and so it must be the right one. A check never looks past the end of the
    unit's period: a post or a power that begins after it is judged by no rule, and said to be.

    Why: a digest that is copied from another meeting looks like evidence and is none; a
    year that is typed wrongly hides two powers that nobody may hold together.

    Example: the meetings of 2024-03-15 and 2024-03-29 name the same digest: warning for
    the later one. Two meetings of one day may be on one recording. The period ends on
    2024-12-31: a power held from that day on is judged, from 2025-01-01 on it is not.
    """
    yield from _recordings(see)
    end = see.profile.period.to if see.profile else None
    begun: list[Position | PowerAssignment] = [*see.all(Position), *see.all(PowerAssignment)]
    for one in begun:
        if end is not None and one.from_ > end:
            yield not_assessable(
                "after_period",
                at=one,
                field="from_",
                on=end,
                mark="/".join(one.subject),
                day=one.from_,
                end=end,
            )


def _recordings(see: View) -> Iterator[Hit]:
    first: dict[str, Meeting] = {}
    recorded = [m for m in see.all(Meeting) if m.recording_sha256 is not None]
    for meeting in sorted(recorded, key=lambda m: (m.held_on, m.meeting_id)):
        other = first.setdefault(str(meeting.recording_sha256), meeting)
        day = meeting.held_on
        if other.held_on != day:
            yield warning(
                "used_twice",
                at=meeting,
                field="recording_sha256",
                on=day,
                mark=meeting.meeting_id,
                day=day,
                other=other.held_on,
            )


class Spoken(Derived, frozen=True):
    """An acknowledgement, with what it speaks of."""

    record: Acknowledgement

    kind: ClassVar[str] = Acknowledgement.kind

    @property
    def subject(self) -> tuple[str, str]:
        """The acknowledgement itself, as findings name it."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The acknowledgement and the records that it names; of a round, those it is made of."""
        kind, _, key = self.record.subject_named.partition("/")
        meeting_id, _, matter_id = key.partition("/")
        named = (
            [(Meeting.kind, meeting_id), (Matter.kind, matter_id)]
            if kind == Round.kind
            else [(kind, key)]
        )
        return [self.subject, *named]

    @property
    def day(self) -> date:
        """The day of saying so."""
        return self.record.on

    @classmethod
    def every(cls, see: View) -> Iterator[Spoken]:
        """Every acknowledgement on record."""
        yield from (cls(one) for one in see.all(Acknowledgement))


@rule(
    "FND-05",
    N_("An acknowledgement says which rule was broken, and by what"),
    subject=Spoken,
    reads=[Acknowledgement, *ON_RECORD],
    basis=[SPECIFIED],
    says={
        "unknown": (N_("there is no rule {rule} to acknowledge a breach of"), LIST_OF_RULES),
        "judges_nothing": (
            N_("{rule} finds nothing, so there is no breach of it to acknowledge"),
            LIST_OF_RULES,
        ),
        "other_kind": (
            N_("{rule} judges subjects `{kind}/…`, this acknowledgement names {subject}"),
            N_("Copy the subject from the finding; write a new acknowledgement."),
        ),
        "not_on_record": (
            N_("there is no {subject} on record"),
            N_("Copy the subject from the finding; write a new acknowledgement."),
        ),
        "fits_nothing": (
            N_("{rule} finds nothing on {subject}, so this acknowledgement fits no finding"),
            N_("Nothing, if the breach was mended since; else find out which breach was meant."),
        ),
    },
)
def acknowledgements(this: Spoken, see: View) -> Iterator[Hit]:
    """An acknowledgement fits a finding: its rule exists and its subject is on record.

    An act that would break a rule is refused; a fact that broke one is recorded together
    with an acknowledgement, and the finding stays and counts. Where the rule finds nothing
    on the subject, the engine points that out: the breach was mended, or another was meant.

    Why: an acknowledgement that fits nothing hides that the breach has none.

    Example: `DEC-05` judges `round/meeting/matter`; an acknowledgement for `meeting/K-1`
    fits none of its findings: warning.
    """
    word = this.record
    known = registry.RULES.get(word.rule_id)
    if known is None:
        yield warning("unknown", field="rule_id", rule=word.rule_id)
    elif known.arithmetic:
        yield warning("judges_nothing", field="rule_id", rule=word.rule_id)
    else:
        kind, _, key = word.subject_named.partition("/")
        wanted = known.subject.kind if known.subject else "unit"
        told: dict[str, Any] = {"rule": word.rule_id, "subject": word.subject_named}
        if kind != wanted:
            yield warning("other_kind", field="subject", kind=wanted, **told)
        elif not _on_record(kind, key, see):
            yield warning("not_on_record", field="subject", **told)


def _on_record(kind: str, key: str, see: View) -> bool:
    """Whether a subject is there; of kinds made by other rooms' arithmetic it is assumed."""
    if kind == "unit":
        return see.profile is not None and see.profile.unit_id == key
    if kind == Round.kind:
        meeting_id, _, matter_id = key.partition("/")
        meeting = see.get(Meeting, meeting_id)
        return meeting is not None and matter_id in meeting.agenda
    held = {one.kind: one for one in ON_RECORD}
    return kind not in held or see.get(held[kind], key) is not None
