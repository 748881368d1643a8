"""What a check says: findings, their severity, identity and order (FND-02)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

import msgspec

from tripower.core.digests import sha256
from tripower.core.messages import N_


class Severity(StrEnum):
    """How much a finding weighs, heaviest first (FND-02)."""

    BLOCK = "block"
    VIOLATION = "violation"
    WARNING = "warning"
    NOTICE = "notice"
    MANUAL = "manual"
    NOT_ASSESSABLE = "not_assessable"

    @property
    def rank(self) -> int:
        """0 is the heaviest."""
        return list(Severity).index(self)

    @property
    def fails(self) -> bool:
        """Whether the finding alone makes `check` exit with 1."""
        return self in (Severity.BLOCK, Severity.VIOLATION)


class Status(StrEnum):
    """What people have said of a finding; it never removes one (FND-01, FND-05)."""

    OPEN = "open"
    WAIVED = "waived"
    ACKNOWLEDGED = "acknowledged"


class SourceClass(StrEnum):
    """Where a demand comes from, strongest first."""

    REGULATION = "reg"
    SEED = "seed"
    LOCAL_PRACTICE = "local_practice"
    PRACTICE = "practice"


SOURCES = {
    SourceClass.REGULATION: N_("law or regulation"),
    SourceClass.SEED: N_("the district's mechanism of 2016"),
    SourceClass.LOCAL_PRACTICE: N_("local practice elsewhere, not law"),
    SourceClass.PRACTICE: N_("default, not law"),
}
"""What people read of a class of source, so that no default is taken for law."""


class Basis(msgspec.Struct, frozen=True):
    """A clause and the class of its source; `only` names what it speaks of, if not of all."""

    text: str
    source_class: SourceClass
    only: tuple[str, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a rule found, complete enough to act on without the code.

    `message` is a template (a msgid); only the output layer translates it and
    fills in `args`. `line` is 1-based, 0 while it has not been looked up. What rests on
    the clerk's word alone is `self_attested` (FND-04). `commit` is the one that is judged, where
    a history is.
    """

    rule_id: str
    fingerprint: str
    severity: Severity
    status: Status = Status.OPEN
    subject_type: str
    subject_id: str
    unit_id: str
    event_date: date | None
    path: str
    pointer: tuple[str | int, ...] = ()
    line: int = 0
    field: str
    args: dict[str, Any]
    message: str
    basis: tuple[Basis, ...]
    params_used: dict[str, str]
    evidence: tuple[str, ...]
    waiver_id: str | None = None
    next: str = ""
    self_attested: bool = False
    commit: str = ""

    @property
    def subject(self) -> str:
        """What it is about, as waivers and acknowledgements name it: `kind/id`."""
        return f"{self.subject_type}/{self.subject_id}"

    def order(self) -> tuple[Any, ...]:
        """Sort key: severity, rule, subject, date (FND-02), then whatever is left."""
        day = self.event_date.isoformat() if self.event_date else ""
        return (
            self.severity.rank,
            self.rule_id,
            self.subject_id,
            day,
            self.path,
            self.line,
            self.fingerprint,
        )


def fingerprint(rule_id: str, subject: str, discriminator: str) -> str:
    """A short stable name of a finding: the same problem has it in every run."""
    text = "\x1f".join((rule_id, subject, discriminator))
    return sha256(text.encode())[:16]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Data that could not be read as a record: where, what was expected, what to do.

    `message` is a msgid, `args` fill it in; `line` and `column` are 1-based.
    `code` is a stable short name such as `yaml-syntax` or `unknown-field`.
    """

    path: str
    line: int
    column: int = 1
    field: str = ""
    code: str
    message: str
    args: dict[str, Any] = {}
    next: str = ""
    warning: bool = False

    def order(self) -> tuple[Any, ...]:
        """Sort key: where it is, then what it is."""
        return self.path, self.line, self.column, self.code, self.field
