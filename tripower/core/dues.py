"""What is owed: by whom, by which rule, by when."""

from __future__ import annotations

from datetime import date

import msgspec

from tripower.core.answer import Say


class Due(msgspec.Struct, frozen=True):
    """One thing that somebody still has to do; `by` is None where no day is set."""

    rule_id: str
    subject: str
    what: Say
    person_id: str | None
    by: date | None

    def order(self) -> tuple[str, str, str]:
        """What is due first comes first; what has no day comes last."""
        return (self.by.isoformat() if self.by else "9999", self.rule_id, self.subject)
