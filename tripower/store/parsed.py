"""What a file says, or why it could not be read."""

from __future__ import annotations

from typing import Any

import msgspec

from tripower.core.findings import Problem


class Parsed(msgspec.Struct, frozen=True):
    """The mapping of a file; None exactly when a problem is worse than a warning.

    Its leaves are texts as they were written (`no`, `1.10`, `2024-01-01`), or None
    where nothing was written.
    """

    tree: dict[str, Any] | None
    problems: tuple[Problem, ...]
