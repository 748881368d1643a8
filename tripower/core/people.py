"""People and the posts they hold: who was head, deputy, member of the team, and when."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Protocol

import msgspec

from tripower.core.dates import Period
from tripower.core.records import Entry, Id, PersonId, Term, Text


class Role(Term):
    """What a post is in the leadership; labels follow the glossary."""

    PARTY_SECRETARY = "party_secretary"
    DIRECTOR = "director"
    DEPUTY_HEAD = "deputy_head"
    PARTY_GROUP_MEMBER = "party_group_member"
    DISCIPLINE_LEADER = "discipline_leader"
    CHIEF_ENGINEER = "chief_engineer"
    STAFF = "staff"


class Duty(Term):
    """Work from which the relatives of leaders are kept out (公务员法 第74条)."""

    ORGANISATION = "organisation"
    PERSONNEL = "personnel"
    DISCIPLINE = "discipline"
    AUDIT = "audit"
    FINANCE = "finance"


StaffNo = Annotated[str, msgspec.Meta(pattern=r"^[^\W_][\w.\-]{0,9}$")]
"""At most 10 characters: neither an ID number nor a mobile fits."""


class Person(Entry, frozen=True, kw_only=True):
    """A person who appears in the records (人员); never an ID number, never a mobile.

    person_id: short id by which all other records name the person.
    name: the name as it is written in official papers.
    office_phone: telephone of the office; published with the division of work.
    staff_no: the number of the person in the district's staff register, the same in every unit.
    retire_on: the day of retirement (退休日期); never published.
    """

    kind = "person"
    id_fields = ("person_id",)

    person_id: Id
    name: Text
    office_phone: Text | None = None
    staff_no: StaffNo | None = None
    retire_on: date | None = None


class Position(Entry, frozen=True, kw_only=True):
    """A post that a person holds for a time (任职).

    position_id: id of this line.
    person_id: who holds the post.
    role: what the post is in the leadership.
    title: the post as it is called, such as 党组成员、副局长.
    post: short id of the post, the same under every title that it had; without it, role and title.
    level: level of the post (级别), such as 正科级.
    voting: whether the holder votes as a member of the leadership team.
    acting: whether a deputy head leads the unit while the head's post is vacant (主持工作).
    from: first day in the post.
    to: last day in the post; open while it lasts.
    doc_no: number of the paper of appointment.
    suspended_from: first day of a suspension from duty.
    suspended_to: last day of the suspension.
    suspended_doc_no: the paper that suspends; without it a suspension does not count.
    section: the section (股室) in which the post lies, or which it leads.
    duty: the work of the post, where it is one that relatives of leaders may not do.
    superior_id: the direct superior; for a member of the leadership it is the head.
    """

    kind = "position"
    id_fields = ("position_id",)
    day_field = "from_"

    position_id: Id
    person_id: PersonId
    role: Role
    title: Text
    post: Id | None = None
    level: Text | None = None
    voting: bool
    acting: bool = False
    from_: date = msgspec.field(name="from")
    to: date | None = None
    doc_no: Text | None = None
    suspended_from: date | None = None
    suspended_to: date | None = None
    suspended_doc_no: Text | None = None
    section: Text | None = None
    duty: Duty | None = None
    superior_id: PersonId | None = None

    @property
    def period(self) -> Period:
        """From the first to the last day, both included (DAT-05)."""
        return Period(self.from_, self.to)

    def held_on(self, day: date) -> bool:
        """Whether the post was held on the day."""
        return self.period.covers(day)

    def suspended_on(self, day: date) -> bool:
        """Whether a suspension with its paper is in force (DEC-05)."""
        if self.suspended_from is None or self.suspended_doc_no is None:
            return False
        return Period(self.suspended_from, self.suspended_to).covers(day)


class SeesPeople(Protocol):
    """Whatever looks up people and positions: a unit, or the view of a rule."""

    def all_positions(self) -> list[Position]:
        """Every post on record."""

    def person(self, person_id: str) -> Person | None:
        """The person of that id."""


def positions_on(see: SeesPeople, day: date) -> list[Position]:
    """The posts held on a day, in the order of the register."""
    return [post for post in see.all_positions() if post.held_on(day)]


def heads_on(see: SeesPeople, day: date, head_roles: tuple[str, ...]) -> list[str]:
    """Who was head (一把手) on a day; a deputy who leads a vacant unit is not (POW-09)."""
    return _people(p for p in positions_on(see, day) if p.role in head_roles)


def acting_heads_on(see: SeesPeople, day: date, head_roles: tuple[str, ...]) -> list[str]:
    """Who leads the unit on a day while the head's post is vacant."""
    if heads_on(see, day, head_roles):
        return []
    return _people(p for p in positions_on(see, day) if p.acting)


def team_on(see: SeesPeople, day: date) -> list[str]:
    """Voting members of the leadership team entitled to attend on a day (应到, DEC-05)."""
    return _people(p for p in positions_on(see, day) if p.voting and not p.suspended_on(day))


def roles_on(see: SeesPeople, person_id: str, day: date) -> list[Role]:
    """The roles a person had on a day."""
    return [p.role for p in positions_on(see, day) if p.person_id == person_id]


def name_of(see: SeesPeople, person_id: str) -> str:
    """The person's name, or the id where the register does not know it."""
    person = see.person(person_id)
    return person.name if person else person_id


def _people(posts: Iterable[Position]) -> list[str]:
    return list(dict.fromkeys(post.person_id for post in posts))
