"""Rules on the session at which a head reports on integrity (SUP-04, SUP-13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tripower.core.answer import say
from tripower.core.messages import N_
from tripower.core.rules import Hit, not_assessable, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.oversight import concerned, finals
from tripower.mechanisms.oversight.questioning import Answered, Followed, attending, followed
from tripower.mechanisms.oversight.records import Forum, IntegrityReport, QuestionClosing

SHOWN = {
    "channel": N_("the channel"),
    "at": N_("the time"),
    "sha256": N_("the digest of the recording"),
}
"""What is told of a broadcast."""


@rule(
    "SUP-04",
    N_("The head reports in person, is asked and appraised by three groups, and all can watch"),
    subject=IntegrityReport,
    reads=concerned.READS,
    parameters=concerned.PARAMETERS,
    basis=[
        seed(
            N_(
                "Heads report on integrity to the plenary session; its members, people's congress "
                "deputies and CPPCC members question and appraise them, shown live on television."
            )
        )
    ],
    says={
        "absent": (
            N_("{name} did not report in person"),
            N_("The head reports in person; hold the session again."),
        ),
        "not_head": (
            N_("{name} was not the head of {unit} on that day"),
            N_("The head reports, nobody in the head's place."),
        ),
        "unknown": (
            N_("the registers do not say who was the head of {unit} on that day"),
            N_("Record who headed the unit, and from which day to which."),
        ),
        "forum": (
            N_("the report was not made before the plenary session"),
            N_("Have it made before the plenary session."),
        ),
        "group": (
            N_("nobody of the {group} is on record as present"),
            N_("All three groups ask and appraise; record who attended, or hold it again."),
        ),
        "unasked": (
            N_("no question is on record"),
            N_("Record each question with the group it came from and the answer."),
        ),
        "unseen": (
            N_("nothing says that the session was shown on television"),
            N_("Record channel, time and digest of the broadcast."),
        ),
        "not_live": (
            N_("the session was shown, but not live"),
            N_("Show the next one while it goes on."),
        ),
    },
)
def reports_in_person(this: IntegrityReport, see: View) -> Iterator[Hit]:
    """In person, before the plenary session, with all three groups, questions, and live.

    The three groups are members of the commission for discipline inspection, people's congress
    deputies and CPPCC members.

    Why: a report on paper is read by nobody; a question before a camera must be answered.

    Example: commission members and CPPCC members attended, no congress deputy: violation.
    """
    if this.draft:
        return
    if not this.in_person:
        yield violation("absent", field="in_person", name=see.name(this.person_id))
    yield from _head(this, see)
    if this.forum is not Forum.PLENARY:
        yield violation("forum", field="forum")
    for group, count in attending(this).items():
        if count == 0:
            yield violation("group", field="groups", mark=group, group=group)
    if not this.questions:
        yield violation("unasked", field="questions")
    yield from _live(this)


def _head(this: IntegrityReport, see: View) -> Iterator[Hit]:
    heads = concerned.heads(this, this.held_on, see)
    unit = concerned.unit_of(this, see)
    if not heads:
        yield not_assessable("unknown", field="person_id", unit=unit)
    elif this.person_id not in heads:
        yield violation("not_head", field="person_id", name=see.name(this.person_id), unit=unit)


def _live(this: IntegrityReport) -> Iterator[Hit]:
    if this.broadcast is None:
        yield violation("unseen", field="broadcast")
    elif not this.broadcast.live:
        yield violation("not_live", field="broadcast.live")


@rule(
    "SUP-13",
    N_("Each question of the live session gets its answer, and the broadcast can be found"),
    subject=IntegrityReport,
    reads=[QuestionClosing],
    basis=[
        seed(
            N_(
                "Heads are questioned on the spot and the session is shown live; that questions "
                "are answered to the end follows from it."
            )
        )
    ],
    says={
        "dateless": (
            N_("question {number} was not answered, and no day says by when it will be"),
            N_("Record the answer, or close the question."),
        ),
        "overdue": (
            N_("question {number} was to be followed up by {due}, and is open"),
            N_("Answer it and record the closing."),
        ),
        "late": (
            N_("question {number} was closed on {done}, due by {due}"),
            N_("Tell whoever asked why it came late."),
        ),
        "early": (
            N_("question {number} was closed on {done}, before it was asked on {held}"),
            N_("Correct the day that is wrong."),
        ),
        "twice": (
            N_("question {number} is there more than once"),
            N_("Give each question a number of its own."),
        ),
        "stray": (
            N_("question {number} was closed, and no such question was asked"),
            N_("Correct its number."),
        ),
        "untraced": (
            N_("the broadcast does not say {what}"),
            N_("Record channel, time and digest, so that the recording can be found and proved."),
        ),
    },
)
def questions_closed(this: IntegrityReport, see: View) -> Iterator[Hit]:
    """A question is answered at the session, or closed by the day set for following it up.

    A question with such a day was not answered to the end, whatever was said. The broadcast has
    its channel, its time and the digest of its recording.

    Why: a promise before a camera is kept where somebody writes down its day.

    Example: to be followed up by 2024-07-31, closed on 2024-08-01: violation.
    """
    if this.draft:
        return
    for one in followed(this, see):
        yield from _closed(one, this, see)
    numbers = Counter(one.question_no for one in this.questions)
    for number, times in numbers.items():
        if times > 1:
            yield warning("twice", field="questions", mark=str(number), number=number)
    for closing in finals.where(see, QuestionClosing, session_id=this.session_id):
        if closing.question_no not in numbers:
            yield warning("stray", at=closing, field="question_no", number=closing.question_no)
    for name, what in SHOWN.items():
        if this.broadcast is not None and getattr(this.broadcast, name) is None:
            yield violation("untraced", field="broadcast", mark=name, what=say(what))


def _closed(one: Followed, this: IntegrityReport, see: View) -> Iterator[Hit]:
    number, due, closing = one.question.question_no, one.question.follow_up_by, one.closing
    nth, mark = this.questions.index(one.question), str(number)
    field, state = f"questions.{nth}.question_no", one.state(see.as_of)
    if closing is not None and state is Answered.EARLY:
        args: dict[str, Any] = {"number": number, "done": closing.on, "held": this.held_on}
        yield violation("early", at=closing, field="on", mark=mark, **args)
    elif closing is not None and state is Answered.LATE:
        args = {"number": number, "done": closing.on, "due": due}
        yield violation("late", at=closing, field="on", mark=mark, **args)
    elif state is Answered.OVERDUE:
        yield violation("overdue", field=field, mark=mark, number=number, due=due)
    elif state is Answered.DATELESS:
        yield violation("dateless", field=field, mark=mark, number=number)
