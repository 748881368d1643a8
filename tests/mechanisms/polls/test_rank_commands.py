"""`poll rank`, `poll consequences` and `poll chain` at the terminal, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.rules.units import HERE, overlay
from tripower.cli.main import respond
from tripower.cli.show import as_text
from tripower.core.answer import Answer, Say


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """C50: last as 民政局, then last as the renamed 水利和水务局, under one head."""
    for path, data in overlay(HERE / "POL-09" / "good").items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    monkeypatch.setenv("TRIPOWER_UNIT", str(tmp_path))
    monkeypatch.setenv("TRIPOWER_NOW", "2024-12-31T09:00")
    return tmp_path


def asked(*words: str, lang: str = "en") -> Answer:
    answer, _ = respond(words, lang)
    assert isinstance(answer, Answer), answer
    return answer


def data(*words: str) -> Any:
    return asked(*words, "--format", "json").data


@pytest.mark.usefixtures("folder")
def test_ranks_from_the_top_and_from_the_bottom() -> None:
    told = data("poll", "rank", "R-2")["lists"]
    assert [one["category"] for one in told] == ["执法监管类"]
    rows = told[0]["rows"]
    assert [one["rank"] for one in rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [one["reverse_rank"] for one in rows] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert [one["unit_id"] for one in rows if one["among_last"]] == ["wei", "jy", "shuili"]
    assert [one["unit_id"] for one in rows if one["among_first"]] == ["shui", "zhu", "jiao"]


@pytest.mark.usefixtures("folder")
def test_c50_a_removal_is_proposed_and_nothing_is_written(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    told = data("poll", "consequences", "R-2")["proposals"]
    removal = [one for one in told if one["consequence"] == "removal_proposal"]
    assert [(one["unit_id"], one["people"], one["course"]) for one in removal] == [
        ("shuili", ["chu"], "proposed")
    ]
    assert removal[0]["support"] == "unresolved_by_the_data"
    assert removal[0]["evidence"] == ["poll_result/R-2", "poll_result/R-1"]
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


@pytest.mark.usefixtures("folder")
def test_the_chain_follows_the_new_name() -> None:
    told = data("poll", "chain", "shuili")
    stands = [one["stands"][0] for one in told["rounds"]]
    assert [(one.unit_id, one.held.value) for one in stands] == [
        ("shuili", "last"),
        ("min", "last"),
    ]
    assert told["last_twice"]["course"] == "proposed"
    assert told["last_twice"]["rounds"] == ["R-1", "R-2"]
    assert data("poll", "chain", "jy")["last_twice"] is None


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "line", [("rank", "R-2"), ("consequences", "R-2"), ("chain", "shuili"), ("chain", "jy")]
)
def test_tables_in_both_languages(line: tuple[str, str], lang: str) -> None:
    answer = asked("poll", *line, lang=lang)
    assert (answer.code, bool(answer.parts)) == (0, True)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("line", [("rank", "R-9"), ("consequences", "R-9"), ("chain", "nobody")])
def test_what_is_not_on_record_is_refused_with_what_is(line: tuple[str, str]) -> None:
    answer = asked("poll", *line)
    assert answer.code == 2
    assert any(known in str(answer.parts[0]) for known in ("R-1", "shuili"))


@pytest.mark.usefixtures("folder")
def test_the_chain_of_a_former_name_is_that_of_today() -> None:
    told = data("poll", "chain", "min")
    assert (told["asked"], told["unit_id"]) == ("min", "shuili")
    assert told["last_twice"]["course"] == "proposed"
    shown = as_text(asked("poll", "chain", "min").parts, "en")
    assert "is continued by" in shown
    assert "no removal is proposed" not in shown
    early = data("poll", "chain", "min", "--as-of", "2024-06-30")  # the last day of its name
    assert early["unit_id"] == "min"


def test_a_divided_unit_names_those_that_continue_it(folder: Path) -> None:
    path = folder / "units.yaml"
    text = path.read_text(encoding="utf-8")
    more = "  - unit_id: half\n    name: 半局\n    from: 2024-07-01\n    successor_of: [min]\n"
    path.write_text(text.replace("units:\n", "units:\n" + more, 1), encoding="utf-8")
    told = data("poll", "chain", "min")
    assert (told["unit_id"], sorted(told["continued_by"])) == ("min", ["half", "shuili"])
    shown = as_text(asked("poll", "chain", "min").parts, "en")
    assert "tripower poll chain half" in shown
    assert "no removal is proposed" not in shown


def sure(folder: Path, more: str) -> None:
    """The last of R-2 by its intervals, of a round with more in its file."""
    path = folder / "polls/2024/R-2/result.yaml"
    text = path.read_text(encoding="utf-8")
    one = "    n_eff_general: '700.0'\n    n_eff_targeted: '700.0'\n    bottom: confirmed\n"
    head, _, rest = text.partition("unit_id: shuili\n")
    line, end, tail = rest.partition("n_targeted: 400\n")
    path.write_text(f"{head}unit_id: shuili\n{line}{end}{one}{tail}", encoding="utf-8")
    around = folder / "polls/2024/R-2/round.yaml"
    around.write_text(around.read_text(encoding="utf-8") + more, encoding="utf-8")


PLAN = "design:\n  deff: '1.3'\n  sd: '20'\n  difference: '{}'\n"


@pytest.mark.parametrize(
    ("more", "support", "why"),
    [
        ("", "possible_by_the_data", "has no design"),
        (PLAN.format("5"), "confirmed_by_the_data", None),  # takes 327 answers; 400 are there
        (PLAN.format("4"), "possible_by_the_data", "it takes 510 answers"),
    ],
)
def test_ranks_and_consequences_say_the_same_of_how_sure_they_are(
    folder: Path, more: str, support: str, why: str | None
) -> None:
    sure(folder, more)
    [row] = [one for one in data("poll", "rank", "R-2")["lists"][0]["rows"] if one["bottom"]]
    assert row["support"].value == support
    proposed = data("poll", "consequences", "R-2")["proposals"]
    [talk] = [
        one
        for one in proposed
        if (one["unit_id"], one["consequence"].value) == ("shuili", "admonitory_talk")
    ]
    assert talk["support"].value == support
    shown = as_text(asked("poll", "rank", "R-2").parts, "en")
    assert ("only possible by the data" in shown) == (why is not None)
    assert (why or "") in shown


def test_the_ban_on_awards_says_why_it_concerns_the_former_head(folder: Path) -> None:
    path = folder / "units.yaml"
    text = path.read_text(encoding="utf-8")
    head, begun, rest = text.partition("unit_id: shuili\n    person_id: chu\n")
    line, from_, tail = rest.partition("from: 2024-07-01\n")
    changed = f"{from_}    to: 2024-09-13\n  - head_id: h-new\n    unit_id: shuili\n"
    changed += "    person_id: kuai\n    title: 局长\n    from: 2024-09-14\n"
    assert begun
    path.write_text(f"{head}{begun}{line}{changed}{tail}", encoding="utf-8")
    table = asked("poll", "consequences", "R-2").parts[0]
    rows = [row for row in table.rows if row[1] == "水利和水务局"]  # type: ignore[union-attr]
    told = {
        str(row[3]): as_text([row[4]], "en") if isinstance(row[4], Say) else row[4] for row in rows
    }
    assert "(headed it during the fieldwork)" in told["award_ban"]
    assert "fieldwork" not in told["admonitory_talk"]
    assert told["award_ban"].partition(" (")[0] != told["admonitory_talk"]
