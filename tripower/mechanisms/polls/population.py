"""The people to whom the answers of a round are weighed, from a file."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tripower.store.form import read_form


class People(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many people there are in each group of a survey's population.

    cells: people by the group to which the answers are weighed.
    strata: people by the group from which the raters were drawn.
    """

    cells: dict[str, int] = {}
    strata: dict[str, int] = {}

    def told(self) -> dict[str, dict[str, int]]:
        """Only what is told."""
        both = {"cells": self.cells, "strata": self.strata}
        return {name: held for name, held in both.items() if held}


class Population(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The populations of the two surveys.

    general: that of the general survey.
    targeted: that of the targeted survey.
    """

    general: People = People()
    targeted: People = People()


def read_population(path: Path | None) -> Population:
    """The populations of a file; without one, nothing is known of them."""
    return Population() if path is None else read_form(path).as_(Population)
