"""`tripower trail verify`: the whole history, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tripower.cli.commands.check import for_scripts, summary
from tripower.cli.findings_text import sentence
from tripower.cli.sarif import sarif
from tripower.cli.told import Told
from tripower.core.answer import Answer, Findings, Part, Raw, say
from tripower.core.messages import N_
from tripower.engine.assurance import Level, Standing, standings
from tripower.engine.verify import Verified
from tripower.mechanisms.decisions.records import Attestation, Ballot
from tripower.mechanisms.options import RECORDS, App, answering

SCHEMA = "tripower-verify-1"
FORMATS = ("table", "json", "csv", "sarif")


@click.command(
    short_help=N_("Walk the whole history and say how far it can be trusted."),
    help=N_(
        "Walk the whole history once: what each commit did to the records, and the state at the "
        "end. Nothing in the folder is run or written. Exit status: 0 whole and clean, 1 a "
        "violation in the records, 3 unreadable data, 4 incomplete history, 5 the trail is broken."
    ),
)
@RECORDS
@click.option(
    "--ledger",
    "ledgers",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=N_("Folder of a district that keeps checkpoints of this unit."),
)
@click.option(
    "--witness",
    "witnesses",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=N_("Folder of a unit that has seen checkpoints of this one."),
)
@click.option("--whole", is_flag=True, help=N_("Walk all of it, whatever was verified before."))
@answering(FORMATS)
@click.pass_obj
def verify(
    app: App, folder: Path, ledgers: tuple[Path, ...], witnesses: tuple[Path, ...], *, whole: bool
) -> Answer:
    """Every commit by the rules on change, the state at the end by all others."""
    from tripower.engine import verify as door
    from tripower.engine.outside import held_by

    held = [one for place in (*ledgers, *witnesses) for one in held_by(place, folder, app.tables())]
    today, seen = app.clock().date(), None
    if whole:
        done = door.verify(folder, app.tables(), today, held)
    else:
        done, seen = door.verify_since(folder, app.tables(), today, held)
    ballots = _ballots(done)
    light = (seen.light if seen else 0) + sum(not one.severity.fails for one in done.findings)
    door.remember(folder, done, light)
    levels = list(standings(done, *ballots))
    told = Told(done.as_of, _findings(done), done.unit.problems, done.crashes, done.files)
    if app.format == "json":
        return Answer([], _data(done, levels, told, app.lang), done.code)
    if app.format == "sarif":
        return Answer([Raw(sarif(told, app.lang))], None, done.code)
    return Answer(
        [*_page(done, told, seen.light if seen else 0), *_levels(levels)], None, done.code
    )


def _ballots(done: Verified) -> tuple[int, int]:
    """How many ballots by name are signed, of how many; one whose signature does not fit is not."""
    wrong = {one.subject_id for one in done.findings if one.rule_id == "TRL-12"}
    every = done.unit.all(Ballot)
    signed = [b for b in every if b.attestation is Attestation.SIGNED and b.key not in wrong]
    return len(signed), len(every)


def _findings(done: Verified) -> tuple[Any, ...]:
    """What breaks the trail, then what in the records weighs."""
    return (*done.findings, *(one for one in done.state if one.severity.fails))


def _page(done: Verified, told: Told, light: int) -> Iterator[Part]:
    yield Findings(told.findings, told.unreadable, told.files)
    for crash in told.crashes:
        yield say(N_("Rule {rule} crashed; this is a bug."), rule=crash.rule_id)
        yield Raw(crash.trace)
    text = N_(
        "{count} commits up to {commit}, as of {as_of}. In the trail: {violation} violation, "
        "{warning} warning, {notice} notice; in the records: {state} that weigh "
        "(`tripower check` shows all)."
    )
    counts = summary(done.findings)
    yield say(
        text,
        count=done.tally.commits,
        commit=done.head[:10],
        as_of=done.as_of,
        violation=counts["violation"],
        warning=counts["warning"],
        notice=counts["notice"],
        state=sum(one.severity.fails for one in done.state),
    )
    if done.since:
        text = N_(
            "Went on from {commit}, verified before, with {light} warnings and notices in the "
            "trail; `--whole` walks all of it again."
        )
        yield say(text, commit=done.since[:10], light=light)
    if done.ring.root:
        yield say(N_("Fingerprint of the first list of keys: {code}."), code=done.ring.root)


def _levels(levels: list[Standing]) -> Iterator[Part]:
    """A line for each level: reached or not, by what, what it would catch, what it needs."""
    yield say(N_("How far it can be trusted:"))
    for one in levels:
        told = {"level": say(LABELS[one.level]), "found": one.found, "catches": one.catches}
        if one.reached:
            yield say(N_("  {level}: reached ({found}). It catches {catches}."), **told)
        else:
            text = N_(
                "  {level}: not reached ({found}). It needs {needs}; it would catch {catches}."
            )
            yield say(text, needs=one.needs, **told)


LABELS = {
    Level.CHAIN: N_("chain"),
    Level.SIGNED: N_("commits signed"),
    Level.ANCHORED: N_("anchored"),
    Level.WITNESSED: N_("witnessed"),
    Level.BALLOTS: N_("ballots signed"),
}


def _data(done: Verified, levels: list[Standing], told: Told, lang: str) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "commit": done.head,
        "commits": done.tally.commits,
        "since": done.since or None,
        "as_of": done.as_of,
        "levels": [one.level for one in levels if one.reached],
        "assurance": [
            {
                "level": one.level,
                "reached": one.reached,
                "found": sentence(one.found.text, one.found.args, lang),
                "catches": sentence(one.catches.text, one.catches.args, lang),
                "needs": sentence(one.needs.text, one.needs.args, lang) if one.needs else None,
            }
            for one in levels
        ],
        "keys": {"version": done.ring.version, "root": done.ring.root or None},
        "findings": [for_scripts(one, lang) for one in told.findings],
        "problems": [for_scripts(one, lang) for one in told.problems],
        "crashes": [{"rule_id": one.rule_id, "trace": one.trace} for one in told.crashes],
        "summary": summary(told.findings),
    }
