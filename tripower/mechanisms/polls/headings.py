"""What each column of a table of answers is, by its heading; and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TypeVar

import msgspec

from tripower.core.messages import N_
from tripower.mechanisms.polls.mapping import PollMapping, Shape
from tripower.mechanisms.polls.values import bare, folded, shown
from tripower.store.tables import Sheet

T = TypeVar("T")
DASH = "—"
"""Between the texts of several rows of headings."""


class Fault(msgspec.Struct, frozen=True):
    """A cell that is not what has to stand there; row and column count from 1, 0 is none."""

    row: int
    column: int
    found: str
    expected: str
    args: dict[str, str] = {}


class Known(msgspec.Struct, frozen=True):
    """The units that may be asked about: id by each name that they go by, and their category."""

    ids: Mapping[str, str]
    categories: Mapping[str, str | None]
    names: Mapping[str, str]

    def find(self, row: int, column: int, name: str) -> str | Fault:
        """The id of the unit that a cell names; a fault where it may not be asked about."""
        unit_id = self.ids.get(bare(name))
        if unit_id is not None and self.categories[unit_id]:
            return unit_id
        if unit_id is not None:
            return Fault(row, column, shown(name), NO_CATEGORY, {"unit": unit_id})
        near = get_close_matches(bare(name), self.ids, 3, 0.5) or list(self.names.values())[:5]
        told = {"names": "、".join(near)}
        return Fault(row, column, shown(name), UNKNOWN_UNIT, told)


def known(
    names: Mapping[str, str],
    categories: Mapping[str, str | None],
    own: PollMapping,
    now: Mapping[str, str],
) -> Known:
    """The units of the register by id and name, and by what the mapping calls them.

    `now` tells what a unit became while people were asked: by its former name it is that one.
    """
    ids = {bare(name): unit_id for unit_id, name in names.items()}
    ids |= {bare(unit_id): unit_id for unit_id in names}
    ids |= {bare(name): unit_id for name, unit_id in own.units.items() if unit_id in names}
    ids = {name: now.get(unit_id, unit_id) for name, unit_id in ids.items()}
    current = {unit_id: name for unit_id, name in names.items() if unit_id not in now}
    return Known(ids, categories, current)


class Asked(msgspec.Struct, frozen=True):
    """The columns about one unit: a column for each question, and that on knowledge."""

    unit_id: str
    answers: tuple[int | None, ...]
    knowledge: int | None


class Layout(msgspec.Struct, frozen=True):
    """Where everything stands; columns count from 0.

    `asked` are the units of a wide table; a long one has `answers` and a column `unit` instead.
    """

    roles: Mapping[str, int]
    questions: tuple[str, ...]
    asked: tuple[Asked, ...] = ()
    answers: tuple[int, ...] = ()

    def used(self) -> set[int]:
        """Every column that is read."""
        wide = {
            column
            for one in self.asked
            for column in (*one.answers, one.knowledge)
            if column is not None
        }
        return {*self.roles.values(), *self.answers, *wide}


def headings(sheet: Sheet, rows: Sequence[int]) -> list[str]:
    """The headings; in all but the last of several rows an empty cell goes with its left."""
    texts = [[folded(cell) or "" for cell in sheet.rows[row - 1]] for row in rows]
    for one in texts[:-1]:
        for column in range(1, len(one)):
            one[column] = one[column] or one[column - 1]
    width = max(map(len, texts), default=0)
    parts = ([one[column] for one in texts if column < len(one)] for column in range(width))
    return [DASH.join(dict.fromkeys(filter(None, part))) for part in parts]


def layout(
    sheet: Sheet, mapping: PollMapping, units: Known, *, targeted: bool
) -> tuple[Layout, list[Fault]]:
    """What each column is, with all that is wrong with the headings."""
    last = max(mapping.heading_rows)
    if len(sheet.rows) < last:
        return Layout({}, ()), [Fault(last, 0, "", N_("a row of headings"))]
    found = headings(sheet, mapping.heading_rows)
    row = sheet.first - 1 + last
    faults: list[Fault] = []
    roles = dict(_roles(found, mapping.columns(), row, faults))
    if mapping.shape is Shape.LONG:
        named = {one: one for one in mapping.questions}
        places = dict(_roles(found, named, row, faults))
        return Layout(roles, mapping.questions, answers=tuple(places.values())), faults
    wide = _Wide(found, mapping, units, row, faults)
    questions, asked = wide.read(set(roles.values()), targeted=targeted)
    return Layout(roles, questions, asked=asked), faults


def units_named(sheet: Sheet, mapping: PollMapping, where: Layout, units: Known) -> set[str]:
    """The units that a table speaks of, by its headings or by its cells."""
    if mapping.shape is Shape.WIDE:
        return {one.unit_id for one in where.asked}
    column = where.roles.get("unit")
    rows = sheet.rows[max(mapping.heading_rows) :] if column is not None else ()
    texts = {folded(row[column]) or "" for row in rows if column is not None and column < len(row)}
    found = (units.find(0, 0, text) for text in texts)
    return {one for one in found if isinstance(one, str)}


def _roles(
    found: Sequence[str], wanted: Mapping[str, str], row: int, faults: list[Fault]
) -> Iterator[tuple[str, int]]:
    """The column of each role, found by its heading with or without the number before it."""
    for role, heading in wanted.items():
        places = [at for at, text in enumerate(found) if bare(text) == bare(heading)]
        if len(places) == 1:
            yield role, places[0]
        elif places:
            faults.append(Fault(row, places[1] + 1, shown(heading), TWICE))
        else:
            faults.append(Fault(row, 0, "", NO_COLUMN, {"heading": heading}))


class _Wide:
    """Reads the headings of a table that has columns for each unit."""

    def __init__(
        self,
        found: Sequence[str],
        mapping: PollMapping,
        units: Known,
        row: int,
        faults: list[Fault],
    ) -> None:
        self.found, self.mapping, self.units = found, mapping, units
        self.row, self.faults = row, faults
        self.answers: dict[tuple[str, str], int] = {}
        self.knowledge: dict[str, int] = {}

    def read(self, taken: set[int], *, targeted: bool) -> tuple[tuple[str, ...], tuple[Asked, ...]]:
        """The questions in their order, and the columns of each unit."""
        for column, heading in enumerate(self.found):
            if column not in taken and not self._ignored(heading):
                self._place(column, heading)
        listed = [bare(one) for one in self.mapping.questions]
        questions = listed or list(dict.fromkeys(question for _, question in self.answers))
        units = sorted({unit for unit, _ in self.answers})
        if not units:
            told = {"forms": "  ".join(self.mapping.scores)}
            self.faults.append(Fault(self.row, 0, "", NO_ANSWERS, told))
        for unit in units:
            self._complete(unit, questions, targeted=targeted)
        asked = (
            Asked(
                unit,
                tuple(self.answers.get((unit, question)) for question in questions),
                self.knowledge.get(unit) if targeted else None,
            )
            for unit in units
        )
        return tuple(questions), tuple(asked)

    def _ignored(self, heading: str) -> bool:
        text = bare(heading)
        return not text or any(text.startswith(bare(one)) for one in self.mapping.ignore)

    def _place(self, column: int, heading: str) -> None:
        known_by = self.mapping.knowledge
        if known_by and (told := _matched(heading, known_by)):
            if unit := self._unit(column, told["unit"]):
                self._once(self.knowledge, unit, column, heading)
            return
        for form in self.mapping.scores:
            if told := _matched(heading, form):
                question = bare(told.get("question", ""))
                if self.mapping.questions and "question" in told and not self._counts(question):
                    return
                if unit := self._unit(column, told["unit"]):
                    self._once(self.answers, (unit, question), column, heading)
                return

    def _counts(self, question: str) -> bool:
        return question in {bare(one) for one in self.mapping.questions}

    def _unit(self, column: int, name: str) -> str | None:
        found = self.units.find(self.row, column + 1, name)
        if isinstance(found, Fault):
            self.faults.append(found)
            return None
        return found

    def _once(self, held: dict[T, int], key: T, column: int, heading: str) -> None:
        if key in held:
            self.faults.append(Fault(self.row, column + 1, shown(heading), TWICE))
        else:
            held[key] = column

    def _complete(self, unit: str, questions: Sequence[str], *, targeted: bool) -> None:
        """Each unit has every question, and in a targeted survey that on knowledge."""
        name = self.units.names[unit]
        wanted = [
            _filled(self.mapping.scores[0], name, question)
            for question in questions
            if (unit, question) not in self.answers
        ]
        if targeted and unit not in self.knowledge:
            wanted.append(_filled(self.mapping.knowledge or "", name, ""))
        self.faults += [Fault(self.row, 0, "", NO_COLUMN, {"heading": one}) for one in wanted]


def _matched(heading: str, form: str) -> dict[str, str] | None:
    """The unit and the question in a heading that is made up as the form says."""
    pattern = re.escape(folded(form) or "")
    pattern = pattern.replace(r"\{unit\}", "(?P<unit>.+)").replace(
        r"\{question\}", "(?P<question>.+?)"
    )
    found = re.fullmatch(pattern, bare(heading)) or re.fullmatch(pattern, folded(heading) or "")
    return found.groupdict() if found else None


def _filled(form: str, unit: str, question: str) -> str:
    return form.replace("{unit}", unit).replace("{question}", question)


UNKNOWN_UNIT = N_("a unit of units.yaml that exists at the time of the poll; near: {names}")
NO_CATEGORY = N_("a unit that has a category in units.yaml; {unit} has none")
NO_COLUMN = N_("a column with the heading “{heading}”")
NO_ANSWERS = N_("columns of answers with headings such as {forms}")
TWICE = N_("this heading once; it stands in several columns")
