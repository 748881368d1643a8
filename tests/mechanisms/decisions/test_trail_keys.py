"""Keys and who signs with them, both sides of each line (TRL-10, TRL-11, TRL-19)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.keys_room import DAY, NOTHING, change, key, name, ring, sign
from tests.mechanisms.decisions.papers_room import base, changed
from tests.mechanisms.decisions.trail_room import act, came, hits, said, text, there
from tripower.cli.registry import load_rules
from tripower.core.changes import Seal
from tripower.core.keyring import KeyRing, after
from tripower.core.trust import KeyChange, KeyLine, Purpose, Signature
from tripower.core.unit import View

TWO = ring(key("wen"), key("jia"), threshold=2)
TORN = KeyLine(person_id="yi", public_key="ssh-ed25519 AAAA", from_=DAY)


@pytest.mark.parametrize(
    ("held", "new", "expected"),
    [
        (NOTHING, change(1, key("wen")), []),
        (TWO, change(2, key("yi")), []),
        (TWO, change(3, key("yi"), follows="1"), []),
        (TWO, change(3, key("yi")), ["violation number"]),
        (TWO, change(1, key("yi")), ["violation number"]),
        (TWO, change(1, key("yi"), follows="1"), ["violation number"]),
        (NOTHING, change(2, key("yi")), ["violation number"]),
        (TWO, change(2, TORN), ["violation unread"]),
        (TWO, change(2, TORN, key("yi")), []),  # one of the two can be read
        (TWO, change(2, revokes=(name("jia"),)), []),
        (TWO, change(2, revokes=(name("yi"),)), ["violation unknown"]),
        (TWO, change(2, threshold=0), ["violation threshold"]),
        (TWO, change(2, threshold=2), []),
        (TWO, change(2, threshold=3), ["violation threshold"]),
        (TWO, change(2, key("yi"), threshold=3), []),
        (TWO, change(2, threshold=2, revokes=(name("jia"),)), ["violation threshold"]),
        (TWO, change(2, key("also jia", "jia"), threshold=3), ["violation threshold"]),
    ],
)
def test_a_version_of_the_list_fits_the_one_in_force(
    held: KeyRing, new: KeyChange, expected: list[str]
) -> None:
    assert said("TRL-10", came(new), ring=held) == expected


def test_what_is_wrong_with_a_version_is_told_with_its_field() -> None:
    new = change(4, key("yi"), TORN, key("shi"), threshold=9, revokes=(name("jia"), "SHA256:x"))
    new = changed(new, adds=(new.adds[0], changed(TORN, person_id="zheng"), new.adds[2]))
    pairs = came(new)
    found = hits("TRL-10", pairs, there(pairs), act(), ring=TWO)
    assert [(hit.says, hit.field, hit.mark) for hit in found] == [
        ("number", "follows", "4/number/follows"),
        ("unread", "adds.1.public_key", "4/unread/adds.1.public_key"),
        ("unknown", "revokes.1", "4/unknown/revokes.1"),
        ("threshold", "threshold", "4/threshold/threshold"),
    ]
    assert [hit.args for hit in found] == [
        {"version": 4, "latest": 1},
        {"person": "zheng"},
        {"key": "SHA256:x"},
        {"threshold": 9, "holders": 3},
    ]


LEFT = change(2, key("yi"))
THIRD = change(3, key("shi"), follows="1")
NOW = after(TWO, THIRD, b"")


def of_keys(version: str | None, purpose: Purpose = Purpose.KEYS) -> Signature:
    return changed(sign("wen", b"", said=purpose), key_version=version)


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (of_keys("2"), ["violation too_late"]),
        (of_keys("3"), []),  # the version in force
        (of_keys("4"), []),
        (of_keys("5"), []),  # no such version
        (of_keys(None), []),
        (of_keys("2", Purpose.MINUTES), []),
    ],
)
def test_nobody_signs_a_version_that_was_passed_over(
    signature: Signature, expected: list[str]
) -> None:
    others = (LEFT, THIRD, change(4, key("xu"), follows="3"))
    assert said("TRL-10", came(signature), *others, ring=NOW) == expected


def test_before_the_first_list_there_is_no_version_to_sign() -> None:
    none = change(0, key("yi"))
    assert said("TRL-10", came(of_keys("0")), none, ring=NOTHING) == ["violation too_late"]
    assert said("TRL-10", came(of_keys("1")), change(1, key("yi")), ring=NOTHING) == []


def test_the_version_that_took_its_place_is_named() -> None:
    pairs = came(of_keys("2"))
    (hit,) = hits("TRL-10", pairs, there(pairs, LEFT, THIRD), act(), ring=NOW)
    assert (hit.args["version"], hit.args["latest"], hit.mark) == (2, 3, pairs[0].path)


FIRST = change(1, key("wen"), key("jia"), threshold=2)


def waiting(this: KeyChange, *told: tuple[KeyChange, list[str]]) -> list[tuple[int, int]]:
    """Signed and needed, as the rule on waiting lists says."""
    signed = [sign(who, text(one)) for one, by in told for who in by]
    see = there([], *(one for one, _ in told), *signed)
    rule = load_rules()["TRL-19"]
    found = list(rule.function(this, View(see, rule.reads, rule.parameters, DAY)))
    assert all(
        (str(hit.severity), hit.says, hit.field) == ("warning", "waiting", "version")
        for hit in found
    )
    return [(hit.args["signed"], hit.args["needed"]) for hit in found]


def test_a_version_waits_until_enough_of_the_list_before_have_signed() -> None:
    assert waiting(FIRST, (FIRST, ["wen"])) == [(1, 2)]
    assert waiting(FIRST, (FIRST, ["wen", "jia"])) == []
    in_force = (FIRST, ["wen", "jia"])
    second = change(2, key("yi"))
    assert waiting(second, in_force, (second, [])) == [(0, 2)]
    assert waiting(second, in_force, (second, ["jia", "yi"])) == [(1, 2)]
    assert waiting(second, in_force, (second, ["jia", "wen"])) == []
    third = change(3, key("yi"))
    assert waiting(third, in_force, (second, []), (third, [])) == []  # TRL-10 speaks of it
    passed = change(1, key("yi"), follows="1")
    assert waiting(passed, in_force) == []
    fifth = change(5, key("yi"), follows="1")
    older = change(3, key("shi"), follows="5")  # TRL-10 speaks of its number
    assert waiting(older, in_force, (fifth, ["wen", "jia"]), (older, [])) == []
    none = change(0, key("yi"))
    assert waiting(none, (none, [])) == []
    too_many = change(2, threshold=9)  # all have signed; TRL-10 says what is wrong with it
    assert waiting(too_many, in_force, (too_many, ["wen", "jia"])) == []
    nobody = change(1, key("wen"), threshold=0)
    assert waiting(nobody, (nobody, [])) == [(0, 1)]


@pytest.mark.parametrize(
    ("seal", "held", "told", "expected"),
    [
        (Seal.GOOD, TWO, {"signer_id": "wen"}, []),
        (Seal.GOOD, TWO, {"signer_id": "jia"}, ["violation other"]),
        (Seal.GOOD, TWO, {"signer_id": "jia", "actor_id": "", "author_id": "jia"}, []),
        (Seal.GOOD, TWO, {"signer_id": "wen", "author_id": "jia"}, []),  # TRL-04 speaks of it
        (Seal.GOOD, NOTHING, {"signer_id": "jia"}, []),
        (Seal.NONE, TWO, {}, ["violation unsigned"]),
        (Seal.NONE, NOTHING, {}, []),
        (Seal.STRANGE, TWO, {}, ["violation strange"]),
        (Seal.STRANGE, NOTHING, {}, []),
        (Seal.BROKEN, TWO, {}, ["violation broken"]),
        (Seal.BROKEN, NOTHING, {}, ["violation broken"]),
        (Seal.UNSEEN, TWO, {}, []),
    ],
)
def test_who_acts_signs_once_a_list_is_in_force(
    seal: Seal, held: KeyRing, told: dict[str, Any], expected: list[str]
) -> None:
    assert said("TRL-11", [], by=act(seal=seal, **told), ring=held) == expected


@pytest.mark.parametrize(
    ("told", "actor"),
    [
        ({}, "文员甲"),
        ({"author_id": "yi"}, "文员甲"),
        ({"actor_id": "", "author_id": "yi"}, "易明"),
    ],
)
def test_who_signed_for_another_is_told_by_name(told: dict[str, Any], actor: str) -> None:
    by = act(seal=Seal.GOOD, signer_id="jia", **told)
    (hit,) = hits("TRL-11", [], base(), by, ring=TWO)
    assert hit.args == {"actor": actor, "signer": "贾石"}
