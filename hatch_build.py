"""Build hook: compiled translations, templates and the samples go into the wheel."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("templates", "sample-unit", "sample-district")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs for a wheel and for an editable install, which is a wheel of version "editable"."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue beside its .po; an editable install reads the rest in place."""
        root = Path(self.root)
        runpy.run_path(str(root / "scripts" / "messages.py"))["compile_all"](root)
        if version == "editable":
            return
        build_data["artifacts"].append("tripower/locale/*/LC_MESSAGES/*.mo")
        for folder in SHIPPED:
            build_data["force_include"][str(root / folder)] = f"tripower/{folder}"
