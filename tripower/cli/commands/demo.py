"""`tripower demo`: the sample unit's year in a fresh repository, typed step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import click

from tripower.cli import sample_district as sample
from tripower.cli.console import Step, steps, surroundings
from tripower.cli.main import respond
from tripower.core.answer import Answer, Part, Raw, Refused, refuse, say
from tripower.core.exits import Exit
from tripower.core.messages import N_, fill
from tripower.core.resources import sample_unit
from tripower.mechanisms.options import App, answering
from tripower.store.tables import missing

STORY = "year.md"
"""The document beside the sample's records that tells how they came about."""
LIBRARIES = ("duckdb", "narwhals", "numpy")
"""What the polls of the district are counted with."""


@click.command(
    help=N_(
        "Build the sample unit in a new folder, step by step, and try it out; or, with "
        "--district, a district of 57 units with its polls."
    ),
    short_help=N_("Build the sample unit in a new folder, step by step, and try it out."),
)
@click.argument(
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("tripower-demo"),
    required=False,
)
@click.option("--district", is_flag=True, help=N_("A whole district, its office and its units."))
@answering(formats=("table",))
@click.pass_obj
def demo(app: App, folder: Path, *, district: bool) -> Answer:
    """A repository with one commit for each act of the year; then the main commands on it."""
    if folder.exists() and any(folder.iterdir()):
        raise refuse(N_("{folder} is not empty; name a new folder"), folder=str(folder))
    return _district(app, folder) if district else _unit(app, folder)


def _unit(app: App, unit: Path) -> Answer:
    """The sample unit's year; then check, tally and publish."""
    pages = unit.with_name(f"{unit.name}-notices")
    told = story()
    begun = N_("Recording the {count} acts of a year …")
    click.echo(fill(begun, {"count": len(told)}, app.lang), err=True)
    for step in told:
        play(step, unit)
    shown = [("check",), ("vote", "tally", "M-2024-8"), ("publish", "notices", "--out", str(pages))]
    done = N_(
        "{unit} holds the records and their history. Of {pages}, public/ may be published; "
        "internal/ stays in the office."
    )
    look = N_("Look round: tripower --help, tripower trail log --unit {unit}")
    parts = _shown(shown, unit, app.lang)
    parts += [say(done, unit=str(unit), pages=str(pages)), say(look, unit=str(unit))]
    return Answer(parts)


def _district(app: App, folder: Path) -> Answer:
    """The sample district's year; then its check, its poll and what is proposed."""
    if absent := [name for name in LIBRARIES if find_spec(name) is None]:
        raise missing(absent[0])
    units = sample.sample_units()
    begun = N_("Recording what {count} units and the district's office do in a year …")
    click.echo(fill(begun, {"count": len(units)}, app.lang), err=True)
    folder.mkdir(parents=True, exist_ok=True)
    sample.write_district(folder)
    with ProcessPoolExecutor() as pool:
        for _ in pool.map(_play_unit, units, [folder / unit.unit_id for unit in units]):
            pass
    files = folder.with_name(f"{folder.name}-files")
    sample.write_files(files)
    for step in sample.office_story(files.absolute()):
        play(step, folder / sample.OFFICE, sample.OFFICE_STORY)
    day = ("--as-of", "2025-11-20")
    shown = [
        ("oversight", "select", "S-2025"),
        ("oversight", "cycle", *day),
        ("poll", "rank", "2025-autumn"),
        ("poll", "consequences", "2025-autumn", *day),
    ]
    done = N_(
        "{district} holds the district and its units, each with its history; {files} what was "
        "read in. All of it is invented."
    )
    told = say(done, district=str(folder), files=str(files))
    return Answer([*_shown(shown, folder, app.lang), told])


def _play_unit(unit: sample.SampleUnit, folder: Path) -> None:
    for step in sample.unit_story(unit):
        play(step, folder, sample.UNIT_STORY)


def _shown(commands: Iterable[tuple[str, ...]], unit: Path, lang: str) -> list[Part]:
    """Commands as they are typed, each with its answer."""
    parts: list[Part] = []
    for words in commands:
        typed = (*words, "--unit", str(unit))
        parts += [Raw(f"$ tripower {' '.join(typed)}"), *_answer(typed, lang).parts, Raw(" ")]
    return parts


def story() -> list[Step]:
    """The acts of the sample unit's year."""
    return [*steps((sample_unit() / STORY).read_text(encoding="utf-8"))]


def play(step: Step, unit: Path, document: str = STORY) -> Answer:
    """One act of the year, at its own hour; it ends as the document says it does."""
    with surroundings(step, TRIPOWER_UNIT=str(unit)):
        answer = _answer(step.words[1:], "zh")
    if (answer.code != 0) != step.fails:
        where = Raw(f"{document}:{step.line}: {' '.join(step.words)}")
        raise Refused(Answer([where, *answer.parts], None, Exit.BUG, failed=True))
    return answer


def _answer(words: Sequence[str], lang: str) -> Answer:
    answer, _ = respond(words, lang)
    return answer if isinstance(answer, Answer) else Answer(code=answer)
