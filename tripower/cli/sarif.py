"""Findings for other programs: SARIF 2.1.0, and annotations of a code host's CI."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from tripower import __version__
from tripower.cli.findings_text import problem_message, sentence
from tripower.cli.told import Told
from tripower.core.findings import Finding, Problem, Severity
from tripower.core.messages import translate
from tripower.core.rules import RULES

LEVELS = {Severity.BLOCK: "error", Severity.VIOLATION: "error", Severity.WARNING: "warning"}
KINDS = {Severity.MANUAL: "review", Severity.NOT_ASSESSABLE: "open"}
"""What is no failure has another kind of result in SARIF, and then no level."""


def sarif(told: Told, lang: str) -> str:
    """A SARIF log with one run; neither a waiver nor an acknowledgement hides a result."""
    problems, findings = told.unreadable, told.findings
    ids = sorted({f.rule_id for f in findings})
    rules = [{"id": i, "shortDescription": {"text": translate(RULES[i].title, lang)}} for i in ids]
    rules += [{"id": code} for code in sorted({p.code for p in problems})]
    results = [_problem_result(p, lang) for p in problems]
    results += [_finding_result(f, lang) for f in findings]
    notes = [
        {"level": "error", "associatedRule": {"id": one.rule_id}, "message": {"text": one.trace}}
        for one in told.crashes
    ]
    run = {
        "tool": {"driver": {"name": "tripower", "version": __version__, "rules": rules}},
        "invocations": [{"executionSuccessful": not notes, "toolExecutionNotifications": notes}],
        "results": results,
        "properties": {"asOf": told.as_of.isoformat()},
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    log = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _finding_result(finding: Finding, lang: str) -> dict[str, Any]:
    text = sentence(finding.message, finding.args, lang)
    result = _result(finding.rule_id, text, finding.path, finding.line)
    kind = KINDS.get(finding.severity, "fail")
    level = LEVELS.get(finding.severity, "note") if kind == "fail" else "none"
    return {
        **result,
        "kind": kind,
        "level": level,
        "fingerprints": {"tripower/1": finding.fingerprint},
        "properties": {
            "severity": finding.severity.value,
            "status": finding.status.value,
            **({"commit": finding.commit} if finding.commit else {}),
        },
    }


def _problem_result(problem: Problem, lang: str) -> dict[str, Any]:
    text = problem_message(problem, lang)
    return {**_result(problem.code, text, problem.path, problem.line), "level": "error"}


def _result(rule_id: str, text: str, path: str, line: int) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": quote(path)}, "region": {"startLine": max(line, 1)}}
    return {
        "ruleId": rule_id,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}] if path else [],
    }


def ci_lines(told: Told, lang: str) -> Iterator[str]:
    """`::error file=…,line=…::message`, one a line."""
    for crash in told.crashes:
        yield _annotation("error", "", 0, crash.rule_id, crash.trace)
    for problem in told.unreadable:
        text = problem_message(problem, lang)
        yield _annotation("error", problem.path, problem.line, problem.code, text)
    for finding in told.findings:
        level = LEVELS.get(finding.severity, "notice")
        text = sentence(finding.message, finding.args, lang)
        yield _annotation(level, finding.path, finding.line, finding.rule_id, text)


def _annotation(level: str, path: str, line: int, name: str, text: str) -> str:
    safe = f"{name}: {text}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    where = f" file={place},line={max(line, 1)}" if path else ""
    return f"::{level}{where}::{safe}"
