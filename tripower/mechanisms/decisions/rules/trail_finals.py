"""Rules on what a commit may do to what is on record (TRL-01, 02, 07, 16)."""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.answer import say
from tripower.core.changes import Change, ChangeView, Pair
from tripower.core.digests import sha256
from tripower.core.messages import N_
from tripower.core.records import Event
from tripower.core.rules import Hit, practice, reg, rule, violation, warning
from tripower.mechanisms.decisions.records import (
    Attendance,
    Ballot,
    HeadDecision,
    Meeting,
    Minutes,
    Recusals,
    SecretTally,
    Speeches,
    WrittenOpinion,
)

ARCHIVES = reg(N_("Archives Law (2020), art. 48: no record is altered, damaged or forged."))
ORIGINAL = reg(
    N_("Electronic Signature Law, art. 5: an original is complete and unaltered since it was made.")
)
OF_MEETINGS = (Attendance, Ballot, HeadDecision, Recusals, SecretTally, Speeches, WrittenOpinion)
RESTORE = N_("Find the commit with `tripower trail log`; what was recorded first is what counts.")


@rule(
    "TRL-01",
    N_("What is final stays as it is"),
    of_change=True,
    basis=[ARCHIVES, ORIGINAL],
    says={
        "edited": (N_("a final record was edited"), RESTORE),
        "gone": (N_("a final record was deleted"), RESTORE),
        "renamed": (N_("a final record was renamed to {to}"), RESTORE),
        "no_draft": (
            N_("this is kept as a draft, which it can never be: it could be another one tomorrow"),
            N_("Record it as it is; what was cast, signed or counted is final at once."),
        ),
        "draft_gone": (
            N_("a draft vanished, as if it had never been"),
            N_("Ask who took it away; a meeting that was called is closed, not deleted."),
        ),
    },
)
def finals_stay(change: Change, see: ChangeView) -> Iterator[Hit]:  # noqa: ARG001 - all rules look alike
    """The file of an event without `draft: true` is final from the commit that brings it.

    Its path and its bytes never change. What happens later is a new file; a mistake is
    corrected by a new file that names the old one (TRL-02). An edit that is undone by a later
    commit is two breaches, not none. A ballot, a key, a signature and a checkpoint are never
    drafts.

    Why: a vote that can be edited afterwards was never a vote.

    Example: a commit changes `choice: no` to `choice: yes` in a ballot of last week: violation,
    and so is the next one that changes it back.
    """
    new = {pair.new: pair.path for pair in change.pairs if pair.old is None}
    for pair in change.pairs:
        if pair.was_final and pair.new is None and pair.old in new:
            yield violation("renamed", pair=pair, mark=pair.path, to=new[pair.old])
        elif pair.was_final:
            yield violation("gone" if pair.new is None else "edited", pair=pair, mark=pair.path)
        elif isinstance(pair.before, Event) and pair.new is None:
            yield warning("draft_gone", pair=pair, mark=pair.path)
        if isinstance(pair.after, Event) and pair.after.draft and not pair.after.drafts:
            yield violation("no_draft", pair=pair, mark=pair.path)


@rule(
    "TRL-02",
    N_("A correction names the exact file that it corrects"),
    of_change=True,
    subject=Event,
    basis=[ARCHIVES, practice(N_("The digest leaves no doubt which text was corrected."))],
    says={
        "nothing": (
            N_("it corrects {target}, but there is no such file"),
            N_("Name the path of the final file that is corrected."),
        ),
        "other_bytes": (
            N_("it corrects {target}, but the file there has another digest"),
            N_("Take the digest of the file on record; `tripower record supersede` does."),
        ),
        "same_commit": (
            N_("it corrects {target}, which the same commit brings"),
            N_("What was never on record is not corrected: write it right at once."),
        ),
        "other_record": (
            N_("it corrects {target}, which holds another record"),
            N_("A correction is of the same record; whatever else it names, it does not hide."),
        ),
        "never": (
            N_("it corrects {target}, but what proves the trail is not corrected"),
            N_("Make a new one: the next version of the list of keys, the next checkpoint."),
        ),
        "draft": (
            N_("it corrects {target}, which is a draft"),
            N_("A draft is edited; only what is final is corrected."),
        ),
    },
)
def correction_is_exact(change: Change, see: ChangeView) -> Iterator[Hit]:
    """A correction says by path and SHA-256 which final file it replaces, and why.

    The file was on record before the correction, and stays where it is. Keys, signatures,
    checkpoints and the word of a witness are not corrected at all.

    Why: whoever reads the correction must be able to read what it corrects.

    Example: `matter~2.yaml` supersedes `matter.yaml` with a digest that no version of that file
    ever had: violation.
    """
    come = {pair.path for pair in change.pairs if pair.old is None}
    for pair, event in change.of(Event):
        told = event.supersedes
        if told is None or pair.before is event:
            continue
        data, there = see.file(told.path), see.at(told.path)
        if not event.corrections:
            says = "never"
        elif data is None:
            says = "nothing"
        elif told.path in come:
            says = "same_commit"
        elif any(isinstance(one, Event) and one.draft for one in there):
            says = "draft"
        elif sha256(data) != told.sha256:
            says = "other_bytes"
        elif event.subject not in {one.subject for one in there}:
            says = "other_record"
        else:
            continue
        yield violation(says, pair=pair, field="supersedes", mark=pair.path, target=told.path)


@rule(
    "TRL-07",
    N_("After the minutes nothing is added to a meeting"),
    of_change=True,
    subject=Event,
    reads=[Minutes],
    basis=[
        reg(N_("Decree 713 of the State Council, art. 30: the discussion is recorded as it was.")),
        ARCHIVES,
    ],
    says={
        "added": (
            N_("this came after the minutes {minutes} had been issued"),
            N_("If it is true, record it with `--late` and say why it was missing."),
        ),
        "altered": (
            N_("this was altered after the minutes {minutes} had been issued"),
            N_("Close the meeting before its minutes; correct it by a file that supersedes it."),
        ),
    },
)
def minutes_close_a_meeting(change: Change, see: ChangeView) -> Iterator[Hit]:
    """A ballot, speech, recusal, attendance or opinion is on record before the minutes are.

    What comes later says why by `late_entry`, or corrects a record that was there. A meeting
    that was left open is not altered any more either.

    Why: minutes count what is on record; a ballot that appears afterwards was counted by
    nobody, or is to change what was.

    Example: minutes of 2024-06-28 with six ballots, a seventh arrives on 2024-07-15 without a
    word: violation.
    """
    for pair, event in change.of(Event):
        says = _after_minutes(pair, event)
        if not says or event.late_entry is not None or event.supersedes is not None:
            continue
        meeting = str(getattr(event, "meeting_id", ""))
        for minutes in see.linked(Minutes, ("meeting", meeting)):
            before = see.earlier(Minutes, minutes.key)
            if before is not None and not before.draft:
                yield violation(says, pair=pair, mark=pair.path, minutes=minutes.minutes_id)
                break


def _after_minutes(pair: Pair, event: Event) -> str:
    """What it would be after the minutes: added to a meeting, or a meeting that is altered."""
    if isinstance(event, OF_MEETINGS) and pair.before is None:
        return "added"
    altered = isinstance(event, Meeting) and isinstance(pair.before, Meeting) and pair.before.draft
    return "altered" if altered else ""


@rule(
    "TRL-16",
    N_("A commit brings plain, readable records"),
    of_change=True,
    basis=[ORIGINAL, practice(N_("A link or a program is no record, and can trick who reads."))],
    says={
        "mode": (
            N_("this is no plain file (mode {mode})"),
            N_("A unit holds plain files and folders only."),
        ),
        "name": (
            N_("the name of this file is none that every system can have"),
            N_("A unit holds files with plain names only."),
        ),
        "size": (
            N_("this file is bigger than any record, and was not read"),
            N_("A unit holds records; what is big lies outside, with its digest in a record."),
        ),
        "unreadable": (N_("no record can be read here: {why}"), RESTORE),
    },
)
def plain_and_readable(change: Change, see: ChangeView) -> Iterator[Hit]:  # noqa: ARG001 - all rules look alike
    """Every record file that a commit brings can be read at that commit, and is a plain file.

    Links, programs and modules of git are refused wherever they lie in the unit.

    Why: a file that could not be read for one commit was judged by nobody then.

    Example: a commit replaces `ballots/li.yaml` by a link to another ballot: violation.
    """
    for flaw in change.flaws:
        if flaw.mode:
            says = flaw.mode if flaw.mode in ("name", "size") else "mode"
            yield violation(says, path=flaw.path, mark=flaw.path, mode=flaw.mode)
        else:
            why = say(flaw.message, **flaw.args)
            yield violation("unreadable", path=flaw.path, mark=flaw.path, why=why)
