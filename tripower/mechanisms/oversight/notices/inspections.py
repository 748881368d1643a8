"""D13: feedback and notice to rectify, the two reports afterwards, and what is made public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.mechanisms.oversight import concerned
from tripower.mechanisms.oversight.naming import PARAMETERS, InspectionName, inspection_name
from tripower.mechanisms.oversight.notices.sources import shown, whose
from tripower.mechanisms.oversight.records import (
    Audience,
    InspectionFeedback,
    InspectionTask,
    Issue,
    ItemStatus,
    RectificationReport,
    ReportPaper,
    Wind,
)
from tripower.mechanisms.oversight.rectification import (
    INSPECTION_PARAMETERS,
    Demand,
    Inspection,
    latest,
)
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Office, Paper

TITLES = {
    ReportPaper.UNIT: N_("Report on rectification after the {inspection}"),
    ReportPaper.HEAD: N_("Report on how the head saw to rectification after the {inspection}"),
}
KINDS = {ReportPaper.UNIT: "D13-report", ReportPaper.HEAD: "D13-head"}


class Found(msgspec.Struct, frozen=True):
    """An issue as it was told to the unit."""

    text: str
    wind: Wind | None


class FeedbackPage(Paper, frozen=True, kw_only=True):
    """What the template shows of the feedback."""

    unit: str
    inspection: InspectionName
    begun_on: date
    told_on: date
    found: tuple[Found, ...]
    demands: tuple[str, ...]
    plan_by: date
    reports_by: date
    heads: tuple[str, ...]


class Mended(msgspec.Struct, frozen=True):
    """An issue with what was planned and done; `owner` only for the unit itself."""

    text: str
    measure: str | None
    owner: str | None
    status: ItemStatus | None
    result: str | None


class ReportPage(Paper, frozen=True, kw_only=True):
    """What the template shows of one of the two reports."""

    to: str | None
    inspection: InspectionName
    told_on: date
    due: date
    text: str
    signer: str | None
    rows: tuple[Mended, ...]
    counts: tuple[tuple[ItemStatus, int], ...]
    silent: int


class PublicPage(Paper, frozen=True, kw_only=True):
    """What the public is told: the issues that may be told, and how many may not.

    `phones` are those of the head's office, where opinions are taken.
    """

    inspection: InspectionName
    told_on: date
    rows: tuple[Mended, ...]
    withheld: int
    phones: tuple[str, ...]


def _cases(office: Office) -> Iterator[tuple[Inspection, InspectionFeedback]]:
    for task in office.unit.all(InspectionTask):
        case = Inspection(task, office.unit)
        if case.feedback is not None and case.feedback.on <= office.as_of:
            yield case, case.feedback


def feedback(office: Office) -> Iterator[Notice]:
    """A notice for each feedback that was given by the day."""
    for case, told in _cases(office):
        yield _feedback(case, told, office)


def _feedback(case: Inspection, told: InspectionFeedback, office: Office) -> Notice:
    due = {one.demand: one.due for one in case.deadlines()}
    name, unit = inspection_name(office.unit, told.on), concerned.unit_of(case.task, office.unit)
    title = say(N_("Feedback of the {inspection} and notice to rectify"), inspection=name)
    page = FeedbackPage(
        **{
            **office.head(title, ("SUP-07",), ("plan", "reports", "publication")),
            "issuer": case.task.team,
            "doc_no": told.doc_no,
        },
        unit=unit,
        inspection=name,
        begun_on=case.task.begun_on,
        told_on=told.on,
        found=tuple(Found(one.text, one.wind) for one in told.issues),
        demands=told.demands,
        plan_by=due[Demand.PLAN],
        reports_by=due[Demand.UNIT_REPORT],
        heads=office.names(concerned.heads(case.task, told.on, office.unit)),
    )
    about = say(N_("{unit}: {count} issues to mend"), unit=unit, count=len(told.issues))
    events = [case.task, told, *whose(case.task, told.on, office)]
    sources = shown(events, office, (*INSPECTION_PARAMETERS, *PARAMETERS))
    return office.paper(("D13-feedback", case.inspection_id), page, told.on, about, sources)


def reports(office: Office) -> Iterator[Notice]:
    """The two papers of each inspection, once they are handed in."""
    for case, told in _cases(office):
        for paper in ReportPaper:
            done = case.report(paper)
            if done is not None and done.on <= office.as_of:
                yield _report(done, case, told, office)


def _report(
    done: RectificationReport, case: Inspection, told: InspectionFeedback, office: Office
) -> Notice:
    name, unit = inspection_name(office.unit, told.on), concerned.unit_of(case.task, office.unit)
    rows = tuple(_rows(told.issues, case, done.on, office))
    title = say(TITLES[done.paper], inspection=name)
    counts = ((one, sum(row.status is one for row in rows)) for one in ItemStatus)
    head: dict[str, Any] = office.head(title, ("SUP-07",), ("reports",))
    page = ReportPage(
        **{**head, "issuer": unit, "doc_no": done.doc_no},
        to=done.to,
        inspection=name,
        told_on=told.on,
        due=case.rectify_by or told.on,
        text=done.text,
        signer=office.unit.name(done.signer_id) if done.signer_id is not None else None,
        rows=rows,
        counts=tuple(counts),
        silent=sum(row.status is None for row in rows),
    )
    about = say(N_("What {unit} mended after the feedback of {told}"), unit=unit, told=told.on)
    events = [*_of(case, told, done.on), done, *whose(case.task, told.on, office)]
    sources = shown(events, office, (*INSPECTION_PARAMETERS, *PARAMETERS))
    return office.paper((KINDS[done.paper], case.inspection_id), page, done.on, about, sources)


def _rows(
    issues: Iterable[Issue], case: Inspection, day: date, office: Office, *, public: bool = False
) -> Iterator[Mended]:
    """The issues with what had been said of them by a day."""
    planned = {one.issue_no: one for one in case.plan.measures} if case.plan is not None else {}
    words = latest(one for one in case.statuses if one.on <= day)
    for issue in issues:
        plan, word = planned.get(issue.issue_no), words.get(issue.issue_no)
        named = plan is not None and plan.owner_id is not None and not public
        yield Mended(
            issue.text,
            plan.measure if plan is not None else None,
            office.unit.name(plan.owner_id) if named and plan and plan.owner_id else None,
            word.status if word is not None else None,
            word.result if word is not None else None,
        )


def _of(case: Inspection, told: InspectionFeedback, day: date) -> list[Any]:
    plan = [case.plan] if case.plan is not None else []
    return [case.task, told, *plan, *(one for one in case.statuses if one.on <= day)]


def publications(office: Office) -> Iterator[Notice]:
    """What may be made public of each inspection, once the unit's report is handed in.

    It shows how things stood on the day on which it was published, until then as of today.
    """
    for case, told in _cases(office):
        done = case.report(ReportPaper.UNIT)
        if done is not None and done.on <= office.as_of and case.may_be_told:
            yield _publication(done, case, told, office)


def _publication(
    done: RectificationReport, case: Inspection, told: InspectionFeedback, office: Office
) -> Notice:
    opened = case.published(Audience.PUBLIC)
    day = min(opened.on, office.as_of) if opened is not None else office.as_of
    name, unit = inspection_name(office.unit, told.on), concerned.unit_of(case.task, office.unit)
    title: Say = say(N_("What was mended after the {inspection}"), inspection=name)
    head: dict[str, Any] = office.head(title, ("SUP-07",), ("publication",))
    heads = concerned.heads(case.task, day, office.unit)
    people = [one for name in heads if (one := office.unit.person(name)) and one.office_phone]
    page = PublicPage(
        **{**head, "issuer": unit, "internal": False},
        inspection=name,
        told_on=told.on,
        rows=tuple(_rows(case.may_be_told, case, day, office, public=True)),
        withheld=len(told.issues) - len(case.may_be_told),
        phones=tuple(one.office_phone for one in people if one.office_phone),
    )
    about = say(N_("What {unit} mended after the feedback of {told}"), unit=unit, told=told.on)
    events = [*_of(case, told, day), *([opened] if opened is not None else []), done]
    sources = shown([*events, *whose(case.task, told.on, office)], office, PARAMETERS)
    sources += [Source(one, ("office_phone",)) for one in people]
    key = ("D13-publication", case.inspection_id)
    first = opened.on if opened is not None and opened.on <= office.as_of else done.on
    return office.announcement(key, page, (first, None), about, sources)
