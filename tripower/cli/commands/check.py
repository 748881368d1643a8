"""`tripower check`: what breaks a rule in a folder as it lies."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from tripower.core.answer import Answer, Findings, Part, Raw, say
from tripower.core.findings import Finding, Severity
from tripower.core.messages import N_
from tripower.engine.doors import Checked
from tripower.mechanisms.options import Reading, reading

SCHEMA = "tripower-check-1"
CLEAN, FOUND, UNREADABLE, BUG = 0, 1, 3, 70


@click.command(
    help=N_(
        "Find what breaks a rule in a unit's folder as it lies. Nothing is written. Exit "
        "status: 0 nothing that weighs, 1 a violation or block, 3 unreadable data, 70 a bug."
    )
)
@click.option("--rule", "only", multiple=True, metavar="ID", help=N_("Only these rules."))
@reading(formats=("table", "json", "csv", "sarif", "github"))
def check(asked: Reading, only: tuple[str, ...]) -> Answer:
    """Judge everything and show all of it, sorted."""
    done = asked.check()
    wanted = {rule_id.upper() for rule_id in only}
    findings = [f for f in done.findings if not wanted or f.rule_id in wanted]
    data = {
        "schema": SCHEMA,
        "as_of": done.as_of,
        "commit": _commit(asked),
        "findings": [_for_scripts(f, asked.app.lang) for f in findings],
        "problems": list(done.unit.problems),
        "summary": summary(findings),
    }
    form = asked.app.format
    if form in ("sarif", "github"):
        from tripower.cli.sarif import ci_lines, sarif

        write = sarif if form == "sarif" else ci_lines
        text = write(findings, done.unit.problems, asked.app.lang)
        return Answer([Raw(text)], None, _code(done, findings))
    return Answer(_parts(done, findings), data, _code(done, findings))


def summary(findings: list[Finding]) -> dict[str, int]:
    """How many findings of each severity, heaviest first."""
    counted = Counter(f.severity for f in findings)
    return {severity.value: counted[severity] for severity in Severity}


def _parts(done: Checked, findings: list[Finding]) -> list[Part]:
    parts: list[Part] = [Findings(findings, done.unit.problems, done.files)]
    for crash in done.crashes:
        parts.append(say(N_("Rule {rule} crashed; this is a bug."), rule=crash.rule_id))
        parts.append(Raw(crash.trace))
    counts = summary(findings)
    text = N_(
        "As of {as_of}: {block} block, {violation} violation, {warning} warning, {notice} notice, "
        "{manual} manual, {not_assessable} not assessable, {unreadable} unreadable."
    )
    unreadable = sum(not p.warning for p in done.unit.problems)
    parts.append(say(text, as_of=done.as_of, unreadable=unreadable, **counts))
    return parts


def _code(done: Checked, findings: list[Finding]) -> int:
    if done.crashes:
        return BUG
    if any(not problem.warning for problem in done.unit.problems):
        return UNREADABLE
    return FOUND if any(f.severity.fails for f in findings) else CLEAN


def _for_scripts(finding: Finding, lang: str) -> dict[str, Any]:
    """A finding with its message filled in, so that a script needs no template."""
    from tripower.cli.findings_text import sentence
    from tripower.core.messages import translate

    data = {name: getattr(finding, name) for name in finding.__struct_fields__ if name != "pointer"}
    data["message"] = sentence(finding.message, finding.args, lang)
    data["next"] = translate(finding.next, lang)
    return data


def _commit(asked: Reading) -> str | None:
    """The commit at the head of the branch, where the folder lies in a repository at all."""
    from tripower.trail.errors import TrailError
    from tripower.trail.repository import open_repository

    try:
        return open_repository(asked.folder).head()
    except TrailError:
        return None
