"""`tripower demo`: the sample unit's year in a fresh repository, typed step by step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tripower.cli.console import Step, steps, surroundings
from tripower.cli.main import respond
from tripower.core.answer import Answer, Part, Raw, Refused, refuse, say
from tripower.core.exits import Exit
from tripower.core.messages import N_, fill
from tripower.core.resources import sample_unit
from tripower.mechanisms.options import App, answering

STORY = "year.md"
"""The document beside the sample's records that tells how they came about."""


@click.command(help=N_("Build the sample unit in a new folder, step by step, and try it out."))
@click.argument(
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("tripower-demo"),
    required=False,
)
@answering(formats=("table",))
@click.pass_obj
def demo(app: App, folder: Path) -> Answer:
    """A repository with one commit for each act of the year; then check, tally and publish."""
    if folder.exists() and any(folder.iterdir()):
        raise refuse(N_("{folder} is not empty; name a new folder"), folder=str(folder))
    unit, pages = folder, folder.with_name(f"{folder.name}-notices")
    told = story()
    begun = N_("Recording the {count} acts of a year …")
    click.echo(fill(begun, {"count": len(told)}, app.lang), err=True)
    for step in told:
        play(step, unit)
    parts: list[Part] = []
    shown = [("check",), ("vote", "tally", "M-2024-8"), ("publish", "notices", "--out", str(pages))]
    for words in shown:
        typed = (*words, "--unit", str(unit))
        parts += [Raw(f"$ tripower {' '.join(typed)}"), *_answer(typed, app.lang).parts, Raw(" ")]
    done = N_(
        "{unit} holds the records and their history. Of {pages}, public/ may be published; "
        "internal/ stays in the office."
    )
    parts.append(say(done, unit=str(unit), pages=str(pages)))
    parts.append(
        say(N_("Look round: tripower --help, tripower trail log --unit {unit}"), unit=str(unit))
    )
    return Answer(parts)


def story() -> list[Step]:
    """The acts of the sample unit's year."""
    return [*steps((sample_unit() / STORY).read_text(encoding="utf-8"))]


def play(step: Step, unit: Path) -> Answer:
    """One act of the year, at its own hour; it ends as the document says it does."""
    with surroundings(step, TRIPOWER_UNIT=str(unit)):
        answer = _answer(step.words[1:], "zh")
    if (answer.code != 0) != step.fails:
        where = Raw(f"{STORY}:{step.line}: {' '.join(step.words)}")
        raise Refused(Answer([where, *answer.parts], None, Exit.BUG, failed=True))
    return answer


def _answer(words: Sequence[str], lang: str) -> Answer:
    answer, _ = respond(words, lang)
    return answer if isinstance(answer, Answer) else Answer(code=answer)
