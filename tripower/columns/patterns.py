"""The answers to all questions together: straight lines, and patterns that come too often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING, Any

import msgspec

from tripower.columns.engines import kept, tuples

if TYPE_CHECKING:
    from narwhals import Expr, LazyFrame

LEAST_QUESTIONS = 3
"""Below so many questions answered, equal answers say nothing."""
PATTERN_LEAST = 5
PATTERN_TIMES = 10
"""A pattern is looked at that came so often, and so many times as often as was to be expected."""
BLANK = -1
Answers = tuple[int, ...]
Marginals = Sequence[Mapping[tuple[str, int], int]]


class Pattern(msgspec.Struct, frozen=True):
    """The same answers on a unit, by question (−1: none), and how many gave them."""

    unit_id: str
    answers: Answers
    n: int

    @property
    def key(self) -> str:
        """The unit and all answers as one text."""
        return "|".join([self.unit_id, *map(str, self.answers)])


class Patterns(msgspec.Struct, frozen=True):
    """By unit: the answers that could be compared, the straight lines; and the odd patterns."""

    judged: Mapping[str, int]
    straight: Mapping[str, int]
    odd: tuple[Pattern, ...]


def questions_of(frame: LazyFrame[Any]) -> list[str]:
    """The columns of single questions."""
    names = frame.collect_schema().names()
    return sorted(name for name in names if re.fullmatch(r"q\d{2,}", name))


def given(frame: LazyFrame[Any]) -> LazyFrame[Any]:
    """The answers that were given."""
    import narwhals as nw

    return frame.filter(nw.col("answered") == 1)


def is_judged(questions: Sequence[str]) -> Expr:
    """Whether enough questions were answered to compare the answers."""
    import narwhals as nw

    if len(questions) < LEAST_QUESTIONS:
        return nw.lit(False)
    answered = [(~nw.col(name).is_null()).cast(nw.Int64) for name in questions]
    return nw.sum_horizontal(*answered) >= LEAST_QUESTIONS


def is_straight(questions: Sequence[str]) -> Expr:
    """Whether all questions that were answered have the same answer."""
    import narwhals as nw

    if len(questions) < LEAST_QUESTIONS:
        return nw.lit(False)
    lowest, highest = nw.min_horizontal(*questions), nw.max_horizontal(*questions)
    return is_judged(questions) & (lowest.fill_null(BLANK) == highest.fill_null(BLANK))


def key_of(questions: Sequence[str]) -> Expr:
    """The unit and all answers as one text, as in `Pattern.key`."""
    import narwhals as nw

    answers = [nw.col(name).fill_null(BLANK).cast(nw.String) for name in questions]
    return nw.concat_str(nw.col("unit_id"), *answers, separator="|")


def patterns(frame: LazyFrame[Any]) -> Patterns:
    """Straight lines and odd patterns; the table itself is gone through once.

    A pattern is odd that at least five gave, ten times as often as if each question had been
    answered by itself, and ten times as often as on the other units. Straight lines are not.
    """
    import narwhals as nw

    questions = questions_of(frame)
    if len(questions) < LEAST_QUESTIONS:
        return Patterns({}, {}, ())
    grouped = kept(given(frame).group_by("unit_id", *questions).agg(nw.len().alias("n")))
    judged = grouped.filter(is_judged(questions))
    straight = judged.filter(is_straight(questions))
    return Patterns(_by_unit(judged), _by_unit(straight), tuple(_odd(grouped, judged, questions)))


def _by_unit(grouped: LazyFrame[Any]) -> Counter[str]:
    import narwhals as nw

    found = grouped.group_by("unit_id").agg(nw.col("n").sum().alias("all"))
    return Counter(dict(tuples(found)))


def _odd(
    grouped: LazyFrame[Any], judged: LazyFrame[Any], questions: Sequence[str]
) -> tuple[Pattern, ...]:
    import narwhals as nw

    varied = judged.filter(~is_straight(questions)).with_columns(
        nw.col(*questions).fill_null(BLANK)
    )
    frequent = varied.filter(nw.col("n") >= PATTERN_LEAST)
    found = tuples(frequent.select("unit_id", "n", *questions))
    if not found:
        return ()
    everywhere = _everywhere(varied, questions)
    total, marginals = _by_unit(grouped), _marginals(grouped, questions)
    everyone = sum(total.values())
    odd = [
        Pattern(unit, tuple(answers), n)
        for unit, n, *answers in found
        if _beyond_others(n, everywhere[tuple(answers)] - n, total[unit], everyone - total[unit])
        and _beyond_chance(unit, n, answers, total[unit], marginals)
    ]
    return tuple(sorted(odd, key=lambda one: (one.unit_id, one.answers)))


def _beyond_others(n: int, n_elsewhere: int, here: int, elsewhere: int) -> bool:
    return n * elsewhere >= PATTERN_TIMES * n_elsewhere * here


def _beyond_chance(
    unit: str, n: int, answers: Sequence[int], here: int, marginals: Marginals
) -> bool:
    chances = [counts[unit, one] for counts, one in zip(marginals, answers, strict=True)]
    return n * prod([here] * (len(chances) - 1)) >= PATTERN_TIMES * prod(chances)


def _everywhere(varied: LazyFrame[Any], questions: Sequence[str]) -> dict[Answers, int]:
    import narwhals as nw

    counts = nw.col("n").sum().alias("all"), nw.col("n").max().alias("most")
    found = varied.group_by(*questions).agg(*counts).filter(nw.col("most") >= PATTERN_LEAST)
    return {tuple(answers): n for n, *answers in tuples(found.select("all", *questions))}


def _marginals(grouped: LazyFrame[Any], questions: Sequence[str]) -> Marginals:
    import narwhals as nw

    filled = grouped.with_columns(nw.col(*questions).fill_null(BLANK))
    return [
        {
            (unit, answer): n
            for unit, answer, n in tuples(
                filled.group_by("unit_id", name).agg(nw.col("n").sum().alias("all"))
            )
        }
        for name in questions
    ]
