"""`tripower poll import`: the answers of a survey, from the file of whoever asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from tripower.core.answer import Answer, Part, Refused, refuse, say
from tripower.core.district import DistrictUnit
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.mechanisms.options import Writing, writing
from tripower.mechanisms.polls import listing
from tripower.mechanisms.polls.actions.data import data_of, known_round, put_data, surveyed
from tripower.mechanisms.polls.answers import TYPES, Answers, columns, read_answers
from tripower.mechanisms.polls.commands.faults import unfit
from tripower.mechanisms.polls.commands.lacking import LACKING, lacking_parts, named, unspoken
from tripower.mechanisms.polls.commands.mapping import FILE, MAPPING, SURVEY, read_mapping
from tripower.mechanisms.polls.commands.tables import FOLDER, REPLACE
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
@click.option(
    "--absent",
    type=ID,
    multiple=True,
    metavar="UNIT",
    help=N_("A unit that existed and that the file rightly leaves out; may be told several times."),
)
@REPLACE
@writing
def import_(
    asked: Writing,
    round_id: str,
    path: Path,
    survey: str,
    mapping_path: Path,
    invited: int | None,
    absent: tuple[str, ...],
    reason: str | None,
) -> Answer:
    """The table of answers, beside the records, and its digest on record."""
    which = Survey(survey)
    mapping, mapping_digest = read_mapping(mapping_path, which)
    unit = asked.desk.recorded()
    this = known_round(unit, round_id)
    units = surveyed(unit, this, mapping)
    sheet = read_sheet(path, mapping.sheet, mapping.delimiter)
    answers = read_answers(sheet, mapping, which, units)
    if answers.faults:
        raise Refused(unfit(path, answers.faults))
    held = data_of(unit, round_id).get(which)
    if held is not None and invited is None:
        invited = held.invited
    _refuse_few(answers, invited)
    left_out = [*listing.unnamed({one.unit_id for one in answers.lines}, this, unit)]
    _refuse_strange(absent, left_out)
    told = {*absent, *(held.absent if held is not None else ())}
    data = table_bytes(columns(answers, round_id, which, units.categories), TYPES)
    record = PollData(
        round_id=round_id,
        survey=which,
        imported_on=asked.today,
        rows=len(answers.lines),
        raters=answers.raters,
        invited=invited,
        absent=tuple(one.unit_id for one in left_out if one.unit_id in told),
        sha256=digest_of(data),
        source=path.name,
        source_sha256=file_digest(path),
        encoding=sheet.encoding,
        mapping_sha256=mapping_digest,
    )
    if held is not None and _same(held, record):
        return _again(asked, held, data)
    if held is not None and reason is None:
        raise _refuse_other(held, record)
    lacking = unspoken((one for one in left_out if one.unit_id not in told), this, unit)
    if asked.order.dry_run:
        answer = asked.answer(put_data(record, reason))
        return replace(answer, parts=[*lacking_parts(lacking), *answer.parts, _how_much(answers)])
    if lacking:
        raise refuse(LACKING, units=named(lacking))
    with laid_aside(asked.desk.folder, data, FOLDER, round_id, f"{which}.parquet"):
        answer = asked.answer(put_data(record, reason))
        return replace(answer, parts=[*answer.parts, _how_much(answers)])


def _how_much(answers: Answers) -> Part:
    text = N_("{rows} answers of {raters} people; of them {silent} say nothing of the unit.")
    silent = sum(all(score is None for score in one.scores) for one in answers.lines)
    return say(text, rows=len(answers.lines), raters=answers.raters, silent=silent)


def _refuse_strange(absent: Sequence[str], left_out: Sequence[DistrictUnit]) -> None:
    """Refuse a word on a unit that the file does name, or that nobody could rate."""
    known = [one.unit_id for one in left_out]
    for unit_id in absent:
        if unit_id not in known:
            text = N_("--absent {unit}: the file leaves out only: {known}")
            raise refuse(text, code=Exit.USAGE, unit=unit_id, known=", ".join(known) or "–")


def _refuse_few(answers: Answers, invited: int | None) -> None:
    if invited is not None and invited < answers.raters:
        text = N_("{raters} people answered, but only {invited} were asked; correct --invited")
        raise refuse(text, code=Exit.USAGE, raters=answers.raters, invited=invited)


def _same(held: PollData, record: PollData) -> bool:
    """Whether the answers are those on record, and nobody says that others were asked."""
    return held.sha256 == record.sha256 and record.invited == held.invited


def _refuse_other(held: PollData, record: PollData) -> Refused:
    text = N_(
        "other answers of the {survey} of {round} are on record since {day}; where those were "
        "wrong, correct them with --replace REASON (SHA-256 of the table of these: {digest})"
    )
    if held.sha256 == record.sha256:
        text = N_(
            "{invited} people asked for the {survey} of {round} are on record; where that was "
            "wrong, correct it with --replace REASON"
        )
    return refuse(
        text,
        round=held.round_id,
        survey=held.survey,
        day=held.imported_on,
        digest=record.sha256,
        invited=held.invited or "–",
    )


def _again(asked: Writing, held: PollData, data: bytes) -> Answer:
    """The same answers are laid where they were."""
    text = N_("The same answers are on record.")
    if not asked.order.dry_run:
        text = N_("The same answers are on record; their table was laid where it belongs.")
        with laid_aside(asked.desk.folder, data, FOLDER, held.round_id, f"{held.survey}.parquet"):
            pass
    return Answer([say(text)], {"commit": "", "paths": [], "refused": []})
