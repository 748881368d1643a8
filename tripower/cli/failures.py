"""Every failure becomes an answer: what happened, what stands, what to do next."""

from __future__ import annotations

import traceback

import click

from tripower.core.answer import Answer, Findings, Part, Raw, Refused, say
from tripower.core.exits import Exit
from tripower.core.messages import N_, fill
from tripower.engine.desk import NotWritten
from tripower.engine.writing import Verdict
from tripower.trail.errors import TrailError


def explain(error: BaseException, lang: str) -> Answer:
    """The answer to an exception; one that nobody foresaw is a bug and says so."""
    if isinstance(error, Refused):
        return error.answer
    if isinstance(error, NotWritten):
        return not_written(error.verdict)
    if isinstance(error, TrailError):
        text = fill(error.message, error.fields, lang)
        return _failed([Raw(text)], error.exit_code)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return _failed([Raw(error.format_message())], Exit.USAGE)
    if isinstance(error, click.ClickException):
        return _failed(_usage(error), Exit.USAGE)
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        return _failed([say(N_("Stopped. What was recorded before is kept."))], Exit.INTERRUPTED)
    if isinstance(error, OSError):
        text = N_("The machine refused: {why}. Nothing was recorded.")
        return _failed([say(text, why=_why(error))], Exit.REFUSED)
    text = N_("This is a bug in tripower; nothing was recorded. Please report what follows.")
    trace = "".join(traceback.format_exception(error))
    return _failed([say(text), Raw(trace)], Exit.BUG)


def _failed(parts: list[Part], code: int) -> Answer:
    return Answer(parts, None, code, failed=True)


def _why(error: OSError) -> str:
    """`/folder/file: Permission denied`, without the machine's number for it."""
    places = [str(one) for one in (error.filename, error.filename2) if one is not None]
    return ": ".join([*places, error.strerror or str(error)])


def _usage(error: click.ClickException) -> list[Part]:
    """How the command is used, what was wrong, and where to read more."""
    wrong = say(N_("Error: {message}"), message=error.format_message())
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return [wrong]
    hint = say(N_("Try '{command} {option}' for help."), command=ctx.command_path, option="--help")
    return [Raw(ctx.get_usage()), wrong, hint]


def not_written(verdict: Verdict) -> Answer:
    """Why the engine did not let a plan be written, and how to go on."""
    parts: list[Part] = []
    code = Exit.REFUSED
    if verdict.final:
        text = N_(
            "{path} is final and never changes. Record what happened later in a new file, or "
            "correct it with `tripower record supersede`."
        )
        parts.append(say(text, path=verdict.final))
    if verdict.problems:
        code = Exit.UNREADABLE
        parts.append(Findings((), verdict.problems, verdict.after))
    if verdict.refused:
        parts.append(say(N_("Refused, nothing was written. This would break a rule:")))
        parts.append(Findings(verdict.refused, files=verdict.after))
        if verdict.past:
            late = N_("If it has happened already, record it with --late and --acknowledge.")
            parts.append(say(late))
    if verdict.unspoken:
        text = N_("Not written yet. If this has happened, record it and say so: {options}")
        ids = sorted({f.rule_id for f in verdict.unspoken})
        options = " ".join(f"--acknowledge {rule_id}=…" for rule_id in ids)
        parts.append(say(text, options=options))
        parts.append(Findings(verdict.unspoken, files=verdict.after))
    for crash in verdict.crashes:
        code = Exit.BUG
        parts.append(say(N_("Rule {rule} crashed; this is a bug."), rule=crash.rule_id))
        parts.append(Raw(crash.trace))
    refused = [
        *(["final"] if verdict.final else []),
        *(problem.code for problem in verdict.problems),
        *(finding.rule_id for finding in (*verdict.refused, *verdict.unspoken)),
    ]
    return Answer(parts, {"commit": "", "paths": [], "refused": refused}, code, failed=True)
