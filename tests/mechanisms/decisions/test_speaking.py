"""Who speaks last, and who cannot have spoken at all (DEC-06)."""

from __future__ import annotations

import pytest

from tests.mechanisms.decisions.test_voting_rules import REST, said, speeches
from tests.mechanisms.decisions.voting_room import vote
from tripower.mechanisms.decisions.rounds import Round

LAST = [("m2", "opinion"), ("m3", "opinion"), ("m1", "opinion")]
SIX = {one: choice for one, choice in REST.items() if one != "m7"}


@pytest.mark.parametrize(
    ("this", "expected"),
    [
        (vote(7, 6, SIX, speeches(*LAST)), []),
        (vote(7, 6, SIX, speeches(*LAST, ("m6", "opinion"))), ["violation early"]),
        (vote(7, 6, SIX, speeches(*LAST, ("m7", "opinion"))), ["warning absent m7/3"]),
        (vote(7, 6, SIX, speeches(("m7", "opinion"), *LAST)), ["warning absent m7/0"]),
        (vote(7, 7, REST, speeches(*LAST, ("m7", "opinion"))), ["violation early"]),
    ],
)
def test_only_those_in_the_room_are_heard(this: Round, expected: list[str]) -> None:
    assert said("DEC-06", this) == expected
