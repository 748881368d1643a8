"""All rules, loaded: the modules that hold them are found, not listed."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

import tripower.mechanisms

if TYPE_CHECKING:
    from tripower.core.rules import Rule


@cache
def load_rules() -> dict[str, Rule]:
    """Every rule by id, in the order of ids."""
    from tripower.core.rules import RULES

    importlib.import_module("tripower.core.principles")
    for room in pkgutil.iter_modules(tripower.mechanisms.__path__, "tripower.mechanisms."):
        if room.ispkg:
            package = importlib.import_module(f"{room.name}.rules")
            for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
                importlib.import_module(module.name)
    return dict(sorted(RULES.items()))
