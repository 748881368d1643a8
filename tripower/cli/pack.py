"""`tripower check --pack`: the records of a unit under another pack of parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tripower.core.answer import Answer, Findings, Part, Refused, Table, say
from tripower.core.exits import Exit
from tripower.core.findings import Finding, Severity
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.records import Outcome
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.decisions.tally import tally
from tripower.mechanisms.options import Reading

PLACE = "district-parameters.yaml"
FROZEN = "VER-01"
"""That a meeting froze other parameters is no news here: that is what is being tried."""
Results = dict[str, Outcome | None]


def replay(asked: Reading, pack: Path) -> Answer:
    """What would be found besides, what no longer, and which votes would end otherwise."""
    now = asked.check()
    then = asked.check({PLACE: pack.read_bytes()})
    faults = [problem for problem in then.unit.problems if problem not in now.unit.problems]
    if faults:
        heading = say(N_("{path} cannot be used yet; nothing was written:"), path=str(pack))
        parts: list[Part] = [heading, Findings((), faults, then.files)]
        data = {"refused": [fault.code for fault in faults]}
        raise Refused(Answer(parts, data, Exit.UNREADABLE, failed=True))
    more, fewer = _beyond(then.findings, now.findings), _beyond(now.findings, then.findings)
    votes = _turned(_results(now.unit), _results(then.unit))
    text = N_("As of {as_of}, by {pack} instead of {place}:")
    parts = [say(text, as_of=now.as_of, pack=str(pack), place=PLACE)]
    for text, found, files in (
        (N_("Found besides, or heavier: {count}"), more, then.files),
        (N_("No longer found, or lighter: {count}"), fewer, now.files),
    ):
        parts += [say(text, count=len(found)), Findings(found, files=files)]
    parts.append(say(N_("Votes that would end otherwise: {count}"), count=len(votes)))
    if votes:
        parts.append(Table((N_("vote"), N_("result now"), N_("result then")), votes))
    return Answer(parts, _data(more, fewer, votes))


def _beyond(these: tuple[Finding, ...], those: tuple[Finding, ...]) -> list[Finding]:
    """The findings that the others lack or have milder."""
    known = {one.fingerprint: one.severity.rank for one in those}
    return [
        one
        for one in these
        if one.rule_id != FROZEN and one.severity.rank < known.get(one.fingerprint, len(Severity))
    ]


def _results(unit: Unit) -> Results:
    return {this.key: tally(this).result for this in Round.every(unit)}


def _turned(now: Results, then: Results) -> list[tuple[str, Outcome | None, Outcome | None]]:
    return [(key, result, then[key]) for key, result in now.items() if result is not then[key]]


def _data(more: list[Finding], fewer: list[Finding], votes: list[Any]) -> dict[str, Any]:
    def named(found: list[Finding]) -> list[dict[str, str]]:
        return [
            {
                "rule_id": one.rule_id,
                "fingerprint": one.fingerprint,
                "severity": one.severity,
                "subject": "/".join(one.subject),
            }
            for one in found
        ]

    turned = [{"vote": key, "now": now, "then": then} for key, now, then in votes]
    return {"more": named(more), "fewer": named(fewer), "votes": turned}
