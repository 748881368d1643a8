"""Whether the conclusion that a clerk writes speaks against the outcome of the vote (DEC-17).

The words are those of Chinese minutes. A word is no proof: who reads it decides.
"""

from __future__ import annotations

import re

from tripower.mechanisms.decisions.records import MinutesItem, Outcome

ADOPTED = (Outcome.PASSED, Outcome.RATIFIED)
NOT_ADOPTED = (Outcome.REJECTED, Outcome.NOT_RATIFIED, Outcome.INVALID)
COUNTED = re.compile(r"[票人名]不?同意|不?同意票|不同意见")
"""How many voted which way, or that opinions differed, is no outcome."""
AGAINST = re.compile(r"不同意|未同意|未(?:获|予|能)?通过|不予?通过|没有通过|不予追认|未予追认|否决")
FOR = re.compile(r"同意|通过|予以追认")


def contradiction(item: MinutesItem, title: str) -> str | None:
    """The word of the conclusion that speaks against the outcome; None where none does."""
    said = COUNTED.sub("", (item.conclusion or "").replace(title, ""))
    if item.outcome in ADOPTED:
        found = AGAINST.search(said)
    elif item.outcome in NOT_ADOPTED:
        found = FOR.search(AGAINST.sub("", said))
    else:
        return None
    return found.group() if found else None
