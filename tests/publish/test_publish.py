"""Publishing twice changes nothing; what changed is written anew; what may not be is refused."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.publish.folders import (
    BASE,
    MINUTES,
    commit,
    dissenting,
    edited,
    files,
    git,
    publish,
    recorded,
    states,
)
from tripower.cli.main import perform

D1, D2 = "D1-2024-01-08", "D2-J-2024-1"
PUBLIC = (D1, D2, "D8-2024-01-01")
OFFICE = tuple(
    f"{kind}-K-1"
    for kind in (
        *("D3-ballot", "D3", "D3-tally"),
        *("D24-notice", "D24-agenda", "D24-signin", "D24-filing"),
    )
)
TASK, TOPIC = "D24-followup-M-1", "D15-T-1"
ALL = {*PUBLIC, *OFFICE, TASK, TOPIC}
Captured = pytest.CaptureFixture[str]


def test_the_first_run_writes_everything_and_the_second_nothing(
    tmp_path: Path, capsys: Captured
) -> None:
    unit, out = recorded(tmp_path / "unit"), tmp_path / "out"
    code, told = publish(unit, out, capsys)
    assert (code, states(told)) == (0, dict.fromkeys(ALL, "new"))
    pages = [*(f"public/{one}" for one in PUBLIC)]
    pages += [f"internal/{one}" for one in (D1, D2, *OFFICE, TASK, TOPIC)]
    names = [f"{page}.{x}" for page in pages for x in ("html", "txt")]
    names += [f"poster/{one}.html" for one in PUBLIC]
    assert sorted(files(out)) == sorted([*names, "manifest.json"]) == told["paths"]
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    code, told = publish(unit, out, capsys)
    assert (code, told["paths"]) == (0, [])
    assert states(told) == dict.fromkeys(ALL, "unchanged")
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_the_manifest_tells_digests_sources_and_the_entry_in_the_directory(
    tmp_path: Path, capsys: Captured
) -> None:
    unit, out = recorded(tmp_path / "unit"), tmp_path / "out"
    publish(unit, out, capsys)
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    for one in told["notices"]:
        for path, digest in one["files"].items():
            assert hashlib.sha256((out / path).read_bytes()).hexdigest() == digest
            assert one["commit"] == git(unit, "rev-parse", "HEAD")
        assert all(one["commit"] in (out / path).read_text("utf-8") for path in one["files"])
        assert all((unit / source["path"]).is_file() for source in one["sources"])
    minutes = told["notices"][1]
    assert minutes["index"] == {
        "index_no": "example-D2-J-2024-1",
        "title": "Minutes of collective decisions of 示例局",
        "summary": "Meeting of 5 January 2024: 2024年领导班子成员分工 (passed)",
        "created_on": "2024-01-08",
        "issuer": "示例局",
        "doc_no": "示例局〔2024〕1号",
        "valid_from": "2024-01-08",
        "valid_to": None,
    }
    shown = {source["path"] for source in minutes["sources"]}
    assert {MINUTES, "meetings/2024/K-1/M-1/speeches.yaml", "people.yaml"} <= shown


def test_another_line_of_a_register_leaves_old_notices_alone(
    tmp_path: Path, capsys: Captured
) -> None:
    unit, out = recorded(tmp_path / "unit"), tmp_path / "out"
    publish(unit, out, capsys)
    people = (BASE / "people.yaml").read_text(encoding="utf-8")
    commit(unit, {"people.yaml": f"{people}  - person_id: xin\n    name: 辛来\n"})
    assert publish(unit, out, capsys)[1]["paths"] == []


def test_a_new_telephone_makes_a_new_table_but_no_new_minutes(
    tmp_path: Path, capsys: Captured
) -> None:
    unit, out = recorded(tmp_path / "unit"), tmp_path / "out"
    publish(unit, out, capsys)
    newest = commit(unit, edited("people.yaml", ("0000-1000002", "0000-2000002")))
    _, told = publish(unit, out, capsys)
    assert states(told) == {**dict.fromkeys(ALL, "unchanged"), D1: "changed"}
    assert newest in (out / f"public/{D1}.html").read_text(encoding="utf-8")


def test_output_is_the_same_wherever_it_goes(tmp_path: Path, capsys: Captured) -> None:
    unit = recorded(tmp_path / "unit")
    publish(unit, tmp_path / "first", capsys)
    commit(unit, edited("people.yaml", ("0000-1000002", "0000-2000002")))
    publish(unit, tmp_path / "first", capsys)
    publish(unit, tmp_path / "second", capsys)
    assert files(tmp_path / "first") == files(tmp_path / "second")


def test_a_notice_no_longer_due_is_left_and_named(tmp_path: Path, capsys: Captured) -> None:
    unit, out = recorded(tmp_path / "unit"), tmp_path / "out"
    publish(unit, out, capsys)
    code, told = publish(unit, out, capsys, "--as-of", "2024-01-07")
    left = {f"public/{one}.{x}" for one in PUBLIC for x in ("html", "txt")}
    left |= {f"internal/{one}.{x}" for one in (D1, D2) for x in ("html", "txt")}
    left |= {f"poster/{one}.html" for one in PUBLIC}
    later = (TASK, TOPIC, "D24-filing-K-1")
    left |= {f"internal/{one}.{x}" for one in later for x in ("html", "txt")}
    assert (code, set(told["left"])) == (0, left)
    assert left <= set(files(out))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_not_recorded_is_not_published(lang: str, tmp_path: Path, capsys: Captured) -> None:
    unit, out = recorded(tmp_path / "unit"), tmp_path / "out"
    (unit / "unrelated.txt").write_text("a note", encoding="utf-8")
    ballot = "meetings/2024/K-1/M-1/ballots/jia.yaml"
    (unit / "meetings/2024/K-1/M-1/recusals.yaml").write_text(
        "meeting_id: K-1\nmatter_id: M-1\nrecusals: []\n", encoding="utf-8"
    )
    (unit / ballot).unlink()
    code, told = publish(unit, out, capsys, lang=lang)
    assert code == 1
    (refused,) = told["refused"]
    assert f"meetings/2024/K-1/M-1/{'ballots/jia.yaml'}, meetings/2024/K-1/M-1/recusals" in refused
    assert "unrelated" not in refused
    assert not out.exists()


def test_unreadable_records_stop_everything(tmp_path: Path, capsys: Captured) -> None:
    broken = edited("approvals/2024/X-1-pay.yaml", ("amount: 5000.00", "amount: much"))
    unit, out = recorded(tmp_path / "unit", broken), tmp_path / "out"
    assert publish(unit, out, capsys)[0] == 3
    assert not out.exists()


@pytest.mark.parametrize("number", ["13800138000", "138 0013 8000", "１３８００１３８０００"])
def test_a_mobile_in_a_dissent_blocks_the_whole_publication(
    number: str, tmp_path: Path, capsys: Captured
) -> None:
    unit = recorded(tmp_path / "unit", dissenting(f"不同意，详询{number}"))
    code, told = publish(unit, tmp_path / "out", capsys)
    assert (code, told["refused"]) == (1, ["PUB-09"])
    assert {one["shown"] for one in told["found"]} == {"138****8000"}
    shown = {f"internal/{one}.{x}" for one in (D2, "D3-K-1") for x in ("html", "txt")}
    assert {one["path"] for one in told["found"]} == shown
    assert not (tmp_path / "out").exists()


def test_a_blocked_number_is_named_by_file_and_line_and_never_repeated(
    tmp_path: Path, capsys: Captured
) -> None:
    unit, out = recorded(tmp_path / "unit"), tmp_path / "out"
    publish(unit, out, capsys)
    path = f"public/{D1}.txt"
    before = (out / path).read_text(encoding="utf-8")
    commit(unit, edited("people.yaml", ("0000-1000003", "138-00138000")))
    assert perform(["publish", "notices", "-C", str(unit), "--out", str(out)], "en") == 1
    told = capsys.readouterr().err
    line = before[: before.index("0000-1000003")].count("\n") + 1
    assert f"{path}:{line}: PUB-09 mobile 138****8000" in told
    assert "00138000" not in told
    assert (out / path).read_text(encoding="utf-8") == before


def test_nothing_is_written_through_a_link(tmp_path: Path, capsys: Captured) -> None:
    unit, out, aim = recorded(tmp_path / "unit"), tmp_path / "out", tmp_path / "aim"
    aim.mkdir()
    out.mkdir()
    (out / "public").symlink_to(aim)
    assert publish(unit, out, capsys)[0] == 1
    assert list(aim.iterdir()) == []


def test_a_cut_history_cannot_name_its_commits(tmp_path: Path, capsys: Captured) -> None:
    unit = recorded(tmp_path / "unit")
    commit(unit, edited("people.yaml", ("0000-1000002", "0000-2000002")))
    git(tmp_path, "clone", "-q", "--depth", "1", unit.as_uri(), "shallow")
    assert publish(tmp_path / "shallow", tmp_path / "out", capsys)[0] == 4
