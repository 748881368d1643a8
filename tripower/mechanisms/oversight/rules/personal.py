"""The rule on personal matters: who reports, whose report is checked, what it shows (SUP-09)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from tripower.core.dates import Period
from tripower.core.messages import N_
from tripower.core.rules import (
    ANY,
    Derived,
    Hit,
    local,
    not_assessable,
    practice,
    rule,
    violation,
    warning,
)
from tripower.core.unit import View
from tripower.mechanisms.oversight import finals
from tripower.mechanisms.oversight import personal_matters as personal
from tripower.mechanisms.oversight.lots import draw
from tripower.mechanisms.oversight.records import (
    CheckKind,
    CheckResult,
    PersonalCandidate,
    PersonalDraw,
    PersonalMatterCheck,
    PersonalReport,
)

DRAW = N_(
    "Draw anew from those who had reported, before witnesses, and correct the record: "
    "`tripower record supersede personal_draw`."
)
CHECK = N_("Have the report checked, and record what was found.")


class PersonalYear(Derived, frozen=True):
    """The reports of personal matters of a year, with the draw, the checks and the candidates."""

    year: int

    kind: ClassVar[str] = "personal_year"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        return self.kind, str(self.year)

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The year, and every draw and check; reports and candidates are registers."""
        return [self.subject, (PersonalDraw.kind, ANY), (PersonalMatterCheck.kind, ANY)]

    @classmethod
    def every(cls, see: View) -> Iterator[PersonalYear]:
        """Each year of which something is on record, or in which somebody had to report."""
        told = {
            *(one.year for one in see.all(PersonalReport)),
            *(one.year for one in see.all(PersonalDraw)),
            *(one.year for one in finals.every(see, PersonalMatterCheck)),
            *(one.named_on.year for one in see.all(PersonalCandidate)),
        }
        yield from (cls(year) for year in sorted({*told, *_years(see)}))


def _years(see: View) -> Iterator[int]:
    """The years whose last day for reports lies in the period of the folder."""
    if see.profile is None:
        return
    days = Period(see.profile.period.from_, see.profile.period.to)
    for year in range(days.first.year, min(days.last, see.as_of).year + 1):
        if days.covers(personal.due_by(see, year)):
            yield year


@rule(
    "SUP-09",
    N_("Personal matters are reported, and reports are checked"),
    subject=PersonalYear,
    reads=personal.READS,
    parameters=personal.PARAMETERS,
    acts=[PersonalDraw],
    basis=[
        local(
            N_(
                "Reports by January 31, a random check of ten per cent, a check of each candidate "
                "(2017); for heads below the county division level by local adoption."
            )
        ),
        practice(N_("At least one report is drawn, and the checks are done in the year.")),
    ],
    says={
        "not_kept": (
            N_("no report of personal matters is on record; who reported cannot be told"),
            N_("Record who reported, and when; never what."),
        ),
        "missing": (
            N_("{person} did not report personal matters in {year} by {due}"),
            N_("Have the report handed in now, and record the day."),
        ),
        "late": (
            N_("{person} reported personal matters on {day}, after {due}"),
            N_("Nothing can be mended; remind everybody in time next year."),
        ),
        "no_draw": (
            N_("nobody was drawn by {end} of those who reported in {year} ({count})"),
            N_("Draw by lot with `oversight draw`, and check those drawn."),
        ),
        "again": (
            N_("a second draw for {year}; the one of {day} counts"),
            N_("Leave it at the first draw: whoever may draw again may choose."),
        ),
        "others": (
            N_("those drawn from are not those who had reported by {day}: {people}"),
            DRAW,
        ),
        "too_few": (
            N_("drawn of those who reported in {year}: {drawn} of {count}; at least {needed} are"),
            DRAW,
        ),
        "other_lot": (
            N_("the lot of {year} does not give those on record as drawn; it gives {people}"),
            DRAW,
        ),
        "unchecked": (
            N_("the report of {person}, drawn on {day}, was not checked by {end}"),
            CHECK,
        ),
        "candidate": (
            N_("{person}, put forward on {day} for {post}, was not checked by {end}"),
            CHECK,
        ),
        "other_result": (
            N_("the check {check} of {person} calls {result} what the lists call {called}"),
            N_("Correct the result, or say under `reason` why it is another."),
        ),
        "unhandled": (
            N_("the check {check} of {person} found {result}, and nothing says what came of it"),
            N_("Record under `handling` what was done."),
        ),
    },
)
def matters_reported_and_checked(this: PersonalYear, see: View) -> Iterator[Hit]:
    """Whoever has to report personal matters does so by January 31; some are drawn and checked.

    Who has to is a parameter (`sup.personal_population`): the heads of the district's units, who
    headed one at the end of the year before and still on the last day. Of those who had reported
    ten per cent, rounded up and at least one, are drawn by lot and checked by December 31. The lot
    is the SHA-256 of the seed, a space and the person's id; the lowest are drawn, so that anybody
    can repeat it. Every candidate is checked before taking up the post. A check calls omission or
    concealment what the lists of the measures call so, or says why not.

    Why: a report that nobody checks is a form; a draw that nobody can repeat is a choice.

    Example: 10 reported: 1 is drawn; 11 reported: 2. A report of January 31 is in time. An area
    that is told too small is an omission, a whole flat left out a concealment.
    """
    yield from _reported(this.year, see)
    yield from _drawn(this.year, see)
    for one in see.all(PersonalCandidate):
        if one.named_on.year == this.year:
            yield from _candidate(one, see)
    for check in finals.where(see, PersonalMatterCheck, year=this.year):
        if check.checked_on <= see.as_of:
            yield from _result(check, see)


def _reported(year: int, see: View) -> Iterator[Hit]:
    due = personal.due_by(see, year)
    owing = personal.owing(see, year) if see.as_of > due else {}
    if owing and not see.all(PersonalReport):
        yield not_assessable("not_kept", at=see.profile, on=due)
        return
    first = _first(personal.reports(see, year))
    for person_id, post in owing.items():
        if person_id not in first:
            told = _about(person_id, see) | {"year": year, "due": due}
            yield violation("missing", at=post, field="person_id", on=due, **told)
    excused = personal.excused(see, year)
    for person_id, report in first.items():
        day = report.reported_on
        if due < day <= see.as_of and person_id not in excused:
            told = _about(person_id, see) | {"day": day, "due": due}
            yield violation("late", at=report, field="reported_on", on=day, **told)


def _first(reports: Iterable[PersonalReport]) -> dict[str, PersonalReport]:
    """The first report of each person."""
    found: dict[str, PersonalReport] = {}
    for one in sorted(reports, key=lambda one: one.reported_on):
        found.setdefault(one.person_id, one)
    return found


def _about(person_id: str, see: View) -> dict[str, Any]:
    return {"mark": person_id, "person": see.name(person_id)}


def _drawn(year: int, see: View) -> Iterator[Hit]:
    end = personal.checked_by(see, year)
    held = [one for one in see.where(PersonalDraw, year=year) if one.drawn_on <= see.as_of]
    draws = sorted(held, key=lambda one: (one.drawn_on, one.draw_id))
    count = len(personal.reported(see, year, end))
    if not draws and count and see.as_of > end:
        at = personal.reports(see, year)[0]
        yield violation("no_draw", at=at, field="year", on=end, end=end, count=count, year=year)
    for one in draws[1:]:
        told: dict[str, Any] = {"day": draws[0].drawn_on, "year": year}
        yield violation("again", at=one, field="seed", mark=one.draw_id, **told)
    for one in draws[:1]:
        yield from _fair(one, see)
        yield from _unchecked(one, end, see)


def _fair(this: PersonalDraw, see: View) -> Iterator[Hit]:
    """Whether a draw is what its seed gives, from all who had reported, and had been given time."""
    day = max(this.drawn_on, personal.due_by(see, this.year))
    reported = set(personal.reported(see, this.year, day))
    if others := sorted(reported ^ set(this.population)):
        told: dict[str, Any] = {"day": day, "people": _names(others, see)}
        yield violation("others", at=this, field="population", **told)
    count = len(set(this.population))
    needed = personal.to_draw(see, this.drawn_on, count)
    if len(this.drawn) < needed:
        told = {"count": count, "drawn": len(this.drawn), "needed": needed}
        yield violation("too_few", at=this, field="drawn", year=this.year, **told)
    lot = draw(this.seed, this.population, len(this.drawn))
    if lot != this.drawn:
        told = {"year": this.year, "people": _names(lot, see)}
        yield violation("other_lot", at=this, field="drawn", **told)


def _names(people: Iterable[str], see: View) -> list[str]:
    return [see.name(one) for one in people]


def _unchecked(this: PersonalDraw, end: date, see: View) -> Iterator[Hit]:
    for person_id in this.drawn if see.as_of > end else ():
        own = personal.checks(see, person_id, CheckKind.RANDOM)
        days = [one.checked_on for one in own if one.year == this.year]
        if not any(this.drawn_on <= day <= end for day in days):
            told = _about(person_id, see) | {"day": this.drawn_on, "end": end}
            yield violation("unchecked", at=this, field="drawn", on=end, **told)


def _candidate(this: PersonalCandidate, see: View) -> Iterator[Hit]:
    end = personal.check_before(this, see)
    if see.as_of <= end or (this.dropped_on is not None and this.dropped_on <= end):
        return
    own = personal.checks(see, this.person_id, CheckKind.CANDIDATE)
    if not any(this.named_on <= one.checked_on <= end for one in own):
        told: dict[str, Any] = {
            "person": see.name(this.person_id),
            "day": this.named_on,
            "post": this.post,
        }
        told |= {"mark": this.candidate_id, "end": end}
        yield violation("candidate", at=this, field="named_on", on=end, **told)


def _result(this: PersonalMatterCheck, see: View) -> Iterator[Hit]:
    person, called = see.name(this.person_id), personal.called(this, see)
    told: dict[str, Any] = {"at": this, "mark": this.check_id, "on": this.checked_on}
    told |= {"check": this.check_id, "person": person, "result": this.result}
    if called not in (None, this.result) and this.reason is None:
        yield violation("other_result", field="result", called=called, **told)
    if this.result is not CheckResult.CONSISTENT and this.handling is None:
        yield warning("unhandled", field="result", **told)
