"""Votes that nobody cast: by outsiders, for others, twice, and from elsewhere."""

from __future__ import annotations

import pytest

from tests.attacks.room import Room, verify
from tests.attacks.verdict import BROKEN, REFUSED, Verdict, caught

PLACE = "meetings/2024/K-2"
JIA, ZHENG = f"{PLACE}/M-2/ballots/jia.yaml", f"{PLACE}/M-2/ballots/zheng.yaml"
NEXT = f"{PLACE}/M-3/ballots/zheng.yaml"
DURING = "2024-03-08T09:45"
AFTER = "2024-03-08T18:00"


def looked(room: Room) -> Verdict:
    """The verdict on the evening of the meeting."""
    return verify(room.unit, now=AFTER)


@pytest.fixture
def session(room: Room) -> Room:
    """The meeting is on: all have voted on M-2, nobody on M-3 yet."""
    room.rewind("vote cast K-2/M-2: 3")
    return room


@pytest.fixture
def waiting(room: Room) -> Room:
    """The meeting is on, nobody has voted yet; 郑真 is about to."""
    room.rewind("meeting speak K-2/M-3")
    return room


def own(room: Room, *, text: str | None = None, key: str = "zheng", **how: str) -> dict[str, str]:
    """The signed no of 郑真, as it was recorded later on, or another text, signed anew."""
    told = text if text is not None else room.git("show", f"main@{{1}}:{ZHENG}") + "\n"
    return {ZHENG: told, **room.signature(told, "zheng", key=key, **how)}


def test_the_honest_ballot_passes_or_the_attacks_below_prove_nothing(waiting: Room) -> None:
    waiting.commit(own(waiting), by="zheng", when=DURING)
    assert looked(waiting).heavy == set()


def test_somebody_without_a_vote_votes(session: Room) -> None:
    path = f"{PLACE}/M-2/ballots/wen.yaml"
    session.commit({path: session.text(JIA).replace("jia", "wen")}, when=DURING)
    caught(looked(session), "DEC-08", path=path, code=REFUSED, word="not entitled")


def test_an_unsigned_vote_is_taken_to_another_matter_by_who_stood_aside(session: Room) -> None:
    path = f"{PLACE}/M-3/ballots/jia.yaml"
    session.commit({path: session.text(JIA).replace("M-2", "M-3")}, when=DURING)
    verdict = looked(session)
    assert verdict.code == REFUSED, verdict
    assert any(f["path"] == path and f["severity"] == "violation" for f in verdict.findings)


def test_a_signed_vote_is_copied_to_another_matter_as_it_is(session: Room) -> None:
    done = session.commit({NEXT: session.text(ZHENG)}, when=DURING)
    caught(looked(session), "TRL-16", done, NEXT)


def test_a_signed_vote_is_copied_to_another_matter_with_the_ids_changed(session: Room) -> None:
    done = session.commit({NEXT: session.text(ZHENG).replace("M-2", "M-3")}, when=DURING)
    verdict = looked(session)
    caught(verdict, "TRL-12", done, NEXT, word="no signature")
    caught(verdict, "TRL-12", done, NEXT, word="another text of the proposal")


def test_the_signature_is_copied_along(session: Room) -> None:
    """A file of a signature that names the new text; the signature in it is that of the old."""
    text = session.text(ZHENG).replace("M-2", "M-3")
    old = next(session.unit.glob("signatures/2024/*/zheng.yaml")).read_text("utf-8")
    [(path, made)] = session.signature(text, "zheng").items()
    copied = made.partition("signature:")[0] + "signature:" + old.partition("signature:")[2]
    done = session.commit({NEXT: text, path: copied}, when=DURING)
    caught(looked(session), "TRL-12", done, NEXT, word="no signature")


def test_the_choice_is_turned_while_it_is_recorded(waiting: Room) -> None:
    files = own(waiting)
    turned = {**files, ZHENG: files[ZHENG].replace("choice: no", "choice: yes")}
    done = waiting.commit(turned, when=DURING)
    caught(looked(waiting), "TRL-12", done, ZHENG, word="no signature")


def test_the_clerk_signs_for_a_member(waiting: Room) -> None:
    done = waiting.commit(own(waiting, key="wen"), when=DURING)
    caught(looked(waiting), "TRL-12", done, ZHENG, word="no signature")


def test_a_colleague_signs_for_a_member(waiting: Room) -> None:
    done = waiting.commit(own(waiting, key="jia"), when=DURING)
    caught(looked(waiting), "TRL-12", done, ZHENG, word="no signature")


@pytest.mark.parametrize("space", ["minutes", "keys", "witness", "checkpoint"])
def test_a_signature_for_another_purpose_is_put_under_a_vote(waiting: Room, space: str) -> None:
    done = waiting.commit(own(waiting, space=space), when=DURING)
    caught(looked(waiting), "TRL-12", done, ZHENG, word="no signature")


def test_a_signature_that_says_it_was_for_minutes_counts_for_no_vote(waiting: Room) -> None:
    files = {
        path: text.replace("purpose: ballot", "purpose: minutes")
        for path, text in own(waiting).items()
    }
    done = waiting.commit(files, when=DURING)
    caught(looked(waiting), "TRL-12", done, ZHENG, word="no signature")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("unit_id: example", "unit_id: next-door", "for the unit next-door"),
        ("matter_sha256: ", "matter_sha256: " + "0" * 64 + " #", "another text of the proposal"),
        ("  material_sha256s:\n", "  material_sha256s: []\n  #", "other materials"),
        ("nonce: ", "nonce: a1 #", "can be guessed"),
    ],
)
def test_a_vote_on_something_else_is_brought_here(
    waiting: Room, old: str, new: str, word: str
) -> None:
    """The member did sign it, with the own key: for another unit, another text, other papers."""
    text = own(waiting)[ZHENG].replace(old, new)
    if "[]" in new:
        text = "".join(one for one in text.splitlines(True) if not one.startswith("    - "))
    done = waiting.commit(own(waiting, text=text), by="zheng", when=DURING)
    caught(looked(waiting), "TRL-12", done, ZHENG, word=word)


def test_a_vote_calls_itself_signed_and_says_not_on_what(waiting: Room) -> None:
    text = own(waiting)[ZHENG].partition("binding:")[0]
    done = waiting.commit(own(waiting, text=text), by="zheng", when=DURING)
    caught(looked(waiting), "TRL-12", done, ZHENG, word="on what it was cast")


def test_a_vote_is_signed_while_no_key_is_known(quiet: Room) -> None:
    """Before the first list of keys, whose key it was nobody can say."""
    path = "meetings/2024/K-1/M-1/ballots/zheng.yaml"
    quiet.rewind("record new")
    commits = quiet.git("log", "--format=%H", "--", path).split()
    quiet.git("reset", "-q", "--hard", f"{commits[-1]}~1")
    text = "meeting_id: K-1\nmatter_id: M-1\nperson_id: zheng\nchoice: no\nattestation: signed\n"
    files = {path: text, **quiet.signature(text, "zheng")}
    done = quiet.commit(files, by="zheng", when="2024-01-05T09:40")
    verdict = verify(quiet.unit, now="2024-01-05T18:00")
    caught(verdict, "TRL-12", done, path, word="no signature")


def test_the_signature_comes_days_after_the_vote(waiting: Room) -> None:
    files = own(waiting)
    done = waiting.commit({ZHENG: files.pop(ZHENG)}, when=DURING)
    waiting.commit(files, by="zheng", when="2024-03-08T17:00")
    caught(looked(waiting), "TRL-12", done, ZHENG, word="no signature")


def test_a_vote_is_put_beside_the_first_one(session: Room) -> None:
    path = ZHENG.replace("zheng", "zheng-2")
    text = session.text(JIA).replace("jia", "zheng")
    done = session.commit({path: text}, when=DURING)
    caught(looked(session), "TRL-16", done, path)


def test_a_vote_is_put_into_the_folder_of_another_year(session: Room) -> None:
    """A second yes for the no of 郑真, under a path that comes before the first one's."""
    path = ZHENG.replace("2024", "2023")
    done = session.commit({path: session.text(JIA).replace("jia", "zheng")}, when=DURING)
    verdict = looked(session)
    assert verdict.code == BROKEN, verdict
    assert any(f["commit"] == done and f["path"] == path for f in verdict.findings), verdict


def test_a_doubled_vote_does_not_hide_the_later_deletion_of_the_first(session: Room) -> None:
    double = ZHENG.replace("2024", "2023")
    session.commit({double: session.text(JIA).replace("jia", "zheng")}, when=DURING)
    done = session.commit({ZHENG: None}, when="2024-03-08T09:50")
    caught(looked(session), "TRL-01", done, ZHENG, word="deleted")


def test_a_vote_comes_after_the_minutes(quiet: Room) -> None:
    path = "meetings/2024/K-1/M-1/ballots/wen.yaml"
    text = "meeting_id: K-1\nmatter_id: M-1\nperson_id: wen\nchoice: yes\n"
    done = quiet.commit({path: text})
    caught(verify(quiet.unit), "TRL-07", done, path, word="J-2024-1")


@pytest.mark.parametrize("name", ["recusals", "attendance", "decision"])
def test_other_papers_of_a_meeting_come_after_its_minutes(room: Room, name: str) -> None:
    key = "meeting_id: K-2\nmatter_id: M-2\n"
    texts = {
        "recusals": "recusals:\n  - {person_id: zheng, ground: other_bias, decided_by: body}\n",
        "attendance": "present_ids: [zhen, jia, yi, shi]\nreason: 离席\n",
        "decision": "decider_id: zhen\nchoice: pass\n",
    }
    path = f"{PLACE}/M-2/{name}.yaml"
    done = room.commit({path: key + texts[name]})
    caught(verify(room.unit), "TRL-07", done, path)


def test_a_colleague_records_the_vote_of_a_member(quiet: Room) -> None:
    """No key is in force, so it is a word against a word: a warning, with both names."""
    path = "meetings/2024/K-1/M-1/ballots/zheng.yaml"
    commits = quiet.git("log", "--format=%H", "--", path).split()
    quiet.git("reset", "-q", "--hard", f"{commits[-1]}~1")
    text = "meeting_id: K-1\nmatter_id: M-1\nperson_id: zheng\nchoice: yes\n"
    done = quiet.commit({path: text}, by="jia", when="2024-01-05T09:40")
    [found] = verify(quiet.unit, now="2024-01-05T18:00").of("TRL-05")
    assert (found["commit"], found["path"]) == (done, path)
    assert "贾石" in found["message"]
    assert "郑真" in found["message"]


def test_a_vote_is_kept_as_a_draft_and_turned_before_the_minutes(session: Room) -> None:
    """A vote that was cast was cast; only what lies ahead is a draft."""
    path = f"{PLACE}/M-3/ballots/shi.yaml"
    text = session.text(JIA).replace("jia", "shi").replace("M-2", "M-3").replace("yes", "no")
    session.commit({path: text + "draft: true\n"}, when=DURING)
    done = session.commit({path: text.replace("no", "yes")}, when="2024-03-08T09:50")
    verdict = looked(session)
    assert [f for f in verdict.findings if f["path"] == path], (done, verdict)
