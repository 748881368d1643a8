"""`tripower gate` and `tripower topic` at the terminal, in a real repository."""

from __future__ import annotations

import re
import shlex
import shutil
import tempfile
from atexit import register
from functools import cache
from pathlib import Path

import pytest

from tests.cli.write_room import office
from tests.mechanisms.priority_topics.gate_room import (
    END,
    event,
    found,
    in_charge,
    member,
    payment,
    project,
    signed,
    stage,
    workflow,
)
from tests.mechanisms.priority_topics.gate_room import unit as gate_unit
from tests.rules.units import HERE
from tripower.cli.console import Step, surroundings
from tripower.cli.main import respond
from tripower.cli.show import as_text
from tripower.core.answer import Answer
from tripower.mechanisms.power_split.records import Power
from tripower.mechanisms.priority_topics import records as t
from tripower.mechanisms.priority_topics.picture import way_of
from tripower.store.yaml_read import read

PROJECT = "project_id=P-1 title=示例渠道整治 registered_on=2024-05-06 matter_id=M-1"
CONTRACT = (
    "project_id=P-1 contract_no=C-1 signed_on=2024-05-06 amount=480000 contractor=示例建筑公司 "
    "method=negotiation"
)
PAYMENT = "project_id=P-1 payment_id=pay-1 on=2024-06-05 amount=40000 payee=示例建筑公司"
BODIES = (("项目部", "wen"), ("财务股", "kuai"), ("建管办", "chu"))


STORY = [
    "gate adopt three-meetings --from 2024-01-08",
    *(
        f"record new body_membership membership_id=b-{person} body={body} person_id={person} "
        "from=2024-01-08"
        for body, person in BODIES
    ),
    f"record new project {PROJECT}",
    f"record new project_contract {CONTRACT}",
    f"record new payment {PAYMENT} draft=true",
]


@cache
def _world() -> Path:
    place = Path(tempfile.mkdtemp())
    register(shutil.rmtree, place, ignore_errors=True)
    folder = office(place / "unit")
    env = {"TRIPOWER_ACTOR": "wen", "TRIPOWER_UNIT": str(folder)}
    for line in STORY:
        with surroundings(Step((), {"TRIPOWER_NOW": "2024-06-03T09:00"}), **env):
            done(line)
    return folder


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small unit with the three meetings taken over, a project, and a planned payment."""
    folder = shutil.copytree(_world(), tmp_path / "unit")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    at(monkeypatch, "2024-06-03")
    return folder


def at(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("TRIPOWER_NOW", f"{day}T09:00")


def asked(line: str) -> Answer:
    answer, _ = respond(line.split(), "en")
    assert isinstance(answer, Answer)
    return answer


def done(line: str) -> str:
    answer = asked(line)
    shown = as_text(answer.parts, "en")
    assert answer.code == 0, (line, shown)
    return shown


def refused(line: str) -> str:
    answer = asked(line)
    assert answer.code == 1, (line, answer.code)
    return as_text(answer.parts, "en")


def test_a_workflow_is_copied_into_the_units_own_register(unit: Path) -> None:
    text = (unit / "workflows.yaml").read_text(encoding="utf-8")
    assert "workflow_id: three-meetings" in text
    assert "from: 2024-01-08" in text
    assert "holds already, since 2024-01-08" in refused("gate adopt three-meetings")
    assert "three-meetings" in as_text(asked("gate adopt another").parts, "en")
    done("gate adopt three-meetings --id second --from 2024-07-01")
    assert asked("check").code == 0


def test_a_payment_is_made_once_all_have_signed(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("gate sign P-1 pay-1")
    done("gate sign P-1 pay-1 --person kuai")
    at(monkeypatch, "2024-06-05")
    shown = refused("gate pass P-1 pay-1")
    assert "pay-1: 会签 is not passed, 建管办, 分管领导 did not sign" in shown
    assert "draft: true" in (unit / "projects/2024/P-1/payment-pay-1.yaml").read_text()
    done("gate sign P-1 pay-1 --person chu --time 08:00")
    shown = done("gate sign P-1 pay-1 --person yi --time 08:30")
    assert "Next: project payment pay-1 has passed its gates and may happen" in shown
    done("gate pass P-1 pay-1 --time 09:00")
    assert asked("check").code == 0
    assert "happened already, on 2024-06-05" in refused("gate pass P-1 pay-1")


def test_signed_by_all_is_not_yet_payable(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks what comes next is not sent to a payment that would be refused."""
    more = PAYMENT.replace("pay-1", "pay-2").replace("40000", "480000.01")
    done(f"record new payment {more} draft=true")
    for person in ("wen", "kuai", "chu", "yi"):
        shown = done(f"gate sign P-1 pay-2 --person {person}")
    assert "pay-2: 480000.01 yuan with this one; contract and approved changes: 480000.00" in shown
    assert "may happen" not in shown
    at(monkeypatch, "2024-06-05")
    assert "480000.01 yuan with this one" in refused("gate pass P-1 pay-2")


def test_what_was_paid_past_a_gate_is_recorded_as_a_fact(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2024-06-10")
    paid = PAYMENT.replace("pay-1", "pay-2")
    assert "WF-01" in refused(f"record new payment {paid}")
    late = f"record new payment {paid} --late 补录"
    assert "WF-01" in as_text(asked(late).parts, "en")
    done(f"{late} --acknowledge WF-01=未会签即支付")
    answer = asked("check --format json")
    assert {one["rule_id"] for one in answer.data["findings"]} >= {"WF-01"}


def test_a_signature_of_a_stranger_or_for_two_roles_is_refused(unit: Path) -> None:
    assert "is in no role that signs 会签" in refused("gate sign P-1 pay-1 --person shi")
    assert "WF-04" in refused("gate sign P-1 pay-1 --person shi --role 财务股")
    done("gate sign P-1 pay-1")
    shown = refused("gate sign P-1 pay-1 --role 财务股")
    assert "WF-03" in shown
    assert "WF-04" in shown


def test_a_rejection_says_why_and_opens_a_new_round(unit: Path) -> None:
    done("gate sign P-1 pay-1")
    assert asked("gate sign P-1 pay-1 --person kuai --reject").code == 2
    shown = done("gate sign P-1 pay-1 --person kuai --reject --note 缺验收单")
    assert "sent back, round 2" in shown
    assert "rejected by 会计乙 on 2024-06-03; all sign anew" in shown
    done("gate sign P-1 pay-1")
    text = (unit / "projects/2024/P-1/gate-3.yaml").read_text(encoding="utf-8")
    assert "round: 2" in text


def test_a_change_of_the_draft_voids_what_was_signed(unit: Path) -> None:
    done("gate sign P-1 pay-1")
    done("gate sign P-1 pay-1 --person kuai")
    done("record edit payment P-1/pay-1 amount=41000")
    shown = done("gate show P-1")
    row = next(line for line in shown.splitlines() if "pay-1" in line)
    assert "项目部 (文员甲), 财务股 (会计乙), 建管办 (出纳丙), 分管领导 (易明)" in row
    told = asked("check --format json").data["findings"]
    assert [(one["rule_id"], one["severity"]) for one in told if "WF" in one["rule_id"]] == [
        ("WF-05", "notice")
    ]


def test_the_picture_says_what_comes_next(unit: Path) -> None:
    shown = done("gate show P-1")
    assert "· 会商" in shown
    assert "… 会签" in shown
    assert "- 汇报" in shown
    assert "  tripower gate sign P-1 pay-1 --stage countersignature --role 项目部" in shown
    data = asked("gate show P-1 --format json").data
    states = {(one["stage_id"], str(one["state"])) for one in data["stages"]}
    assert ("countersignature", "not_passed_yet") in states
    assert "there is no project P-9; on record: P-1" in refused("gate show P-9")


def test_a_reading_of_topics(unit: Path) -> None:
    assert "办公用品采购中的廉政风险" in done("topic show")
    shown = done("topic show T-1")
    assert "清理采购目录" in shown
    assert "Still missing" not in shown
    assert done("topic show --year 2023") == "No topic is on record."
    assert "there is no topic T-9; on record: T-1" in refused("topic show T-9")


def test_the_forms_can_be_filled_in(unit: Path, tmp_path: Path) -> None:
    text = done("topic template")
    begun = text.replace("topic_id:", "topic_id: T-2").replace("title:", "title: 走过场")
    (tmp_path / "begun.yaml").write_text(begun.replace("owner_id:", "owner_id: yi"))
    done(f"record new risk_topic --file {tmp_path / 'begun.yaml'} --dry-run")
    filled = re.sub(r"^#(?=\w|  )", "", begun, flags=re.MULTILINE)
    filled = filled.replace('""', "验收").replace("due_on:", "due_on: 2024-06-28")
    (tmp_path / "topic.yaml").write_text(filled.replace("owner_id:", "owner_id: yi"))
    done(f"record new risk_topic --file {tmp_path / 'topic.yaml'}")
    case = read(done("topic template T-2").encode(), "x").tree
    assert isinstance(case, dict)
    parts = ["facts", "cause", "gap", "measure", "source"]
    assert list(case) == ["draft", "topic_id", "written_on", *parts]
    (tmp_path / "empty.yaml").write_text(done("topic template T-2"), encoding="utf-8")
    done(f"record new case_analysis --file {tmp_path / 'empty.yaml'} --dry-run")
    folder = HERE / "RSK-04" / "good" / "topics" / "2024" / "T-1" / "analysis.yaml"
    told = folder.read_text(encoding="utf-8").replace("T-1", "T-2")
    (tmp_path / "case.yaml").write_text(told)
    done(f"record new case_analysis --file {tmp_path / 'case.yaml'}")
    done("record edit risk_topic T-2 --unset draft")
    assert asked("check").code == 0


def test_a_topic_that_is_not_whole_stays_a_draft(unit: Path) -> None:
    told = "topic_id=T-2 year=2024 title=走过场 chosen_on=2024-06-03"
    assert "RSK-02" in refused(f"record new risk_topic {told}")
    done(f"record new risk_topic {told} draft=true")


def test_signing_twice_or_after_the_step_is_refused(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("gate sign P-1 pay-1")
    again = refused("gate sign P-1 pay-1")
    assert "文员甲 signed 会签 for 项目部 already, on 2024-06-03" in again
    done("record edit payment P-1/pay-1 amount=39000")
    for person in ("wen", "kuai", "chu", "yi"):
        done(f"gate sign P-1 pay-1 --person {person}")
    at(monkeypatch, "2024-06-05")
    done("gate pass P-1 pay-1 --time 10:00")
    assert "happened already" in refused("gate sign P-1 pay-1 --person chu")
    assert "happened already" in refused("gate sign P-1 pay-1 --person chu --time 10:01")
    assert "signed 会签 for" in refused("gate sign P-1 pay-1 --person chu --time 10:00")
    late = "gate sign P-1 pay-1 --person chu --on 2024-06-04"
    assert "signed 会签 for 建管办 already" in refused(late)


def test_who_is_expected_last_is_listed_last(unit: Path) -> None:
    shown = done("gate show P-1")
    assert "分管领导 (易明), last" in shown
    shown = done("gate sign P-1 pay-1 --person yi")
    assert "分管领导: 易明, before the others, though expected last" in shown


def test_every_command_that_is_suggested_can_be_typed(unit: Path) -> None:
    """Whoever only types what stands there comes from the first step to the payment's gate."""
    body = "body=技术领导小组 person_id=yi from=2024-01-08"
    done(f"record new body_membership membership_id=b-yi {body}")
    done("record new project project_id=P-2 title=示例桥 registered_on=2024-06-03 estimate=600000")
    for _ in range(6):
        shown = done("gate show P-2")
        [line, *_] = [one.strip() for one in shown.splitlines() if one.startswith("  tripower")]
        answer, _ = respond(shlex.split(line)[1:], "en")
        assert isinstance(answer, Answer)
        assert answer.code == 0, (line, as_text(answer.parts, "en"))


def test_a_power_that_nobody_holds_is_named() -> None:
    who = t.Participant(role="分管领导", power=Power.ENGINEERING)
    this = t.Stage(
        stage_id="s", name="会签", must_precede="payment", rule=t.StageRule.ALL, participants=(who,)
    )
    step = payment(draft=True)
    see = gate_unit(project(), workflow(this), step)
    [line] = way_of(project(), see, END)
    assert "分管领导: nobody has" in line.missing[0].text.format(**line.missing[0].args)
    sign = signed(1, "分管领导", "a", of=step)
    [finding] = found("WF-04", gate_unit(project(), workflow(this), step, sign))
    assert "power_assignment" in finding.next
    held = gate_unit(project(), workflow(this), step, sign, in_charge("b"))
    [finding] = found("WF-04", held)
    assert "bodies.yaml" in finding.next


def test_at_a_meeting_no_and_abstention_are_shown_as_such() -> None:
    flow = workflow(stage(t.StageRule.MEETING, ["小组"], must_precede="design_submit"))
    step = event("design_submit", draft=True)
    votes = [
        signed(1, "小组", "a", of=step),
        signed(2, "小组", "b", of=step, result=t.SignResult.ABSTAIN),
        signed(3, "小组", "c", of=step, result=t.SignResult.REJECT),
    ]
    people = [member("小组", one) for one in "abcde"]
    [line] = way_of(project(), gate_unit(project(), flow, step, *votes, *people), END)
    said = [one.text.format(**one.args) for one in line.signed]
    assert said == ["小组: a", "小组: b, abstain", "小组: c, reject"]


def test_a_workflow_is_adopted_under_the_units_own_paper(unit: Path) -> None:
    done("gate adopt three-meetings --id own --basis 示例发〔2024〕3号")
    text = (unit / "workflows.yaml").read_text(encoding="utf-8")
    assert "basis: 示例发〔2024〕3号" in text
    assert "鼎城" not in text


def test_all_projects_are_listed_with_their_next_step(unit: Path) -> None:
    done("record new project project_id=P-2 title=示例桥 registered_on=2024-06-03")
    shown = done("gate show")
    [first] = [line for line in shown.splitlines() if line.startswith("P-1")]
    assert "示例渠道整治" in first
    assert "会签: 项目部 (文员甲)" in first
    [second] = [line for line in shown.splitlines() if line.startswith("P-2")]
    assert "put submission of the design forward" in second
    assert [one["project_id"] for one in asked("gate show").data["projects"]] == ["P-1", "P-2"]


def test_a_step_is_shown_by_its_title(unit: Path) -> None:
    told = "project_id=P-1 event_id=design event=design_submit on=2024-06-05 title=初步设计"
    done(f"record new project_event {told} draft=true")
    assert "submission of the design 初步设计" in done("gate show P-1")


def test_what_the_case_of_a_topic_lacks_is_shown(unit: Path) -> None:
    told = "topic_id=T-2 year=2024 title=走过场 chosen_on=2024-06-03"
    done(f"record new risk_topic {told} draft=true")
    done("record new case_analysis topic_id=T-2 written_on=2024-06-03 draft=true facts=虚报")
    shown = done("topic show T-2")
    assert "The case analysis is still a draft; it does not state: cause, gap, measure" in shown


def test_who_may_sign_is_told_to_scripts_in_words(unit: Path) -> None:
    answer = asked("gate sign P-1 pay-1 --person shi")
    assert "项目部 (文员甲), 财务股 (会计乙)" in answer.data["refused"][0]
    assert "项目部（文员甲）、财务股（会计乙）" in as_text(answer.parts, "zh")
