"""Findings for other programs: SARIF 2.1.0, and annotations of a code host's CI."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from tripower import __version__
from tripower.cli.findings_text import sentence
from tripower.core.findings import Finding, Problem, Severity
from tripower.core.messages import translate
from tripower.core.rules import RULES

LEVELS = {
    Severity.BLOCK: "error",
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.NOTICE: "note",
    Severity.MANUAL: "note",
    Severity.NOT_ASSESSABLE: "none",
}
GITHUB = {"error": "error", "warning": "warning", "note": "notice", "none": "notice"}


def sarif(findings: Sequence[Finding], problems: Iterable[Problem], lang: str) -> str:
    """A SARIF log with one run."""
    ids = sorted({f.rule_id for f in findings})
    rules = [{"id": i, "shortDescription": {"text": translate(RULES[i].title, lang)}} for i in ids]
    results = [
        *(_problem_result(p, lang) for p in problems if not p.warning),
        *(_finding_result(f, lang) for f in findings),
    ]
    driver = {"name": "tripower", "version": __version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _finding_result(finding: Finding, lang: str) -> dict[str, Any]:
    text = sentence(finding.message, finding.args, lang)
    result = _result(finding.rule_id, LEVELS[finding.severity], text, finding.path, finding.line)
    result["fingerprints"] = {"tripower/1": finding.fingerprint}
    return result


def _problem_result(problem: Problem, lang: str) -> dict[str, Any]:
    text = sentence(problem.message, problem.args, lang)
    return _result(problem.code, "error", text, problem.path, problem.line)


def _result(rule_id: str, level: str, text: str, path: str, line: int) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": path}, "region": {"startLine": max(line, 1)}}
    return {
        "ruleId": rule_id,
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}] if path else [],
    }


def ci_lines(findings: Sequence[Finding], problems: Iterable[Problem], lang: str) -> str:
    """`::error file=…,line=…::message`, one a line."""
    lines = []
    for problem in problems:
        if not problem.warning:
            text = sentence(problem.message, problem.args, lang)
            lines.append(_annotation("error", problem.path, problem.line, problem.code, text))
    for finding in findings:
        text = sentence(finding.message, finding.args, lang)
        level = GITHUB[LEVELS[finding.severity]]
        lines.append(_annotation(level, finding.path, finding.line, finding.rule_id, text))
    return "\n".join(lines)


def _annotation(level: str, path: str, line: int, name: str, text: str) -> str:
    safe = f"{name}: {text}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    return f"::{level} file={place},line={line}::{safe}"
