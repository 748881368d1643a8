"""`tripower poll import`: the answers of a survey, from the file of whoever asked."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec.structs import replace

from tripower.core.answer import Answer, Part, Refused, refuse, say
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.mechanisms.options import Writing, writing
from tripower.mechanisms.polls.actions.data import data_of, known_round, put_data, surveyed
from tripower.mechanisms.polls.answers import TYPES, Answers, columns, read_answers
from tripower.mechanisms.polls.commands.faults import unfit
from tripower.mechanisms.polls.commands.mapping import FILE, MAPPING, SURVEY, read_mapping
from tripower.mechanisms.polls.commands.tables import FOLDER
from tripower.mechanisms.polls.headings import Known
from tripower.mechanisms.polls.records import PollData, Survey
from tripower.mechanisms.typed import ID
from tripower.store.aside import digest_of, laid_aside, table_bytes
from tripower.store.digest import file_digest
from tripower.store.sheets import read_sheet


@click.command(
    name="import",
    short_help=N_("Read in the answers of a survey, from a workbook, a CSV or an SPSS file."),
    help=N_(
        "Read in the answers of a survey from a workbook (.xlsx), a CSV or an SPSS file (.sav). "
        "Whatever is wrong in it is told at once, by row and column, and then nothing is written. "
        "The answers stay beside the records, outside the history; their digest goes on record."
    ),
)
@click.argument("round_id", type=ID, metavar="ROUND")
@click.argument("path", type=FILE, metavar="FILE")
@SURVEY
@MAPPING
@click.option(
    "--invited",
    type=click.IntRange(min=1),
    help=N_("How many people were asked, from which the response follows."),
)
@writing
def import_(
    asked: Writing,
    round_id: str,
    path: Path,
    survey: str,
    mapping_path: Path,
    invited: int | None,
) -> Answer:
    """The table of answers, beside the records, and its digest on record."""
    which = Survey(survey)
    mapping, mapping_digest = read_mapping(mapping_path, which)
    unit = asked.desk.recorded()
    units = surveyed(unit, known_round(unit, round_id), mapping)
    sheet = read_sheet(path, mapping.sheet, mapping.delimiter)
    answers = read_answers(sheet, mapping, which, units)
    if answers.faults:
        raise Refused(unfit(path, answers.faults))
    _refuse_few(answers, invited)
    data = table_bytes(columns(answers, round_id, which, units.categories), TYPES)
    record = PollData(
        round_id=round_id,
        survey=which,
        imported_on=asked.today,
        rows=len(answers.lines),
        raters=answers.raters,
        invited=invited,
        sha256=digest_of(data),
        source=path.name,
        source_sha256=file_digest(path),
        encoding=sheet.encoding,
        mapping_sha256=mapping_digest,
    )
    held = data_of(unit, round_id).get(which)
    if held is not None:
        return _again(asked, held, record, data)
    if asked.order.dry_run:
        return asked.answer(put_data(record))
    with laid_aside(asked.desk.folder, data, FOLDER, round_id, f"{which}.parquet"):
        return _with_absent(asked.answer(put_data(record)), answers, units)


def _with_absent(answer: Answer, answers: Answers, units: Known) -> Answer:
    """The answer, which also tells how much was read and which units the file does not name."""
    parts: list[Part] = [*answer.parts]
    text = N_("{rows} answers of {raters} people; of them {silent} say nothing of the unit.")
    silent = sum(all(score is None for score in one.scores) for one in answers.lines)
    parts.append(say(text, rows=len(answers.lines), raters=answers.raters, silent=silent))
    asked = {one.unit_id for one in answers.lines}
    absent = [name for unit_id, name in units.names.items() if unit_id not in asked]
    if absent:
        text = N_("Units of units.yaml that the file does not name: {units}")
        parts.append(say(text, units="、".join(absent)))
    return replace(answer, parts=parts)


def _refuse_few(answers: Answers, invited: int | None) -> None:
    if invited is not None and invited < answers.raters:
        text = N_("{raters} people answered, but only {invited} were asked; correct --invited")
        raise refuse(text, code=Exit.USAGE, raters=answers.raters, invited=invited)


def _again(asked: Writing, held: PollData, record: PollData, data: bytes) -> Answer:
    """The same answers are laid where they were; others need a correction of the record."""
    if held.sha256 != record.sha256:
        text = N_(
            "other answers of the {survey} of {round} are on record since {day}; where those were "
            "wrong, correct their record with `tripower record supersede` first (SHA-256 of the "
            "table of these: {digest})"
        )
        day, which, digest = held.imported_on, held.survey, record.sha256
        raise refuse(text, round=held.round_id, survey=which, day=day, digest=digest)
    if not asked.order.dry_run:
        parts = (FOLDER, held.round_id, f"{held.survey}.parquet")
        with laid_aside(asked.desk.folder, data, *parts):
            pass
    text = N_("The same answers are on record; their table was laid where it belongs.")
    return Answer([say(text)], {"commit": "", "paths": [], "refused": []})
