"""The lawful divisions of work that change the least (POW-02, 03, 06, 07, 08), by exact search.

Every division gives each power to one person. Going from person to person, what matters of
those before is only which powers are left: so the search knows, for each person and each set
of powers left, the fewest changes and in how many ways they are reached. It counts all
divisions without listing them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations, islice

import msgspec

from tripower.mechanisms.power_split.allocation.limits import (
    Pairs,
    eligible,
    min_deputies,
    pairs_of,
)
from tripower.mechanisms.power_split.allocation.parts import Part
from tripower.mechanisms.power_split.records import Power, PowerAssignment

Powers = tuple[Power, ...]
Division = dict[Power, str]
Best = tuple[int, int]
NO_WAY: Best = (len(Power) + 1, 0)
"""More changes than there are powers, reached in no way."""


class Search(msgspec.Struct, frozen=True, dict=True):
    """What is to be divided, among whom, within which limits, and who has what today."""

    powers: Powers
    people: tuple[str, ...]
    at_most: int
    pairs: Pairs
    today: Mapping[Power, tuple[str, ...]]

    @property
    def best(self) -> Best:
        """The fewest changes, and how many divisions there are with so few; (_, 0) for none."""
        return self._from(0, self.powers)

    def divisions(self) -> Iterator[Division]:
        """Those divisions, in a stable order: by person, keeping what is had today first."""
        for shares in self._walk(0, self.powers):
            held = {power: person for person, share in shares for power in share}
            yield {power: held[power] for power in self.powers}

    @cached_property
    def _known(self) -> dict[tuple[int, Powers], Best]:
        return {}

    def _from(self, index: int, left: Powers) -> Best:
        """The fewest changes that the people from an index on need for the powers left."""
        if index == len(self.people):
            return NO_WAY if left else (0, 1)
        if (index, left) not in self._known:
            self._known[index, left] = self._best_of(index, left)
        return self._known[index, left]

    def _best_of(self, index: int, left: Powers) -> Best:
        fewest, ways = NO_WAY
        for share in self._shares(index, left):
            rest, more = self._from(index + 1, without(left, share))
            changes = rest + self._changes(index, share)
            if changes < fewest:
                fewest, ways = changes, more
            elif changes == fewest:
                ways += more
        return (fewest, ways) if ways else NO_WAY

    def _walk(self, index: int, left: Powers) -> Iterator[list[tuple[str, Powers]]]:
        """All ways of the fewest changes, each as the shares of the people from an index on."""
        fewest, ways = self._from(index, left)
        if not ways:
            return
        if index == len(self.people):
            yield []
            return
        for share in self._shares(index, left):
            rest = without(left, share)
            if self._changes(index, share) + self._from(index + 1, rest)[0] == fewest:
                for others in self._walk(index + 1, rest):
                    yield [(self.people[index], share), *others]

    def _shares(self, index: int, left: Powers) -> list[Powers]:
        """What a person may have of the powers left: most own powers first, then many."""
        sizes = range(min(self.at_most, len(left)), -1, -1)
        lawful = [s for n in sizes for s in combinations(left, n) if not self._barred(s)]
        return sorted(lawful, key=lambda share: self._changes(index, share) - len(share))

    def _barred(self, share: Powers) -> bool:
        return any(pair <= set(share) for pair in self.pairs)

    def _changes(self, index: int, share: Powers) -> int:
        """How many of these powers the person does not have today."""
        return sum(self.people[index] not in self.today.get(power, ()) for power in share)


def without(powers: Powers, share: Powers) -> Powers:
    """The powers less those of a share, in their order."""
    return tuple(power for power in powers if power not in share)


class Suggestion(msgspec.Struct, frozen=True):
    """The possible divisions with the fewest changes; none where the deputies are too few.

    `count` says how many there are, `shown` holds the first of them. `needed` is the least
    number of deputies (POW-06), None where no number would do.
    """

    powers: Powers
    people: tuple[str, ...]
    today: Mapping[Power, tuple[str, ...]]
    needed: int | None
    changes: int
    count: int
    shown: tuple[Division, ...]


def suggest(part: Part, at_most: int) -> Suggestion:
    """The divisions possible on a day with the fewest changes from that day's, some of them.

    A power that several share by scopes goes to one of them, which is no change; whoever
    only stands in has the power where it has no holder. An exception to POW-02 is not used.
    """
    rules = part.rules
    pairs = pairs_of(rules.words("pow.incompatible_pairs"))
    limit = rules.whole("pow.max_powers_per_deputy")
    people = tuple(one for one in eligible(part) if not _suspended(part, one))
    search = Search(part.applicable, people, limit, pairs, _today(part))
    changes, count = search.best
    return Suggestion(
        powers=part.applicable,
        people=people,
        today=search.today,
        needed=min_deputies(part.applicable, limit, pairs),
        changes=changes if count else 0,
        count=count,
        shown=tuple(islice(search.divisions(), at_most)),
    )


def _suspended(part: Part, person_id: str) -> bool:
    return any(p.suspended_on(part.first) for p in part.posts if p.person_id == person_id)


def _today(part: Part) -> dict[Power, tuple[str, ...]]:
    return {power: _people(part, power) for power in part.applicable}


def _people(part: Part, power: Power) -> tuple[str, ...]:
    lines = [one for one in part.held if one.power is power]
    own: list[PowerAssignment] = [one for one in lines if not one.standin] or lines
    return tuple(dict.fromkeys(one.person_id for one in own))
