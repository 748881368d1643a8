"""Rules on supporting materials: what the gate asks before a matter may be discussed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, block, practice, reg, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions import gate
from tripower.mechanisms.decisions.gate import Lack
from tripower.mechanisms.decisions.records import (
    Admission,
    Category,
    GateResult,
    Material,
    Matter,
    Meeting,
)

SCIENTIFIC = seed(N_("A matter goes to a meeting only with scientific supporting materials."))
KINDS = seed(N_("Explanations, argument reports, inspection conclusions, survey reports."))
RETURN = N_("Return the matter for materials and check it again once they are there.")


def lacking(rule_id: str, this: Admission, see: View) -> Iterator[tuple[Lack, str]]:
    """What one rule misses in a matter that was let in, on the day of the check; its title."""
    matter = see.get(Matter, this.matter_id)
    if matter is None or this.result is not GateResult.ADMITTED:
        return
    day = this.checked_on
    key = (matter.matter_id, day)
    for lack in see.once("lacks", key, lambda shared: [*gate.lacks(matter, shared, day)]):
        if lack.rule_id == rule_id:
            yield lack, matter.title


@rule(
    "ARG-01",
    N_("Each matter has a core material"),
    subject=Admission,
    reads=gate.READS,
    parameters=gate.PARAMETERS,
    acts=[Admission, Meeting],
    basis=[SCIENTIFIC, KINDS],
    says={
        "no_core": (
            N_("“{matter}” was let in without any of these: {kinds}"),
            RETURN,
        )
    },
)
def core_material(this: Admission, see: View) -> Iterator[Hit]:
    """A matter passes the gate only with at least one of the four core kinds of material.

    They are explanation, argument report, inspection conclusion and survey report. Other
    papers, such as a legality opinion or a budget review, come on top of them. What counts
    is what had been handed in on the day of the check.

    Why: who decides without papers decides by what the proposer says at the table.

    Example: checked on 2024-03-04, the only report came on 2024-03-05: the gate stays shut;
    checked on 2024-03-05 it opens.
    """
    for lack, matter in lacking("ARG-01", this, see):
        yield block("no_core", field="result", matter=matter, kinds=lack.kinds)


@rule(
    "ARG-02",
    N_("A core material comes from a specialised institution or a professional"),
    subject=Admission,
    reads=gate.READS,
    parameters=gate.PARAMETERS,
    acts=[Admission, Meeting],
    basis=[seed(N_("Materials are made by specialised institutions or professionals."))],
    says={
        "own_note": (
            N_(
                "“{title}” for “{matter}” was made by {producer}: {type}, certificate {certificate}"
            ),
            N_("Have it made or confirmed by an institution or a qualified professional."),
        )
    },
)
def qualified_producer(this: Admission, see: View) -> Iterator[Hit]:
    """At least one core material is made by an institution or a qualified professional.

    A professional counts with the number of the certificate. A note of the section that
    proposes the matter may lie beside it; alone it is not enough.

    Why: a section that argues for its own wish is no proof that the wish is sound.

    Example: the project section writes an explanation of its own: not enough. Three days
    later an engineer with a certificate signs a report: the gate opens at the next check.
    """
    for lack, matter in lacking("ARG-02", this, see):
        paper = lack.material
        if paper is not None:
            yield block(
                "own_note",
                at=paper,
                field="producer_type",
                title=paper.title,
                matter=matter,
                producer=paper.producer,
                type=paper.producer_type,
                certificate=paper.qualification_no or "—",
            )


@rule(
    "ARG-03",
    N_("A core material says how it was worked out"),
    subject=Admission,
    reads=gate.READS,
    parameters=gate.PARAMETERS,
    acts=[Admission, Meeting],
    basis=[seed(N_("By survey, inspection, assessment, appraisal, analysis and the like."))],
    says={
        "no_method": (
            N_("“{title}” for “{matter}” does not say how it was worked out"),
            N_("Record its methods: survey, inspection, assessment, appraisal or analysis."),
        )
    },
)
def recorded_method(this: Admission, see: View) -> Iterator[Hit]:
    """At least one core material by a qualified producer names the method behind it.

    The methods are survey, inspection, assessment, appraisal and analysis; one is enough.

    Why: a conclusion that nobody can trace cannot be questioned either.

    Example: a consultant's report without any method is not enough; with `analysis` it is.
    """
    for lack, matter in lacking("ARG-03", this, see):
        paper = lack.material
        if paper is not None:
            yield block("no_method", at=paper, field="methods", title=paper.title, matter=matter)


@rule(
    "ARG-04",
    N_("Each kind of matter has its own materials"),
    subject=Admission,
    reads=gate.READS,
    parameters=gate.PARAMETERS,
    acts=[Admission, Meeting],
    basis=[
        SCIENTIFIC,
        reg(
            N_("Regulations on the appointment of leading cadres (2019): four checks before."),
            only=[Category.PERSONNEL],
        ),
        practice(
            N_("Which papers the other kinds of matter need is our list."),
            only=[one for one in Category if one is not Category.PERSONNEL],
        ),
    ],
    says={
        "missing": (
            N_("“{matter}” ({category}) was let in without: {kinds}"),
            RETURN,
        )
    },
)
def matrix_of_materials(this: Admission, see: View) -> Iterator[Hit]:
    """Category, flags and catalogue item say which materials a matter needs on top.

    Personnel needs inspection conclusion, appraisal result, integrity opinion and the
    check of personal matters; a project an argument report and its source of funding; a
    large expenditure an explanation and a budget review; a major decision a survey or
    argument report and a legality opinion. Flags for risk, public and investment ask for
    the paper that tells of it, a catalogue item for whatever it lists.

    Why: the four checks before an appointment, or the budget before a payment, cannot be
    made up for once the decision stands.

    Example: a personnel matter has three of its four papers: the gate stays shut.
    """
    for lack, title in lacking("ARG-04", this, see):
        matter = see.get(Matter, this.matter_id)
        yield block(
            "missing",
            field="result",
            mark="|".join(lack.kinds),
            matter=title,
            about=matter.category if matter else "",
            category=matter.category if matter else "",
            kinds=lack.kinds,
        )


@rule(
    "ARG-05",
    N_("Materials are signed, dated and fresh"),
    subject=Admission,
    reads=[*gate.READS, Meeting],
    parameters=[*gate.PARAMETERS, "arg.material_valid_months"],
    acts=[Admission, Meeting],
    basis=[
        seed(N_("Scientific supporting materials are papers somebody answers for.")),
        practice(N_("After twelve months a paper is too old: our number.")),
    ],
    says={
        "unsigned": (
            N_("“{title}” for “{matter}” is not signed"),
            N_("Have it signed by whoever made it."),
        ),
        "undated": (
            N_("“{title}” for “{matter}” bears no date"),
            N_("Have it dated by whoever made it."),
        ),
        "dated_later": (
            N_("“{title}” for “{matter}” is dated {dated}, after {day}"),
            N_("A matter is decided on papers that exist; put it to a later meeting."),
        ),
        "old": (
            N_("“{title}” for “{matter}” of {dated} is older than {months} months on {day}"),
            N_("Have it confirmed or made anew."),
        ),
    },
)
def signed_and_fresh(this: Admission, see: View) -> Iterator[Hit]:
    """Each material is signed and bears a date no later than the meeting that uses it.

    It is judged on the day of the first meeting after the check that has the matter on
    its agenda; until there is one, on the day of the check. A paper whose date then lies
    more than twelve months back is pointed out; the corresponding day still counts.

    Why: nobody answers for a paper without a signature, and a paper written after the
    decision only decorates it.

    Example: a report of 2023-03-15 serves a meeting on 2024-03-15; on 2024-03-16 it is too
    old. One dated 2024-03-16 for a meeting on 2024-03-15 is a violation.
    """
    matter = see.get(Matter, this.matter_id)
    if matter is None or this.result is not GateResult.ADMITTED:
        return
    day = _day_of_use(this, see)
    months = see.on(day).whole("arg.material_valid_months")
    for paper in gate.materials_by(matter, see, day):
        yield from _of_paper(paper, matter, day, months)


def _day_of_use(this: Admission, see: View) -> date:
    """The first meeting from the check on, even one that is only called; else the check."""
    meetings = see.linked(Meeting, ("matter", this.matter_id))
    held = [m.held_on for m in meetings if this.matter_id in m.agenda]
    return min((day for day in held if day >= this.checked_on), default=this.checked_on)


def _of_paper(paper: Material, matter: Matter, day: date, months: int) -> Iterator[Hit]:
    told: dict[str, Any] = {"title": paper.title, "matter": matter.title}
    mark, dated = paper.key, paper.dated
    if not paper.signed:
        yield violation("unsigned", at=paper, field="signed", mark=mark, **told)
    if dated is None:
        yield violation("undated", at=paper, field="dated", mark=mark, **told)
    elif dated > day:
        yield violation(
            "dated_later", at=paper, field="dated", mark=mark, dated=dated, day=day, **told
        )
    elif gate.too_old(paper, day, months):
        yield warning(
            "old",
            at=paper,
            field="dated",
            mark=mark,
            dated=dated,
            months=months,
            day=day,
            **told,
        )
