"""`tripower check`: what breaks a rule in a folder as it lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from tripower.cli.commands.rule import find
from tripower.cli.findings_text import problem_message, sentence
from tripower.cli.sarif import ci_lines, sarif
from tripower.cli.told import Told, merged, of_unit, of_units
from tripower.core.answer import Answer, Findings, Part, Raw, Say, refuse, say
from tripower.core.exits import Exit
from tripower.core.findings import Finding, Problem, Severity
from tripower.core.messages import N_, translate
from tripower.core.unit import Unit
from tripower.mechanisms.options import App, Reading, reading
from tripower.mechanisms.together import check_units
from tripower.store.district import District

SCHEMA = "tripower-check-1"


@click.command(
    short_help=N_("Find what breaks a rule in a unit's folder."),
    help=N_(
        "Find what breaks a rule in a unit's folder as it lies, or in each unit of a district's. "
        "Nothing is written. Exit status: 0 nothing that weighs, 1 a violation or block, 3 "
        "unreadable data, 70 a bug."
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
    wanted = {find(asked.app.tables().rules, rule_id).rule_id for rule_id in only}
    district = asked.district()
    if pack is not None:
        return _replay(asked, district, pack)
    if district is not None:
        return _of_district(asked, district, wanted)
    told = of_unit(asked.check(), wanted)
    if asked.app.format == "json":
        data = {"schema": SCHEMA, **_data(told, _commit(asked), asked.app.lang)}
        return Answer([], data, told.code)
    return _answer(told, [*_shown(told), *_only(wanted)], asked.app)


def _replay(asked: Reading, district: District | None, pack: Path) -> Answer:
    from tripower.cli.pack import replay

    if district is not None:
        text = N_("`--pack` tries one unit at a time: name its folder with -C")
        raise refuse(text, code=Exit.USAGE)
    return replay(asked, pack)


def _of_district(asked: Reading, district: District, wanted: Collection[str]) -> Answer:
    """Each unit with its findings, then the sum; files are named from the district's folder."""
    readings = asked.whole(district)
    checks = check_units(readings)
    units = of_units(checks, wanted)
    told, lang = merged(units.values(), asked.today), asked.app.lang
    code = max((one.code for one in units.values()), default=Exit.CLEAN)
    if asked.app.format == "json":
        data = {
            "schema": SCHEMA,
            "district_id": district.district_id,
            **_data(told, _commit(asked), lang),
            "units": [
                _unit_data(path, one, checks[path].unit, _commit(readings[path]))
                for path, one in units.items()
            ],
        }
        return Answer([], data, code)
    if asked.app.format == "csv":
        return _answer(told, _shown(told), asked.app)
    parts: list[Part] = []
    for path, one in units.items():
        name = unit.name if (unit := checks[path].unit.profile) else say(N_("no readable unit"))
        heading = say(N_("{unit} ({note}):"), unit=name, note=path)
        parts += [heading, *_shown(one), total(one), Raw(" ")]
    parts += [
        *_only(wanted),
        say(N_("{name}, {count} units:"), name=district.name, count=len(district.units)),
    ]
    return _answer(told, parts, asked.app)


def _answer(told: Told, parts: Iterable[Part], app: App) -> Answer:
    """The answer in any format but JSON; the last line says as of when, and how many."""
    if app.format == "sarif":
        return Answer([Raw(sarif(told, app.lang))], None, told.code)
    if app.format == "github":
        annotations = [Raw(line) for line in ci_lines(told, app.lang)]
        return Answer([*annotations, total(told)], None, told.code)
    return Answer([*parts, total(told)], None, told.code)


def _shown(told: Told) -> Iterator[Part]:
    yield Findings(told.findings, told.problems, told.files)
    for crash in told.crashes:
        yield say(N_("Rule {rule} crashed; this is a bug."), rule=crash.rule_id)
        yield Raw(crash.trace)


def _only(wanted: Collection[str]) -> Iterator[Part]:
    if wanted:
        yield say(N_("Only asked for: {rules}."), rules=sorted(wanted))


def summary(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity, heaviest first."""
    counted = Counter(f.severity for f in findings)
    return {severity.value: counted[severity] for severity in Severity}


def total(told: Told) -> Say:
    """The last line: as of which day, and how many of each severity."""
    text = N_(
        "As of {as_of}: {block} block, {violation} violation, {warning} warning, {notice} notice, "
        "{manual} manual, {not_assessable} not assessable, {unreadable} unreadable."
    )
    counts = summary(told.findings)
    return say(text, as_of=told.as_of, unreadable=len(told.unreadable), **counts)


def _data(told: Told, commit: str | None, lang: str) -> dict[str, Any]:
    return {
        "as_of": told.as_of,
        "commit": commit,
        "findings": [for_scripts(f, lang) for f in told.findings],
        "problems": [for_scripts(p, lang) for p in told.problems],
        "crashes": [{"rule_id": one.rule_id, "trace": one.trace} for one in told.crashes],
        "summary": summary(told.findings),
    }


def _unit_data(path: str, told: Told, unit: Unit, commit: str | None) -> dict[str, Any]:
    """One unit of a district in figures; its findings stand with those of all, by `unit_id`."""
    return {
        "unit_id": unit.unit_id or None,
        "path": path,
        "as_of": told.as_of,
        "commit": commit,
        "summary": summary(told.findings),
        "unreadable": len(told.unreadable),
        "exit": int(told.code),
    }


def for_scripts(told: Finding | Problem, lang: str) -> dict[str, Any]:
    """A finding with its message filled in, so that a script needs no template."""
    data = {name: getattr(told, name) for name in told.__struct_fields__ if name != "pointer"}
    filled = problem_message(told, lang) if isinstance(told, Problem) else None
    data["message"] = filled or sentence(told.message, told.args, lang)
    data["next"] = sentence(told.next, told.args, lang)
    if isinstance(told, Finding):
        if not told.commit:  # only where a history is judged
            del data["commit"]
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
