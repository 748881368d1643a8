"""Folders as git would never store them: doubled names, names that lead out, no order."""

from __future__ import annotations

import pytest

from tests.attacks.room import Room, plant, verify, words
from tests.attacks.verdict import BROKEN, caught

BALLOTS = "meetings/2024/K-1/M-1/ballots"


def with_tree(room: Room, data: bytes, where: str = BALLOTS) -> str:
    """A commit whose folder is a tree of these bytes, made by hand; its name."""
    tree = plant(room, "tree", data)
    while where:
        where, _, name = where.rpartition("/")
        above = bytes.fromhex(room.git("rev-parse", f"HEAD:{where}"))
        old = bytes.fromhex(
            room.git("rev-parse", f"HEAD:{where}/{name}" if where else f"HEAD:{name}")
        )
        data = raw_tree(room, above.hex()).replace(old, bytes.fromhex(tree))
        tree = plant(room, "tree", data)
    stamp = "1710723600 +0800"
    who = f"文员甲 <wen> {stamp}"
    text = f"tree {tree}\nparent {room.head()}\nauthor {who}\ncommitter {who}\n\n{words('wen', [])}"
    done = plant(room, "commit", text.encode())
    room.git("update-ref", "HEAD", done)
    return done


def raw_tree(room: Room, name: str) -> bytes:
    """The bytes of a tree, by asking git for its entries."""
    found = b""
    for line in room.git("ls-tree", "-z", name).split("\0"):
        if line:
            about, _, path = line.partition("\t")
            mode, _, oid = about.split()
            found += mode.lstrip("0").encode() + b" " + path.encode() + b"\0" + bytes.fromhex(oid)
    return found


def entry(name: str, oid: str, mode: str = "100644") -> bytes:
    """An entry of a tree."""
    return f"{mode} {name}".encode() + b"\0" + bytes.fromhex(oid)


@pytest.mark.parametrize("order", ["false one first", "true one first"])
def test_a_folder_has_two_files_of_one_name(quiet: Room, order: str) -> None:
    """Which of them counts each program decides for itself."""
    true = quiet.git("rev-parse", f"HEAD:{BALLOTS}/zheng.yaml")
    false = plant(quiet, "blob", quiet.text(f"{BALLOTS}/zheng.yaml").replace("yes", "no").encode())
    old = entry("zheng.yaml", true)
    pair = (
        [entry("zheng.yaml", false), old] if order[0] == "f" else [old, entry("zheng.yaml", false)]
    )
    tree = raw_tree(quiet, quiet.git("rev-parse", f"HEAD:{BALLOTS}"))
    done = with_tree(quiet, tree.replace(old, b"".join(pair)))
    verdict = verify(quiet.unit)
    assert verdict.code == BROKEN, verdict
    assert [f for f in verdict.findings if f["commit"] == done], verdict


def test_a_folder_and_a_file_have_one_name(quiet: Room) -> None:
    place = "meetings/2024/K-1/M-1"
    blob = quiet.git("rev-parse", f"HEAD:{place}/ballots/zheng.yaml")
    tree = raw_tree(quiet, quiet.git("rev-parse", f"HEAD:{place}"))
    with_tree(quiet, entry("ballots", blob) + tree, place)
    assert verify(quiet.unit).code == BROKEN


@pytest.mark.parametrize("name", ["..", ".", ".git", ".GIT"])
def test_a_name_in_a_folder_leads_out_of_it(quiet: Room, name: str) -> None:
    tree = raw_tree(quiet, quiet.git("rev-parse", f"HEAD:{BALLOTS}"))
    blob = quiet.git("rev-parse", f"HEAD:{BALLOTS}/zheng.yaml")
    done = with_tree(quiet, entry(name, blob) + tree)
    caught(verify(quiet.unit), "TRL-16", done, word="none that every system")


@pytest.mark.parametrize("name", ["a/b.yaml", "../../x.yaml", ""])
def test_a_name_in_a_folder_is_a_path_or_nothing(quiet: Room, name: str) -> None:
    tree = raw_tree(quiet, quiet.git("rev-parse", f"HEAD:{BALLOTS}"))
    blob = quiet.git("rev-parse", f"HEAD:{BALLOTS}/zheng.yaml")
    done = with_tree(quiet, entry(name, blob) + tree)
    found = caught(verify(quiet.unit), "TRL-18")
    assert quiet.git("rev-parse", f"{done}:{BALLOTS}") in found["message"], found


def test_a_folder_is_not_in_order(quiet: Room) -> None:
    """Git finds a name by halving; out of order, a file is there for one and not for another."""
    names = ("zheng.yaml", "zhen.yaml", "yi.yaml", "shi.yaml", "jia.yaml")
    found = {one: quiet.git("rev-parse", f"HEAD:{BALLOTS}/{one}") for one in names}
    with_tree(quiet, b"".join(entry(one, oid) for one, oid in found.items()))
    assert verify(quiet.unit).code == BROKEN
