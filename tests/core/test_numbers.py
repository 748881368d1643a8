"""NUM-01 to NUM-03: what decides whether a vote passes or a payment exceeds its limit."""

from datetime import date
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripower.core import numbers

TWO_THIRDS, HALF = Fraction(2, 3), Fraction(1, 2)
shares = st.builds(
    lambda a, b: Fraction(min(a, b), max(a, b)), st.integers(1, 9999), st.integers(1, 9999)
)
wholes = st.integers(0, 100_000)
cents = st.integers(-(10**17) + 1, 10**17 - 1)


@pytest.mark.parametrize(
    ("whole", "quorum", "majority"),
    [
        (1, 1, 1),
        (2, 2, 2),
        (3, 2, 2),
        (4, 3, 3),
        (5, 4, 3),
        (6, 4, 4),
        (7, 5, 4),
        (8, 6, 5),
        (9, 6, 5),
        (10, 7, 6),
        (11, 8, 6),
        (12, 8, 7),
    ],
)
def test_teams_of_every_size_need_this_many_present_and_this_many_yes(whole, quorum, majority):
    assert numbers.least_at_least(whole, TWO_THIRDS) == quorum
    assert numbers.least_more_than(whole, HALF) == majority


@given(wholes, shares)
def test_the_needed_number_is_the_least_that_suffices(whole, share):
    need = numbers.least_at_least(whole, share)
    assert numbers.at_least(need, whole, share)
    assert not numbers.at_least(need - 1, whole, share)
    need = numbers.least_more_than(whole, share)
    assert numbers.more_than(need, whole, share)
    assert not numbers.more_than(need - 1, whole, share)


@given(st.integers(0, 10**30), st.integers(1, 10**30), shares)
def test_comparisons_are_those_of_exact_fractions_however_large(part, whole, share):
    assert numbers.at_least(part, whole, share) == (Fraction(part, whole) >= share)
    assert numbers.more_than(part, whole, share) == (Fraction(part, whole) > share)


def test_exactly_two_thirds_is_a_quorum_and_exactly_half_no_majority():
    assert numbers.at_least(4, 6, TWO_THIRDS)
    assert not numbers.at_least(3, 6, TWO_THIRDS)
    assert not numbers.more_than(4, 8, HALF)
    assert numbers.more_than(5, 8, HALF)


def test_nobody_entitled_passes_nothing():
    assert not numbers.more_than(0, 0, HALF)
    assert numbers.least_more_than(0, HALF) == 1


@pytest.mark.parametrize(
    ("case", "present", "entitled", "expected"),
    [
        ("C01", 5, 7, ("3×5 = 15 ≥ 14 = 2×7", True)),
        ("C05", 5, 8, ("3×5 = 15 < 16 = 2×8", False)),
        ("exactly", 4, 6, ("3×4 = 12 ≥ 12 = 2×6", True)),
    ],
)
def test_a_quorum_is_written_with_its_true_relation(case, present, entitled, expected):
    assert numbers.inequality_at_least(present, entitled, TWO_THIRDS) == expected


@pytest.mark.parametrize(
    ("case", "yes", "entitled", "expected"),
    [
        ("C01", 4, 7, ("2×4 = 8 > 7", True)),
        ("C02", 3, 7, ("2×3 = 6 ≤ 7", False)),
        ("C04", 4, 8, ("2×4 = 8 ≤ 8", False)),
        ("C08 keep", 3, 6, ("2×3 = 6 ≤ 6", False)),
        ("C08 reduce", 3, 5, ("2×3 = 6 > 5", True)),
        ("C16", 2, 5, ("2×2 = 4 ≤ 5", False)),
    ],
)
def test_a_majority_is_written_with_its_true_relation(case, yes, entitled, expected):
    assert numbers.inequality_more_than(yes, entitled, HALF) == expected


def test_a_factor_of_one_is_not_written():
    assert numbers.inequality_at_least(5, 5, Fraction(1)) == ("5 ≥ 5", True)
    assert numbers.inequality_more_than(5, 7, TWO_THIRDS) == ("3×5 = 15 > 14 = 2×7", True)


@given(st.integers(0, 500), st.integers(0, 500), shares)
def test_what_an_inequality_says_is_true(part, whole, share):
    for write in (numbers.inequality_at_least, numbers.inequality_more_than):
        text, _ = write(part, whole, share)
        python = text.replace("×", "*").replace("=", "==").replace("≥", ">=").replace("≤", "<=")
        assert eval(python)  # noqa: S307 - our own text, digits and operators only


def test_a_share_is_read_as_written():
    assert numbers.parse_share("2/3") == TWO_THIRDS
    assert numbers.parse_share("4/6") == TWO_THIRDS
    assert numbers.parse_share("1/1") == 1
    assert numbers.parse_share("9999/9999") == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0.67",
        "67%",
        "3/2",
        "0/3",
        "2/0",
        "-2/3",
        "2 / 3",
        "2/3\n",
        "2/３",
        "1/10000",
        "1",
        "１/2",
    ],
)
def test_what_is_no_share_is_refused(text):
    with pytest.raises(ValueError, match="not a share"):
        numbers.parse_share(text)


@pytest.mark.parametrize(
    ("value", "bound", "above"),
    [
        (7, 7, 8),
        (Decimal("22000.00"), Decimal("22000"), Decimal("22000.01")),
        (date(2024, 3, 1), date(2024, 3, 1), date(2024, 3, 2)),
        (Fraction(2, 3), Fraction(2, 3), Fraction(67, 100)),
    ],
)
def test_the_words_of_the_law_include_or_exclude_the_number_itself(value, bound, above):
    assert numbers.within(value, bound)
    assert not numbers.within(value, bound, inclusive=False)
    assert not numbers.within(above, bound)
    assert numbers.reaches(value, bound)
    assert not numbers.reaches(value, bound, inclusive=False)
    assert numbers.reaches(above, bound, inclusive=False)
    assert not numbers.reaches(bound, above)
    assert numbers.within(bound, above, inclusive=False)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0.00"),
        ("-0.00", "0.00"),
        ("7.5", "7.50"),
        ("007.50", "7.50"),
        ("-0.01", "-0.01"),
        ("999999999999999.99", "999999999999999.99"),
    ],
)
def test_money_is_read_with_two_places(text, amount):
    assert str(numbers.parse_money(text)) == amount


NO_AMOUNT = ["", "-", ".5", "5.", "+5", "--5", " 5", "5 ", "5\n", "1e3", "nan", "inf", "-inf"]
NO_AMOUNT += ["1,000", "1_000", "5元", "５", "٣", "5．0", "0x10"]


@pytest.mark.parametrize("text", [*NO_AMOUNT, "1.234", "1234567890123456"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="not an amount"):
        numbers.parse_money(text)


@pytest.mark.parametrize("text", [*NO_AMOUNT, "1.2345678", "123456789012"])
def test_what_is_no_amount_in_wan_is_refused(text):
    with pytest.raises(ValueError, match="not an amount"):
        numbers.wan(text)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("50", "500000.00"),
        ("0.000001", "0.01"),
        ("-1.5", "-15000.00"),
        ("99999999999.999999", "999999999999999.99"),
    ],
)
def test_wan_becomes_yuan_exactly(text, yuan):
    assert str(numbers.wan(text)) == yuan


@given(cents)
def test_money_survives_writing_and_reading(number):
    amount = Decimal(number).scaleb(-2)
    assert numbers.parse_money(f"{amount:.2f}") == amount
    assert numbers.round_limit(amount) == amount


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Decimal("98765.424"), "98765.42"),
        (Decimal("0.005"), "0.01"),
        (Decimal("0.00499999999999999999999999999999999999"), "0.00"),
        (Decimal("0.015"), "0.02"),
        (Decimal("0.025"), "0.03"),
        (Decimal("-0.005"), "-0.01"),
        (Decimal("-0.004"), "0.00"),
        (Fraction(100, 3), "33.33"),
        (Fraction(200, 3), "66.67"),
    ],
)
def test_a_limit_is_rounded_once_halves_away_from_zero(value, rounded):
    assert str(numbers.round_limit(value)) == rounded


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "snan"])
def test_a_limit_must_be_a_number(value):
    with pytest.raises(ValueError, match="not a finite amount"):
        numbers.round_limit(Decimal(value))


def test_the_limit_of_a_reception_budget_is_met_and_missed_by_a_cent():
    top = numbers.limit(numbers.parse_money("123456.78"), Fraction(4, 5))  # C53
    assert numbers.within(numbers.parse_money("98765.42"), top)
    assert not numbers.within(numbers.parse_money("98765.43"), top)


def test_a_poor_decimal_context_of_the_caller_changes_nothing():
    with localcontext() as context:
        context.prec = 3
        context.traps[Inexact] = True
        amount = numbers.parse_money("999999999999999.99")
        assert str(amount) == "999999999999999.99"
        assert str(numbers.wan("99999999999.999999")) == "999999999999999.99"
        assert str(numbers.limit(amount, Decimal("1.00"))) == "999999999999999.99"
        assert str(numbers.limit(amount, Fraction(1, 3))) == "333333333333333.33"
        assert str(numbers.round_limit(Decimal("123456.785"))) == "123456.79"
