"""`tripower standard` at the terminal, and what the writing door lets through."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.write_room import office
from tests.rules.units import HERE
from tripower.cli.main import respond
from tripower.core.answer import Answer
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load_folder


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small unit with its penalty for taking water; the table of hearings has a row for it."""
    folder = office(tmp_path / "unit")
    for name in ("power-items.yaml", "benchmarks.yaml", "district-parameters.yaml"):
        shutil.copyfile(HERE / "DIS-34" / "good" / name, folder / name)
    by_hand = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=wen"]
    subprocess.run([*by_hand, "add", "-A"], check=True)
    dated = {
        **os.environ,
        **{f"GIT_{who}_DATE": "2024-09-20T09:00" for who in ("AUTHOR", "COMMITTER")},
    }
    subprocess.run([*by_hand, "commit", "-qm", "benchmarks"], check=True, env=dated)
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    at(monkeypatch, "2024-09-27")
    return folder


def at(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("TRIPOWER_NOW", f"{day}T09:00")


def asked(*words: str) -> Answer:
    answer, _ = respond(words, "en")
    assert isinstance(answer, Answer)
    return answer


def test_a_quote_says_tier_hands_and_days(unit: Path) -> None:
    told = asked(
        "standard",
        "quote",
        "intake",
        "--factor",
        "repeat",
        "--party",
        "organisation",
        "--format",
        "json",
    ).data
    assert (told["course"], told["tier"]) == ("heavier", "heavier")
    assert (str(told["lowest"]), str(told["highest"])) == ("38000.00", "50000.00")
    assert told["hearing"] == "yes"
    days = [(one["rule_id"], one["by"].isoformat()) for one in told["days"]]
    assert ("DIS-34", "2024-10-10") in days
    assert ("DIS-35", "2024-12-26") in days
    assert {one["post"] for one in told["signs"]} == {"deputy_head"}


def test_a_quote_shows_its_arithmetic(unit: Path) -> None:
    parts = asked("standard", "quote", "intake").parts
    sums = [one for one in parts if getattr(one, "args", {}).get("first") is not None]
    assert str(sums[0].args["first"]) == "22000.00"  # type: ignore[union-attr]
    assert str(sums[0].args["second"]) == "38000.00"  # type: ignore[union-attr]


def test_both_ways_are_for_a_person(unit: Path) -> None:
    line = ("standard", "quote", "intake", "--factor", "repeat", "--factor", "small")
    told = asked(*line, "--format", "json").data
    assert (told["course"], told["tier"], told["lowest"]) == ("weigh", None, None)
    assert told["leaders_together"] is True


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nope",), "no item `nope`"),
        (("intake", "--factor", "weather"), "no factor `weather`"),
    ],
)
def test_what_is_not_there_is_named(unit: Path, words: tuple[str, ...], said: str) -> None:
    answer = asked("standard", "quote", *words)
    assert answer.code == 2
    assert said in answer.data["refused"][0]


def test_like_cases_are_compared(unit: Path) -> None:
    """Four lighter fines: those handled by 出纳丙 are at the upper end of the tier."""
    source = HERE / "DIS-30" / "good" / "penalties" / "2024" / "C-2"
    for number, (amount, officer) in enumerate(
        [("12000", "kuai"), ("13000", "kuai"), ("21000", "chu"), ("22000", "chu")], 1
    ):
        place = unit / f"penalties/2024/L-{number}"
        shutil.copytree(source, place)
        for path in place.glob("*.yaml"):
            text = path.read_text("utf-8").replace("C-2", f"L-{number}")
            text = text.replace("amount: 20000", f"amount: {amount}")
            path.write_text(text.replace("person_id: kuai", f"person_id: {officer}"), "utf-8")
    told = asked("standard", "check", "--format", "json").data
    [group] = told["groups"]
    assert (group["tier"], [str(one) for one in group["amounts"]]) == (
        "lighter",
        ["12000.00", "13000.00", "21000.00", "22000.00"],
    )
    found = {(one["by"], one["name"]): one for one in told["outliers"]}
    assert found["officer", "chu"]["cases"] == ["L-3", "L-4"]
    assert found["officer", "chu"]["mean"] == "23/24"
    assert ("officer", "wen") not in found, "who handled all of them stands out of nothing"


def test_a_decision_outside_its_tier_is_refused_and_a_lawful_one_recorded(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ["record", "new", "penalty_case", "case_id=D-1", "item_id=intake", "party=示例砂场"]
    line += ["party_type=organisation", "act_to=2024-09-10", "discovered_on=2024-09-12"]
    line += ["filed_on=2024-09-27"]
    line += [
        "officers=[{person_id: wen, certificate_no: S-1}, {person_id: kuai, certificate_no: S-2}]"
    ]
    assert asked(*line).code == 0
    at(monkeypatch, "2024-09-29")
    line = ["record", "new", "penalty_notice", "case_id=D-1", "notice_no=1"]
    line += ["received_on=2024-09-29", "penalties=[fine]", "tier=lighter", "amount=20000"]
    assert asked(*line).code == 0
    at(monkeypatch, "2024-10-08")
    line = ["record", "new", "penalty_decision", "case_id=D-1", "decided_on=2024-10-08"]
    line += ["decided_by=jia", "penalties=[fine]", "tier=lighter", "factors=[{factor: small}]"]
    refused = asked(*line, "amount=22000.01")
    assert refused.code == 1
    assert {"DIS-15", "DIS-17"} <= set(refused.data["refused"])
    assert asked(*line, "amount=20000").code == 0
    found = load_folder(unit, KINDS)
    assert str(found.records["penalty_decision"]["D-1"].amount) == "20000.00"  # type: ignore[attr-defined]
