"""The guard of the bare repository: a broken push, a forced push, a deletion are not taken."""

from __future__ import annotations

from pathlib import Path

from tests.attacks.office import TOLD, Office, newcomer, refused
from tests.attacks.room import MONDAY, Room, asked, git, verify

JIA = "meetings/2024/K-2/M-2/ballots/jia.yaml"


def test_an_honest_push_passes_and_so_does_the_next_one(office: Office) -> None:
    first = office.ours.commit(newcomer(office.ours))
    office.push(office.ours)
    assert office.tip() == first
    theirs = office.clone("theirs")
    second = theirs.commit(newcomer(theirs, "sun"), by="jia", when="2024-03-18T10:00")
    office.push(theirs)
    assert office.tip() == second
    assert verify(office.bare).findings == []


def test_an_edit_of_a_final_file_is_not_taken(office: Office) -> None:
    office.ours.commit(office.ours.edited(JIA, "choice: yes", "choice: no"))
    told = refused(office, office.ours, "TRL-01")
    assert JIA in told
    assert "nothing was taken" in told


def test_an_unsigned_commit_is_not_taken(office: Office) -> None:
    office.ours.commit(newcomer(office.ours), key=None)
    refused(office, office.ours, "TRL-11")


def test_a_matter_dated_back_is_not_taken(office: Office) -> None:
    text = office.ours.text("matters/2024/M-2/matter.yaml").replace("M-2", "M-9")
    office.ours.commit({"matters/2024/M-9/matter.yaml": text})
    refused(office, office.ours, "TRL-08")


def test_a_link_is_not_taken(office: Office) -> None:
    (office.ours.unit / "link.yaml").symlink_to("people.yaml")
    office.ours.git("add", "link.yaml")
    office.ours.seal()
    refused(office, office.ours, "TRL-16")


def test_a_second_file_for_one_vote_is_not_taken(office: Office) -> None:
    text = office.ours.text(JIA).replace("yes", "no")
    office.ours.commit({JIA.replace("2024", "2023"): text})
    before = office.tip()
    told = office.push(office.ours)
    assert office.tip() == before, told


def test_a_merge_is_not_taken(office: Office) -> None:
    ours = office.ours
    ours.git("checkout", "-qb", "side")
    ours.commit({"scan.txt": "scan\n"})
    ours.git("checkout", "-q", "main")
    sign = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={ours.key('wen')}"]
    ours.git(*sign, "merge", "-q", "--no-ff", "-S", "-m", "merge", "side")
    refused(office, ours, "TRL-03")


def test_a_pull_that_merges_is_not_taken(office: Office) -> None:
    """The own line comes first in it, so the one that all had before is not gone on from."""
    theirs = office.clone("theirs")
    office.ours.commit(newcomer(office.ours))
    office.push(office.ours)
    theirs.commit({"scan.txt": "scan\n"}, by="jia")
    theirs.git("fetch", "-q")
    sign = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={theirs.key('jia')}"]
    theirs.git(*sign, "merge", "-q", "-S", "-m", "merge", "origin/main")
    refused(office, theirs, "TRL-")


def test_a_forced_push_is_not_taken(office: Office) -> None:
    office.ours.git("reset", "-q", "--hard", "HEAD~2")
    office.ours.commit(newcomer(office.ours), when="2024-03-18T09:00")
    refused(office, office.ours, "TRL-17", "--force", "origin", "main")


def test_a_branch_is_not_deleted(office: Office) -> None:
    told = refused(office, office.ours, "not deleted", "origin", ":main")
    assert "refs/heads/main" in told


def test_a_replacement_is_not_taken(office: Office) -> None:
    office.ours.git("replace", "HEAD~1", "HEAD~2")
    told = office.push(office.ours, "origin", "refs/replace/*:refs/replace/*")
    assert "hide what the history is" in told
    assert git(office.bare, "for-each-ref", "refs/replace") == ""


def test_an_honest_branch_does_not_carry_a_broken_one_in(office: Office) -> None:
    """Two branches in one push: if one is refused, nothing is taken."""
    office.ours.git("branch", "honest")
    office.ours.commit(office.ours.edited(JIA, "choice: yes", "choice: no"))
    refused(office, office.ours, "TRL-01", "origin", "honest", "main")
    assert office.tip("honest") == ""


def test_a_new_branch_is_judged_from_its_first_commit_on(office: Office) -> None:
    office.ours.git("checkout", "-qb", "side")
    office.ours.commit(office.ours.edited(JIA, "choice: yes", "choice: no"))
    told = office.push(office.ours, "origin", "side")
    assert "TRL-01" in told
    assert office.tip("side") == ""


def test_a_tag_is_taken(office: Office) -> None:
    office.ours.git("tag", "year-2024")
    office.push(office.ours, "origin", "year-2024")
    assert git(office.bare, "tag") == "year-2024"


def test_a_unit_that_calls_itself_a_district_is_judged_all_the_same(office: Office) -> None:
    """A `district.yaml` that names no unit makes a repository in which nothing is judged?"""
    text = "district_id: d\nname: 示例区\nunits: []\n"
    files = office.ours.edited(JIA, "choice: yes", "choice: no")
    office.ours.commit({"district.yaml": text, **files})
    before = office.tip()
    told = office.push(office.ours)
    assert office.tip() == before, told


def test_first_a_district_then_the_edit(office: Office) -> None:
    """The same in two pushes, each of which looks harmless to the guard."""
    text = "district_id: d\nname: 示例区\nunits: [elsewhere]\n"
    office.ours.commit({"district.yaml": text})
    office.push(office.ours)
    files = office.ours.edited(JIA, "choice: yes", "choice: no")
    office.ours.commit(files, when="2024-03-18T09:05")
    before = office.tip()
    told = office.push(office.ours)
    assert office.tip() == before, told


def test_a_late_signature_opens_no_door_for_a_push(office: Office) -> None:
    """Version 3 of the list took the place of 2; a late signature under 2 changes nothing."""
    ours = office.ours
    ours.do(f"trail key add wen={ours.key('wen-2')}.pub --reason 备用", MONDAY)
    ours.do(
        f"trail key add jia={ours.key('jia-2')}.pub --reason 备用", "2024-03-18T09:05", by="zhen"
    )
    ours.do("trail key sign 3", "2024-03-18T09:10", by="jia")
    late = ours.signature(ours.text("keys/change-2.yaml"), "zhen", "keys")
    ours.commit(late, by="zhen", when="2024-03-18T09:15")
    hook = office.bare / "hooks/pre-receive"
    hook.rename(hook.with_suffix(".asleep"))  # the guard is woken only after this push
    office.push(ours)
    hook.with_suffix(".asleep").rename(hook)
    assert office.tip() == ours.head()
    ours.commit(newcomer(ours), key="wen-2", when="2024-03-18T10:00")
    refused(office, ours, "TRL-11")


def test_the_first_push_of_all_is_judged_as_a_whole(room: Room, tmp_path: Path) -> None:
    bare = tmp_path / "empty.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(bare))
    assert asked("trail", "guard", "install", "-C", str(bare)).code == 0
    honest = room.head()
    room.commit(room.edited(JIA, "choice: yes", "choice: no"))
    told = room.git("push", str(bare), "main", check=False, **TOLD)
    assert "TRL-01" in told
    room.git("push", "-q", str(bare), f"{honest}:refs/heads/main", **TOLD)
    assert git(bare, "rev-parse", "main") == honest
