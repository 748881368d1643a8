"""Which keys count: who holds them, on what day, and by whose word the list changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.core.keys_room import (
    BEFORE,
    DAY,
    NEXT,
    NOTHING,
    Held,
    change,
    content,
    key,
    name,
    public,
    ring,
    sign,
)
from tripower.core.digests import sha256
from tripower.core.keyring import (
    KeyRing,
    advanced,
    after,
    judges,
    lines,
    may_follow,
    root_name,
    short,
    signed_by,
    signers,
)
from tripower.core.sshsig import public_key
from tripower.core.trust import KeyChange, KeyLine, Purpose, Signature


@pytest.mark.parametrize(
    ("day", "holder"), [(BEFORE, ""), (DAY, "wen"), (NEXT, "wen"), (date(2024, 3, 3), "")]
)
def test_a_key_counts_from_its_first_day_to_its_last(day: date, holder: str) -> None:
    two = ring(key("a", "jia"), key("w", "wen", DAY, NEXT))
    assert two.holder(name("w"), day) == holder
    assert two.has_key("wen", day) == bool(holder)
    assert not two.has_key("zhen", day)
    known = two.known(name("w"))
    assert known is not None and (known.person_id, known.version) == ("wen", 1)
    assert two.known(name("b")) is None and two.holder(name("b"), DAY) == ""


def test_a_key_that_cannot_be_read_is_left_out_and_the_next_one_is_not() -> None:
    torn = KeyLine(person_id="jia", public_key="ssh-ed25519 AAAA", from_=DAY)
    (one,) = lines(change(4, torn, key("w", "wen", DAY, NEXT)))
    assert (one.person_id, one.fingerprint, one.version) == ("wen", name("w"), 4)
    assert (one.period.start, one.period.end) == (DAY, NEXT)
    assert public_key(one.public_key) == public("w")


def test_nobody_has_a_list_before_the_first() -> None:
    assert (NOTHING.version, NOTHING.threshold) == (0, 1)
    assert (NOTHING.keys, NOTHING.root, NOTHING.chain) == ((), "", ())


def test_a_change_adds_and_withdraws_and_the_first_list_stays_the_root() -> None:
    one = ring(key("w", "wen"), key("j", "jia"), threshold=2)
    first = content(change(1, key("w", "wen"), key("j", "jia"), threshold=2))
    assert (one.root, one.chain, one.threshold) == (short(sha256(first)), (1,), 2)
    assert root_name(first) == one.root
    two = after(one, change(2, key("y", "yi"), revokes=(name("w"),)), b"other bytes")
    assert [held.person_id for held in two.keys] == ["jia", "yi"]
    assert [held.version for held in two.keys] == [1, 2]
    assert (two.version, two.threshold, two.root, two.chain) == (2, 1, one.root, (1, 2))


def test_a_key_of_the_list_is_not_brought_again_as_another_persons_or_for_longer() -> None:
    one = ring(key("w", "wen", DAY, NEXT))
    two = after(one, change(2, key("w", "jia"), key("w", "wen")), b"")
    assert two.keys == one.keys


@pytest.mark.parametrize(
    ("digest", "expected"),
    [
        ("00" * 32, "AAAA-AAAA-AAAA-AAAA"),
        ("ff" * 32, "7777-7777-7777-7777"),
        ("00" * 9 + "01" + "00" * 22, "AAAA-AAAA-AAAA-AAAB"),  # the last of its 80 bits
        ("00" * 10 + "ff" * 22, "AAAA-AAAA-AAAA-AAAA"),  # beyond them
    ],
)
def test_the_short_name_of_a_list_is_eighty_bits(digest: str, expected: str) -> None:
    assert short(digest) == expected


TEXT = "第一号会议".encode()


@pytest.mark.parametrize(
    ("signature", "day", "found"),
    [
        (sign("w", TEXT, of="wen"), DAY, {"wen"}),
        (sign("w", TEXT, of="wen"), NEXT, {"wen"}),
        (sign("w", TEXT, of="wen"), date(2024, 3, 3), set()),  # the key has ended
        (sign("w", TEXT, of="wen"), BEFORE, set()),
        (sign("w", b"other", of="wen"), DAY, set()),
        (sign("w", TEXT, of="jia"), DAY, set()),  # the file says another person than the key
        (sign("x", TEXT, of="wen"), DAY, set()),  # a key that nobody knows
        (sign("x", TEXT, of=""), DAY, set()),
        (sign("w", TEXT, of="wen", said=Purpose.MINUTES), DAY, set()),
        (sign("w", TEXT, of="wen", made=Purpose.MINUTES), DAY, set()),
        (sign("w", TEXT, of="wen", said=Purpose.BALLOT, made=Purpose.BALLOT), DAY, set()),
    ],
)
def test_a_signature_counts_for_its_text_its_purpose_its_holder_and_its_day(
    signature: Signature, day: date, found: set[str]
) -> None:
    held = ring(key("w", "wen", DAY, NEXT), key("j", "jia"))
    assert signers(held, [signature], TEXT, Purpose.KEYS, day) == found
    both = [signature, sign("j", TEXT, of="jia")]
    assert signers(held, both, TEXT, Purpose.KEYS, DAY) >= {"jia"}


def test_what_nobody_signed_is_signed_by_nobody_even_if_nobody_is_named() -> None:
    torn = sign("w", TEXT, of="wen")
    blank = Signature(
        sha256=torn.sha256, person_id="", purpose=torn.purpose, on=DAY, signature="AAAA"
    )
    assert signers(ring(key("w", "wen")), [blank], TEXT, Purpose.KEYS, DAY) == set()


TWO = ring(key("wen"), key("jia"), threshold=2)


@pytest.mark.parametrize(
    ("held", "one", "by", "expected"),
    [
        (NOTHING, change(1, key("wen")), {"wen"}, True),
        (NOTHING, change(1, key("wen")), set(), False),
        (NOTHING, change(1, key("wen"), key("jia"), threshold=2), {"wen"}, False),
        (NOTHING, change(1, key("wen"), key("jia"), threshold=2), {"wen", "jia"}, True),
        (NOTHING, change(1, key("wen"), threshold=0), {"wen"}, False),
        (NOTHING, change(1, key("wen"), threshold=2), {"wen", "jia"}, False),  # of one holder
        (NOTHING, change(1, key("wen"), key("also wen", "wen"), threshold=2), {"wen", "x"}, False),
        (NOTHING, change(2, key("wen"), follows="1"), {"wen"}, False),
        (NOTHING, change(2, key("wen"), follows=None), {"wen"}, True),
        (TWO, change(2), {"wen"}, False),  # the list before asks for two, not this one
        (TWO, change(2), {"wen", "jia"}, True),
        (TWO, change(2, threshold=2), {"wen", "jia"}, True),
        (TWO, change(2, threshold=3), {"wen", "jia"}, False),
        (TWO, change(2, key("yi"), threshold=3), {"wen", "jia"}, True),
        (TWO, change(2, threshold=2, revokes=(name("jia"),)), {"wen", "jia"}, False),
        (TWO, change(1, follows="1"), {"wen", "jia"}, False),  # no version before its own
        (TWO, change(3), {"wen", "jia"}, False),  # it stands on version 2
        (TWO, change(3, follows="1"), {"wen", "jia"}, True),
        (TWO, change(2, follows=None), {"wen", "jia"}, False),
        (KeyRing(1, 0, TWO.keys, "", (1,)), change(2), set(), False),  # never by nobody
    ],
)
def test_a_change_needs_the_list_it_stands_on_and_the_signatures_that_one_asks_for(
    held: KeyRing, one: KeyChange, by: set[str], expected: bool
) -> None:
    assert may_follow(held, one, by, content(one)) is expected


def test_the_first_list_is_judged_by_its_own_holders_and_a_later_one_by_those_before() -> None:
    first, later = change(1, key("wen")), change(2, key("yi"))
    assert judges(NOTHING, first, content(first)) == ring(key("wen"))
    assert judges(TWO, later, content(later)) == TWO


def test_a_key_that_had_ended_by_the_last_checkpoint_signs_no_change_any_more() -> None:
    held = ring(key("wen", last=NEXT), key("jia"))
    one = change(2, on=DAY)
    see: Any = Held((one, ["wen", "jia"]))
    assert signed_by(held, one, see) == {"wen", "jia"}
    assert signed_by(held, one, see, NEXT) == {"wen", "jia"}
    assert signed_by(held, one, see, date(2024, 3, 3)) == {"jia"}
    late = change(2, on=date(2024, 3, 3))  # a checkpoint from before it changes nothing
    assert signed_by(held, late, Held((late, ["wen", "jia"])), DAY) == {"jia"}  # type: ignore[arg-type]


FIRST = change(1, key("wen"), key("jia"))
SECOND = change(2, key("yi"), on=NEXT)
THIRD = change(3, key("shi"), on=NEXT)


@pytest.mark.parametrize(
    ("told", "version", "people"),
    [
        ((), 0, []),
        (((FIRST, ["wen"]),), 1, ["wen", "jia"]),
        (((FIRST, []),), 0, []),
        (((FIRST, ["yi"]),), 0, []),  # none of its holders
        (((FIRST, ["wen"]), (SECOND, ["jia"])), 2, ["wen", "jia", "yi"]),
        (((FIRST, ["wen"]), (SECOND, ["yi"])), 1, ["wen", "jia"]),  # who is added, signed
        (
            ((FIRST, ["wen"]), (SECOND, ["jia"]), (THIRD, ["yi"])),
            3,
            ["wen", "jia", "yi", "shi"],
        ),
        (((FIRST, ["wen"]), (SECOND, []), (THIRD, ["yi"])), 1, ["wen", "jia"]),
        (((THIRD, ["yi"]), (SECOND, ["jia"]), (FIRST, ["wen"])), 3, ["wen", "jia", "yi", "shi"]),
    ],
)
def test_the_list_goes_from_version_to_version(told: Any, version: int, people: list[str]) -> None:
    found = advanced(NOTHING, Held(*told))  # type: ignore[arg-type]
    assert (found.version, found.chain) == (version, tuple(range(1, version + 1)))
    assert [one.person_id for one in found.keys] == people


@pytest.mark.parametrize(
    ("day", "version"), [(DAY, 0), (NEXT, 1), (date(2024, 3, 3), 2), (None, 2)]
)
def test_of_a_day_that_list_counts_which_was_made_before_it(day: date | None, version: int) -> None:
    see: Any = Held((FIRST, ["wen"]), (SECOND, ["jia"]))
    assert advanced(NOTHING, see, day).version == version


def test_what_was_passed_over_is_not_taken_up_again() -> None:
    one = after(NOTHING, FIRST, content(FIRST))
    other = change(3, key("shi"), follows="1", on=NEXT)
    now = after(one, other, content(other))
    see: Any = Held((FIRST, ["wen"]), (SECOND, ["jia"]), (other, ["wen"]))
    assert advanced(now, see) == now
    assert advanced(now, see).chain == (1, 3)


def test_a_key_that_had_ended_by_the_checkpoint_moves_no_list() -> None:
    held = ring(key("wen", last=NEXT), key("jia"))
    see: Any = Held((SECOND, ["wen"]))
    assert advanced(held, see, floor=NEXT).version == 2
    assert advanced(held, see, floor=date(2024, 3, 3)) == held


def test_of_two_changes_of_one_list_the_later_counts_with_no_key_that_the_other_lacks() -> None:
    """Yi comes by one, Shi by the other; both lose Jia in one of them only."""
    second = change(2, key("yi"), revokes=(name("jia"),))
    third = change(3, key("shi"), follows="1")
    see: Any = Held((FIRST, ["wen"]), (second, ["wen"]), (third, ["wen"]))
    found = advanced(NOTHING, see)
    assert (found.version, found.chain) == (3, (1, 3))
    assert [one.person_id for one in found.keys] == ["wen"]


def test_where_one_of_two_lines_goes_on_both_ends_are_compared() -> None:
    second, third = change(2, key("yi")), change(3, key("shi"), follows="1")
    fourth = change(4, key("zheng"), follows="2")
    see: Any = Held((FIRST, ["wen"]), (second, ["wen"]), (third, ["wen"]), (fourth, ["yi"]))
    found = advanced(NOTHING, see)
    assert (found.version, found.chain) == (4, (1, 2, 4))
    assert [one.person_id for one in found.keys] == ["wen", "jia"]
