"""Honest histories: none of them is accused of anything."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.attacks.room import Room, asked, git, verify
from tests.attacks.story import template
from tests.attacks.verdict import CLEAN, REFUSED

AFTER = "2025-07-01T09:00"


def accused(findings: list[dict[str, str]]) -> list[dict[str, str]]:
    """What of the trail weighs as a violation."""
    return [
        f
        for f in findings
        if f["rule_id"].startswith("TRL") and f["severity"] in ("block", "violation")
    ]


@pytest.fixture
def year() -> Path:
    """The sample's whole year: drafts, corrections, late entries, a division of work anew."""
    return template("year") / "unit"


def test_a_long_year_is_accused_of_nothing(year: Path) -> None:
    verdict = verify(year, now=AFTER)
    assert accused(verdict.findings) == []
    assert verdict.levels == ["chain"]
    assert verdict.code in (CLEAN, REFUSED)  # what was planted in its records, not in its trail
    assert verdict.data["commits"] > 100
    assert verdict.data["problems"] == []


def test_it_is_accused_of_nothing_at_any_point_on_the_way(year: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(year), str(clone))
    for back in range(1, 160, 40):
        git(clone, "reset", "-q", "--hard", f"origin/main~{back}")
        assert accused(verify(clone, now=AFTER).findings) == []


def test_packed_bare_and_cloned_it_is_the_same(year: Path, tmp_path: Path) -> None:
    bare, clone = tmp_path / "bare.git", tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--bare", str(year), str(bare))
    git(bare, "gc", "-q")
    git(tmp_path, "clone", "-q", str(bare), str(clone))
    answers = [verify(folder, now=AFTER) for folder in (year, bare, clone)]
    assert len({(one.code, one.data["commit"], len(one.findings)) for one in answers}) == 1


def test_a_final_record_is_corrected_by_another(room: Room) -> None:
    """`record supersede`: the old file stays, the new one names it."""
    words = "record supersede material M-2/note title=说明书（更正） --reason 标题有误"
    room.do(words)
    verdict = verify(room.unit)
    assert accused(verdict.findings) == []


def test_a_correction_is_corrected(room: Room) -> None:
    words = "record supersede material M-2/note title={title} --reason 标题有误"
    room.do(words.format(title="说明书（一）"))
    room.do(words.format(title="说明书（二）"), "2024-03-18T09:10")
    assert accused(verify(room.unit).findings) == []


def test_something_is_told_late_with_a_word(room: Room) -> None:
    line = "decision propose M-9 --category large_funds --item large-payments --title 围墙"
    room.do(f"{line} --proposer zhen --amount 60000 --on 2024-03-12 --late 漏录")
    verdict = verify(room.unit)
    assert (verdict.code, accused(verdict.findings)) == (CLEAN, [])


def test_a_post_begins_later_and_another_ends(room: Room) -> None:
    old = "title: 副局长\n    voting: true\n    from: 2022-01-01\n  - position_id: p-yi"
    new = old.replace("  - position_id: p-yi", "    to: 2024-03-31\n  - position_id: p-yi")
    line = "  - position_id: p-jia-2\n    person_id: jia\n    role: staff\n    title: 调研员\n"
    files = room.edited("positions.yaml", old, new)
    files["positions.yaml"] += line + "    voting: false\n    from: 2024-04-01\n"
    room.commit(files)
    assert verify(room.unit).findings == []


def test_a_line_that_a_person_wrote_otherwise_is_the_same_line(room: Room) -> None:
    """Comments, quotes and the order of lines in a register are nobody's concern."""
    text = room.text("people.yaml").replace("name: 贾石", 'name: "贾石"  # 副局长')
    room.commit({"people.yaml": "# 花名册\n" + text})
    assert verify(room.unit).findings == []


def test_papers_that_are_no_records_come_and_go(room: Room) -> None:
    """Scans and notes beside the records; git keeps them, no rule speaks of them."""
    room.commit({"scans/2024-03.txt": "scan\n", "README.md": "hello\n"})
    room.commit({"scans/2024-03.txt": None, "README.md": "hello again\n"}, when="2024-03-18T09:05")
    assert verify(room.unit).findings == []


def test_the_key_of_the_clerk_is_renewed(room: Room) -> None:
    root = verify(room.unit).data["keys"]["root"]
    room.do(f"trail key add wen={room.key('wen-2')}.pub --reason 换发")
    room.do("trail key sign", "2024-03-18T09:05", by="zhen")
    listed = asked("trail", "key", "list", "-C", str(room.unit), now="2024-03-18T10:00").data
    old = next(one["fingerprint"] for one in listed["keys"] if one["person_id"] == "wen")
    room.do(f"trail key revoke {old} --reason 换发", "2024-03-18T09:10", key="wen-2")
    room.do("trail key sign", "2024-03-18T09:15", by="jia")
    room.do("record new person person_id=qian name=钱某", "2024-03-18T09:20", key="wen-2")
    verdict = verify(room.unit)
    assert (verdict.findings, verdict.levels) == ([], ["chain", "signed"])
    assert (verdict.data["keys"]["version"], verdict.data["keys"]["root"]) == (3, root)


def test_a_deputy_with_a_clock_of_another_zone(room: Room) -> None:
    """Noon in Beijing is four in the morning in Greenwich, and the day before in Honolulu."""
    line = "  - person_id: {0}\n    name: {0}某\n"
    for name, when in (("qian", "2024-03-18 01:00:00 +0000"), ("sun", "2024-03-17 15:30:00 -1000")):
        room.commit({"people.yaml": room.text("people.yaml") + line.format(name)}, when=when)
    assert verify(room.unit).findings == []


def test_a_clock_that_is_a_little_slow(room: Room) -> None:
    line = "  - person_id: {0}\n    name: {0}某\n"
    for name, when in (("qian", "2024-03-18T09:30"), ("sun", "2024-03-18T09:00")):
        room.commit({"people.yaml": room.text("people.yaml") + line.format(name)}, when=when)
    assert verify(room.unit).findings == []


def test_two_units_of_a_district_lie_in_one_repository(room: Room, tmp_path: Path) -> None:
    """The one has keys; what the other commits unsigned, and by its own people, is not its own."""
    district = tmp_path / "both"
    district.mkdir()
    git(district, "init", "-q", "-b", "main")
    text = "district_id: d\nname: 示例区\nunits: [one, two]\n"
    (district / "district.yaml").write_text(text, "utf-8")
    git(district, "add", "-A")
    git(district, "commit", "-qm", "district", when="2024-01-01T09:00")
    one, two = (Room(district / name, room.keys, signs=False) for name in ("one", "two"))
    registers = ("unit.yaml", "people.yaml", "positions.yaml", "district-parameters.yaml")
    for unit, when in ((one, "2024-01-02T09:00"), (two, "2024-01-02T10:00")):
        unit.unit.mkdir()
        unit.commit({path: room.text(path) for path in registers}, when=when)
    one.do(
        f"trail key add wen={room.key('wen')}.pub --threshold 1 --reason 首份名册",
        "2024-03-01T09:00",
        key="wen",
    )
    people = two.text("people.yaml")
    two.commit(
        {"people.yaml": people + "  - person_id: qian\n    name: 钱某\n"}, when="2024-03-02T09:00"
    )
    two.do("record new person person_id=sun name=孙某", "2024-03-02T10:00")
    verdict = verify(one.unit)
    assert accused(verdict.findings) == [], verdict
    assert "signed" in verdict.levels
    assert accused(verify(two.unit).findings) == []


def test_verifying_changes_nothing(room: Room) -> None:
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in room.unit.rglob("*")
        if path.is_file()
    }
    verify(room.unit)
    after = {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in room.unit.rglob("*")
        if path.is_file()
    }
    assert before == after


def test_a_folder_that_may_only_be_read_is_verified(room: Room) -> None:
    for path in [room.unit, *room.unit.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    try:
        assert verify(room.unit).findings == []
    finally:
        for path in [room.unit, *room.unit.rglob("*")]:
            path.chmod(path.stat().st_mode | 0o200)


def test_git_itself_and_ssh_keygen_verify_the_signed_commits(room: Room, tmp_path: Path) -> None:
    """The list of keys in a form that any other program takes."""
    answer = asked("trail", "key", "list", "--allowed-signers", "-C", str(room.unit))
    signers = tmp_path / "signers"
    signers.write_text("\n".join(answer.data) + "\n", "utf-8")
    told = room.git(
        "-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-commit", "HEAD", check=False
    )
    assert 'Good "git" signature for wen' in told


def test_an_honest_copy_by_tar_is_verified(room: Room, tmp_path: Path) -> None:
    """Handed over on a stick: times of files are others, the index is stale."""
    copy = tmp_path / "copy"
    shutil.copytree(room.unit, copy, copy_function=shutil.copyfile)
    assert verify(copy).findings == []


KINDS = ("ecdsa -b 256", "ecdsa -b 521", "rsa -b 2048")


def test_keys_of_every_kind_sign(room: Room) -> None:
    """Made by ssh-keygen, used by git and by tripower."""
    pubs = []
    for nth, kind in enumerate(KINDS):
        path = room.keys / f"wen-{nth}"
        words = ["ssh-keygen", "-q", "-N", "", "-f", str(path), "-t", *kind.split()]
        subprocess.run(words, check=True)
        room.do(f"trail key add wen={path}.pub --reason 换发", f"2024-03-18T09:0{nth}")
        room.do("trail key sign", f"2024-03-18T09:0{nth}", by="zhen")
        pubs.append(path.name)
    for nth, key in enumerate(pubs):
        at = f"2024-03-18T10:{nth:02}"
        room.do(f"record new person person_id=p{nth} name=示{'甲乙丙'[nth]}", at, key=key)
        room.seal(key=key, when=at)
    verdict = verify(room.unit)
    assert (verdict.findings, verdict.levels) == ([], ["chain", "signed"])
