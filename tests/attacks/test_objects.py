"""The store of git under the records: exchanged, missing, lying, odd objects."""

from __future__ import annotations

import shutil
import struct
import zlib
from hashlib import sha1
from pathlib import Path

import pytest

from tests.attacks.room import Room, asked, git, plant, verify, verify_apart
from tests.attacks.verdict import BROKEN, CLEAN, INCOMPLETE, caught

PLACE = "meetings/2024/K-2/M-2/ballots"
ZHENG, JIA = f"{PLACE}/zheng.yaml", f"{PLACE}/jia.yaml"


@pytest.fixture
def loose(room: Room) -> Room:
    """The same history, each object in a file of its own."""
    place = room.unit / ".git/objects/pack"
    for pack in place.glob("*.pack"):
        data = pack.read_bytes()
        for kind in ("idx", "rev", "pack"):
            pack.with_suffix(f".{kind}").unlink(missing_ok=True)
        room.git("unpack-objects", "-q", stdin=data)
    return room


def file_of(room: Room, name: str) -> Path:
    """Where a loose object lies."""
    return room.unit / ".git/objects" / name[:2] / name[2:]


def exchange(room: Room, name: str, kind: str, data: bytes) -> None:
    """Put other bytes under the name of an object."""
    path = file_of(room, name)
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"%s %d\0" % (kind.encode(), len(data)) + data))


def raw(room: Room, name: str, kind: str) -> bytes:
    """The bytes of a loose object."""
    data = zlib.decompress(file_of(room, name).read_bytes()).partition(b"\0")[2]
    assert sha1(b"%s %d\0" % (kind.encode(), len(data)) + data).hexdigest() == name  # noqa: S324
    return data


def test_loose_objects_are_read_as_well_as_packed_ones(loose: Room) -> None:
    assert not list((loose.unit / ".git/objects/pack").glob("*.pack"))
    verdict = verify(loose.unit)
    assert (verdict.code, verdict.findings) == (CLEAN, [])


def test_a_blob_is_exchanged_under_its_name(loose: Room) -> None:
    """`git show` believes the name; the bytes are those of a yes."""
    name = loose.git("rev-parse", f"HEAD:{ZHENG}")
    exchange(loose, name, "blob", raw(loose, name, "blob").replace(b"choice: no", b"choice: yes"))
    found = caught(verify(loose.unit), "TRL-18", word="not what its name says")
    assert name in found["message"]


def test_a_blob_of_long_ago_is_exchanged(loose: Room) -> None:
    """A draft of a meeting that is in no newer commit any more."""
    path = "meetings/2024/K-1/meeting.yaml"
    first = loose.git("log", "--format=%H", "--diff-filter=A", "--", path)
    name = loose.git("rev-parse", f"{first}:{path}")
    exchange(loose, name, "blob", raw(loose, name, "blob") + b"place: nowhere\n")
    caught(verify(loose.unit), "TRL-18")


def test_a_tree_is_exchanged_under_its_name(loose: Room) -> None:
    """The names of two ballots are swapped in the folder that the commit points to."""
    name = loose.git("rev-parse", f"HEAD:{PLACE}")
    data = raw(loose, name, "tree").replace(b"jia.yaml", b"?").replace(b"shi.yaml", b"jia.yaml")
    exchange(loose, name, "tree", data.replace(b"?", b"shi.yaml"))
    found = caught(verify(loose.unit), "TRL-18")
    assert name in found["message"]


def test_a_commit_is_exchanged_under_its_name(loose: Room) -> None:
    name = loose.head(10)
    text = raw(loose, name, "commit")
    assert b"K-2" in text
    exchange(loose, name, "commit", text.replace(b"K-2", b"K-3"))
    found = caught(verify(loose.unit), "TRL-18")
    assert name in found["message"]


@pytest.mark.parametrize("length", [10, 60])
def test_an_object_is_cut_short(loose: Room, length: int) -> None:
    """As a full disk leaves it; who verifies gets an answer, not silence."""
    path = file_of(loose, loose.git("rev-parse", f"HEAD:{ZHENG}"))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:length])
    caught(verify_apart(loose.unit), "TRL-18")


def test_an_object_says_that_it_is_ten_gigabytes_long(loose: Room) -> None:
    name = loose.git("rev-parse", f"HEAD:{ZHENG}")
    path = file_of(loose, name)
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"blob 9999999999\0" + raw(loose, name, "blob")))
    caught(verify_apart(loose.unit), "TRL-18")


def test_a_record_of_a_gigabyte_is_not_read_into_memory(loose: Room) -> None:
    """It takes a megabyte in the store; with half a gigabyte at hand there is an answer."""
    head, part, times = b"blob %d\0" % (1 << 30), bytes(1 << 20), 1 << 10
    name, packed = sha1(head), zlib.compressobj(1)  # noqa: S324
    data = [packed.compress(head)]
    for _ in range(times):
        name.update(part)
        data.append(packed.compress(part))
    path = file_of(loose, name.hexdigest())
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"".join([*data, packed.flush()]))
    place = "meetings/2024/K-2/M-2/speeches~2.yaml"
    loose.git("update-index", "--add", "--cacheinfo", f"100644,{name.hexdigest()},{place}")
    done = loose.seal(named=["speeches/K-2/M-2"])
    caught(verify_apart(loose.unit, memory=1 << 29), "TRL-16", done, place)


def test_an_object_is_empty(loose: Room) -> None:
    """As a crash of the machine leaves it."""
    path = file_of(loose, loose.head(3))
    path.chmod(0o644)
    path.write_bytes(b"")
    caught(verify(loose.unit), "TRL-18")


def test_a_commit_points_to_a_blob_for_a_tree(loose: Room) -> None:
    blob = loose.git("rev-parse", f"HEAD:{ZHENG}")
    text = loose.git("cat-file", "commit", "HEAD") + "\n"
    odd = plant(loose, "commit", text.replace(loose.git("rev-parse", "HEAD^{tree}"), blob).encode())
    loose.git("update-ref", "HEAD", odd)
    assert verify(loose.unit).code == BROKEN


@pytest.mark.parametrize("what", ["HEAD~7", f"HEAD:{ZHENG}", f"HEAD:{PLACE}"])
def test_an_object_is_missing(loose: Room, what: str) -> None:
    name = loose.git("rev-parse", what)
    file_of(loose, name).unlink()
    verdict = verify(loose.unit)
    found = caught(verdict, "TRL-18", code=INCOMPLETE, word="history is incomplete")
    assert name in found["message"]
    assert verdict.levels == []


def test_a_missing_object_is_missing_with_a_ledger_too(town: Room) -> None:
    """Asking what others hold must not turn "incomplete" into "tampered with"."""
    name = town.git("rev-parse", f"HEAD:{ZHENG}")
    others = town.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    kept = "\n".join(one for one in others.splitlines() if one != name)
    pack = town.git("pack-objects", "-q", ".git/objects/pack/pack", stdin=kept.encode())
    for path in (town.unit / ".git/objects/pack").iterdir():
        if pack not in path.name:
            path.unlink()
    verdict = verify(town.unit, "--ledger", str(town.unit.parent / "district"))
    assert verdict.code == INCOMPLETE, verdict


def test_a_clone_without_its_past(room: Room, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "5", f"file://{room.unit}", str(shallow))
    verdict = verify(shallow)
    caught(verdict, "TRL-18", code=INCOMPLETE, word="not there")
    assert verdict.levels == []


def test_a_shallow_clone_that_hides_that_it_is_one(room: Room, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "5", f"file://{room.unit}", str(shallow))
    (shallow / ".git/shallow").unlink()
    assert verify(shallow).code == INCOMPLETE


def test_a_whole_history_that_says_it_was_cut_off(room: Room) -> None:
    """`.git/shallow` makes git blind for what lies below; all of it is there and is read."""
    (room.unit / ".git/shallow").write_text(room.head(4) + "\n")
    room.commit(room.edited(JIA, "choice: yes", "choice: no"))
    verdict = verify(room.unit)
    assert verdict.code in (BROKEN, INCOMPLETE), verdict
    assert verdict.data["commits"] > 40


def test_a_clone_without_its_files(room: Room, tmp_path: Path) -> None:
    """`--filter=blob:none`: nothing is fetched behind the back of who verifies."""
    room.git("config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    words_ = ("clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{room.unit}")
    git(tmp_path, *words_, str(partial))
    before = sorted(path.name for path in (partial / ".git/objects/pack").iterdir())
    assert verify(partial).code == INCOMPLETE
    assert before == sorted(path.name for path in (partial / ".git/objects/pack").iterdir())


def test_the_index_of_a_pack_lies(room: Room) -> None:
    """It sends who asks for the no of one member to the yes of another."""
    [path] = (room.unit / ".git/objects/pack").glob("*.idx")
    data = bytearray(path.read_bytes())
    count = struct.unpack(">I", data[8 + 255 * 4 : 8 + 256 * 4])[0]
    names = 8 + 256 * 4
    at = {}
    for nth in range(count):
        at[data[names + 20 * nth : names + 20 * (nth + 1)].hex()] = nth
    offsets = names + 24 * count
    one, other = (at[room.git("rev-parse", f"HEAD:{which}")] for which in (ZHENG, JIA))
    there = data[offsets + 4 * other : offsets + 4 * other + 4]
    data[offsets + 4 * one : offsets + 4 * one + 4] = there
    data[-20:] = sha1(bytes(data[:-20])).digest()  # noqa: S324
    path.chmod(0o644)
    path.write_bytes(bytes(data))
    caught(verify(room.unit), "TRL-18")


def test_bytes_in_the_middle_of_a_pack_are_turned(room: Room) -> None:
    [path] = (room.unit / ".git/objects/pack").glob("*.pack")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8] = bytes(255 - one for one in data[middle : middle + 8])
    path.chmod(0o644)
    path.write_bytes(bytes(data))
    assert verify(room.unit).code in (BROKEN, INCOMPLETE)


def test_nothing_of_it_stops_a_reading_command(loose: Room) -> None:
    """`trail log` says that the history cannot be read, and does not fall over."""
    name = loose.head(3)
    exchange(loose, name, "commit", b"rubbish")
    answer = asked("trail", "log", "-C", str(loose.unit))
    assert answer.code == BROKEN, answer
    shutil.rmtree(loose.unit / ".git/objects")
    assert asked("trail", "log", "-C", str(loose.unit)).code not in (CLEAN, 70)
