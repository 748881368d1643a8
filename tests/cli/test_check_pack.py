"""`check --pack`: what another pack of parameters would change, before anybody adopts it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.rules.units import HERE

LAWFUL = (HERE / "base/district-parameters.yaml").read_text(encoding="utf-8")


def pack(folder: Path, **values: str) -> Path:
    """The base's pack with values added."""
    lines = "".join(
        f"  - key: {key.replace('__', '.')}\n    value: {value}\n"
        "    source_class: local_practice\n    source: 新参数包\n"
        for key, value in values.items()
    )
    path = folder / "new.yaml"
    path.write_text(LAWFUL + lines, encoding="utf-8")
    return path


def test_the_same_pack_changes_nothing(unit: Any, tripower: Any, tmp_path: Path) -> None:
    ran = tripower("check", "-C", unit("DEC-12"), "--pack", pack(tmp_path), "--format", "json")
    assert ran.code == 0
    assert ran.data == {"more": [], "fewer": [], "votes": []}


def test_a_close_vote_ends_otherwise_where_closeness_defers(
    unit: Any, tripower: Any, tmp_path: Path
) -> None:
    new = pack(tmp_path, dec__close_split_action="defer")
    folder = unit("DEC-12")
    ran = tripower("check", "-C", folder, "--pack", new, "--format", "json")
    assert ran.data["votes"] == [{"vote": "K-1/M-1", "now": "passed", "then": "deferred"}]
    table = tripower("check", "-C", folder, "--pack", new)
    assert "Votes that would end otherwise: 1" in table.out


def test_what_is_no_longer_adopted_weighs_less(unit: Any, tripower: Any, tmp_path: Path) -> None:
    new = tmp_path / "none.yaml"
    new.write_text(LAWFUL.replace("      - POW-04\n", ""), encoding="utf-8")
    folder = unit("POW-04")
    told = tripower("check", "-C", folder, "--pack", new, "--format", "json").data
    assert {one["rule_id"] for one in told["fewer"]} == {"POW-04"}
    assert told["more"] == []


@pytest.mark.parametrize("text", ["parameters: 3\n", "parametres: []\n"])
def test_a_pack_with_a_fault_is_refused(
    unit: Any, tripower: Any, tmp_path: Path, text: str
) -> None:
    (tmp_path / "bad.yaml").write_text(text)
    ran = tripower("check", "-C", unit(), "--pack", tmp_path / "bad.yaml")
    assert ran.code == 3
    assert "bad.yaml cannot be used" in ran.err
