"""Which posts are to be rotated before long, and have no order yet (TEN)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.answer import say
from tripower.core.dues import Due
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.power_split.rotation import Seat, seats


def owed(see: Sees, as_of: date) -> Iterator[Due]:
    """Every post whose limit is near or reached, unless its holder is ordered on or stays."""
    for seat in seats(see, as_of):
        if as_of >= seat.due.soon and not seat.exempt and seat.order is None:
            yield _rotation(seat)


def _rotation(seat: Seat) -> Due:
    tenure = seat.tenure
    what = say(N_("rotate the holder of the post “{title}”"), title=tenure.title)
    subject = "/".join(tenure.subject)
    return Due(seat.due.rule_id, subject, what, tenure.person_id, seat.due.on)
