"""`tripower trail guard`: git itself asks before it takes a commit or a push."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tripower.core.answer import Answer, Findings, Part, Raw, say
from tripower.core.exits import Exit
from tripower.core.findings import Finding, Status
from tripower.core.messages import N_
from tripower.mechanisms.options import UNIT, App, answering

if TYPE_CHECKING:
    from tripower.engine.ranges import Range
    from tripower.trail.opened import History

REF = "refs/heads/"
NONE = {"0" * 40, "0" * 64}


@click.group(help=N_("Let git itself ask before it takes a commit or a push."))
def guard() -> None:
    """Group of commands."""


@guard.command(help=N_("Put the hook in place: for commits in a clone, for pushes in a bare one."))
@UNIT
@answering()
def install(folder: Path) -> Answer:
    """The hook of the repository that a folder is, or lies in."""
    from tripower.trail.hooks import install as put
    from tripower.trail.opened import open_history

    paths = [str(path) for path in put(open_history(folder))]
    text = N_("Written: {paths}. From now on git refuses what breaks a rule.")
    return Answer([say(text, paths=", ".join(paths))], {"paths": paths})


@guard.command(help=N_("What the hooks call; reads what git tells them."))
@click.argument("hook", type=click.Choice(["pre-commit", "pre-receive"]))
@UNIT
@answering()
@click.pass_obj
def run(app: App, hook: str, folder: Path) -> Answer:
    """Judge what is staged, or what is pushed; refused with the rule and what to do."""
    from tripower.trail.opened import open_history
    from tripower.trail.staged import see_quarantine

    history = open_history(folder)
    see_quarantine(history)
    parts: list[Part] = []
    if hook == "pre-commit":
        parts += _refused(_staged(app, history))
    else:
        for line in sys.stdin.read().splitlines():
            parts += _pushed(app, history, *line.split(" ", 2))
    if not parts:
        return Answer([], {"refused": []})
    refused = sorted(
        {f.rule_id for one in parts if isinstance(one, Findings) for f in one.findings}
    )
    return Answer(parts, {"refused": refused}, Exit.REFUSED, failed=True)


def _staged(app: App, history: History) -> Range:
    from tripower.engine.ranges import judge_staged
    from tripower.trail.staged import staged

    head = history.head()
    config = history.git.config
    own = config["user.email"] if "user.email" in config else ""  # noqa: SIM401 - no get
    author = os.environ.get("GIT_AUTHOR_EMAIL") or own or ""
    before, after = history.source(head), staged(history)
    return judge_staged(before, after, head, author, app.clock(), app.tables())


def _pushed(app: App, history: History, old: str, new: str, ref: str) -> Iterator[Part]:
    """What is wrong with one branch of a push; tags and notes are no records."""
    from tripower.engine.ranges import judge_range
    from tripower.engine.verify import verify_at

    if ref.startswith("refs/replace/"):
        yield say(N_("{ref}: replacements hide what the history is; nothing was taken."), ref=ref)
    if not ref.startswith(REF):
        return
    if new in NONE:
        yield say(N_("{ref}: a history is not deleted; nothing was taken."), ref=ref)
        return
    today, tables = app.clock().date(), app.tables()
    units = dict.fromkeys([*(history.units(old) if old not in NONE else ()), *history.units(new)])
    for prefix in units or [""]:
        at = history.below(prefix)
        if old in NONE:
            done = verify_at(at, new, tables, today)
            heavy = [f for f in (*done.findings, *done.state) if f.severity.fails]
            if unspoken := [f for f in heavy if f.status is Status.OPEN]:
                yield from _said(unspoken, done.files)
            continue
        found = judge_range(at, at.walk(), old, new, None, tables, today)
        if found is None:
            text = N_("{ref}: TRL-17 this push would rewrite the history; nothing was taken.")
            yield say(text, ref=ref)
            return
        yield from _refused(found)


def _refused(found: Range) -> Iterator[Part]:
    for crash in found.crashes:
        yield say(N_("Rule {rule} crashed; this is a bug."), rule=crash.rule_id)
        yield Raw(crash.trace)
    if found.heavy:
        yield from _said(found.heavy, found.unit.files)


def _said(findings: list[Finding], files: Mapping[str, bytes]) -> Iterator[Part]:
    yield say(N_("Refused, nothing was taken. This breaks a rule:"))
    yield Findings(findings, files=files)
