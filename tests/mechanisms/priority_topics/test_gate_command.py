"""`tripower gate` and `tripower topic` at the terminal, in a real repository."""

from __future__ import annotations

import shutil
import tempfile
from atexit import register
from functools import cache
from pathlib import Path

import pytest

from tests.cli.write_room import office
from tests.rules.units import HERE
from tripower.cli.console import Step, surroundings
from tripower.cli.main import respond
from tripower.cli.show import as_text
from tripower.core.answer import Answer
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
    filled = text.replace("topic_id:", "topic_id: T-2").replace("title:", "title: 走过场")
    filled = filled.replace('""', "验收").replace("due_on:", "due_on: 2024-06-28")
    (tmp_path / "topic.yaml").write_text(filled.replace("owner_id:", "owner_id: yi"))
    done(f"record new risk_topic --file {tmp_path / 'topic.yaml'}")
    case = read(done("topic template T-2").encode(), "x").tree
    assert isinstance(case, dict)
    assert list(case) == ["topic_id", "written_on", "facts", "cause", "gap", "measure", "source"]
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
