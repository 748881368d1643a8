"""What the engine is given from above."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from tripower.core.kinds import KindTable
    from tripower.core.rules import Rule


class Tables(msgspec.Struct, frozen=True):
    """All kinds of record and all rules; the rules are loaded by who judges."""

    kinds: KindTable
    load_rules: Callable[[], Mapping[str, Rule]]

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by id."""
        return self.load_rules()
