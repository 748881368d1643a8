"""What people said of findings: approved exceptions and acknowledgements."""

from __future__ import annotations

from msgspec.structs import replace

from tripower.core.exceptions import Acknowledgement, Waiver
from tripower.core.findings import Finding, Severity, Status
from tripower.core.rules import Rule, Subject
from tripower.core.unit import Unit

WAIVABLE = (Severity.VIOLATION, Severity.WARNING)
"""What an approved exception turns into a notice; an open gate stays an open gate (FND-01)."""


class Exceptions:
    """Waivers and acknowledgements, by what they speak of."""

    def __init__(self, unit: Unit) -> None:
        self.waivers = unit.all(Waiver)
        self.acknowledged = {one.speaks_of for one in unit.all(Acknowledgement)}
        self.rules = {rule_id for rule_id, _ in self.acknowledged}

    def speak_of(self, rule: Rule, subject: Subject | None) -> bool:
        """Whether somebody has acknowledged a breach of the rule by this subject."""
        if subject is None or rule.rule_id not in self.rules:
            return False
        return (rule.rule_id, "/".join(subject.subject)) in self.acknowledged

    def applied(self, rule: Rule, finding: Finding) -> Finding:
        """The finding with what people said of it; it never vanishes."""
        subject = finding.subject
        if rule.waivable and finding.severity in WAIVABLE:
            for waiver in self.waivers:
                if waiver.covers(rule.rule_id, subject, finding.event_date):
                    return replace(
                        finding,
                        severity=Severity.NOTICE,
                        status=Status.WAIVED,
                        waiver_id=waiver.waiver_id,
                    )
        if (rule.rule_id, subject) in self.acknowledged:
            return replace(finding, status=Status.ACKNOWLEDGED)
        return finding
