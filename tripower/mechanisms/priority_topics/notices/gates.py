"""D16: the sheet that people sign at a gate, and the report on a large project; internal.

The report goes to the district commission for discipline inspection; people hand it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.numbers import Yuan
from tripower.core.records import Digest, Record
from tripower.mechanisms.priority_topics import amounts, reporting
from tripower.mechanisms.priority_topics.gates import Status, Void
from tripower.mechanisms.priority_topics.picture import missing_of, way_of
from tripower.mechanisms.priority_topics.records import (
    GateAction,
    Payment,
    Procurement,
    Project,
    ProjectChange,
    ProjectContract,
    ProjectSettlement,
    SignResult,
)
from tripower.mechanisms.priority_topics.replay import State, states
from tripower.mechanisms.priority_topics.reporting import Duty
from tripower.mechanisms.priority_topics.steps import (
    KnownEvent,
    Step,
    called,
    content_sha256,
    event_of,
    id_of,
    steps_of,
)
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Office, Paper
from tripower.publish.words import Bound


class SignedRow(msgspec.Struct, frozen=True):
    """A signature as it stands on the sheet; `void` says why it does not count."""

    role: str
    name: str
    result: SignResult
    on: date
    time: str | None
    onsite: bool
    note: str | None
    void: Void | None


class SiteRow(msgspec.Struct, frozen=True):
    """The look at the site."""

    on: date
    place: str
    people: tuple[str, ...]
    found: str


class SheetPage(Paper, frozen=True, kw_only=True):
    """What the template shows of one gate before one step."""

    project: str
    project_id: str
    stage: str
    event: KnownEvent | str
    step: str | None
    what: str | None
    payee: str | None
    amount: Yuan | None
    digest: Digest
    status: Status
    passed_on: date | None
    rows: tuple[SignedRow, ...]
    missing: tuple[Say, ...]
    onsite: bool
    site: SiteRow | None


class ContractRow(msgspec.Struct, frozen=True):
    """A contract of the project."""

    contract_no: str
    signed_on: date
    contractor: str
    amount: Yuan
    method: Procurement
    tender: str | None


class GateRow(msgspec.Struct, frozen=True):
    """A gate, the step that it is before, and where it stands."""

    stage: str
    step: Say | KnownEvent | str
    status: Status
    since: date | None


class ReportPage(Paper, frozen=True, kw_only=True):
    """What the template shows of a project that has to be reported."""

    to: str | None
    project: str
    project_id: str
    sums: tuple[tuple[Say, Yuan | None], ...]
    bound: Bound | None
    since: date
    due: date
    contracts: tuple[ContractRow, ...]
    gates: tuple[GateRow, ...]
    risks: tuple[str, ...]


def sheets(office: Office) -> Iterator[Notice]:
    """A sheet for each gate at which somebody has signed by the day."""
    for project in office.unit.all(Project):
        for step in steps_of(project.project_id, office.unit):
            for state in states(step, office.unit, (office.as_of, "")):
                if state.gate.actions:
                    yield _sheet(state, project, office)


def _sheet(this: State, project: Project, office: Office) -> Notice:
    gate, step = this.gate, this.gate.step
    site, title = gate.site, say(N_("Sheet of signatures: {stage}"), stage=gate.stage.name)
    page = SheetPage(
        **office.head(title, ("WF-01", "WF-03", "WF-04", "WF-05"), ("gate",)),
        project=project.title,
        project_id=project.project_id,
        stage=gate.stage.name,
        event=called(event_of(step)),
        step=None if isinstance(step, Payment) else step.title,
        what=step.purpose if isinstance(step, Payment) else None,
        payee=step.payee if isinstance(step, Payment) else None,
        amount=step.amount,
        digest=content_sha256(step),
        status=this.status,
        passed_on=this.passed[0] if this.passed else None,
        rows=tuple(_signed(one, this, office) for one in gate.actions),
        missing=missing_of(this, office.unit, office.as_of) if this.open else (),
        onsite=gate.stage.onsite,
        site=SiteRow(site.on, site.place, office.names(site.person_ids), site.found)
        if site is not None and gate.stage.onsite
        else None,
    )
    key = f"{project.project_id}-{id_of(step)}-{gate.stage.stage_id}"
    about = say(
        N_("{project}: {stage} before {step}"),
        project=project.title,
        stage=gate.stage.name,
        step=_called(step),
    )
    records: list[Record] = [project, step, *gate.actions]
    records += [site] if site is not None else []
    last = max(one.on for one in gate.actions)
    return office.paper(("D16-sheet", key), page, last, about, _sources(records, office))


def _signed(one: GateAction, this: State, office: Office) -> SignedRow:
    name, void = office.unit.name(one.person_id), this.void.get(one.action_no)
    return SignedRow(one.role, name, one.result, one.on, one.time, one.onsite, one.note, void)


def reports(office: Office) -> Iterator[Notice]:
    """A report for each project that had to be reported by the day."""
    for project in office.unit.all(Project):
        duty = reporting.duty(project, office.unit, office.as_of)
        if duty is not None:
            yield _report(project, duty, office)


def _report(project: Project, duty: Duty, office: Office) -> Notice:
    unit, name, report = office.unit, project.project_id, duty.report
    amount = unit.on(duty.since).money("wf.report_amount")
    bound = Bound(amount) if amount is not None else None
    title = say(N_("Report on a project of {bound} yuan and more"), bound=bound)
    day = report.on if report is not None else office.as_of
    signed = amounts.contracts(name, unit, day)
    page = ReportPage(
        **office.head(title, ("WF-01",), ("report", "tender"))
        | {"doc_no": report.doc_no if report else None, "draft": report is None},
        to=report.to if report else None,
        project=project.title,
        project_id=name,
        sums=tuple(_sums(name, office, day)),
        bound=bound,
        since=duty.since,
        due=duty.due,
        contracts=tuple(map(_contract, signed)),
        gates=tuple(_passages(project, day, office)),
        risks=report.risks if report is not None else (),
    )
    about = say(N_("{project}: amounts, contractors, gates, risks"), project=project.title)
    records: list[Record] = [project, *signed, *([report] if report else [])]
    for kind in (ProjectChange, ProjectSettlement, GateAction):
        records += unit.where(kind, project_id=name)
    sources = _sources(records, office)
    return office.paper(
        ("D16-report", name), page, report.on if report else duty.since, about, sources
    )


def _sums(name: str, office: Office, day: date) -> Iterator[tuple[Say, Yuan | None]]:
    unit = office.unit
    yield say(N_("Estimate")), amounts.estimated(name, unit, day)
    yield say(N_("Contracts")), amounts.contracted(name, unit, day)
    yield say(N_("Contracts with changes")), amounts.with_changes(name, unit, day)
    yield say(N_("Settlement")), amounts.settled(name, unit, day)
    yield say(N_("The greatest of them")), amounts.greatest(name, unit, day)


def _passages(project: Project, day: date, office: Office) -> Iterator[GateRow]:
    for one in way_of(project, office.unit, day):
        if one.step is not None and one.step.on <= day:
            yield GateRow(one.stage.name, _called(one.step), one.status, one.since)


def _called(step: Step) -> Say | KnownEvent | str:
    """A step as people know it: what happens, and with which paper or for what."""
    event = called(event_of(step))
    title = step.purpose if isinstance(step, Payment) else step.title
    return event if title is None else say(N_("{text} ({note})"), text=event, note=title)


def _contract(one: ProjectContract) -> ContractRow:
    tender = one.tender_no or one.exempt_basis
    return ContractRow(
        one.contract_no, one.signed_on, one.contractor, one.amount, one.method, tender
    )


def _sources(records: Iterable[Record], office: Office) -> list[Source]:
    found = [Source(office.profile, ("name", "short_name")), *map(Source, records)]
    signers = {one.person_id for one in records if isinstance(one, GateAction)}
    people = (office.unit.person(name) for name in sorted(signers))
    return [*found, *(Source(one, ("name",)) for one in people if one is not None)]
