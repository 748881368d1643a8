"""Signed ballots and minutes, and checkpoints, both sides of each line (TRL-12 to TRL-14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.core.keys_room import BEFORE, DAY, NEXT, change, key, ring, sign
from tests.mechanisms.decisions.papers_room import base, changed, the
from tests.mechanisms.decisions.trail_room import act, came, hits, pair, said, text, there, where
from tripower.cli.registry import load_rules
from tripower.core.digests import sha256
from tripower.core.records import Digest, Record, Supersedes
from tripower.core.trust import Checkpoint, KeyChange, Purpose
from tripower.core.unit import View
from tripower.mechanisms.decisions import records as d

TWO = ring(key("wen"), key("jia"), threshold=2)
PAPERS = sorted(
    (one for one in base().all(d.Material) if one.matter_id == "M-1"), key=lambda m: m.key
)
BINDING = d.Binding(
    unit_id="example",
    matter_sha256=Digest(base().sha256(the(d.Matter, "M-1"))),
    material_sha256s=tuple(Digest(base().sha256(one)) for one in PAPERS),
    nonce="a" * 16,
)
SIGNED = changed(the(d.Ballot, "K-1/M-1/jia"), attestation=d.Attestation.SIGNED, binding=BINDING)
MEMBER = ring(key("jia", last=NEXT))


def bound(**told: Any) -> d.Ballot:
    return changed(SIGNED, binding=changed(BINDING, **told))


def ballot_says(one: d.Ballot, by: str = "jia", **told: Any) -> list[str]:
    """What is said of a ballot that `by` has signed."""
    signature = sign(by, text(one), of="jia", said=Purpose.BALLOT, made=Purpose.BALLOT)
    on = told.pop("on", DAY)
    return said("TRL-12", came(one), signature, by=act(on), ring=MEMBER, **told)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (SIGNED, []),
        (bound(nonce="a" * 15), ["violation guessable"]),
        (bound(unit_id="other"), ["violation other_unit"]),
        (bound(matter_sha256=Digest("0" * 64)), ["violation other_proposal"]),
        (bound(material_sha256s=BINDING.material_sha256s[:-1]), ["violation other_proposal"]),
        (changed(SIGNED, binding=None), ["violation unbound"]),
        (changed(SIGNED, attestation=d.Attestation.PAPER), []),
    ],
)
def test_a_signed_ballot_says_on_what_it_was_cast(one: d.Ballot, expected: list[str]) -> None:
    assert ballot_says(one) == expected


def test_what_a_ballot_is_bound_to_is_marked_by_its_file() -> None:
    pairs = came(bound(unit_id="other", matter_sha256=Digest("0" * 64), nonce="a"))
    found = hits("TRL-12", pairs, there(pairs), act(DAY), ring=MEMBER)
    assert [(hit.says, hit.mark, hit.field) for hit in found] == [
        ("unsigned", where(SIGNED), ""),
        *((one, where(SIGNED), "binding") for one in ("other_unit", "other_proposal", "guessable")),
    ]
    assert [hit.args.get("member") for hit in found] == ["贾石", None, "贾石", None]


def test_a_signed_ballot_is_the_members_own() -> None:
    assert ballot_says(SIGNED, "wen") == ["violation unsigned"]
    assert said("TRL-12", came(SIGNED), by=act(DAY), ring=MEMBER) == ["violation unsigned"]
    named_wen = sign("wen", text(SIGNED), said=Purpose.BALLOT, made=Purpose.BALLOT)
    both = ring(key("jia"), key("wen"))
    assert said("TRL-12", came(SIGNED), named_wen, by=act(DAY), ring=both) == ["violation unsigned"]


@pytest.mark.parametrize(
    ("on", "anchored", "expected"),
    [
        (NEXT, None, []),
        (date(2024, 3, 3), None, ["violation unsigned"]),  # the key has ended
        (BEFORE, None, ["violation unsigned"]),
        (DAY, NEXT, []),
        (DAY, date(2024, 3, 3), ["violation unsigned"]),  # dated back behind a checkpoint
        (date(2024, 3, 3), DAY, ["violation unsigned"]),
    ],
)
def test_the_key_counts_on_the_day_of_the_commit_or_of_the_checkpoint(
    on: date, anchored: date | None, expected: list[str]
) -> None:
    assert ballot_says(SIGNED, on=on, anchored=anchored) == expected


def test_a_ballot_in_a_unit_without_a_profile_is_of_another_unit() -> None:
    own = base().profile
    assert own is not None
    assert ballot_says(SIGNED, without=[own]) == ["violation other_unit"]
    assert ballot_says(bound(unit_id=""), without=[own]) == []


ON_PAPER = changed(SIGNED, attestation=d.Attestation.PAPER, binding=None)
BY = Supersedes(path=where(SIGNED), sha256=Digest("0" * 64), reason="笔误")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (SIGNED, changed(ON_PAPER, supersedes=BY), ["violation on_paper"]),
        (ON_PAPER, changed(ON_PAPER, supersedes=BY), []),
        (SIGNED, ON_PAPER, []),  # it corrects nothing
    ],
)
def test_what_was_signed_is_corrected_by_what_is_signed(
    old: d.Ballot, new: d.Ballot, expected: list[str]
) -> None:
    assert said("TRL-12", [pair(None, new, "new.yaml")], old) == expected
    if new.supersedes:
        elsewhere = changed(new, supersedes=changed(BY, path="nowhere.yaml"))
        assert said("TRL-12", [pair(old, elsewhere, "new.yaml")]) == expected
        beside = [pair(None, changed(new, person_id="yi"), "new.yaml"), *came(old)][:1]
        assert said("TRL-12", beside, the(d.Matter, "M-1")) == []


def test_of_several_ballots_each_is_looked_at() -> None:
    other = changed(ON_PAPER, person_id="yi")
    assert said("TRL-12", came(other, SIGNED), by=act(DAY), ring=MEMBER) == ["violation unsigned"]


HELD = the(d.Meeting, "K-1")
MINUTES = base().all(d.Minutes)[0]
TEAM = ("zhen", "jia", "yi", "shi", "zheng")
BEGUN = date(2023, 6, 1)
LIST = change(1, *(key(one, first=BEGUN) for one in (*TEAM, "wen")), on=BEGUN)


def minutes_say(
    signers: list[str], *, this: d.Minutes = MINUTES, keys: KeyChange = LIST, **told: Any
) -> list[tuple[int, int]]:
    """Signed and needed, by the rule on minutes."""
    of = {"said": Purpose.MINUTES, "made": Purpose.MINUTES} | told
    signed = [changed(sign(one, text(this), **of), on=this.issued_on) for one in signers]
    see = there([], this, keys, sign("zhen", text(keys)), *signed)
    rule = load_rules()["TRL-13"]
    found = list(rule.function(this, View(see, rule.reads, rule.parameters, DAY)))
    assert all(
        (str(hit.severity), hit.says, hit.field) == ("warning", "few", "signer_id") for hit in found
    )
    assert all(hit.args["held"] == HELD.held_on for hit in found)
    return [(hit.args["signed"], hit.args["needed"]) for hit in found]


def test_two_members_who_were_there_sign_the_minutes() -> None:
    assert minutes_say(["zhen", "jia"]) == []
    assert minutes_say(["zhen"]) == [(1, 2)]
    assert minutes_say([]) == [(0, 2)]
    assert minutes_say(["zhen", "wen"]) == [(1, 2)]  # wen was no member
    assert minutes_say(["zhen", "jia"], made=Purpose.BALLOT) == [(0, 2)]
    assert minutes_say([], this=changed(MINUTES, draft=True)) == []
    assert minutes_say([], this=changed(MINUTES, meeting_id="K-9")) == []


def test_no_more_sign_than_hold_a_key_and_none_before_the_first_list() -> None:
    one = change(1, key("zhen", first=BEGUN), key("wen", first=BEGUN), on=BEGUN)
    assert minutes_say([], keys=one) == [(0, 1)]
    assert minutes_say(["zhen"], keys=one) == []
    nobody = change(1, key("wen", first=BEGUN), key("zhen", first=BEGUN, last=BEGUN), on=BEGUN)
    assert minutes_say([], keys=nobody) == []
    that_day = changed(LIST, on=MINUTES.issued_on)
    assert minutes_say([], keys=that_day) == []  # in force only afterwards


PARENT = "b" * 40
MANIFEST = (7, "c" * 64)


def checkpoint(number: int = 1, **told: Any) -> Checkpoint:
    of: dict[str, Any] = {
        "on": DAY,
        "head": PARENT,
        "files": 7,
        "manifest": Digest("c" * 64),
        "parameters": "abc",
    }
    return Checkpoint(number=number, **of | told)


OLD = checkpoint(1)
LAST = checkpoint(2, previous=Digest(sha256(text(OLD))))
BEHIND = Digest(sha256(text(LAST)))


def checkpoint_says(new: Checkpoint, *others: Record, **told: Any) -> list[str]:
    where_it_stands = {"parent": PARENT, "manifest": lambda: MANIFEST} | told
    return said("TRL-14", came(new), *others, by=act(DAY), **where_it_stands)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (checkpoint(3, previous=BEHIND), []),
        (checkpoint(4, previous=BEHIND), ["violation number"]),
        (checkpoint(3), ["violation previous"]),
        (checkpoint(3, previous=Digest("0" * 64)), ["violation previous"]),
        (checkpoint(3, previous=LAST.previous), ["violation previous"]),
        (checkpoint(3, previous=BEHIND, head="d" * 40), ["violation head"]),
        (checkpoint(3, previous=BEHIND, files=8), ["violation manifest"]),
        (checkpoint(3, previous=BEHIND, manifest=Digest("0" * 64)), ["violation manifest"]),
        (checkpoint(3, previous=BEHIND, keys=1), ["violation keys"]),
    ],
)
def test_a_checkpoint_follows_on_the_last_and_tells_what_was_there(
    new: Checkpoint, expected: list[str]
) -> None:
    assert checkpoint_says(new, OLD, LAST) == expected


def test_the_first_checkpoint_has_number_one_and_nothing_before_it() -> None:
    assert checkpoint_says(OLD) == []
    assert checkpoint_says(checkpoint(2)) == ["violation number"]
    assert "violation number" in checkpoint_says(checkpoint(0))
    assert checkpoint_says(checkpoint(1, previous=BEHIND)) == ["violation previous"]
    first_of_all = checkpoint(1, head="d" * 40, files=1)
    assert checkpoint_says(first_of_all, parent="") == []  # it stands on nothing


def test_what_does_not_fit_is_told_with_its_field() -> None:
    new = checkpoint(9, head="d" * 40, files=8, keys=3)
    pairs = came(new)
    told: dict[str, Any] = {"parent": PARENT, "manifest": lambda: MANIFEST}
    found = hits("TRL-14", pairs, there(pairs, OLD, LAST), act(DAY), ring=TWO, **told)
    assert [(hit.says, hit.field, hit.mark) for hit in found] == [
        *((one, one, where(new)) for one in ("number", "previous", "head", "manifest", "keys")),
        ("unsigned", "", where(new)),
    ]
    assert [hit.args for hit in found] == [
        {"number": 9, "next": 3},
        {},
        {"head": "d" * 10, "parent": "b" * 10},
        {"files": 7},
        {"said": 3, "version": 1},
        {},
    ]


@pytest.mark.parametrize(
    ("who", "made", "on", "expected"),
    [
        ("wen", Purpose.CHECKPOINT, DAY, []),
        ("yi", Purpose.CHECKPOINT, DAY, ["violation unsigned"]),
        ("wen", Purpose.WITNESS, DAY, ["violation unsigned"]),
        ("wen", Purpose.CHECKPOINT, BEFORE, ["violation unsigned"]),
    ],
)
def test_a_checkpoint_is_signed_once_there_is_a_list(
    who: str, made: Purpose, on: date, expected: list[str]
) -> None:
    new = checkpoint(1, keys=1)
    signature = sign(who, text(new), said=made, made=made)
    told: dict[str, Any] = {"parent": PARENT, "manifest": lambda: MANIFEST, "ring": TWO}
    assert said("TRL-14", came(new), signature, by=act(on), **told) == expected
