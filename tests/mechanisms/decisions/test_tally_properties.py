"""What holds of every vote, whatever was cast: hypothesis looks for the one that breaks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mechanisms.decisions.voting_room import judged, members, sheet
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.tally import Tally

PASSED = d.Outcome.PASSED


@dataclass(frozen=True)
class Vote:
    """A team, who came, who stands aside, what everybody cast, and the unit's own readings."""

    entitled: int
    present: Sequence[str]
    cast: Mapping[str, d.Choice]
    recused: Sequence[str] = ()
    concerned: tuple[str, ...] = ()
    parameters: Mapping[str, str] = ()  # type: ignore[assignment]
    order: Sequence[str] = ()

    def judged(self) -> Tally:
        entitled = tuple(self.order) or members(self.entitled)
        return judged(
            self.entitled,
            self.present,
            self.cast,
            recused=self.recused,
            matter={"concerns_ids": self.concerned},
            meeting={"entitled_ids": entitled},
            **dict(self.parameters),
        )


PARAMETERS = st.fixed_dictionaries(
    {
        "recusal_scope": st.sampled_from(["deliberation_and_vote", "deliberation_only"]),
        "recusal_denominator": st.sampled_from(["keep", "reduce"]),
        "recusal_quorum": st.sampled_from(["count", "exclude"]),
        "close_split_action": st.sampled_from(["notice", "defer"]),
        "defer_vote": st.sampled_from(["reject", "defer"]),
    }
)


@st.composite
def votes(draw: st.DrawFn, *, asides: bool = True, outsiders: bool = True) -> Vote:
    entitled = draw(st.integers(1, 12))
    team = list(members(entitled))
    anyone = [*team, "guest"] if outsiders else team
    some = st.lists(st.sampled_from(anyone), unique=True)
    return Vote(
        entitled=entitled,
        present=draw(some),
        cast=draw(st.dictionaries(st.sampled_from(anyone), st.sampled_from(list(d.Choice)))),
        recused=draw(some) if asides else (),
        concerned=tuple(draw(some)) if asides else (),
        parameters=draw(PARAMETERS),
    )


@given(votes(), st.randoms())
def test_the_order_of_papers_and_people_changes_nothing(one: Vote, dice) -> None:  # type: ignore[no-untyped-def]
    def mixed(items):  # type: ignore[no-untyped-def]
        return dice.sample(list(items), len(items))

    other = replace(
        one,
        present=mixed(one.present),
        cast=dict(mixed(one.cast.items())),
        recused=mixed(one.recused),
        concerned=tuple(mixed(one.concerned)),
        order=mixed(members(one.entitled)),
    )
    assert other.judged() == one.judged()


@given(votes(asides=False))
def test_passed_means_more_than_half_of_all_entitled_in_a_meeting_with_two_thirds(
    one: Vote,
) -> None:
    plain = replace(one, parameters={})
    there = set(one.present) & set(members(one.entitled))
    yes = sum(choice is d.Choice.YES and person in there for person, choice in one.cast.items())
    quorum = 3 * len(there) >= 2 * one.entitled
    assert (plain.judged().result is PASSED) == (quorum and 2 * yes > one.entitled)


@given(votes())
def test_another_no_never_makes_it_pass(one: Vote) -> None:
    before = one.judged().result
    for person in (*members(one.entitled), "guest"):
        if person not in one.cast:
            after = replace(one, cast={**one.cast, person: d.Choice.NO}).judged().result
            assert after is not PASSED or before is PASSED


@given(votes())
def test_taking_a_yes_away_never_makes_it_pass(one: Vote) -> None:
    if one.judged().result is PASSED:
        return
    for person, choice in one.cast.items():
        for other in d.Choice:
            if choice is d.Choice.YES and other is not d.Choice.YES:
                fewer = replace(one, cast={**one.cast, person: other})
                assert fewer.judged().result is not PASSED


@given(votes())
def test_another_yes_of_a_member_free_to_vote_never_undoes_it(one: Vote) -> None:
    plain = replace(one, parameters={**one.parameters, "close_split_action": "notice"})
    free = set(one.present) & set(members(one.entitled)) - set(one.recused) - set(one.concerned)
    if plain.judged().result is PASSED:
        for person in free:
            more = replace(plain, cast={**one.cast, person: d.Choice.YES})
            assert more.judged().result is PASSED


@given(votes())
def test_every_ballot_is_either_counted_or_struck_and_the_parts_fit_the_whole(one: Vote) -> None:
    found = one.judged().count
    parts = found.yes + found.no + found.abstain + found.defer + found.void
    assert parts + found.struck == len(one.cast)
    assert 0 <= found.yes <= parts <= found.denominator <= found.entitled
    assert found.present <= found.entitled


@given(votes())
def test_nothing_passes_without_quorum_or_against_its_own_reasons(one: Vote) -> None:
    found = one.judged()
    if found.result is PASSED:
        assert found.quorum_reached and not found.flipped
        assert found.count.yes >= found.yes_needed
        assert all(decider.holds for decider in found.decided_by)


@settings(max_examples=300)
@given(st.integers(1, 12), st.data())
def test_a_sheet_passes_only_what_named_ballots_could(entitled: int, data: st.DataObject) -> None:
    numbers = st.integers(-2, 14)
    present = data.draw(st.integers(0, entitled))
    yes, no, void = data.draw(numbers), data.draw(numbers), data.draw(numbers)
    collected = yes + no + void + data.draw(st.sampled_from([0, 0, 0, 1, -1]))
    issued = data.draw(st.sampled_from([present, collected, collected + 1]))
    found = judged(entitled, present, sheet(issued, collected, yes, no, void=void))
    possible = min(yes, no, void) >= 0 and yes + no + void == collected <= issued <= present
    quorum = 3 * present >= 2 * entitled
    assert (found.result is PASSED) == (possible and quorum and 2 * yes > entitled)
