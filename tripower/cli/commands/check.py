"""`tripower check`: what breaks a rule in a folder as it lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from tripower.cli.commands.rule import find
from tripower.cli.findings_text import problem_message, sentence
from tripower.cli.sarif import ci_lines, sarif
from tripower.core.answer import Answer, Findings, Part, Raw, Say, say
from tripower.core.exits import Exit
from tripower.core.findings import Finding, Problem, Severity
from tripower.core.messages import N_, translate
from tripower.core.unit import Unit
from tripower.engine.doors import Checked
from tripower.mechanisms.options import Reading, reading

SCHEMA = "tripower-check-1"


@click.command(
    short_help=N_("Find what breaks a rule in a unit's folder."),
    help=N_(
        "Find what breaks a rule in a unit's folder as it lies. Nothing is written. Exit "
        "status: 0 nothing that weighs, 1 a violation or block, 3 unreadable data, 70 a bug."
    ),
)
@click.option("--rule", "only", multiple=True, metavar="ID", help=N_("Only these rules."))
@click.option(
    "--pack",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=N_("Judge by another parameter pack of the district too, and show what changes."),
)
@reading(formats=("table", "json", "csv", "sarif", "github"))
def check(asked: Reading, only: tuple[str, ...], pack: Path | None) -> Answer:
    """Judge everything and show all of it, sorted."""
    if pack is not None:
        from tripower.cli.pack import replay

        return replay(asked, pack)
    wanted = {find(asked.app.tables().rules, rule_id).rule_id for rule_id in only}
    done = asked.check()
    findings = [f for f in done.findings if not wanted or f.rule_id in wanted]
    code = _code(done, findings)
    lang, form = asked.app.lang, asked.app.format
    if form == "json":
        return Answer([], _data(done, findings, _commit(asked), lang), code)
    if form == "sarif":
        return Answer([Raw(sarif(done, findings, lang))], None, code)
    if form == "github":
        annotations = [Raw(line) for line in ci_lines(done, findings, lang)]
        return Answer([*annotations, total(done, findings)], None, code)
    parts: list[Part] = [Findings(findings, done.unit.problems, done.files)]
    parts += _crashes(done)
    if wanted:
        parts.append(say(N_("Only asked for: {rules}."), rules=sorted(wanted)))
    return Answer([*parts, total(done, findings)], None, code)


def summary(findings: list[Finding]) -> dict[str, int]:
    """How many findings of each severity, heaviest first."""
    counted = Counter(f.severity for f in findings)
    return {severity.value: counted[severity] for severity in Severity}


def unreadable(unit: Unit) -> int:
    """How many faults keep a part of the folder from being read."""
    return sum(not problem.warning for problem in unit.problems)


def incomplete(answer: Answer, unit: Unit) -> Answer:
    """The answer of another command, which says (3) where it could not see everything."""
    faults = unreadable(unit)
    if not faults:
        return answer
    text = N_("Incomplete: {count} unreadable; `tripower check` shows what and where.")
    return replace(answer, parts=[*answer.parts, say(text, count=faults)], code=Exit.UNREADABLE)


def _crashes(done: Checked) -> Iterator[Part]:
    for crash in done.crashes:
        yield say(N_("Rule {rule} crashed; this is a bug."), rule=crash.rule_id)
        yield Raw(crash.trace)


def total(done: Checked, findings: list[Finding]) -> Say:
    """The last line: as of which day, and how many of each severity."""
    text = N_(
        "As of {as_of}: {block} block, {violation} violation, {warning} warning, {notice} notice, "
        "{manual} manual, {not_assessable} not assessable, {unreadable} unreadable."
    )
    counts = summary(findings)
    return say(text, as_of=done.as_of, unreadable=unreadable(done.unit), **counts)


def _code(done: Checked, findings: list[Finding]) -> int:
    if done.crashes:
        return Exit.BUG
    if unreadable(done.unit):
        return Exit.UNREADABLE
    return Exit.REFUSED if any(f.severity.fails for f in findings) else Exit.CLEAN


def _data(done: Checked, findings: list[Finding], commit: str | None, lang: str) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "as_of": done.as_of,
        "commit": commit,
        "findings": [_for_scripts(f, lang) for f in findings],
        "problems": [_for_scripts(p, lang) for p in done.unit.problems],
        "crashes": [{"rule_id": one.rule_id, "trace": one.trace} for one in done.crashes],
        "summary": summary(findings),
    }


def _for_scripts(told: Finding | Problem, lang: str) -> dict[str, Any]:
    """A finding with its message filled in, so that a script needs no template."""
    data = {name: getattr(told, name) for name in told.__struct_fields__ if name != "pointer"}
    filled = problem_message(told, lang) if isinstance(told, Problem) else None
    data["message"] = filled or sentence(told.message, told.args, lang)
    data["next"] = sentence(told.next, told.args, lang)
    if isinstance(told, Finding):
        data["basis"] = [
            {"text": translate(one.text, lang), "source_class": one.source_class}
            for one in told.basis
        ]
    return data


def _commit(asked: Reading) -> str | None:
    """The commit at the head of the branch, where the folder lies in a repository at all."""
    from tripower.trail.errors import TrailError
    from tripower.trail.repository import open_repository

    try:
        return open_repository(asked.folder).head()
    except TrailError:
        return None
