"""The registers every unit has beside its people: what it is, and its own days off."""

from datetime import date

import msgspec

from tripower.core.records import Entry, Id, Term, Text


class Span(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The period that the folder tells about.

    from: first day.
    to: last day; open while the unit goes on recording.
    """

    from_: date = msgspec.field(name="from")
    to: date | None = None


class UnitProfile(Entry, frozen=True, kw_only=True):
    """What the unit is (单位); one per folder, in unit.yaml.

    unit_id: short id of the unit.
    name: full name of the unit.
    short_name: name used in the numbers of its papers, such as 〔2024〕 after it.
    period: what the folder covers; a check never looks past its end.
    key_department: whether it is a department that rotation rules name (重点部门).
    staffing: number of established posts (编制).
    successor_of: names of the units that it continues (前身), after a renaming or a merger.
    office: whether the folder holds the district's own records (区级台账), such as selections
        and opinion polls, and not those of a unit; rules on a unit's powers and duties pass it.
    """

    kind = "unit"
    id_fields = ("unit_id",)

    unit_id: Id
    name: Text
    short_name: Text | None = None
    period: Span
    key_department: bool = False
    staffing: int | None = None
    successor_of: tuple[Text, ...] = ()
    office: bool = False


class DayStatus(Term):
    """Whether people work on a day."""

    WORK = "work"
    OFF = "off"


class CalendarDay(Entry, frozen=True, kw_only=True):
    """A day on which the district differs from the national calendar (DAT-04).

    on: the day.
    status: work or off.
    source: the paper that says so.
    """

    kind = "calendar_day"
    id_fields = ("on",)
    day_field = "on"

    on: date
    status: DayStatus
    source: Text


class CalendarYear(Entry, frozen=True, kw_only=True):
    """A year of which the district's calendar gives every day moved, as a table would (DAT-04).

    year: the year.
    source: the paper that says so.
    """

    kind = "calendar_year"
    id_fields = ("year",)

    year: int
    source: Text
