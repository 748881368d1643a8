"""`python -m tripower.cli.docs [--check]`: write the generated pages of docs/, or compare them.

It works in a checkout, after the catalogue of texts has been compiled; `make docs` does both.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tripower.cli.reference.records import records_page, schema_name
from tripower.cli.reference.rules import rules_page
from tripower.cli.registry import load_rules
from tripower.cli.schema import file_schema
from tripower.mechanisms.kinds import KINDS
from tripower.store.consistency import definitions

DOCS = Path(__file__).resolve().parents[2] / "docs"


def pages() -> dict[str, str]:
    """Every generated file by its path within docs/."""
    made = {
        "records.md": records_page(KINDS),
        "rules.md": rules_page(load_rules(), definitions()),
    }
    for kind in KINDS:
        schema = json.dumps(file_schema(KINDS, kind), ensure_ascii=False, indent=2)
        made[f"schema/{schema_name(KINDS, kind)}.json"] = schema + "\n"
    return made


def stale(folder: Path) -> list[str]:
    """The files that differ from what the code says, and schemas of kinds that are gone."""
    made = pages()
    held = {f"schema/{path.name}" for path in (folder / "schema").glob("*.json")}
    differing = [name for name, text in made.items() if _read(folder / name) != text]
    return sorted({*differing, *(held - set(made))})


def write(folder: Path) -> list[str]:
    """Write what differs and take away what is gone; says which files those were."""
    made, changed = pages(), stale(folder)
    for name in changed:
        path = folder / name
        if name in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[name], encoding="utf-8")
        else:
            path.unlink()
    return changed


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main(words: Sequence[str]) -> int:
    """Write the pages; with --check only say which differ, with exit code 1."""
    if list(words) not in ([], ["--check"]):
        sys.stderr.write("usage: python -m tripower.cli.docs [--check]\n")
        return 2
    changed = stale(DOCS) if words else write(DOCS)
    sys.stdout.writelines(f"docs/{name}\n" for name in changed)
    if words and changed:
        sys.stderr.write("these differ from the code; run make docs\n")
    return int(bool(words and changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
