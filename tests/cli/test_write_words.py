"""How `record` reads what is typed and handed in: names, files, lists, faults."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import NOW, bureau, commits, everything
from tripower.cli.main import respond
from tripower.core.answer import Answer

Typed = Callable[..., Answer]

LISTS = """\
people:
  - {person_id: qin, name: 秦新}
  - {person_id: han, name: 韩立}
positions:
  - {position_id: p-qin, person_id: qin, role: staff, title: 科员, voting: false, from: 2025-06-01}
"""


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRIPOWER_NOW", NOW)
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(tmp_path / "unit"))
    return bureau(tmp_path / "unit")


@pytest.fixture
def typed(unit: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """`typed("record", "new", …, stdin="people: …")`: what the command answers."""
    assert unit.is_dir()

    def run(*words: str, stdin: str = "") -> Answer:
        held = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", held)
        answer, _ = respond(words, "en")
        assert isinstance(answer, Answer)
        return answer

    return run


def said(answer: Answer) -> str:
    from tripower.cli.show import as_text

    return as_text(answer.parts, "en")


def test_a_file_may_hold_the_lists_of_several_registers(unit: Path, typed: Typed) -> None:
    before = commits(unit)
    answer = typed("record", "new", "--file", "-", stdin=LISTS)
    assert answer.data["paths"] == ["people.yaml", "positions.yaml"]
    assert commits(unit) == before + 1


def test_of_a_list_all_that_is_there_already_is_named(typed: Typed) -> None:
    typed("record", "new", "person", "person_id=qin", "name=秦新")
    typed("record", "new", "person", "person_id=han", "name=韩立")
    answer = typed("record", "new", "--file", "-", stdin=LISTS)
    assert answer.code == 1
    assert "on record already: person qin, person han" in said(answer)


@pytest.mark.parametrize("text", ["people: []\n", "people:\npositions: []\n"])
def test_lists_of_nothing_are_refused(unit: Path, typed: Typed, text: str) -> None:
    before = everything(unit)
    answer = typed("record", "new", "--file", "-", stdin=text)
    assert answer.code in (1, 3)
    assert "nothing" in said(answer)
    assert everything(unit) == before


def test_faults_of_a_file_come_all_at_once_with_their_lines(unit: Path, typed: Typed) -> None:
    wrong = "people:\n  - {person_id: a b, name: 秦新}\n  - {person_id: han}\nplaces: []\n"
    answer = typed("record", "new", "--file", "-", stdin=wrong)
    assert answer.code == 3
    text = said(answer)
    assert "stdin:2:" in text
    assert "stdin:3:" in text
    assert "stdin:4:" in text
    assert "person_id" in text
    assert "an id of letters" in text
    assert "field `name` is missing" in text
    assert set(answer.data) == {"commit", "paths", "refused"}


def test_faults_of_typed_fields_come_all_at_once(typed: Typed) -> None:
    answer = typed("record", "new", "position", "position_id=x", "from=gestern", "voting=maybe")
    assert answer.code == 3
    text = said(answer)
    for field in ("from", "voting", "person_id", "role", "title"):
        assert field in text


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("new", "balot", "a=b"), 2, "there is no kind `balot`; did you mean ballot"),
        (("new", "xyzzy", "a=b"), 2, "there is no kind `xyzzy`; known: accountability_case, "),
        (("new",), 2, "name a kind of record, or a --file"),
        (("new", "person", "qin"), 2, "`qin` is not field=value"),
        (("new", "person", "name=a", "name=b"), 2, "`name` is told twice"),
        (("edit", "person", "zhenn", "name=a"), 1, "did you mean zhen"),
        (("edit", "person", "zhen"), 2, "say what changes"),
        (("edit", "person", "zhen", "person_id=zz"), 1, "an id never changes"),
        (("edit", "person", "zhen", "--unset", "phone"), 2, "person has no field phone; known: "),
        (("edit", "person", "zhen", "--unset", "name"), 3, "field `name` is missing"),
        (("edit", "person", "zhen", "nme=a"), 3, "unknown field `nme`"),
        (("edit", "ballot", "K-2024-4/M-2024-7", "choice=no"), 1, "did you mean K-2024-4/M-2024-7"),
        (("new", "unit", "unit_id=b", "name=b", "period={from: 2024-01-01}"), 3, "stands here"),
        (("new", "matter", "matter_id=../x"), 3, "an id of letters"),
        (("new", "matter", "matter_id=-rf"), 3, "an id of letters"),
    ],
)
def test_a_slip_is_named_and_nothing_is_written(
    unit: Path, typed: Typed, words: tuple[str, ...], code: int, why: str
) -> None:
    before = everything(unit)
    answer = typed("record", *words)
    assert why in said(answer)
    assert answer.code == code
    assert set(answer.data) == {"commit", "paths", "refused"}
    assert everything(unit) == before


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\x1b[31m", "\u200b", "\x00", "\udcff", "\u2f08", "\x85"]
)
@pytest.mark.parametrize(
    "words",
    [
        "record new person person_id=x name=a{}b",
        "record edit person ke name=a{}b",
        "record supersede ballot K-2024-4/M-2024-7/zheng opinion=a{}b --reason=x",
        "record supersede meeting K-2024-4 place=x --reason=a{}b",
        "decision propose M-20 --category project --title a{}b",
        "decision propose M-20 --category project --title t --late a{}b",
    ],
)
def test_characters_that_deceive_are_refused_before_anything_is_written(
    unit: Path, typed: Typed, words: str, hidden: str
) -> None:
    before = everything(unit)
    answer = typed(*(word.replace("{}", hidden) for word in words.split()))
    assert answer.code == 3
    assert "U+" in said(answer)
    assert everything(unit) == before


@pytest.mark.parametrize(
    "name", ["../x", "/abs", "a\\b", "CON", "-rf", "a\nb", "M-1.", "M..1", "Ｍ"]
)
def test_an_id_that_cannot_name_a_file_is_refused(unit: Path, typed: Typed, name: str) -> None:
    before = everything(unit)
    answer = typed("record", "new", "matter", f"matter_id={name}", *MATTER)
    assert answer.code == 3
    assert "matter_id" in said(answer)
    assert everything(unit) == before
    told = ("--category", "project", "--title", "t", "--proposer", "zhen")
    assert typed("decision", "propose", *told, "--", name).code in (2, 3)  # mistyped
    assert everything(unit) == before


MATTER = ("category=project", "title=t", "proposer_id=zhen", "proposed_on=2025-06-10")


def test_a_text_without_end_is_refused(unit: Path, typed: Typed) -> None:
    before = everything(unit)
    answer = typed("record", "edit", "person", "ke", f"name={'长' * 40_000}")
    assert answer.code == 3
    assert "keep the long text in a paper of its own" in said(answer)
    assert everything(unit) == before


def test_a_kind_may_be_written_with_a_dash(typed: Typed) -> None:
    answer = typed(
        "record", "edit", "power-assignment", "a2-approval", "filed_on=2025-03-17", "--late", "笔误"
    )
    assert answer.data["paths"] == ["powers.yaml"]


def test_a_key_that_ends_with_a_day_is_found_by_its_name(typed: Typed) -> None:
    answer = typed(
        "record",
        "edit",
        "parameter",
        "dec.large_funds_threshold",
        "source=新细则",
        "--late",
        "笔误",
    )
    assert answer.data["paths"] == ["parameters.yaml"]


def test_a_text_may_begin_with_a_bracket(unit: Path, typed: Typed) -> None:
    answer = typed(
        "record", "edit", "position", "p-ke", "doc_no=[2025]3号", "title={会计}", "--late", "笔误"
    )
    assert answer.code == 0, said(answer)
    assert "[2025]3号" in (unit / "positions.yaml").read_text()


def test_comments_and_order_of_a_register_kept_by_hand_survive(unit: Path, typed: Typed) -> None:
    people = unit / "people.yaml"
    text = people.read_text()
    mine = "# kept by hand\n" + text.replace("    name: 贾石\n", "    name: 贾石  # since 2020\n")
    people.write_text(mine)
    refused = typed("record", "edit", "person", "jia", "office_phone=0000-9")
    assert refused.code == 1, "what a person edited is not overwritten"
    assert "`people.yaml` has edits that are not recorded" in said(refused)
    assert people.read_text() == mine
    by_hand(unit, "people.yaml")
    assert typed("record", "edit", "person", "jia", "office_phone=0000-9").code == 0
    assert people.read_text() == mine.replace("0000-2000002", "0000-9")


def by_hand(unit: Path, path: str) -> None:
    from tests.cli.write_room import git

    git(unit, "add", path)
    who = ("-c", "user.name=n", "-c", "user.email=e")
    git(unit, *who, "commit", "-qm", "by hand")


def test_a_record_is_not_written_over_another_of_its_place(unit: Path, typed: Typed) -> None:
    told: dict[str, Any] = {
        "meeting_id": "K-2024-4",
        "minutes_id": "J-other",
        "year": "2024",
        "number": "9",
        "issued_on": "2024-10-30",
        "signer_id": "zhen",
        "distribution": "[各股室]",
        "items": "[]",
    }
    before = everything(unit)
    answer = typed("record", "new", "minutes", *(f"{k}={v}" for k, v in told.items()))
    assert answer.code == 3
    assert "meetings/2024/K-2024-4/minutes.yaml:1" in said(answer)
    assert "another record stands here already" in said(answer)
    assert everything(unit) == before
