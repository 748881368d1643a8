"""The list of keys: who gets on it by the own hand alone, and what an old key can still do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks import story
from tests.attacks.room import Room, asked, verify
from tests.attacks.verdict import CLEAN, caught

REASON = "--reason 换发密钥"
CHANGE = "keys/change-2.yaml"
PERSON = {"people.yaml": "people:\n  - person_id: qian\n    name: 钱某\n"}


def newcomer(room: Room, name: str = "qian") -> dict[str, str]:
    """Something harmless to record: one more person."""
    line = f"people:\n  - person_id: {name}\n    name: {name}某\n"
    return room.edited("people.yaml", "people:\n", line)


def listed(room: Room, now: str = "2024-03-20T09:00") -> int:
    """The version of the list that `trail key list` shows as in force."""
    answer = asked("trail", "key", "list", "-C", str(room.unit), now=now)
    assert answer.code == CLEAN, answer
    return int(answer.data["version"])


def three_lists(room: Room) -> None:
    """Of 2024-03-01: 文员甲's key until the 31st, 甄诚's and 贾石's without end; two must sign."""
    day = "2024-03-01T09:00"
    room.do(f"trail key add zhen={room.key('zhen')}.pub --threshold 1 {REASON}", day, by="zhen")
    ends = f"wen={room.key('wen')}.pub --until 2024-03-31 --threshold 1"
    room.do(f"trail key add {ends} {REASON}", "2024-03-01T09:05", by="zhen")
    both = f"jia={room.key('jia')}.pub --threshold 2"
    room.do(f"trail key add {both} {REASON}", "2024-03-01T09:10", by="zhen")


@pytest.fixture
def brief(tmp_path: Path) -> Room:
    """The bureau with a key that ends soon."""
    return story.gone_on("brief", "unkeyed", three_lists, tmp_path)


def test_an_own_key_is_added_with_one_signature_of_two(room: Room) -> None:
    room.do(f"trail key add wen={room.key('wen-2')}.pub {REASON}")
    verdict = verify(room.unit)
    assert verdict.code == CLEAN, verdict
    assert verdict.data["keys"]["version"] == 1
    assert listed(room) == 1
    told = asked("check", "-C", str(room.unit), "--format", "json", now="2024-03-20T09:00")
    [found] = [f for f in told.data["findings"] if f["rule_id"] == "TRL-19"]
    assert found["severity"] == "warning"
    assert "1 of 2 signed" in found["message"]


def test_what_the_own_key_signs_counts_for_nothing(room: Room) -> None:
    room.do(f"trail key add wen={room.key('wen-2')}.pub {REASON}")
    done = room.commit(newcomer(room), key="wen-2", when="2024-03-18T10:00")
    caught(verify(room.unit), "TRL-11", done, word="in no list in force")


def test_a_commit_is_signed_by_the_key_that_it_brings(room: Room) -> None:
    room.do(f"trail key add wen={room.key('wen-2')}.pub {REASON}")
    room.git("reset", "-q", "--soft", "HEAD~1")
    done = room.seal(named=["key_change/2"], key="wen-2")
    caught(verify(room.unit), "TRL-11", done, word="in no list in force")


def test_one_person_with_two_keys_is_still_one_person(room: Room) -> None:
    """With the others' consent the clerk has two keys; with both of them the clerk is not two."""
    room.do(f"trail key add wen={room.key('wen-2')}.pub {REASON}")
    room.do("trail key sign", "2024-03-18T09:05", by="zhen")
    assert verify(room.unit).data["keys"]["version"] == 2
    room.do(f"trail key add wen={room.key('wen-3')}.pub {REASON}", "2024-03-18T09:10")
    text = room.text("keys/change-3.yaml")
    [(path, second)] = room.signature(text, "wen", "keys", key="wen-2").items()
    room.commit({path.replace("wen", "wen~2"): second}, when="2024-03-18T09:15")
    verdict = verify(room.unit)
    assert verdict.data["keys"]["version"] == 2, verdict


@pytest.mark.parametrize(("space", "key"), [("ballot", "zhen"), ("keys", "wen"), ("keys", "mo")])
def test_a_change_is_signed_in_another_name_or_for_another_purpose(
    room: Room, space: str, key: str
) -> None:
    room.do(f"trail key add wen={room.key('wen-2')}.pub {REASON}")
    files = room.signature(room.text(CHANGE), "zhen", "keys", key=key, space=space)
    room.commit(files, when="2024-03-18T09:05")
    done = room.commit(newcomer(room), key="wen-2", when="2024-03-18T10:00")
    verdict = verify(room.unit)
    assert verdict.data["keys"]["version"] == 1
    caught(verdict, "TRL-11", done)


@pytest.mark.parametrize("threshold", [0, 99])
def test_a_change_asks_for_nobody_or_for_more_than_there_are(room: Room, threshold: int) -> None:
    room.do(f"trail key add wen={room.key('wen-2')}.pub {REASON}")
    text = room.text(CHANGE).replace("threshold: 2", f"threshold: {threshold}")
    room.rewind("trail checkpoint 2")
    room.commit({CHANGE: text})
    verdict = verify(room.unit)
    caught(verdict, "TRL-10", path=CHANGE, word=f"{threshold} holders must sign")
    assert verdict.data["keys"]["version"] == 1


def test_the_list_is_begun_anew(room: Room) -> None:
    """A first list of the attacker's own in place of that on the notices."""
    root = verify(room.unit).data["keys"]["root"]
    text = room.text("keys/change-1.yaml").replace("threshold: 2", "threshold: 1")
    done = room.commit({"keys/change-1.yaml": text})
    verdict = verify(room.unit)
    caught(verdict, "TRL-01", done, "keys/change-1.yaml")
    assert verdict.data["keys"]["root"] == root


def test_the_list_is_deleted(room: Room) -> None:
    """Then nothing has to be signed any more? It does."""
    done = room.commit({"keys/change-1.yaml": None})
    unsigned = room.commit(newcomer(room), key=None, when="2024-03-18T09:05")
    verdict = verify(room.unit)
    caught(verdict, "TRL-01", done, "keys/change-1.yaml", word="deleted")
    caught(verdict, "TRL-11", unsigned, word="not signed")


def test_an_expired_key_signs(brief: Room) -> None:
    done = brief.commit(newcomer(brief), when="2024-04-01T09:00")
    caught(verify(brief.unit, now="2024-04-02T09:00"), "TRL-11", done, word="not on that day")


def test_on_its_last_day_it_still_counts(brief: Room) -> None:
    brief.commit(newcomer(brief), when="2024-03-31T23:00")
    assert verify(brief.unit, now="2024-04-02T09:00").heavy == set()


def test_an_expired_key_signs_with_the_clock_put_back(brief: Room) -> None:
    """The signer chooses the date of a commit; a checkpoint has been made since."""
    brief.do("trail checkpoint", "2024-04-02T09:00", by="zhen")
    done = brief.commit(newcomer(brief), when="2024-03-30T09:00")
    verdict = verify(brief.unit, now="2024-04-03T09:00")
    caught(verdict, "TRL-11", done, word="not on that day")
    caught(verdict, "TRL-08", done, word="before the one that it stands on")


def test_an_expired_key_signs_a_ballot(room: Room) -> None:
    """The list took the key of 郑真 back before the vote."""
    path = "meetings/2024/K-2/M-2/ballots/zheng.yaml"
    honest = room.text(path)
    name = key_name(room, "zheng")
    room.rewind("trail checkpoint 1")
    room.do(f"trail key revoke {name} {REASON}", "2024-03-01T10:00")
    room.do("trail key sign", "2024-03-01T10:05", by="zhen")
    done = room.commit({path: honest, **room.signature(honest, "zheng")}, when="2024-03-01T11:00")
    caught(verify(room.unit, now="2024-03-02T09:00"), "TRL-12", done, path, word="no signature")


def key_name(room: Room, person: str) -> str:
    """The fingerprint of somebody's key, as the list shows it."""
    answer = asked("trail", "key", "list", "-C", str(room.unit), now="2024-03-20T09:00")
    return next(one["fingerprint"] for one in answer.data["keys"] if one["person_id"] == person)


def test_a_key_that_was_taken_back_signs(room: Room) -> None:
    room.do(f"trail key revoke {key_name(room, 'wen')} {REASON}", by="zhen")
    room.do("trail key sign", "2024-03-18T09:05", by="jia")
    done = room.commit(newcomer(room), when="2024-03-18T10:00")
    caught(verify(room.unit), "TRL-11", done, word="in no list in force")


def test_one_holder_alone_takes_no_key_back(room: Room) -> None:
    """Else a clerk could silence the dissenter."""
    room.do(f"trail key revoke {key_name(room, 'zheng')} {REASON}")
    room.commit(newcomer(room), by="zheng", when="2024-03-18T10:00")
    assert verify(room.unit).heavy == set()


def test_expired_keys_change_the_list_by_dating_the_change_back(brief: Room) -> None:
    """文员甲's key ended on 03-31. With 甄诚's help a change “of 03-30” is signed on 04-10."""
    brief.do("trail checkpoint", "2024-04-08T09:00", by="zhen")
    brief.do(f"trail key add wen={brief.key('wen-2')}.pub {REASON}", "2024-04-10T09:00", by="zhen")
    text = brief.text("keys/change-4.yaml").replace("2024-04-10", "2024-03-30")
    brief.rewind("trail checkpoint 1")
    text += "late_entry: 漏录\n"
    files = {"keys/change-4.yaml": text}
    for who in ("zhen", "wen"):
        files |= brief.signature(text, who, "keys", on="2024-04-10")
    brief.commit(files, by="zhen", when="2024-04-10T09:05")
    done = brief.commit(newcomer(brief), key="wen-2", when="2024-04-10T10:00")
    verdict = verify(brief.unit, now="2024-04-11T09:00")
    assert verdict.data["keys"]["version"] == 3, verdict
    caught(verdict, "TRL-11", done)


def late(room: Room) -> None:
    """Version 2 (a second key for the clerk) is left lying; 3 takes its place and takes the
    clerk's key back; then 甄诚 is talked into signing version 2 after all."""
    room.do(f"trail key add wen={room.key('wen-2')}.pub --reason 备用", "2024-03-18T09:00")
    name = key_name(room, "wen")
    room.do(f"trail key revoke {name} --reason 收回", "2024-03-18T09:10", by="zhen")
    room.do("trail key sign 3", "2024-03-18T09:20", by="jia")
    assert verify(room.unit).data["keys"]["version"] == 3
    made = room.signature(room.text(CHANGE), "zhen", "keys")
    room.commit(made, by="zhen", when="2024-03-18T09:30")


@pytest.fixture
def revived(tmp_path: Path) -> Room:
    """The bureau after that late signature."""
    return story.gone_on("revived", "bureau", late, tmp_path)


def test_a_late_signature_revives_no_old_list(revived: Room) -> None:
    done = revived.commit(newcomer(revived), key="wen-2", when="2024-03-18T10:00")
    verdict = verify(revived.unit)
    assert verdict.data["keys"]["version"] == 3, verdict
    caught(verdict, "TRL-11", done)


def test_a_late_signature_makes_the_true_list_no_breach(revived: Room) -> None:
    """The state at the end is judged by the list that the history led to, not by a fresh count."""
    verdict = verify(revived.unit)
    assert verdict.heavy == set(), verdict


def test_a_late_signature_changes_nothing_for_who_lists_the_keys(revived: Room) -> None:
    assert listed(revived) == 3


def test_a_late_signature_opens_no_door_for_writing(revived: Room) -> None:
    line = "record new person person_id=qian name=钱某"
    assert revived.act(line, "2024-03-18T10:00", key="wen-2").code != CLEAN


def test_a_late_signature_does_not_shut_out_the_true_holders(revived: Room) -> None:
    line = "record new person person_id=qian name=钱某"
    assert revived.act(line, "2024-03-18T10:00", by="jia").code == CLEAN
