"""How a result was computed, told in the language of its reader; on record is only a word."""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.polls.records import PollData, PollResult, Survey

WEIGHTED_MEANS = "weighted-means/1"
"""The method of `poll score` with its version, which changes when the numbers would."""
SENTENCES = {
    WEIGHTED_MEANS: N_(
        "Weighted means of the answers; 95 % intervals by Student's t from the sampling design, "
        "the same raters' errors correlated; sets of ranks after Mogstad, Romano, Shaikh and "
        "Wilhelm at 5 % within each list."
    )
}
WEIGHED = N_("Weighted to the population (SHA-256 {digest}).")
RESPONSE = N_("Response of the {survey}: {raters} of {invited}.")


def computed(result: PollResult) -> Iterator[Say]:
    """How it was computed; what somebody wrote who did it elsewhere stays as it is."""
    known = SENTENCES.get(result.method)
    yield say("{method}", method=result.method) if known is None else say(known)
    if result.population_sha256 is not None:
        yield say(WEIGHED, digest=result.population_sha256)


def responses(round_id: str, see: Sees) -> Iterator[Say]:
    """How many answered each survey, where it is known how many were asked."""
    for survey in Survey:
        data = see.get(PollData, f"{round_id}/{survey}")
        if data is not None and data.invited is not None:
            yield say(RESPONSE, survey=survey, raters=data.raters, invited=data.invited)
