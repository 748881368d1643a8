"""Which column of a file holds what: a small form beside the poll, since platforms differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated

import msgspec

from tripower.core.convert import Refusal
from tripower.core.messages import N_
from tripower.core.records import Id, Term, Text
from tripower.mechanisms.polls.records import Survey

Score = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^\d{1,3}(\.\d{1,2})?$",
        description=N_("a number with at most two decimals, such as 80 or 82.5"),
    ),
]
Permille = Annotated[
    int,
    msgspec.Meta(ge=0, le=1000, description=N_("a whole number from 0 to 1000")),
]
RowNumber = Annotated[
    int, msgspec.Meta(ge=1, le=50, description=N_("the number of a row, such as 1"))
]


class Shape(Term):
    """How the answers lie in the table."""

    WIDE = "wide"
    LONG = "long"


class PollMapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which column of a file of answers holds what (列映射).

    name: what kind of file this is for.
    shape: wide, a row for each rater and columns for each unit; or long, a row for each answer.
    sheet: the name of the sheet; the first one if not given.
    heading_rows: the rows whose texts, joined by a dash, make the headings; usually the first.
    delimiter: the sign between two cells of a CSV file.
    rater: the heading of the column that tells raters apart.
    hide_rater: true where that column holds something personal; then only a number is kept.
    unit: in a long table, the heading of the column that names the unit.
    questions: the questions that count, by their text; in a long table their headings.
    scores: in a wide table, how the headings of the answers are made up of {unit} and {question}.
    knowledge: the heading of how well the rater knows the unit; in a wide table made up as above.
    duration: the heading of how long the rater took.
    device: the heading of an address or a device; only a number is kept in its place.
    stratum: the heading of the group from which the rater was drawn.
    post_cell: the heading of the group by which the answers are weighed to the population.
    base_weight: the heading of the weight from the sampling.
    nonresponse_weight: the heading of the weight for those who did not answer.
    lowest: the lowest number that is an answer; 0 if not given.
    highest: the highest number that is an answer, which stands for 100 points; left out where the
        answers are words, and 100 where there are no words either.
    words: how many points each word of the scale stands for.
    not_answered: words that are no answer, such as 不了解.
    knowledge_words: the weight of each word on knowledge, in thousandths; 0 leaves the answer out.
    units: the id of each unit whose name in the file is not the one in the register.
    ignore: beginnings of headings that are no answers though they look like it.
    """

    name: Text
    shape: Shape
    sheet: Text | None = None
    heading_rows: tuple[RowNumber, ...] = (1,)
    delimiter: Text = ","
    rater: Text
    hide_rater: bool = False
    unit: Text | None = None
    questions: tuple[Text, ...] = ()
    scores: tuple[Text, ...] = ()
    knowledge: Text | None = None
    duration: Text | None = None
    device: Text | None = None
    stratum: Text | None = None
    post_cell: Text | None = None
    base_weight: Text | None = None
    nonresponse_weight: Text | None = None
    lowest: Score | None = None
    highest: Score | None = None
    words: dict[str, Score] = {}
    not_answered: tuple[Text, ...] = ()
    knowledge_words: dict[str, Permille] = {}
    units: dict[str, Id] = {}
    ignore: tuple[Text, ...] = ()

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """The lowest and the highest number that is an answer; None where only words are."""
        if self.highest is None and self.words:
            return None
        return Fraction(self.lowest or "0"), Fraction(self.highest or "100")

    def columns(self) -> dict[str, str]:
        """The columns that there is one of, each role with its heading."""
        roles = ("rater", "duration", "device", "stratum", "post_cell")
        told = {role: getattr(self, role) for role in (*roles, "base_weight", "nonresponse_weight")}
        if self.shape is Shape.LONG:
            told |= {"unit": self.unit, "knowledge": self.knowledge}
        return {role: heading for role, heading in told.items() if heading}


def misfits(mapping: PollMapping, survey: Survey) -> Iterator[Refusal]:
    """What in a mapping does not go together."""
    if mapping.shape is Shape.LONG:
        if not mapping.unit:
            yield Refusal(("unit",), "missing-field", LONG_UNIT, {})
        if not mapping.questions:
            yield Refusal(("questions",), "missing-field", LONG_QUESTIONS, {})
    elif not mapping.scores:
        yield Refusal(("scores",), "missing-field", WIDE_SCORES, {})
    for nth, form in enumerate(mapping.scores):
        if wrong := _unfit_form(form):
            yield Refusal(("scores", nth), "wrong-type", wrong, {})
    if survey is Survey.TARGETED and not mapping.knowledge:
        yield Refusal(("knowledge",), "missing-field", TARGETED, {})
    if mapping.shape is Shape.WIDE and mapping.knowledge and "{unit}" not in mapping.knowledge:
        yield Refusal(("knowledge",), "wrong-type", NAMES_UNIT, {})
    if len(mapping.delimiter) != 1 or mapping.delimiter in '"\r\n':
        yield Refusal(("delimiter",), "wrong-type", N_("expected one sign, such as a comma"), {})
    if mapping.bounds is not None and mapping.bounds[0] >= mapping.bounds[1]:
        yield Refusal(("lowest",), "wrong-type", N_("`lowest` is not below `highest`"), {})
    for word, points in mapping.words.items():
        if Fraction(points) > 100:
            yield Refusal(("words", word), "wrong-type", N_("expected at most 100 points"), {})


def _unfit_form(form: str) -> str:
    """What is wrong with the way in which headings are said to be made up."""
    slots = re.findall(r"\{(.*?)\}", form)
    fits = slots.count("unit") == 1 and slots.count("question") < 2
    return "" if fits and set(slots) <= {"unit", "question"} else NAMES_UNIT


LONG_UNIT = N_("a long table has a column that names the unit; say which")
LONG_QUESTIONS = N_("say which columns hold the answers of a long table")
WIDE_SCORES = N_("say how the headings of answers are made up, such as `{{question}}—{{unit}}`")
TARGETED = N_("a targeted survey weighs by knowledge; say which column tells it")
NAMES_UNIT = N_("expected `{{unit}}` once, and at most one `{{question}}`; nothing else in braces")
