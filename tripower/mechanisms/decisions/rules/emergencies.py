"""Rules on what one person decides: in an emergency, or as head after discussion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tripower.core.dates import add_days
from tripower.core.messages import N_
from tripower.core.numbers import inequality_more_than
from tripower.core.people import acting_heads_on, heads_on
from tripower.core.rules import Hit, block, practice, reg, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions import discussion
from tripower.mechanisms.decisions import emergencies as afterwards
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.emergencies import Emergency
from tripower.mechanisms.decisions.records import Body, Category, DecisionModel, Outcome
from tripower.mechanisms.decisions.rounds import Round

Weight = Callable[..., Hit]
REPORT = N_("Report the decision and record the report; say why it is late.")
TO_A_MEETING = N_("Put the decision to the next meeting, to be ratified or not.")


@rule(
    "DEC-14",
    N_("An emergency decision is reported at once and ratified by the next meeting"),
    subject=Emergency,
    reads=afterwards.READS,
    parameters=(*afterwards.PARAMETERS, "adopted"),
    basis=[
        reg(
            N_("中办发〔2010〕17号 (state firms, by analogy): report afterwards, have it ratified.")
        ),
        reg(
            N_("Party Constitution, art. 17: in an emergency one person may decide, then reports.")
        ),
        practice(N_("One working day to report and ten to ratify are our numbers.")),
    ],
    says={
        "personnel": (
            N_(
                "“{matter}”: {person} may not decide a personnel matter alone, whatever the urgency"
            ),
            N_("Put the matter to a meeting."),
        ),
        "unreported": (
            N_("{person} decided alone on {day}; no report was on record by {due}"),
            REPORT,
        ),
        "reported_late": (
            N_("{person} decided alone on {day} and reported on {reported}, due by {due}"),
            REPORT,
        ),
        "unratified": (
            N_("{person} decided alone on {day}; no meeting had ratified it by {due}"),
            TO_A_MEETING,
        ),
        "ratified_late": (
            N_("{person} decided alone on {day}; a meeting settled it on {held}, due by {due}"),
            N_("Say in the minutes why it came late."),
        ),
        "passed_over": (
            N_("{person} decided alone on {day}; the meeting of {held} did not take it up"),
            TO_A_MEETING,
        ),
        "not_ratified": (
            N_("the meeting of {held} did not ratify what {person} decided alone: {inequality}"),
            N_("The decider answers for it: open a case of accountability (ground G1)."),
        ),
    },
)
def emergency(this: Emergency, see: View) -> Iterator[Hit]:
    """One person decides alone only in an emergency, never on personnel, and answers for it.

    The record names the ground: a sudden incident, disaster relief, or imminent danger to
    life or property. The decision is reported within one working day and put to the next
    meeting within ten, with the usual quorum and majority. What is not ratified stays a
    breach. Lateness weighs a violation where the district has adopted this rule, since the
    numbers of days are ours; else a warning. Never ratified is a violation everywhere.

    Why: urgency is the oldest excuse for deciding alone. Whoever uses it puts the decision
    before the others as soon as they can meet.

    Example: a dyke is repaired on the head's word on Friday 2024-09-27. The report is due on
    Sunday 2024-09-29, a make-up day, the meeting by 2024-10-16. There 4 of 5 members come
    and 2 vote yes: 2×2 = 4 ≤ 5, not ratified, and the head answers for it.
    """
    told: dict[str, Any] = {"person": see.name(this.decision.decider_id), "day": this.day}
    if this.matter is not None and this.matter.category is Category.PERSONNEL:
        yield block("personnel", field="matter_id", matter=this.matter.title, **told)
    late = violation if "DEC-14" in see.on(this.day).words("adopted") else warning
    yield from _reported(this, see, late, told)
    yield from _put_to_a_meeting(this, see, late, told)
    yield from _refused(this, told)


def _reported(this: Emergency, see: View, late: Weight, told: dict[str, Any]) -> Iterator[Hit]:
    due, report = this.report_due, this.report
    if report is None and see.as_of > due:
        yield late("unreported", field="decided_on", due=due, **told)
    elif report is not None and report.reported_on > due:
        on = report.reported_on
        yield late("reported_late", at=report, field="reported_on", due=due, reported=on, **told)


def _put_to_a_meeting(
    this: Emergency, see: View, late: Weight, told: dict[str, Any]
) -> Iterator[Hit]:
    due, settled = this.ratify_due, this.settled
    if settled is None and see.as_of > due:
        yield violation("unratified", field="decided_on", due=due, **told)
    elif settled is not None and settled.day > due:
        yield late("ratified_late", field="decided_on", due=due, held=settled.day, **told)
    else:
        first = next(iter(this.rounds), None)
        missed = this.passed_over(first.day if first else add_days(see.as_of, 1))
        if missed is not None:
            yield warning("passed_over", field="decided_on", held=missed.held_on, **told)


def _refused(this: Emergency, told: dict[str, Any]) -> Iterator[Hit]:
    for one in this.rounds:
        tally = votes.tally(one)
        if tally.result is Outcome.NOT_RATIFIED:
            yield violation(
                "not_ratified",
                field="decider_id",
                mark=one.meeting.meeting_id,
                person=told["person"],
                held=one.day,
                inequality=tally.decided_by[-1].inequality,
            )


@rule(
    "DEC-18",
    N_("The head decides alone only where the law has it so, and gives reasons"),
    subject=Round,
    reads=discussion.READS,
    parameters=("dec.pass", "pow.head_roles"),
    basis=[
        reg(N_("Decree 713 of the State Council, art. 30: the head decides after discussion.")),
        seed(N_("A team decides by more than one half of all members entitled to attend.")),
    ],
    says={
        "not_this_body": (
            N_("{body} decides by vote; here the head was to decide after discussion"),
            N_("Put the matter to the vote of a new meeting."),
        ),
        "not_the_head": (
            N_("{person} decided after discussion and was not head on {day}"),
            N_("Only the head decides; put the matter to the next meeting."),
        ),
        "no_reasons": (
            N_("{person} decided to {choice} against most members without reasons: {inequality}"),
            N_("Ask for the reasons that were stated in the meeting and record them."),
        ),
    },
)
def head_decides(this: Round, see: View) -> Iterator[Hit]:
    """Only in a government's meetings does the head decide after discussion, not the vote.

    The head who decides otherwise than most members present think states the reasons in
    the meeting, and the record has them. What a member thinks is the ballot, else the last
    opinion in the discussion; a neutral member is on neither side. Departments and party
    groups decide by vote.

    Why: the law of governments lets one person decide, so the others' opinions must at
    least be answered.

    Example: of 7 present 4 speak against a project and the head passes it without reasons:
    2×4 = 8 > 7, violation. With 3 against, 2×3 = 6 ≤ 7, none are needed.
    """
    if this.meeting.decision_model is not DecisionModel.HEAD_AFTER_DISCUSSION:
        return
    if this.meeting.body is not Body.GOVERNMENT_MEETING:
        body = this.meeting.body
        yield violation("not_this_body", field="decision_model", mark=this.key, body=body)
    decision = this.head_decision
    if decision is None:
        return
    rules, day = see.on(this.day), this.day
    roles, person = rules.words("pow.head_roles"), see.name(decision.decider_id)
    if decision.decider_id not in (*heads_on(see, day, roles), *acting_heads_on(see, day, roles)):
        yield violation("not_the_head", at=decision, field="decider_id", person=person, day=day)
    against, present = discussion.differing(this, decision), discussion.members_present(this)
    inequality, most = inequality_more_than(against, len(present), rules.share("dec.pass"))
    if most and decision.reasons is None:
        choice = decision.choice
        yield violation(
            "no_reasons", at=decision, person=person, choice=choice, inequality=inequality
        )
