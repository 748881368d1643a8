"""The door for writing: what may be recorded as it is, what wants a word, what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.core.answer import Refused
from tripower.core.exceptions import Acknowledgement
from tripower.core.findings import Finding, Severity, Status
from tripower.core.people import Position, Role
from tripower.core.plan import Plan
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.engine.tables import Tables
from tripower.engine.writing import Action, Order, Verdict, weigh
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.power_split.records import Power, PowerAssignment
from tripower.store.source import given as source_of
from tripower.store.unit import load

TABLES = Tables(KINDS, load_rules)
BASE = overlay(HERE / "base")
JULY = datetime(2024, 7, 1, 9, 0, tzinfo=UTC)
SPEECHES = "meetings/2024/K-1/M-1/speeches.yaml"
MINUTES = "meetings/2024/K-1/minutes.yaml"
UNHEARD = {path: data for path, data in BASE.items() if path not in (SPEECHES, MINUTES)}
"""The meeting before its speeches are on record, and so before its minutes are."""
SPOKE_FIRST = d.Speeches(
    meeting_id="K-1",
    matter_id="M-1",
    speeches=tuple(
        d.Speech(person_id=person, stance=d.Stance.FOR, gist="同意")
        for person in ("zhen", "jia", "yi", "shi", "zheng")
    ),
)


def order(when: datetime = JULY, **more: Any) -> Order:
    return Order("wen", when, **more)


def writes(*records: Record) -> Action:
    return lambda _: Plan("record put", "put", JULY.date(), records)


def changes(record: type[Record], key: str, **fields: Any) -> Action:
    def act(unit: Unit) -> Plan:
        held = unit.get(record, key)
        assert held is not None
        return Plan("record put", "put", JULY.date(), [replace(held, **fields)])

    return act


def given(person: str, power: Power = Power.ENFORCEMENT, since: str = "2024-07-01") -> Action:
    """The deputy for enforcement hands it over on a day."""

    def act(unit: Unit) -> Plan:
        held = unit.get(PowerAssignment, "a-enforcement")
        assert held is not None
        first = date.fromisoformat(since)
        ended = replace(held, to=date.fromordinal(first.toordinal() - 1))
        line = PowerAssignment(
            assignment_id="a-new", power=power, person_id=person, from_=first, decision_id="M-1"
        )
        return Plan("record put", "put", JULY.date(), [ended, line])

    return act


def weighed(action: Action, before: Mapping[str, bytes] = BASE, **more: Any) -> Verdict:
    return weigh(action, source_of(before), order(**more), TABLES)


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [f.rule_id for f in findings]


def only(verdict: Verdict, *reasons: str) -> None:
    """It is not to be written for these reasons and no other; without any it is."""
    known = ("refused", "unspoken", "problems", "crashes", "final")
    assert [name for name in known if getattr(verdict, name)] == list(reasons)
    assert verdict.stands is (not reasons)


def material(name: str, **more: Any) -> d.Material:
    held = load(BASE, KINDS).get(d.Material, "M-1/report")
    assert held is not None
    return replace(held, material_id=name, **more)


def test_what_breaks_nothing_is_written_and_nothing_else() -> None:
    verdict = weighed(writes(material("extra", received_on=JULY.date())))
    only(verdict)
    assert list(verdict.files) == ["matters/2024/M-1/material-extra.yaml"]
    assert verdict.new == ()
    assert verdict.after == {**BASE, **verdict.files}


def test_an_act_that_breaks_a_rule_is_refused_whatever_is_said_about_it() -> None:
    for words in ({}, {"POW-01": "局长临时分管"}):
        verdict = weighed(given("zhen"), acknowledged=words)
        only(verdict, "refused")
        assert ids(verdict.refused) == ["POW-01"]
        assert verdict.refused[0].path == "powers.yaml" and verdict.refused[0].line > 0


def test_a_fact_that_breaks_a_rule_wants_a_word() -> None:
    verdict = weighed(writes(SPOKE_FIRST), UNHEARD)
    only(verdict, "unspoken")
    assert ids(verdict.unspoken) == ["DEC-06"]


def test_with_a_word_the_fact_is_written_and_its_finding_stays() -> None:
    verdict = weighed(writes(SPOKE_FIRST), UNHEARD, acknowledged={"DEC-06": "局长先表态"})
    only(verdict)
    assert sorted(verdict.files) == ["acknowledgements/2024/A-2024-1.yaml", SPEECHES]
    recorded = load(verdict.after, KINDS)
    assert recorded.all(Acknowledgement) == [
        Acknowledgement(
            ack_id="A-2024-1",
            rule_id="DEC-06",
            subject_named="round/K-1/M-1",
            reason="局长先表态",
            person_id="wen",
            on=JULY.date(),
        )
    ]
    found = judge(None, recorded, JULY.date(), TABLES.rules).findings
    assert [(f.severity, f.status) for f in found if f.rule_id == "DEC-06"] == [
        (Severity.VIOLATION, Status.ACKNOWLEDGED)
    ]


@pytest.mark.parametrize(
    ("action", "before", "rule_id"),
    [
        (writes(material("extra")), BASE, "DEC-06"),
        (writes(SPOKE_FIRST), UNHEARD, "DEC-05"),
        (writes(SPOKE_FIRST), UNHEARD, "DEC-6"),
    ],
)
def test_a_word_on_what_is_not_broken_is_refused(
    action: Action, before: Mapping[str, bytes], rule_id: str
) -> None:
    with pytest.raises(Refused):
        weighed(action, before, acknowledged={rule_id: "局长先表态"})


def test_the_next_acknowledgement_has_the_next_number() -> None:
    spoken = weighed(writes(SPOKE_FIRST), UNHEARD, acknowledged={"DEC-06": "局长先表态"}).after
    late = {"late": "补录", "acknowledged": {"POW-01": "局长临时分管"}}
    verdict = weighed(given("zhen"), spoken, **late)
    only(verdict)
    assert sorted(verdict.files) == ["acknowledgements/2024/A-2024-2.yaml", "powers.yaml"]


def test_what_is_recorded_late_can_no_longer_be_prevented() -> None:
    only(weighed(given("zhen"), late="补录"), "unspoken")
    verdict = weighed(given("zhen"), late="补录", acknowledged={"POW-01": "局长临时分管"})
    only(verdict)
    assert [(f.rule_id, f.status) for f in verdict.new] == [("POW-01", Status.ACKNOWLEDGED)]


def test_a_late_entry_says_so_in_its_file() -> None:
    verdict = weighed(writes(material("extra")), late="寄到晚了")
    only(verdict)
    (data,) = verdict.files.values()
    assert "late_entry: 寄到晚了" in data.decode()


def test_a_record_that_names_nobody_known_is_refused_with_its_problem() -> None:
    ballot = d.Ballot(meeting_id="K-1", matter_id="M-1", person_id="nobody", choice=d.Choice.YES)
    verdict = weighed(writes(ballot))
    assert not verdict.stands
    (problem,) = verdict.problems
    assert (problem.code, problem.path) == (
        "missing-reference",
        "meetings/2024/K-1/M-1/ballots/nobody.yaml",
    )
    assert problem.args == {"kind": "person", "key": "nobody"}


def test_what_was_unreadable_before_does_not_stand_in_the_way() -> None:
    broken = {**BASE, "matters/2024/M-7/matter.yaml": b"matter_id: [\n"}
    assert load(broken, KINDS).problems
    only(weighed(writes(material("extra")), broken))


def test_what_was_broken_before_does_not_stand_in_the_way() -> None:
    inquorate = overlay(HERE / "DEC-05" / "bad")
    verdict = weighed(writes(material("extra")), inquorate)
    only(verdict)
    assert [f for f in verdict.new if f.severity.fails] == []


@pytest.mark.parametrize(
    "record",
    [
        d.Ballot(meeting_id="K-9", matter_id="M-1", person_id="jia", choice=d.Choice.YES),
        material("extra", matter_id="M-9"),
    ],
)
def test_a_record_whose_meeting_or_matter_is_missing_is_refused(record: Record) -> None:
    verdict = weighed(writes(record))
    only(verdict, "problems")
    assert verdict.files == {}
    assert verdict.problems[0].code == "missing-reference"


def test_a_final_file_is_not_changed() -> None:
    verdict = weighed(changes(d.Meeting, "K-1", place="二楼"))
    only(verdict, "final")
    assert verdict.final == "meetings/2024/K-1/meeting.yaml"
    assert verdict.files == {}


@pytest.mark.parametrize("since", ["2024-07-01", "2024-08-01", "2024-12-31"])
def test_a_division_of_powers_is_judged_by_its_first_day(since: str) -> None:
    verdict = weighed(given("zhen", since=since))
    only(verdict, "refused")
    (finding,) = verdict.refused
    assert (finding.rule_id, finding.event_date) == ("POW-01", date.fromisoformat(since))
    only(weighed(given("jia", since=since)))


def test_a_post_to_come_wants_a_word_on_the_powers_that_its_holder_keeps() -> None:
    post = Position(
        position_id="p-jia-2",
        person_id="jia",
        role=Role.DIRECTOR,
        title="局长",
        voting=True,
        from_=date(2024, 8, 1),
    )
    verdict = weighed(writes(post))
    only(verdict, "unspoken")
    assert {f.rule_id for f in verdict.unspoken} == {"POW-01", "POW-06"}
    only(weighed(writes(post), acknowledged={"POW-01": "八月一日交接", "POW-06": "待配备"}))


def test_before_its_first_day_a_breach_is_no_finding_of_a_check() -> None:
    """The line was recorded elsewhere; a check says what is, not what is to come."""
    ahead = load(weighed(given("zhen", since="2024-08-01")).after, KINDS)
    days = (date(2024, 7, 31), date(2024, 8, 1))
    found = [judge(None, ahead, day, TABLES.rules).findings for day in days]
    assert [{f.rule_id for f in one if f.severity.fails} for one in found] == [set(), {"POW-01"}]


def takes_finance_too(unit: Unit) -> Plan:
    """The head, who holds enforcement already, takes finance from the deputy."""
    held = unit.get(PowerAssignment, "a-finance")
    assert held is not None
    ended = replace(held, to=date(2024, 8, 31))
    line = PowerAssignment(
        assignment_id="a-second", power=Power.FINANCE, person_id="zhen", from_=date(2024, 9, 1)
    )
    return Plan("record put", "put", JULY.date(), [ended, line])


def test_a_word_on_one_breach_speaks_of_no_later_one() -> None:
    spoken = weighed(given("zhen"), late="补录", acknowledged={"POW-01": "局长临时分管"})
    only(spoken)
    september = datetime(2024, 9, 1, 9, 0, tzinfo=UTC)
    verdict = weighed(takes_finance_too, spoken.after, when=september)
    only(verdict, "refused")
    assert ids(verdict.refused) == ["POW-01"]
    words = {"late": "补录", "acknowledged": {"POW-01": "财务也由局长分管"}}
    only(weighed(takes_finance_too, spoken.after, when=september, **words))


def test_nobody_unknown_may_write() -> None:
    with pytest.raises(Refused):
        weigh(writes(material("extra")), source_of(BASE), Order("nobody", JULY), TABLES)
