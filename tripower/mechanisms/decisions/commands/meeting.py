"""`tripower meeting`: call, hold and close a meeting, step by step or from one sheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from tripower.core.answer import Answer, Part, Raw, Table, refuse, say
from tripower.core.messages import N_, translate
from tripower.core.plan import Plan
from tripower.core.records import natural
from tripower.core.unit import Unit
from tripower.mechanisms.answers import entry_answer
from tripower.mechanisms.decisions.actions import meetings as act
from tripower.mechanisms.decisions.actions import sheet as sheets
from tripower.mechanisms.decisions.actions.matters import Action
from tripower.mechanisms.decisions.actions.sheet_faults import faults
from tripower.mechanisms.decisions.actions.sheet_page import SHEET_HELP, page, silent_matters
from tripower.mechanisms.decisions.commands.rehearse import rehearse
from tripower.mechanisms.decisions.commands.words import words
from tripower.mechanisms.decisions.quorum import entitled_on, needs
from tripower.mechanisms.decisions.records import (
    Body,
    DecisionModel,
    Form,
    Meeting,
    MeetingStage,
    Recusal,
    RecusalDecider,
    RecusalGround,
    RequestedBy,
    Speech,
    SpeechKind,
    Stance,
)
from tripower.mechanisms.options import DAY, PAIR, Reading, Writing, ids, once, reading, writing
from tripower.mechanisms.typed import ID, IDS

Pairs = tuple[tuple[str, str], ...]


@click.group(help=N_("Meetings: call, hold and close them."))
def meeting() -> None:
    """Group of commands."""


meeting.add_command(rehearse)


@meeting.command(
    help=N_("Call a meeting; says who must come for a quorum and who must stand aside.")
)
@click.argument("meeting_id", type=ID, metavar="ID")
@click.argument("agenda", type=ID, metavar="MATTER...", nargs=-1, required=True)
@click.option("--on", "held_on", type=DAY, required=True, help=N_("The day of the meeting."))
@click.option("--place", help=N_("Where."))
@click.option("--presiding", type=ID, required=True, help=N_("Who presides, by id."))
@click.option("--recorder", type=ID, help=N_("Who keeps the record, by id."))
@click.option(
    "--notice-on", type=DAY, help=N_("When agenda and materials went out; today if not given.")
)
@click.option("--body", type=words(Body), default="team", help=N_("Which body meets."))
@click.option("--form", type=words(Form), default="meeting", help=N_("How it comes together."))
@click.option("--model", type=words(DecisionModel), default="vote", help=N_("Who decides."))
@writing
def call(asked: Writing, meeting_id: str, agenda: tuple[str, ...], **told: Any) -> Answer:
    """A called meeting, and what it will take to decide."""
    called = Meeting(
        draft=True,
        meeting_id=meeting_id,
        body=told["body"],
        form=told["form"],
        decision_model=told["model"],
        held_on=told["held_on"],
        place=told["place"],
        presiding_id=told["presiding"],
        recorder_id=told["recorder"],
        notice_on=told["notice_on"] or asked.today,
        agenda=agenda,
        stage=MeetingStage.CALLED,
    )
    entry = asked.write(act.call(called))
    answer = entry_answer(entry, dry_run=asked.order.dry_run)
    return Answer([*answer.parts, *_who_must_come(called, entry.verdict.unit)], answer.data)


def _who_must_come(called: Meeting, unit: Unit) -> list[Part]:
    entitled = entitled_on(called, unit)
    names = [unit.name(person) for person in entitled]
    text = N_("Entitled to attend: {count}: {names}")
    rows = [
        (n.matter_id, n.quorum, n.yes, ", ".join(unit.name(p) for p in n.recuse) or None)
        for n in needs(called, unit)
    ]
    headers = (N_("matter"), N_("must be present"), N_("yes needed"), N_("must stand aside"))
    return [say(text, count=len(entitled), names=names), Table(headers, rows)]


@meeting.command(help=N_("Open a called meeting: who is entitled and present is frozen."))
@click.argument("meeting_id", type=ID, metavar="ID")
@click.option("--absent", type=PAIR, multiple=True, help=N_("Who stayed away and why: li=ill."))
@click.option("--observer", multiple=True, help=N_("Who attends without a vote, by name."))
@click.option("--on", "held_on", type=DAY, help=N_("The day, where it is not as called."))
@click.option("--place", help=N_("Where."))
@click.option("--recorder", type=ID, help=N_("Who keeps the record, by id."))
@writing
def open(  # noqa: A001 - the command's name
    asked: Writing,
    meeting_id: str,
    absent: Pairs,
    observer: tuple[str, ...],
    held_on: date | None,
    place: str | None,
    recorder: str | None,
) -> Answer:
    """An open meeting."""
    opening = act.Opening(once(absent), observer, held_on, place, recorder)
    return asked.answer(act.open_(meeting_id, opening, asked.today))


@meeting.command(help=N_("Note that members are not in the room for one matter."))
@click.argument("meeting_id", type=ID, metavar="ID")
@click.argument("matter_id", type=ID, metavar="MATTER")
@click.option("--without", type=IDS, required=True, help=N_("Who is not in the room, by id."))
@click.option("--reason", required=True, help=N_("Why."))
@writing
def attend(asked: Writing, meeting_id: str, matter_id: str, without: str, reason: str) -> Answer:
    """Attendance for one matter."""
    return asked.answer(act.attend(meeting_id, matter_id, ids(without), reason))


@meeting.command(help=N_("Record a speech; the order of recording is the order of speaking."))
@click.argument("meeting_id", type=ID, metavar="ID")
@click.argument("matter_id", type=ID, metavar="MATTER")
@click.argument("person_id", type=ID, metavar="PERSON")
@click.argument("gist", metavar="GIST")
@click.option(
    "--type",
    "type_",
    type=words(SpeechKind),
    default="opinion",
    help=N_("Procedural remark or opinion."),
)
@click.option("--stance", type=words(Stance), help=N_("Which way the opinion leans."))
@writing
def speak(
    asked: Writing,
    meeting_id: str,
    matter_id: str,
    person_id: str,
    gist: str,
    type_: SpeechKind,
    stance: Stance | None,
) -> Answer:
    """One more speech."""
    speech = Speech(person_id=person_id, type_=type_, stance=stance, gist=gist)
    return asked.answer(act.speak(meeting_id, matter_id, speech))


@meeting.command(help=N_("Record that a member stands aside on a matter."))
@click.argument("meeting_id", type=ID, metavar="ID")
@click.argument("matter_id", type=ID, metavar="MATTER")
@click.argument("person_id", type=ID, metavar="PERSON")
@click.option("--ground", type=words(RecusalGround), required=True, help=N_("Why."))
@click.option("--requested-by", type=words(RequestedBy), default="self", help=N_("On whose word."))
@click.option("--decided-by", type=words(RecusalDecider), default="body", help=N_("Who decided."))
@click.option("--note", help=N_("Details, such as the relation."))
@writing
def recuse(
    asked: Writing,
    meeting_id: str,
    matter_id: str,
    person_id: str,
    ground: RecusalGround,
    requested_by: RequestedBy,
    decided_by: RecusalDecider,
    note: str | None,
) -> Answer:
    """One more recusal."""
    recusal = Recusal(
        person_id=person_id,
        ground=ground,
        requested_by=requested_by,
        decided_by=decided_by,
        note=note,
    )
    return asked.answer(act.recuse(meeting_id, matter_id, recusal))


@meeting.command(help=N_("Close a meeting: its records become final."))
@click.argument("meeting_id", type=ID, metavar="ID")
@click.option("--defer", type=PAIR, multiple=True, help=N_("A matter put off, and why: M-1=text."))
@click.option("--place", help=N_("Where."))
@click.option("--recorder", type=ID, help=N_("Who keeps the record, by id."))
@writing
def close(
    asked: Writing, meeting_id: str, defer: Pairs, place: str | None, recorder: str | None
) -> Answer:
    """A closed meeting."""
    return _over(asked, act.close(meeting_id, once(defer), place, recorder), meeting_id)


def _over(asked: Writing, action: Action, meeting_id: str) -> Answer:
    """What was written; then the matters on which nothing is on record of who spoke."""
    entry = asked.write(action)
    answer = entry_answer(entry, dry_run=asked.order.dry_run)
    if not (silent := silent_matters(entry.verdict.unit, meeting_id)):
        return answer
    text = N_(
        "No speeches are on record for {matters}, so nobody can see whether the head spoke last. "
        "Notes made in the room can still be recorded: `tripower record new speeches --late …`"
    )
    return Answer([*answer.parts, say(text, matters=silent)], answer.data)


@meeting.command(help=N_("Write the empty sheet of a called meeting, with all that is known."))
@click.argument("meeting_id", type=ID, metavar="ID")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help=N_("File to write; the screen if not given."),
)
@reading()
def sheet(asked: Reading, meeting_id: str, output: Path | None) -> Answer:
    """A sheet to fill in, for `meeting record`."""
    if output is not None and output.exists():
        text = N_("{path} is there already; it may be filled in. Name another file or remove it")
        raise refuse(text, path=str(output))
    unit, _ = asked.unit()
    called = act.meeting_at(unit, meeting_id, MeetingStage.CALLED, MeetingStage.OPEN)
    lines = [f"# {translate(line, asked.app.lang)}\n" for line in SHEET_HELP]
    text = "".join(lines) + page(called, unit)
    if output is None:
        return Answer([Raw(text)], {"sheet": text})
    output.write_text(text, encoding="utf-8")
    written = say(
        N_("Sheet written: {path}. Fill it in, then: tripower meeting record {path}"),
        path=str(output),
    )
    return Answer([written], {"path": str(output)})


@meeting.command("record", help=N_("Record a whole meeting from one filled-in sheet."))
@click.argument(
    "file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@writing
def record_(asked: Writing, file: Path) -> Answer:
    """A meeting, opened, discussed, voted and closed in one commit."""
    from tripower.store.form import read_form

    form = read_form(file)
    sheet = form.as_(sheets.Sheet)

    def checked(unit: Unit) -> Plan:
        if wrong := [*faults(sheet, unit)]:
            raise form.refused(wrong)
        return sheets.record(sheet)(unit)

    return _over(asked, checked, sheet.meeting_id)


@meeting.command("list", help=N_("All meetings."))
@reading()
def list_(asked: Reading) -> Answer:
    """One line a meeting."""
    unit, _ = asked.unit()
    held = sorted(unit.all(Meeting), key=lambda m: (m.held_on, natural(m.meeting_id)))
    headers = (N_("meeting"), N_("date"), N_("stage"), N_("present"), N_("entitled"), N_("agenda"))
    rows = [
        (
            m.meeting_id,
            m.held_on,
            m.stage,
            len(m.present_ids),
            len(m.entitled_ids),
            ", ".join(m.agenda),
        )
        for m in held
    ]
    return Answer([Table(headers, rows)], list(held))
