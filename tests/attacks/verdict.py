"""What `trail verify` said of a history, and whether it caught what was done."""

from __future__ import annotations

from typing import Any

from tripower.core.answer import Answer

CLEAN, REFUSED, UNREADABLE, INCOMPLETE, BROKEN = 0, 1, 3, 4, 5


class Verdict:
    """What `trail verify` said: exit status, findings, levels."""

    def __init__(self, answer: Answer) -> None:
        self.code = int(answer.code)
        self.said = answer
        self.data: dict[str, Any] = answer.data or {}
        self.findings = [{"commit": "", **one} for one in self.data.get("findings", [])]

    @property
    def heavy(self) -> set[str]:
        """The rules that are broken at the level of a violation."""
        return {f["rule_id"] for f in self.findings if f["severity"] in ("block", "violation")}

    @property
    def levels(self) -> list[str]:
        """The levels of assurance that are reached."""
        return list(self.data["levels"])

    def of(self, rule: str, word: str = "") -> list[dict[str, Any]]:
        """What one rule found; only messages with a word, if one is given."""
        return [f for f in self.findings if f["rule_id"] == rule and word in f["message"]]

    def __repr__(self) -> str:
        """All of it, for whoever reads a failed test."""
        lines = [f"exit {self.code}, levels {self.data.get('levels')}"]
        lines += [
            f"{f['commit'][:8]:8} {f['rule_id']} {f['severity']} {f['path']} {f['message']}"
            for f in self.findings
        ]
        lines += [f"problem {p['path']} {p['message']}" for p in self.data.get("problems", [])]
        lines += [str(one) for one in self.data.get("crashes", [])]
        return "\n".join(lines if self.data else [str(self.said)])


def caught(
    verdict: Verdict,
    rule: str,
    commit: str = "",
    path: str = "",
    *,
    code: int = BROKEN,
    word: str = "",
) -> dict[str, Any]:
    """The finding of a rule at a commit and a path, and the exit status that goes with it."""
    found = [
        one
        for one in verdict.of(rule, word)
        if one["severity"] in ("block", "violation")
        and commit in ("", one["commit"])
        and path in ("", one["path"])
    ]
    assert found, f"{rule} {word} not found at {commit[:8]} {path}:\n{verdict!r}"
    assert verdict.code == code, repr(verdict)
    return found[0]
