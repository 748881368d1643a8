"""The count is held against the approval rule of `abcvoting`, over thousands of random ballots."""

from __future__ import annotations

import random
from fractions import Fraction
from math import comb

import pytest
from abcvoting import abcrules
from abcvoting.preferences import Profile

from tests.mechanisms.oversight.oversight_room import selection, votes
from tripower.mechanisms.oversight.selection import Course, Mode, cut, follow, read

SEEDS = range(20)
ROUNDS = 150
"""Together 3000 plenaries for each of the two properties."""


def plenary(chance: random.Random) -> tuple[list[set[int]], int, int]:
    """Ballots of random members for random units; some tick too many, some tick none."""
    units = chance.randint(1, 7)
    seats = chance.randint(1, units)
    members = chance.randint(1, 12)
    most = min(units, seats + 1)
    papers = [set(chance.sample(range(units), chance.randint(0, most))) for _ in range(members)]
    return papers, units, seats


def committees(papers: list[set[int]], units: int, seats: int) -> list[set[int]]:
    """All that the approval rule elects, by a library that does not know ours."""
    profile = Profile(units)
    profile.add_voters(papers or [set()])  # it knows no election without voters
    return [set(one) for one in abcrules.compute_av(profile, seats)]


@pytest.mark.parametrize("seed", SEEDS)
def test_sure_and_tied_are_what_all_winning_committees_say(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same profiles in every run
    for _ in range(ROUNDS):
        papers, units, seats = plenary(chance)
        valid = [paper for paper in papers if len(paper) <= seats]
        elected = committees(valid, units, seats)
        names = [str(one) for one in range(units)]
        found = read([{str(one) for one in paper} for paper in papers], names, seats)
        sure, tied = ({int(one) for one in part} for part in cut(found.votes, seats))
        common = set.intersection(*elected)
        assert found.over == len(papers) - len(valid)
        assert (sure, tied) == (common, set.union(*elected) - common)
        assert len(elected) == (comb(len(tied), seats - len(sure)) if tied else 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_with_the_majority_it_is_the_rule_among_those_who_have_it(seed: int) -> None:
    chance = random.Random(1000 + seed)  # noqa: S311 - the same profiles in every run
    half = Fraction(1, 2)
    mode = Mode(of_entitled=True, share=half, quorum=half, times=2, runoff_share=False)
    for _ in range(ROUNDS):
        papers, units, seats = plenary(chance)
        found = after_one_round(papers, units, seats, mode)
        valid = [paper for paper in papers if len(paper) <= seats]
        passed = [u for u in range(units) if 2 * sum(u in p for p in valid) > len(papers)]
        if len(passed) <= seats:
            assert set(map(int, found.chosen)) == set(passed)
            continue
        place = {unit: number for number, unit in enumerate(passed)}
        cut_down = [{place[unit] for unit in paper if unit in place} for paper in valid]
        elected = committees(cut_down, len(passed), seats)
        common = {passed[one] for one in set.intersection(*elected)}
        assert set(map(int, found.chosen)) == common
        assert found.complete == (len(elected) == 1)
        if found.next is not None:
            tied = {passed[one] for one in set.union(*elected)} - common
            assert set(map(int, found.next.candidates)) == tied


def after_one_round(papers: list[set[int]], units: int, seats: int, mode: Mode) -> Course:
    this = selection("".join(map(str, range(units))), seats)
    written = ["".join(map(str, sorted(paper))) for paper in papers]
    return follow(this, [votes(this, *written)], lambda _: mode)
