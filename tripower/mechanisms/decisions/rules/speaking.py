"""Rules on the order in which a matter is discussed."""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.messages import N_
from tripower.core.people import Position
from tripower.core.rules import Hit, not_assessable, reg, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions import speaking
from tripower.mechanisms.decisions.records import Attendance, Meeting, Speeches
from tripower.mechanisms.decisions.rounds import Round


@rule(
    "DEC-06",
    N_("The head speaks last"),
    subject=Round,
    reads=[Meeting, Attendance, Speeches, Position],
    parameters=speaking.PARAMETERS,
    self_attested=True,
    basis=[
        seed(N_("In the discussion the principal official speaks last.")),
        reg(N_("Decree 713 of the State Council, art. 30.")),
    ],
    says={
        "early": (
            N_("{person} must speak last and gave an opinion as speaker {seq} of {total}"),
            N_("The result stays countable and is flagged as defective; say so in the minutes."),
        ),
        "silent": (
            N_("{person} must speak last and stated no position"),
            N_("Ask for the position and record it before the vote."),
        ),
        "absent": (
            N_("{person} is recorded as speaking, and as not in the room"),
            N_("Correct the attendance or the speech; the order is judged without it."),
        ),
        "unrecorded": (
            N_("nothing is on record of who spoke, so the order cannot be judged"),
            N_("Record notes made in the room: `tripower record new speeches … --late`."),
        ),
    },
)
def head_speaks_last(this: Round, see: View) -> Iterator[Hit]:
    """In each matter the head gives an opinion only after all others have given theirs.

    Procedural remarks before that are nobody's opinion and do not count. Where secretary
    and director are two people, the one who presides is last; where no head is present,
    whoever presides takes the rule. A speech of a member who was not in the room is a
    contradiction in the record, and no part of the order.

    Why: an opinion of the head steers everybody who speaks after it (一言堂).

    Example: of seven speeches the head gives the first and the last: violation, and the
    result is flagged as defective.
    """
    record = this.speeches_record
    if record is None:
        if this.closed:
            yield not_assessable("unrecorded", field="agenda")
        return
    for index in speaking.out_of_room(this):
        one = record.speeches[index].person_id
        field = f"speeches.{index}"
        yield warning("absent", at=record, field=field, mark=f"{one}/{index}", person=see.name(one))
    order = speaking.speaking(this)
    person = see.name(order.last_id)
    if not order.spoke:
        if this.closed:
            yield warning("silent", at=record, person=person)
    elif order.early is not None:  # said is said, also while the meeting goes on
        yield violation(
            "early",
            at=record,
            field=f"speeches.{order.early}",
            person=person,
            seq=order.early + 1,
            total=len(record.speeches),
        )
