"""A table of answers as people hand it over becomes the columns that scores are computed from.

A row is the answer of one rater on one unit. Every cell that is not what has to stand there is
told at once; where one is wrong, there are no columns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from tripower.core.messages import N_
from tripower.mechanisms.polls import values
from tripower.mechanisms.polls.headings import Asked, Fault, Known, Layout, layout
from tripower.mechanisms.polls.mapping import PollMapping, Shape
from tripower.mechanisms.polls.records import Survey
from tripower.mechanisms.polls.values import HOLES, Scale, Wrong, folded, shown
from tripower.store.tables import Cell, Sheet

T = TypeVar("T")
GROUPS = 20
"""Into so many groups the raters fall by their digests, for replicates."""
ALL = "all"
"""Stratum or group of everybody, where the file names none."""
TYPES = {
    "round_id": "str",
    "survey": "str",
    "unit_id": "str",
    "category": "str",
    "stratum": "str",
    "post_cell": "str",
    "rater_id": "str",
    "rep_group": "int32",
    "w_base_pm": "int64",
    "w_nr_pm": "int64",
    "know_pm": "int64",
    "score": "int64",
    "answered": "int64",
    "duration_s": "int64",
    "device_hash": "str",
    "qc_flags": "int64",
}
"""The columns beside those of the questions, q01 and so on, which are int64 too."""


class Person(msgspec.Struct, frozen=True):
    """Who answered: what is the same in all of a rater's rows."""

    rater: str
    stratum: str = ALL
    cell: str = ALL
    base: int = 1000
    response: int = 1000


class Line(msgspec.Struct, frozen=True):
    """The answer of one rater on one unit."""

    person: Person
    unit_id: str
    know: int
    scores: tuple[int | None, ...]
    seconds: int | None
    device: str | None

    @property
    def order(self) -> tuple[str, str]:
        """Unit, then rater: the order of the table."""
        return self.unit_id, self.person.rater


class Answers(msgspec.Struct, frozen=True):
    """What a table holds: its lines, the questions, how many raters; or all that is wrong."""

    lines: tuple[Line, ...] = ()
    questions: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def raters(self) -> int:
        """How many people answered."""
        return len({one.person.rater for one in self.lines})


def read_answers(sheet: Sheet, mapping: PollMapping, survey: Survey, units: Known) -> Answers:
    """Read a whole table; with a fault anywhere it has no lines."""
    targeted = survey is Survey.TARGETED
    where, faults = layout(sheet, mapping, units, targeted=targeted)
    used = where.used()
    top = sheet.first - 1 + max(mapping.heading_rows)
    flaws = {
        (one.row, one.column): Fault(one.row, one.column, "", one.wrong)
        for one in sheet.flaws
        if one.column - 1 in used and one.row > top
    }
    reader = _Reader(sheet, mapping, where, units, targeted=targeted)
    lines = sorted(reader.lines(), key=lambda one: one.order)
    faults += flaws.values()
    faults += [one for one in reader.faults if (one.row, one.column) not in flaws]
    if not lines and not faults:
        faults.append(Fault(top + 1, 0, "", N_("rows of answers below the headings")))
    if faults:
        return Answers(faults=tuple(faults))
    return Answers(tuple(lines), where.questions)


class _Reader:
    """Goes through the rows once; what a cell of a certain text means is worked out once."""

    def __init__(
        self,
        sheet: Sheet,
        mapping: PollMapping,
        where: Layout,
        units: Known,
        *,
        targeted: bool,
    ) -> None:
        self.sheet, self.mapping, self.where, self.units = sheet, mapping, where, units
        self.targeted = targeted
        self.scale: Scale = values.scale_of(mapping)
        self.levels = values.levels_of(mapping)
        self.faults: list[Fault] = []
        self.worth: dict[tuple[type, Cell], int | Wrong | None] = {}
        self.people: dict[str, tuple[Person, int]] = {}
        self.numbers: dict[str, str] = {}
        self.devices: dict[str, str] = {}
        self.seen: dict[tuple[str, str], int] = {}

    def lines(self) -> Iterator[Line]:
        start = max(self.mapping.heading_rows)
        if len(self.sheet.rows) < start:
            return
        width = len(self.sheet.rows[start - 1])
        for at, row in enumerate(self.sheet.rows[start:], self.sheet.first + start):
            if all(cell in (None, "") for cell in row):
                continue
            if len(row) < width or any(cell not in (None, "") for cell in row[width:]):
                told = {"count": str(width)}
                self.faults.append(Fault(at, 0, str(len(row)), WIDTH, told))
            else:
                yield from self._row(at, row)

    def _row(self, at: int, row: Sequence[Cell]) -> Iterator[Line]:
        person = self._person(at, row)
        seconds = self._must(at, row, "duration", values.seconds)
        device = self._device(row)
        units = self._asked(at, row)
        self._once(at, person, units)
        for asked in units:
            line = self._line(at, row, asked)
            if line is not None:
                know, scores = line
                yield Line(person, asked.unit_id, know, scores, seconds, device)

    def _asked(self, at: int, row: Sequence[Cell]) -> Sequence[Asked]:
        """The units that a row speaks of."""
        if self.mapping.shape is Shape.WIDE:
            return self.where.asked
        column = self.where.roles.get("unit")
        if column is None:
            return ()
        unit = self.units.find(at, column + 1, folded(row[column]) or "")
        if isinstance(unit, Fault):
            self.faults.append(unit)
            return ()
        knowledge = self.where.roles.get("knowledge") if self.targeted else None
        return (Asked(unit, self.where.answers, knowledge),)

    def _person(self, at: int, row: Sequence[Cell]) -> Person:
        """The rater; in each row of a rater the group and the weights are the same."""
        raw = self._must(at, row, "rater", self._rater) or ""
        told = Person(
            raw,
            self._must(at, row, "stratum", values.group) or ALL,
            self._must(at, row, "post_cell", values.group) or ALL,
            self._must(at, row, "base_weight", values.weight) or 1000,
            self._must(at, row, "nonresponse_weight", values.weight) or 1000,
        )
        held, first = self.people.setdefault(raw, (told, at))
        if held != told and raw and self.mapping.shape is Shape.LONG:
            column = self.where.roles["rater"] + 1
            self.faults.append(Fault(at, column, shown(raw), OTHER_PERSON, {"row": str(first)}))
        return held

    def _once(self, at: int, person: Person, units: Sequence[Asked]) -> None:
        """Who has answered on a unit already is told once a row, however many units it is on."""
        firsts = [self.seen.setdefault((person.rater, one.unit_id), at) for one in units]
        if person.rater and any(first != at for first in firsts):
            told = {"row": str(self.people[person.rater][1])}
            column = self.where.roles["rater"] + 1
            self.faults.append(Fault(at, column, shown(person.rater), DOUBLE, told))

    def _rater(self, cell: Cell) -> str | Wrong:
        found = values.rater(cell, hidden=self.mapping.hide_rater)
        if isinstance(found, Wrong) or not self.mapping.hide_rater:
            return found
        return self.numbers.setdefault(found, f"r{len(self.numbers) + 1:06}")

    def _device(self, row: Sequence[Cell]) -> str | None:
        """A number in the place of an address or a device, the same for the same."""
        column = self.where.roles.get("device")
        text = None if column is None else folded(row[column])
        if text is None or text in HOLES:
            return None
        return self.devices.setdefault(text, f"d{len(self.devices) + 1:06}")

    def _line(
        self, at: int, row: Sequence[Cell], asked: Asked
    ) -> tuple[int, tuple[int | None, ...]] | None:
        """Knowledge and scores; None where there is a fault."""
        before = len(self.faults)
        scores = tuple(self._score(at, row, column) for column in asked.answers)
        silent = all(score is None for score in scores)
        know = self._knowledge(at, row, asked, silent=silent)
        return (know, scores) if len(self.faults) == before else None

    def _score(self, at: int, row: Sequence[Cell], column: int | None) -> int | None:
        if column is None:
            return None
        cell = row[column]
        key = (cell.__class__, cell)
        if key not in self.worth:
            self.worth[key] = self.scale.points(cell)
        return self._held(at, column, cell, self.worth[key])

    def _knowledge(self, at: int, row: Sequence[Cell], asked: Asked, *, silent: bool) -> int:
        """Thousandths; who says nothing of a unit need not say how well it is known."""
        if not self.targeted or asked.knowledge is None:
            return 1000
        cell = row[asked.knowledge]
        if silent and folded(cell) in HOLES:
            return 0
        found = values.knowledge(cell, self.levels)
        return self._held(at, asked.knowledge, cell, found) or 0

    def _must(self, at: int, row: Sequence[Cell], role: str, read: Any) -> Any:
        """What the column of a role holds; None where there is no such column or a fault."""
        column = self.where.roles.get(role)
        if column is None:
            return None
        told = None if role == "rater" else row[column]  # what may be personal is not shown
        return self._held(at, column, told, read(row[column]))

    def _held(self, at: int, column: int, cell: Cell, found: T | Wrong) -> T | None:
        if isinstance(found, Wrong):
            self.faults.append(Fault(at, column + 1, shown(cell), found.expected, found.args))
            return None
        return found


def columns(
    answers: Answers, round_id: str, survey: Survey, categories: Mapping[str, str | None]
) -> dict[str, list[Any]]:
    """The table by columns, as it is kept: those of `TYPES`, then q01 and so on."""
    table: dict[str, list[Any]] = {name: [] for name in TYPES}
    questions = [f"q{nth:02}" for nth in range(1, len(answers.questions) + 1)]
    table |= {name: [] for name in questions}
    groups = {one.person.rater: group_of(round_id, one.person.rater) for one in answers.lines}
    for one in answers.lines:
        score = values.mean(one.scores)
        row = {
            "round_id": round_id,
            "survey": survey.value,
            "unit_id": one.unit_id,
            "category": categories[one.unit_id] or "",
            "stratum": one.person.stratum,
            "post_cell": one.person.cell,
            "rater_id": one.person.rater,
            "rep_group": groups[one.person.rater],
            "w_base_pm": one.person.base,
            "w_nr_pm": one.person.response,
            "know_pm": one.know,
            "score": score or 0,
            "answered": int(score is not None and one.know > 0),
            "duration_s": one.seconds,
            "device_hash": one.device,
            "qc_flags": 0,
            **dict(zip(questions, one.scores, strict=True)),
        }
        for name, value in row.items():
            table[name].append(value)
    return table


def group_of(round_id: str, rater: str) -> int:
    """The replicate group of a rater, the same on every machine."""
    digest = hashlib.sha256(f"{round_id}/{rater}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % GROUPS


WIDTH = N_("{count} cells, as many as there are headings")
OTHER_PERSON = N_("the same group and weights as in row {row}, which is of the same rater")
DOUBLE = N_("one answer of each rater on a unit; those of this rater begin in row {row}")
