"""Findings and problems as a person reads them: where, what, why, what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tripower.core.answer import Say
from tripower.core.findings import SOURCES, Basis, Finding, Problem, Status
from tripower.core.messages import N_, fill, translate
from tripower.core.records import Term
from tripower.mechanisms.decisions.records import MaterialKind

STATUSES = {Status.WAIVED: N_("waived"), Status.ACKNOWLEDGED: N_("acknowledged")}


def shown(value: Any, lang: str) -> Any:
    """An argument as people read it: words of closed lists by their label, lists joined."""
    if isinstance(value, Term):
        return translate(value.label, lang)
    if isinstance(value, Say):
        return sentence(value.text, value.args, lang)
    if isinstance(value, tuple) and value and all(isinstance(one, MaterialKind) for one in value):
        return _one_of(value, lang)
    if isinstance(value, (list, tuple)):
        return ("、" if lang == "zh" else ", ").join(str(shown(one, lang)) for one in value)
    return value


def _one_of(kinds: tuple[MaterialKind, ...], lang: str) -> str:
    """Kinds of paper of which one is enough, each by the word to type and what it means."""
    if lang == "zh":
        return " 或 ".join(f"{kind.value}（{translate(kind.label, lang)}）" for kind in kinds)
    return " or ".join(kind.value for kind in kinds)


def sentence(text: str, args: Mapping[str, Any], lang: str) -> str:
    """A message with its arguments, in the language."""
    return fill(text, {name: shown(value, lang) for name, value in args.items()}, lang)


def finding_lines(
    finding: Finding, files: Mapping[str, bytes], lang: str, *, brief: bool = False
) -> Iterator[str]:
    """`path:line: ID severity message`, the excerpt, the clauses, and what to do next.

    Before the path stands the commit, where one is judged.

    `brief` where clauses and next step stand with an earlier finding of the rule already.
    """
    where = finding.path or finding.subject_id
    if finding.path and finding.line:  # what is gone has no line
        where += f":{finding.line}"
    if finding.commit and finding.path:
        where = f"{finding.commit[:10]} {where}"
    severity = translate(finding.severity.value.replace("_", " "), lang)
    status = STATUSES.get(finding.status)
    if status is not None:
        severity += f" ({translate(status, lang)})"
    message = sentence(finding.message, finding.args, lang)
    yield f"{where}: {finding.rule_id} {severity}: {message}"
    yield from excerpt(files.get(finding.path), finding.line)
    if brief:
        return
    for basis in finding.basis:
        yield f"    {clause(basis, lang)}"
    if finding.self_attested:
        yield "    " + translate(N_("rests on the clerk's own record (self-attested)"), lang)
    if finding.next:
        yield f"    → {sentence(finding.next, finding.args, lang)}"


def clause(basis: Basis, lang: str) -> str:
    """The clause with the class of its source, so that no default is taken for law."""
    return f"[{translate(SOURCES[basis.source_class], lang)}] {translate(basis.text, lang)}"


def problem_lines(problem: Problem, files: Mapping[str, bytes], lang: str) -> Iterator[str]:
    """`path:line:column: message`, the excerpt, and what to do next."""
    message = problem_message(problem, lang)
    kind = translate(N_("note") if problem.warning else N_("unreadable"), lang)
    field = f" {problem.field}:" if problem.field else ""
    where = f"{problem.path}:{problem.line}:{problem.column}: " if problem.path else ""
    yield f"{where}{kind}:{field} {message}"
    yield from excerpt(files.get(problem.path), problem.line)
    if problem.next:
        yield f"    → {sentence(problem.next, problem.args, lang)}"


def problem_message(problem: Problem, lang: str) -> str:
    """What is wrong, in one sentence."""
    return sentence(problem.message, _translated(problem.args, lang), lang)


def _translated(args: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """What was expected is itself a sentence to translate."""
    return {
        name: translate(value, lang) if isinstance(value, str) and name == "expected" else value
        for name, value in args.items()
    }


def excerpt(data: bytes | None, line: int) -> Iterator[str]:
    """The line that a finding points at; none where the file is no UTF-8."""
    try:
        lines = data.decode().split("\n") if data else []
    except UnicodeDecodeError:
        return
    if 0 < line <= len(lines) and lines[line - 1].strip():
        yield f"    {line:>4} | {lines[line - 1][:120].rstrip()}"
