"""Personal numbers are masked by their type, and found wherever they slip through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripower.publish.masking import (
    Account,
    IdNumber,
    Mobile,
    Private,
    PrivatePerson,
    mask_account,
    mask_id,
    mask_mobile,
    mask_name,
    personal_numbers,
)

MOBILE = "13800138000"
ID = "110101199003070010"


@pytest.mark.parametrize(
    ("masked", "expected"),
    [
        (mask_id("11010119900307001X"), "110***********001X"),
        (mask_id("1234"), "****"),
        (mask_mobile("13800138000"), "138****8000"),
        (mask_mobile("+86 138-0013-8000"), "138****8000"),
        (mask_mobile("0731-84123456"), "*" * 13),
        (mask_account("6222020200011234567"), "****4567"),
        (mask_account("12345"), "*****"),
        (mask_name("甄诚实"), "甄*"),
        (mask_name("欧阳明"), "欧阳*"),
        (mask_name("Li Example"), "Li *"),
    ],
)
def test_each_type_shows_what_it_may(masked: str, expected: str) -> None:
    assert masked == expected


@pytest.mark.parametrize(
    "value", [Mobile(MOBILE), IdNumber(ID), Account(ID), PrivatePerson("甄诚"), Private("甄诚")]
)
def test_a_private_value_never_prints_itself(value: Private) -> None:
    assert value.value not in f"{value} {value!r} {[value]}"


FOUND = [
    f"联系电话{MOBILE}，谢谢",
    f"Tel{MOBILE}",
    "138 0013 8000",
    "138-0013-8000",
    "138—0013—8000",
    "138\u00a00013\u00a08000",
    "138-001-38000",
    "1 3 8 0 0 1 3 8 0 0 0",
    "１３８００１３８０００",
    "138\u30000013\u30008000",
    "+8613800138000",
    "+86 138 0013 8000",
    "008613800138000",
    "١٣٨٠٠١٣٨٠٠٠",
    f"身份证{ID}",
    "11010119900307001X",
    "11010119900307001x",
    "11010119900307001Ｘ",
    "110101 19900307 0010",
    "110101-1990-0307-0010",
    "110101200013321234",
]


@pytest.mark.parametrize("text", FOUND)
def test_personal_numbers_are_found(text: str) -> None:
    assert len(list(personal_numbers(text))) == 1


PASSED = [
    "0000-1000001",
    "0731-84123456",
    "(010) 6512 3456",
    "400-821-8820",
    "12345678901",
    "示例局〔2024〕1号",
    "合同价13800138000元",
    "amount 13,800,138,000.00",
    "13800138000.00",
    "¥13800138000",
    "a13800138000b13800138000c13800138000ffff",
    "2024-01-13 2024-01-15",
    "139  2023  2024",
    "3×13 = 39 ≥ 38 = 2×19",
    "150-20",
]


@pytest.mark.parametrize("text", PASSED)
def test_what_only_looks_like_one_passes(text: str) -> None:
    assert list(personal_numbers(text)) == []


@given(st.binary(min_size=20, max_size=32))
def test_no_digest_is_taken_for_a_number(data: bytes) -> None:
    word = data.hex()
    if word.isdigit():
        word = f"a{word}"
    assert list(personal_numbers(f'"{word}"')) == []


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["", "电话", "（", "to ", "\n"]),
    st.sampled_from(["", "，", "）", " 谢谢", "\n"]),
)
def test_every_mobile_is_found_in_prose(number: str, before: str, after: str) -> None:
    (one,) = personal_numbers(f"{before}{number}{after}")
    assert one.start == len(before)
    assert number not in one.shown
