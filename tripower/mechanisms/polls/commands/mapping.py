"""`tripower poll mapping`: the form that says which column of a file holds what."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from tripower.core.answer import Answer, Cell, Part, Raw, Table, refuse, say
from tripower.core.convert import field_lines
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.records import Digest
from tripower.core.resources import templates
from tripower.mechanisms.options import Reading, reading, refuse_no_unit
from tripower.mechanisms.polls import listing
from tripower.mechanisms.polls.actions.data import known_round, surveyed
from tripower.mechanisms.polls.commands.faults import fault_data, fault_table
from tripower.mechanisms.polls.commands.lacking import lacking_parts, unspoken
from tripower.mechanisms.polls.headings import Layout, headings, layout, units_named
from tripower.mechanisms.polls.mapping import PollMapping, misfits
from tripower.mechanisms.polls.records import Survey
from tripower.mechanisms.typed import ID
from tripower.store.digest import file_digest
from tripower.store.form import read_form
from tripower.store.sheets import read_sheet
from tripower.store.tables import letters

SHIPPED = "survey-platform"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SURVEY = click.option(
    "--survey",
    type=click.Choice([one.value for one in Survey]),
    required=True,
    help=N_("Which of the two surveys the file is of."),
)
MAPPING = click.option(
    "--mapping",
    "mapping_path",
    type=click.Path(path_type=Path),
    default=Path(SHIPPED),
    help=N_("File that says which column holds what; without it, the one that comes along."),
)
ROLES = {
    "rater": N_("the rater"),
    "duration": N_("how long it took"),
    "device": N_("address or device"),
    "stratum": N_("group of the sample"),
    "post_cell": N_("group of the population"),
    "base_weight": N_("weight of the sampling"),
    "nonresponse_weight": N_("weight for no answer"),
    "unit": N_("the unit"),
    "knowledge": N_("knowledge of the unit"),
}


def read_mapping(path: Path, survey: Survey) -> tuple[PollMapping, Digest]:
    """The mapping of a file or the one that comes along, and its digest; refuses a bad one (3)."""
    if not path.exists() and str(path) == SHIPPED:
        path = shipped()
    if not path.is_file():
        text = N_("there is no mapping {path}; `tripower poll mapping` prints one to begin with")
        raise refuse(text, code=Exit.USAGE, path=str(path))
    form = read_form(path)
    mapping = form.as_(PollMapping)
    if wrong := list(misfits(mapping, survey)):
        raise form.refused(wrong)
    return mapping, file_digest(path)


def shipped() -> Path:
    """The mapping that comes along, for the export of the usual survey platform."""
    return templates() / "polls" / f"{SHIPPED}.yaml"


@click.command(
    name="mapping",
    short_help=N_("Which column of a file is taken for what; or a mapping to begin with."),
    help=N_(
        "Print the mapping that comes along, for a copy of your own; or, given a file, show for "
        "each column what it is taken for, before anything is imported."
    ),
)
@click.argument("path", type=FILE, metavar="[FILE]", required=False)
@click.option("--round", "round_id", type=ID, help=N_("The round whose units are looked for."))
@click.option(
    "--survey",
    type=click.Choice([one.value for one in Survey]),
    default=Survey.GENERAL.value,
    help=N_("Which of the two surveys the file is of."),
)
@MAPPING
@click.option("--fields", is_flag=True, help=N_("Explain every field of a mapping."))
@reading(anywhere=True)
def mapping_(
    asked: Reading,
    path: Path | None,
    round_id: str | None,
    survey: str,
    mapping_path: Path,
    *,
    fields: bool,
) -> Answer:
    """The mapping, its fields, or the columns of a file."""
    if fields:
        lines = field_lines(PollMapping)
        rows: list[tuple[Cell, ...]] = [(name, say(text)) for name, text in lines.items()]
        return Answer([Table((N_("field"), N_("meaning")), rows)], lines)
    if path is None:
        text = shipped().read_text(encoding="utf-8")
        return Answer([Raw(text)], {"mapping": text})
    if round_id is None:
        raise refuse(N_("say with --round whose units are looked for"), code=Exit.USAGE)
    refuse_no_unit(asked.folder)
    mapping, _ = read_mapping(mapping_path, Survey(survey))
    unit = asked.look()
    this = known_round(unit, round_id)
    units = surveyed(unit, this, mapping)
    sheet = read_sheet(path, mapping.sheet, mapping.delimiter)
    targeted = survey == Survey.TARGETED
    where, faults = layout(sheet, mapping, units, targeted=targeted)
    named = headings(sheet, mapping.heading_rows) if sheet.rows else []
    rows = [
        (letters(at + 1), heading, _taken(at, where, units.names))
        for at, heading in enumerate(named)
    ]
    spoken_of = units_named(sheet, mapping, where, units)
    lacking = unspoken(listing.unnamed(spoken_of, this, unit), this, unit)
    parts: list[Part] = [*lacking_parts(lacking)]
    parts.append(Table((N_("column"), N_("heading"), N_("taken for")), rows))
    data = {
        "columns": [
            {"column": at, "heading": one, "used": at in where.used()}
            for at, one in enumerate(named)
        ],
        "lacking": [one.unit_id for one in lacking],
        "faults": [*map(fault_data, faults)],
    }
    if faults:
        return Answer([*parts, fault_table(faults)], data, Exit.UNREADABLE)
    return Answer(parts, data)


def _taken(at: int, where: Layout, names: Mapping[str, str]) -> Cell:
    """What a column is taken for."""
    for role, column in where.roles.items():
        if column == at:
            return say(ROLES[role])
    if at in where.answers:
        return say(N_("answers to “{question}”"), question=where.questions[where.answers.index(at)])
    for one in where.asked:
        if at == one.knowledge:
            return say(N_("knowledge of {unit}"), unit=names[one.unit_id])
        if at in one.answers:
            return say(N_("answers on {unit}"), unit=names[one.unit_id])
    return say(N_("not used"))
