"""Answers that several commands give: what was written, what was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tripower.core.answer import Answer, Findings, Part, Raw, say
from tripower.core.findings import Finding, Severity
from tripower.core.messages import N_
from tripower.engine.desk import Entry
from tripower.engine.writing import Verdict

LIGHT = (Severity.NOTICE, Severity.NOT_ASSESSABLE)
"""What is only counted after a write; `tripower check` shows it in full."""
FEW = 2
"""Files of one folder that are named one by one."""


def entry_answer(entry: Entry, *, dry_run: bool) -> Answer:
    """What was written, or would be; what it newly shows; what was left alone."""
    parts = [*_written(entry, dry_run=dry_run), *_shows(entry.verdict)]
    if entry.kept:
        text = N_("Kept as you edited them meanwhile:")
        parts += [say(text), *_listed(entry.kept)]
    if entry.dirty:
        text = N_("Not recorded, left alone:")
        parts += [say(text), *_listed(entry.dirty)]
    return Answer(parts, written_data(entry))


def written_data(entry: Entry) -> dict[str, object]:
    """What a write answers to scripts."""
    return {"commit": entry.commit, "paths": list(entry.paths), "refused": []}


def _written(entry: Entry, *, dry_run: bool) -> Iterator[Part]:
    if dry_run:
        yield say(N_("Nothing was written. It would be {count} file(s):"), count=len(entry.paths))
        yield Raw(_preview(entry))
    elif not entry.paths:
        yield say(N_("Nothing to write: it is on record already."))
    elif len(entry.paths) == 1:
        text = N_("Recorded as {commit}: {paths}")
        yield say(text, commit=entry.commit[:10], paths=entry.paths[0])
    else:
        yield say(N_("Recorded as {commit}:"), commit=entry.commit[:10])
        yield from _listed(entry.paths)


def _listed(paths: Sequence[str]) -> Iterator[Part]:
    """One line a file; where a folder has more than a few of them, one line for all of it."""
    for folder, files in _by_folder(paths).items():
        if len(files) > FEW:
            yield say(N_("  {folder} ({count} files)"), folder=f"{folder}/", count=len(files))
        else:
            yield from (Raw(f"  {path}") for path in files)


def _by_folder(paths: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(path.rpartition("/")[0], []).append(path)
    return found


def _shows(verdict: Verdict) -> Iterator[Part]:
    """The findings that are new: in full what somebody has to look at, the rest counted."""
    heavy: list[Finding] = [f for f in verdict.new if f.severity not in LIGHT]
    if heavy:
        yield Findings(heavy, files=verdict.after)
    if rest := len(verdict.new) - len(heavy):
        text = N_("New notices and not assessable: {count}; `tripower check` shows them.")
        yield say(text, count=rest)


def _preview(entry: Entry) -> str:
    """The difference and the commit message, as a person would check them."""
    import difflib

    lines: list[str] = []
    for path in entry.paths:
        old = entry.verdict.before.get(path, b"").decode().splitlines()
        new = entry.verdict.files[path].decode().splitlines()
        lines += difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm="")
    return "\n".join([*lines, "", entry.message])
