"""Rules on a commit itself: one line, who, on what day (TRL-03, 04, 05, 08)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tripower.core.changes import Change, ChangeView, Pair
from tripower.core.messages import N_
from tripower.core.people import Person, Position
from tripower.core.records import Event
from tripower.core.rules import Hit, practice, reg, rule, violation, warning
from tripower.core.trust import Proof
from tripower.mechanisms.decisions.records import (
    Ballot,
    Execution,
    Meeting,
    SupervisionCheck,
)

EVIDENCE = reg(
    N_(
        "Electronic Signature Law, art. 8: what counts is how reliably a record was made and "
        "kept, and who made it can be told."
    )
)
IN_TIME = reg(N_("Decree 713 of the State Council, art. 33: records are filed whole and in time."))
APART = timedelta(hours=1)
"""What the clocks of two machines may differ."""
ONE = timedelta(days=1)


@rule(
    "TRL-03",
    N_("The history is one line"),
    of_change=True,
    basis=[EVIDENCE, practice(N_("Two lines that are joined hide which one was first."))],
    says={
        "merge": (
            N_("this commit joins {parents} lines of history"),
            N_("Record on the newest commit: `git pull --rebase`, then record again."),
        ),
        "root": (
            N_("a second history begins here"),
            N_("Ask who brought it in; the history of a unit has one beginning."),
        ),
    },
)
def one_line(change: Change, see: ChangeView) -> Iterator[Hit]:  # noqa: ARG001 - all rules look alike
    """Each commit stands on exactly one other; merges are refused.

    Why: in a merge it cannot be told which of two records was there first, and files of a
    side line come in without having been judged where they came from.

    Example: somebody records in a copy of last week and merges: violation at the merge.
    """
    if change.act.parents > 1:
        yield violation("merge", parents=change.act.parents)
    elif change.act.parents == 0 and not change.act.first:
        yield violation("root")


@rule(
    "TRL-04",
    N_("A commit says who acted, and on which records"),
    of_change=True,
    reads=[Person],
    basis=[EVIDENCE],
    says={
        "by_hand": (
            N_("this was committed with git alone: nothing says who acted, in which office"),
            N_("Record with tripower; it judges first, and says who acted."),
        ),
        "other_author": (
            N_("it says that {actor} acted, but {author} is its author"),
            N_("Ask both; a signed commit leaves no doubt (`tripower trail key`)."),
        ),
        "stranger": (
            N_("{actor} acted, who is not in people.yaml"),
            N_("Ask who that is; only people on record act."),
        ),
        "other_name": (
            N_("{told} is named beside the id of {actor}"),
            N_("Ask both; the log shows the name, and the register says whose the id is."),
        ),
        "unnamed": (
            N_("it changes {record}, which it does not name"),
            N_("Look at the file: something was slipped in with another act."),
        ),
    },
)
def says_who_acted(change: Change, see: ChangeView) -> Iterator[Hit]:
    """A commit names the operation, each record it changes and the acting person.

    That person is its author, on record before, and named by the own name. A commit made with
    git alone is a warning: it may be honest, but no rule has been asked before, unless a guard
    was (`tripower trail guard`).

    Why: a record that nobody answers for is worth nothing; and what is slipped in with
    another act shows by not being named.

    Example: a commit says that it records ballots, and also changes positions.yaml: violation.
    """
    act = change.act
    if not act.described:
        if change.pairs:
            yield warning("by_hand")
        return
    if act.actor_id != act.author_id:
        yield violation("other_author", actor=see.name(act.actor_id), author=act.author_id)
    known = see.earlier(Person, act.actor_id) if see.any_of(Person) else see.person(act.actor_id)
    if change.pairs and known is None:
        yield violation("stranger", actor=act.actor_id)
    elif known is not None and act.actor_name not in _names(known, see):
        yield violation("other_name", actor=known.name, told=act.actor_name)
    named = set(act.named)
    for pair in change.pairs:
        record = "/".join(pair.subject)
        if record not in named:
            yield violation("unnamed", pair=pair, mark=record, record=record)


def _names(person: Person, see: ChangeView) -> set[str]:
    """What the person may be called in a commit: as before it or after it, or by the id alone."""
    now = see.person(person.person_id)
    return {"", person.person_id, person.name, now.name if now is not None else ""}


@rule(
    "TRL-05",
    N_("Who records may record this"),
    of_change=True,
    reads=[Person, Position, Meeting, Execution],
    basis=[
        practice(N_("Records are kept by those who hold a post in the unit.")),
        practice(N_("A ballot is recorded by the member or by the meeting's recorder.")),
        practice(N_("Nobody records the supervision of what they carry out themselves.")),
    ],
    says={
        "no_post": (
            N_("{actor} held no post in the unit on {day}"),
            N_("Record the post first, if there is one; else ask why this person records."),
        ),
        "ballot": (
            N_("{actor} recorded the ballot of {member}, being neither that member nor recorder"),
            N_("Ask the member; a signed ballot leaves no doubt (`vote cast --sign`)."),
        ),
        "supervision": (
            N_("{actor} carries the decision out and recorded its supervision"),
            N_("Let the supervisor or the office record it."),
        ),
    },
)
def may_record_this(change: Change, see: ChangeView) -> Iterator[Hit]:
    """Whoever acts holds a post on that day, and does not record what others must.

    A ballot is recorded by the member whose it is, or by whoever keeps the record of the
    meeting or presides; the look at how a decision is carried out by nobody who carries it out.
    Before the first post is on record, nobody can hold one.

    Why: those who decide, carry out and supervise are kept apart in the records too.

    Example: a deputy records the ballots of two colleagues while the office keeps the record:
    warning, one for each.
    """
    actor, day = change.act.actor_id or change.act.author_id, change.act.day
    if not change.pairs or not change.act.described or see.get(Person, actor) is None:
        return
    posts = see.where(Position, person_id=actor)
    if see.any_of(Position) and not any(post.held_on(day) for post in posts):
        yield warning("no_post", actor=see.name(actor), day=day)
    for pair, ballot in change.of(Ballot):
        meeting = see.get(Meeting, ballot.meeting_id)
        allowed = (
            ballot.person_id,
            *((meeting.recorder_id, meeting.presiding_id) if meeting else ()),
        )
        if actor not in allowed:
            member = see.name(ballot.person_id)
            yield warning("ballot", pair=pair, mark=pair.path, actor=see.name(actor), member=member)
    for pair, check in change.of(SupervisionCheck):
        for execution in see.where(Execution, matter_id=check.matter_id):
            if execution.executor_id == actor:
                yield warning("supervision", pair=pair, mark=pair.path, actor=see.name(actor))


@rule(
    "TRL-08",
    N_("A record comes when it happens, or says why it is late"),
    of_change=True,
    reads=[Meeting],
    parameters=["trail.late_workdays"],
    basis=[IN_TIME, practice(N_("Five working days are our number."))],
    says={
        "clock": (
            N_("this commit says it was made {hours} hours before the one that it stands on"),
            N_(
                "Ask for the machine's clock; a commit that was dated back says less than it seems."
            ),
        ),
        "future": (
            N_("this commit says it was made on {committed}, which has not come yet"),
            N_("Ask for the machine's clock; nothing is on record from a day that has not come."),
        ),
        "ahead": (
            N_("it tells of {day}, but was committed on {committed}"),
            N_("What has not happened is not on record; only a draft lies ahead."),
        ),
        "anchored": (
            N_("it tells of {day}, but was not there at the checkpoint of {anchored}"),
            N_("If it is true, record it with `--late` and say why it was missing."),
        ),
        "late": (
            N_("it tells of {day}, but was committed on {committed}, without a word why so late"),
            N_("Say why with `--late` when something is recorded afterwards."),
        ),
    },
)
def comes_in_time(change: Change, see: ChangeView) -> Iterator[Hit]:
    """A final record lies neither after its commit nor, without `late_entry`, far before it.

    Far is before the last checkpoint (violation: it was not there then), or more than five
    working days (warning). What belongs to a meeting has the day of that meeting. A draft may
    lie ahead, and keeps its day when it becomes final. No commit lies before the one it stands
    on, by more than an hour, nor more than a day after the day on which it is judged. For what
    proves the trail no word explains why it is late.

    Why: who can date a record back can have decided anything.

    Example: a checkpoint of 2024-06-30; on 2024-07-10 a matter “proposed on 2024-06-12” comes
    without a word: violation. With `late_entry` it is on record with the reason.
    """
    act = change.act
    if act.previous is not None and act.previous - act.when > APART:
        hours = int((act.previous - act.when).total_seconds() // 3600)
        yield violation("clock", hours=hours)
    if change.today is not None and min(act.days) - change.today > ONE:
        yield violation("future", committed=min(act.days))
    for pair, event in change.of(Event):
        day = _day(event, see)
        if day is None:
            continue
        told: dict[str, Any] = {"pair": pair, "mark": pair.path, "day": day}
        if day > act.day:
            if not event.draft:
                yield violation("ahead", committed=act.day, **told)
        elif not _explained(pair, event):
            yield from _behind(change, see, day, told)


def _behind(change: Change, see: ChangeView, day: date, told: dict[str, Any]) -> Iterator[Hit]:
    committed = min(change.act.days)
    if change.anchored is not None and day < change.anchored:
        yield violation("anchored", anchored=change.anchored, **told)
    else:
        days = see.on(committed).whole("trail.late_workdays")
        if see.calendar.add_workdays(day, days) < committed:
            yield warning("late", committed=committed, **told)


def _explained(pair: Pair, event: Event) -> bool:
    """A word on being late, a correction, or a draft that was there with that day."""
    before = pair.before
    was_there = isinstance(before, Event) and before.day == event.day
    said = event.late_entry is not None or event.supersedes is not None
    return was_there or (said and not isinstance(event, Proof))


def _day(event: Event, see: ChangeView) -> date | None:
    if event.day_field:
        return event.day
    meeting = see.get(Meeting, str(getattr(event, "meeting_id", "")))
    return meeting.held_on if meeting is not None else None
