"""Answers that several commands give: what was written, what was not."""

from __future__ import annotations

from tripower.core.answer import Answer, Findings, Part, Raw, say
from tripower.core.messages import N_
from tripower.engine.desk import Entry


def entry_answer(entry: Entry, *, dry_run: bool) -> Answer:
    """What was written, or would be; what it newly shows; what was left alone."""
    parts: list[Part] = []
    if dry_run:
        parts.append(
            say(N_("Nothing was written. It would be {count} file(s):"), count=len(entry.paths))
        )
        parts.append(Raw(_preview(entry)))
    elif not entry.paths:
        parts.append(say(N_("Nothing to write: it is on record already.")))
    else:
        text = N_("Recorded as {commit}: {paths}")
        parts.append(say(text, commit=entry.commit[:10], paths=", ".join(entry.paths)))
    if entry.verdict.new:
        parts.append(Findings(entry.verdict.new, files=entry.verdict.after))
    if entry.kept:
        text = N_("Kept as you edited them meanwhile: {paths}")
        parts.append(say(text, paths=", ".join(entry.kept)))
    if entry.dirty:
        text = N_("Not recorded, left alone: {paths}")
        parts.append(say(text, paths=", ".join(entry.dirty)))
    return Answer(parts, {"commit": entry.commit, "paths": list(entry.paths), "refused": []})


def _preview(entry: Entry) -> str:
    """The difference and the commit message, as a person would check them."""
    import difflib

    lines: list[str] = []
    for path in entry.paths:
        old = entry.verdict.before.get(path, b"").decode().splitlines()
        new = entry.verdict.files[path].decode().splitlines()
        lines += difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm="")
    return "\n".join([*lines, "", entry.message])
