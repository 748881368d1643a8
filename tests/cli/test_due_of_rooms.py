"""`due` looks into every room: gates, reports, rectification, rotation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import sitting
from tripower.core.resources import sample_unit


def _owed(tripower: Any, folder: Path, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tripower("due", "-C", folder, "--format", "json", *words).data[
        "owed"
    ]
    return found


def test_a_payment_waits_for_its_signatures(
    tmp_path: Path, tripower: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-17T16:00")
    folder = sitting(tmp_path / "unit")
    (found,) = [one for one in _owed(tripower, folder) if one["rule_id"] == "WF-01"]
    assert (found["subject"], found["by"]) == ("project/P-hongqi/9", "2025-06-20")
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    for person in ("xing", "ke", "gong", "wan"):
        assert tripower("gate", "sign", "P-hongqi", "9", "--person", person, "-C", folder).code == 0
    assert not [one for one in _owed(tripower, folder) if one["rule_id"] == "WF-01"]


def test_both_reports_and_both_publications_are_owed_until_they_are_there(
    tripower: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIPOWER_NOW", "2025-07-31T09:00")
    before = _owed(tripower, sample_unit(), "--as-of", "2024-12-20")
    assert [one["by"] for one in before if one["rule_id"] == "SUP-07"] == ["2025-01-06"] * 4
    after = _owed(tripower, sample_unit(), "--as-of", "2024-12-31")
    assert not [one for one in after if one["rule_id"] == "SUP-07"]


def test_a_head_whose_years_are_full_before_long_is_to_be_rotated(
    tripower: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIPOWER_NOW", "2025-07-31T09:00")
    on = {
        day: _owed(tripower, sample_unit(), "--as-of", day) for day in ("2025-06-14", "2025-06-15")
    }
    named = {
        day: [one["by"] for one in owed if one["rule_id"] == "TEN-02"] for day, owed in on.items()
    }
    assert named == {"2025-06-14": [], "2025-06-15": ["2025-12-15"]}
