"""Whose commit it is: signatures that are missing, borrowed, copied; names that are forged."""

from __future__ import annotations

import subprocess

import pytest

from tests.attacks.room import ENVIRONMENT, Room, asked, verify, words
from tests.attacks.test_keys import newcomer
from tests.attacks.verdict import BROKEN, caught

LATER = "2024-03-18T10:00"


def raw(room: Room, commit: str = "HEAD") -> str:
    """The text of a commit as git stores it."""
    return room.git("cat-file", "commit", commit) + "\n"


def store(room: Room, text: str) -> str:
    """Make a commit of that text the newest one; its name."""
    name = room.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=text.encode())
    room.git("update-ref", "HEAD", name)
    return name


def armour(room: Room, data: str, key: str, space: str) -> str:
    """A signature by ssh-keygen, as it stands in a commit."""
    command = ["ssh-keygen", "-Y", "sign", "-q", "-n", space, "-f", str(room.key(key))]
    done = subprocess.run(
        command, input=data.encode(), env=ENVIRONMENT, capture_output=True, check=True
    )
    return done.stdout.decode().strip().replace("\n", "\n ")


def with_signature(text: str, signature: str) -> str:
    """The text of a commit with a signature put under its headers."""
    head, _, rest = text.partition("\n\n")
    return f"{head}\ngpgsig {signature}\n\n{rest}"


def unsigned(room: Room) -> str:
    """The text of an unsigned commit of something harmless, taken back from the branch."""
    room.commit(newcomer(room), key=None)
    return raw(room)


def test_a_commit_is_not_signed(room: Room) -> None:
    done = room.commit(newcomer(room), key=None)
    caught(verify(room.unit), "TRL-11", done, word="not signed")


def test_an_empty_commit_is_not_signed_either(room: Room) -> None:
    done = room.seal(key=None)
    caught(verify(room.unit), "TRL-11", done, word="not signed")


def test_a_commit_is_signed_by_a_colleague(room: Room) -> None:
    done = room.commit(newcomer(room), by="wen", key="jia")
    found = caught(verify(room.unit), "TRL-11", done)
    assert "文员甲" in found["message"]
    assert "贾石" in found["message"]


def test_a_commit_is_signed_by_a_stranger(room: Room) -> None:
    done = room.commit(newcomer(room), key="mo")
    caught(verify(room.unit), "TRL-11", done, word="in no list in force")


def test_a_signature_is_copied_from_another_commit(room: Room) -> None:
    signed = raw(room)
    taken = signed.partition("gpgsig ")[2].partition("-----END SSH SIGNATURE-----")[0]
    done = store(room, with_signature(unsigned(room), f"{taken}-----END SSH SIGNATURE-----"))
    caught(verify(room.unit), "TRL-11", done, word="does not fit this commit")


@pytest.mark.parametrize("space", ["file", "ballot@tripower", "keys@tripower", "Git"])
def test_a_signature_is_made_for_another_purpose(room: Room, space: str) -> None:
    text = unsigned(room)
    done = store(room, with_signature(text, armour(room, text, "wen", space)))
    caught(verify(room.unit), "TRL-11", done, word="does not fit this commit")


def test_the_same_by_hand_in_the_right_namespace_holds(room: Room) -> None:
    """Else the attacks above would prove nothing."""
    text = unsigned(room)
    store(room, with_signature(text, armour(room, text, "wen", "git")))
    assert verify(room.unit).heavy == set()


def test_a_signed_commit_is_changed_afterwards(room: Room) -> None:
    room.commit(newcomer(room))
    done = store(room, raw(room).replace("record new", "record anew", 1))
    caught(verify(room.unit), "TRL-11", done, word="does not fit this commit")


@pytest.mark.parametrize(
    "signature",
    [
        "-----BEGIN PGP SIGNATURE-----\n \n iQEzBAABCAAdFiEE\n -----END PGP SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE-----\n -----END SSH SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE-----\n U1NIU0lHAAAAAQ==\n -----END SSH SIGNATURE-----",
        "signed, 文员甲",
    ],
)
def test_something_else_stands_where_the_signature_should(room: Room, signature: str) -> None:
    done = store(room, with_signature(unsigned(room), signature))
    caught(verify(room.unit), "TRL-11", done)


def test_a_broken_signature_comes_before_the_good_one(room: Room) -> None:
    """Two signatures: whichever is looked at, the other one is part of what was not signed."""
    text = unsigned(room)
    good, bad = armour(room, text, "wen", "git"), armour(room, "?", "wen", "git")
    done = store(room, with_signature(with_signature(text, good), bad))
    caught(verify(room.unit), "TRL-11", done)


def test_the_author_is_another_than_the_trailer_says(quiet: Room) -> None:
    done = quiet.commit(newcomer(quiet), by="wen", author="zhen")
    found = caught(verify(quiet.unit), "TRL-04", done, word="is its author")
    assert "文员甲" in found["message"]


def test_the_trailer_names_the_head_and_the_clerk_is_the_author(quiet: Room) -> None:
    quiet.write(newcomer(quiet))
    quiet.git("add", "-A")
    done = quiet.seal(author="wen", says=words("zhen", ["person/qian"]))
    caught(verify(quiet.unit), "TRL-04", done, word="is its author")


def test_the_id_is_the_clerks_and_the_name_beside_it_the_heads(quiet: Room) -> None:
    """`trail log` shows the name."""
    quiet.write(newcomer(quiet))
    quiet.git("add", "-A")
    text = words("wen", ["person/qian"]).replace("文员甲", "甄诚")
    done = quiet.seal(says=text)
    caught(verify(quiet.unit), "TRL-04", done)


def test_two_trailers_name_two_people(quiet: Room) -> None:
    """What verify reads is what the log shows, or the commit is a breach."""
    quiet.write(newcomer(quiet))
    quiet.git("add", "-A")
    text = words("wen", ["person/qian"]) + "Tripower-Actor: zhen (甄诚)\n"
    done = quiet.seal(by="wen", says=text)
    caught(verify(quiet.unit), "TRL-04", done)


def test_a_stranger_acts(quiet: Room) -> None:
    done = quiet.commit(newcomer(quiet), by="mo")
    caught(verify(quiet.unit), "TRL-04", done, word="not in people.yaml")


def test_a_stranger_brings_the_own_line_along(quiet: Room) -> None:
    """The register as it was before the commit says who may act."""
    done = quiet.commit(newcomer(quiet, "mo"), by="mo")
    caught(verify(quiet.unit), "TRL-04", done, word="not in people.yaml")


def test_a_file_is_slipped_into_a_commit_that_does_not_name_it(room: Room) -> None:
    """A paper of the matter that nobody handed in goes with a new person."""
    path = "matters/2024/M-2/material-late.yaml"
    text = room.text("matters/2024/M-2/material-note.yaml").replace("note", "late")
    room.write({**newcomer(room), path: text.replace("2024-03-04", "2024-03-18")})
    room.git("add", "-A")
    done = room.seal(named=["person/qian"])
    found = caught(verify(room.unit), "TRL-04", done, path, word="does not name")
    assert "material/M-2/late" in found["message"]


def test_a_line_of_a_register_is_slipped_in(room: Room) -> None:
    room.write(newcomer(room))
    line = "  - position_id: p-chu-2\n    person_id: chu\n    role: staff\n    title: 出纳\n"
    line += "    voting: false\n    from: 2024-03-18\n"
    room.write({"positions.yaml": room.text("positions.yaml") + line})
    room.git("add", "-A")
    done = room.seal(named=["person/qian"])
    caught(verify(room.unit), "TRL-04", done, "positions.yaml", word="position/p-chu-2")


def test_what_git_alone_committed_is_told_apart(quiet: Room) -> None:
    done = quiet.commit(newcomer(quiet), says="one more person\n")
    verdict = verify(quiet.unit)
    [found] = verdict.of("TRL-04", "with git alone")
    assert (found["commit"], found["severity"]) == (done, "warning")
    shown = asked("trail", "log", "-C", str(quiet.unit), "--limit", "1")
    assert shown.data[0]["actor"] == ""


def test_somebody_who_left_acts(quiet: Room) -> None:
    old = "办公室科员\n    voting: false\n    from: 2022-01-01\n"
    quiet.commit(quiet.edited("positions.yaml", old, old + "    to: 2024-03-18\n"), by="kuai")
    done = quiet.commit(newcomer(quiet), by="wen", when="2024-03-19T09:00")
    [found] = verify(quiet.unit).of("TRL-05")
    assert (found["commit"], found["severity"]) == (done, "warning")


def test_the_log_says_of_each_commit_whose_key_signed_it(room: Room) -> None:
    room.commit(newcomer(room), by="wen", key="jia")
    room.commit(newcomer(room, "sun"), key="mo", when=LATER)
    shown = asked("trail", "log", "-C", str(room.unit), "--limit", "2").data
    assert [one["signed_by"] for one in shown] == [None, "jia"]


def test_a_signature_by_a_short_rsa_key_is_none(room: Room) -> None:
    """1,024 bits can be broken; such a key is refused where it is to be listed."""
    path = room.keys / "weak"
    words_ = ["ssh-keygen", "-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", str(path)]
    subprocess.run(words_, check=True)
    answer = room.act(f"trail key add wen={path}.pub --reason 换发")
    assert answer.code not in (0, BROKEN)
