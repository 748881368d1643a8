"""D12: the notice of an intended penalty, the decision, the approval of a departure; internal.

What goes to the party is signed and handed over by people; the tool only writes it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.numbers import Yuan
from tripower.core.records import Record
from tripower.mechanisms.standards.cases import Case
from tripower.mechanisms.standards.choosing import Choice
from tripower.mechanisms.standards.procedure import request_by
from tripower.mechanisms.standards.records import (
    Penalty,
    PenaltyCase,
    PenaltyDecision,
    PenaltyNotice,
    PowerItem,
    TierKind,
)
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Office, Paper


class CasePage(Paper, frozen=True, kw_only=True):
    """What the papers of one case have in common."""

    case_id: str
    party: str
    item: str
    grounds: str


class NotifiedPage(CasePage, frozen=True, kw_only=True):
    """The notice: what is intended, and until when the party may ask for a hearing."""

    facts: str | None
    penalties: tuple[Penalty, ...]
    tier: TierKind | None
    amount: Yuan | None
    hearing_by: date | None


class DecidedPage(CasePage, frozen=True, kw_only=True):
    """The decision with the parts that the law names (行政处罚法 第59条)."""

    facts: str | None
    evidence: tuple[str, ...]
    penalties: tuple[Penalty, ...]
    benchmark: str | None
    tier: TierKind | None
    amount: Yuan | None
    factors: tuple[str | Say, ...]
    pay_by: date | None
    pay_days: int
    late_percent: int
    decided_on: date


class DepartedPage(CasePage, frozen=True, kw_only=True):
    """The sheet on which a departure from the benchmark is approved."""

    benchmark: str | None
    tier: TierKind | None
    band: str | None
    amount: Yuan | None
    choice: Choice
    reason: str
    approved_by: str | None
    approved_on: date | None
    matter_id: str | None


def notified(office: Office) -> Iterator[Notice]:
    """A notice for each that a party received by the day."""
    for told in office.unit.all(PenaltyNotice):
        case = _case(told.case_id, office)
        if case is not None and told.received_on <= office.as_of:
            yield _notified(told, case, office)


def decided(office: Office) -> Iterator[Notice]:
    """A decision for each penalty imposed by the day."""
    for case, decision in _decisions(office):
        if decision.penalties:
            yield _decided(decision, case, office)


def departed(office: Office) -> Iterator[Notice]:
    """A sheet for each decision, taken by the day, that left the benchmark."""
    for case, decision in _decisions(office):
        if decision.deviation is not None:
            yield _departed(decision, case, office)


def _decisions(office: Office) -> Iterator[tuple[Case, PenaltyDecision]]:
    for decision in office.unit.all(PenaltyDecision):
        case = _case(decision.case_id, office)
        if case is not None and decision.decided_on <= office.as_of:
            yield case, decision


def _case(case_id: str, office: Office) -> Case | None:
    filed = office.unit.get(PenaltyCase, case_id)
    return Case(filed, office.unit) if filed is not None else None


def _notified(told: PenaltyNotice, case: Case, office: Office) -> Notice:
    title = say(N_("Notice of an intended administrative penalty"))
    page = NotifiedPage(
        **office.head(title, ("DIS-15", "DIS-34")),
        **_common(case),
        facts=told.facts,
        penalties=told.penalties,
        tier=told.tier,
        amount=told.amount,
        hearing_by=request_by(told.received_on, office.unit) if told.hearing_offered else None,
    )
    key = ("D12-notice", f"{told.case_id}-{told.notice_no}")
    about = say(N_("{party}: {item}"), party=page.party, item=page.item)
    return office.paper(key, page, told.received_on, about, _sources([told], case, office))


def _decided(decision: PenaltyDecision, case: Case, office: Office) -> Notice:
    title = say(N_("Decision on an administrative penalty"))
    benchmark, rules = case.benchmark, office.unit.on(decision.decided_on)
    page = DecidedPage(
        **{**office.head(title, ("DIS-17", "DIS-30", "DIS-53")), "doc_no": decision.doc_no},
        **_common(case),
        facts=decision.facts,
        evidence=decision.evidence,
        penalties=decision.penalties,
        benchmark=(benchmark.doc_no or benchmark.benchmark_id) if benchmark else None,
        tier=decision.tier,
        amount=decision.amount,
        factors=tuple(_factors(case, decision)),
        pay_by=decision.pay_by,
        pay_days=rules.whole("dis.pay_days"),
        late_percent=rules.whole("dis.late_percent"),
        decided_on=decision.decided_on,
    )
    about = say(N_("{party}: {item}"), party=page.party, item=page.item)
    key, sources = ("D12-decision", decision.case_id), _sources([decision], case, office)
    return office.paper(key, page, decision.decided_on, about, sources)


def _factors(case: Case, decision: PenaltyDecision) -> Iterator[str | Say]:
    yield from (say(one.label) for one in decision.grounds)
    for one in decision.factors:
        factor = case.benchmark.factor(one.factor) if case.benchmark else None
        yield factor.name if factor is not None else one.factor


def _departed(decision: PenaltyDecision, case: Case, office: Office) -> Notice:
    told = decision.deviation
    assert told is not None  # noqa: S101 - asked before
    title = say(N_("Approval of a departure from the benchmark"))
    own = [band.text for band in case.bands if band.tier is decision.tier]
    page = DepartedPage(
        **office.head(title, ("DIS-18",)),
        **_common(case),
        benchmark=case.benchmark.benchmark_id if case.benchmark else None,
        tier=decision.tier,
        band=", ".join(own) or None,
        amount=decision.amount,
        choice=case.choice,
        reason=told.reason,
        approved_by=office.unit.name(told.approved_by) if told.approved_by else None,
        approved_on=told.approved_on,
        matter_id=told.matter_id,
    )
    about = say(N_("{party}: {item}"), party=page.party, item=page.item)
    key, sources = ("D12-departure", decision.case_id), _sources([decision], case, office)
    return office.paper(key, page, told.approved_on or decision.decided_on, about, sources)


def _common(case: Case) -> dict[str, Any]:
    item = case.item
    return {
        "case_id": case.filed.case_id,
        "party": case.filed.party,
        "item": item.name if item else case.filed.item_id,
        "grounds": item.basis if item else "—",
    }


def _sources(events: Iterable[Record], case: Case, office: Office) -> list[Source]:
    item: PowerItem | None = case.item
    found = [
        Source(office.profile, ("name", "short_name")),
        Source(case.filed),
        *map(Source, events),
    ]
    found += [Source(one) for one in (item, case.benchmark) if one is not None]
    told = [one for one in events if isinstance(one, PenaltyDecision) and one.deviation is not None]
    people = [
        one.deviation.approved_by for one in told if one.deviation and one.deviation.approved_by
    ]
    return [*found, *(Source(p) for name in people if (p := office.unit.person(name)) is not None)]
