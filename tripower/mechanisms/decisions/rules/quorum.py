"""Rules on who must be present, and in what form a body decides."""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.messages import N_
from tripower.core.numbers import inequality_at_least, least_at_least
from tripower.core.people import team_on
from tripower.core.rules import Hit, local, not_assessable, reg, rule, seed, violation
from tripower.core.unit import View
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.counting import count, quorate, quorum_share
from tripower.mechanisms.decisions.records import Body, Category, Form, Meeting
from tripower.mechanisms.decisions.rounds import Round


@rule(
    "DEC-05",
    N_("Two thirds of the team must be present"),
    subject=Round,
    reads=votes.READS,
    parameters=votes.PARAMETERS,
    waivable=False,
    basis=[
        seed(N_("The meeting is held only if two thirds or more of the team are present.")),
        reg(
            N_("Regulations on the appointment of leading cadres: two thirds for personnel."),
            only=[Category.PERSONNEL],
        ),
    ],
    says={
        "inquorate": (
            N_("{present} of {entitled} entitled were present, {needed} are needed: {inequality}"),
            N_("The vote is invalid. Call a new meeting and vote again."),
        ),
        "nobody": (
            N_("a vote is on record, and nobody on record as entitled to attend"),
            N_("Open the meeting with `tripower meeting open`, which notes who is entitled."),
        ),
        "left_out": (
            N_("{person} was a voting member of the team on {day} and is not among the entitled"),
            N_("A smaller team is easier to win. Correct the meeting or the register of posts."),
        ),
        "added": (
            N_("{person} is among the entitled and was no voting member of the team on {day}"),
            N_("Who is no member does not count. Correct the meeting or the register of posts."),
        ),
        "unknown": (
            N_("the register of posts does not say who belonged to the body ({body}) on {day}"),
            N_("Compare those entitled with the papers of appointment."),
        ),
    },
)
def quorum(this: Round, see: View) -> Iterator[Hit]:
    """A meeting decides only if two thirds or more of the voting members are present.

    Those entitled are the voting members in office on the day, the head and the
    discipline leader included. Vacant posts are not counted, suspended members only
    without a paper. Observers never count. Whoever the register of posts has on the team
    that day is among the entitled, and nobody else. Party groups need half for ordinary
    business; a personnel matter needs two thirds in every body.

    Why: a few people who meet among themselves would otherwise decide for all.

    Example: of 8 members 5 come and all vote yes: 3×5 = 15 < 16 = 2×8, the vote is invalid.
    With one of the absent left out of the entitled it would seem valid: 3×5 = 15 ≥ 14 = 2×7.
    """
    meeting = this.meeting
    if this.matter_id == meeting.agenda[0] and meeting.entitled_ids:  # said once a meeting
        yield from _membership(meeting, see)
    if votes.cast(this):
        yield from _presence(this, see)


def _membership(meeting: Meeting, see: View) -> Iterator[Hit]:
    """Who is entitled, against the register; it knows the team only, no other body."""
    day, body = meeting.held_on, meeting.body
    team = team_on(see, day) if body is Body.TEAM else []
    if not team:
        yield not_assessable("unknown", field="entitled_ids", body=body, day=day)
        return
    for says, some, others in (
        ("left_out", team, meeting.entitled_ids),
        ("added", meeting.entitled_ids, team),
    ):
        for one in some:
            if one not in others:
                yield violation(says, field="entitled_ids", mark=one, person=see.name(one), day=day)


def _presence(this: Round, see: View) -> Iterator[Hit]:
    """Whether enough of those entitled were present."""
    rules = see.on(this.meeting.held_on)
    share, counted = quorum_share(this, rules), count(this, rules)
    if counted.entitled == 0:
        yield violation("nobody", field="agenda")
    elif not quorate(counted, share):
        yield violation(
            "inquorate",
            field="present_ids",
            about=this.matter.category if this.matter else "",
            present=counted.present,
            entitled=counted.entitled,
            needed=least_at_least(counted.entitled, share),
            inequality=inequality_at_least(counted.present, counted.entitled, share)[0],
        )


@rule(
    "DEC-15",
    N_("Only a meeting decides"),
    subject=Meeting,
    basis=[
        local(N_("Rules of other places: nothing takes the place of the meeting.")),
    ],
    says={
        "substitute": (
            N_("the body is on record as deciding by {form}, which is no meeting"),
            N_("What was decided so is invalid. Call a meeting and vote there."),
        )
    },
)
def no_substitutes(this: Meeting, _see: View) -> Iterator[Hit]:
    """A body decides only in a meeting.

    Papers passed round for signature, asking the members one by one, a meeting of the
    secretaries, telephone and chat groups do not take its place. What is decided so is
    invalid, however many agreed.

    Why: who is asked alone cannot hear the others, and cannot be heard by them.

    Example: a paper goes round and all 7 members sign it. The matter is not passed; 7 of 7
    would have passed it in a meeting.
    """
    if this.form is not Form.MEETING:
        yield violation("substitute", field="form", form=this.form)
