"""A second meeting of the base unit, with everything that the papers of an office tell.

易明 proposes a vehicle, which comes back for want of papers and is then put off; 贾石 proposes a
hall, which the head refuses; 石方 proposes a bonus, which fails; 甄诚 mends a dyke at once, which
the meeting ratifies, and which is carried out and looked at since.
"""

from __future__ import annotations

from tests.rules.units import HERE, overlay
from tripower.core.unit import Unit
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load

HOUSE = "matters/2024"
ROOM = "meetings/2024/K-2"
VOTES = {"zhen": "no", "jia": "no", "yi": "yes", "shi": "yes", "zheng": "abstain"}


def matter(matter_id: str, title: str, proposer: str, *more: str) -> dict[str, str]:
    told = [
        f"matter_id: {matter_id}",
        f"title: {title}",
        f"proposer_id: {proposer}",
        "proposed_on: 2024-06-03",
        *more,
    ]
    return {f"{HOUSE}/{matter_id}/matter.yaml": "\n".join(told) + "\n"}


def word(matter_id: str, result: str, *more: str) -> dict[str, str]:
    told = [f"matter_id: {matter_id}", "by: zhen", "on: 2024-06-04", f"result: {result}", *more]
    return {f"{HOUSE}/{matter_id}/confirmation.yaml": "\n".join(told) + "\n"}


def ballots(matter_id: str, votes: dict[str, str]) -> dict[str, str]:
    where = f"meeting_id: K-2\nmatter_id: {matter_id}\n"
    return {
        f"{ROOM}/{matter_id}/ballots/{person}.yaml": (
            f"{where}person_id: {person}\nchoice: {choice}\n"
            + ("opinion: 资金来源不明\n" if choice == "no" and person == "jia" else "")
        )
        for person, choice in votes.items()
    }


CHECK = """matter_id: M-2
check_no: 1
checked_on: 2024-06-05
checked_by: wen
result: returned
missing: [ARG-01 explanation|argument_report, ARG-05 explanation note, 请补充报价]
"""
NOTE = """matter_id: M-2
material_id: note
type: explanation
title: 购车说明书
producer: 示例咨询中心
producer_type: institution
received_on: 2024-06-03
"""
EMERGENCY = """matter_id: M-5
decider_id: zhen
decided_on: 2024-06-11
ground: disaster_relief
reason: 东堤出现管涌
measure: 调集砂石料封堵
"""
MEETING = """meeting_id: K-2
held_on: 2024-06-14
place: 三楼会议室
presiding_id: zhen
recorder_id: wen
notice_on: 2024-06-11
agenda: [M-2, M-4, M-5]
stage: closed
entitled_ids: [zhen, jia, yi, shi, zheng]
present_ids: [zhen, jia, yi, shi, zheng]
deferred:
  - matter_id: M-2
    reason: 补充比价后再议
"""
SPEECHES = """meeting_id: K-2
matter_id: M-4
speeches:
  - {person_id: shi, stance: for, gist: 说明奖金方案}
  - {person_id: jia, stance: against, gist: 资金来源不明}
  - {person_id: zhen, stance: against, gist: 暂不具备条件}
"""
SAID = """  - matter_id: {matter}
    outcome: {outcome}
    entitled: 5
    present: 5
    yes: {yes}
    no: {no}
    abstain: {abstain}
    defer: 0
"""
MINUTES = """meeting_id: K-2
minutes_id: J-2024-2
year: 2024
number: 2
issued_on: 2024-06-18
signer_id: zhen
distribution: [局领导]
items:
"""
TASK = """    conclusion: 予以追认
    executor_id: yi
    due_on: 2024-09-30
    supervisor_ids: [zheng]
"""


def added() -> dict[str, str]:
    """The files of the second meeting, by path."""
    funds = ("category: large_funds", "amount: 178000", "catalog_item_id: large-payments")
    report = "matter_id: M-5\nreported_on: 2024-06-12\nreported_to: 区人民政府\n"
    back = "matter_id: M-5\nmeeting_id: K-2\nsubmitted_on: 2024-06-12\n"
    begun = "matter_id: M-5\nexecutor_id: yi\nstarted_on: 2024-06-20\npower: engineering\n"
    look = "matter_id: M-5\ncheck_no: 1\nby: zheng\non: 2024-07-15\nfound: 堤脚已加固\n"
    said = [
        SAID.format(matter="M-2", outcome="deferred", yes=0, no=0, abstain=0),
        SAID.format(matter="M-4", outcome="rejected", yes=2, no=2, abstain=1),
        SAID.format(matter="M-5", outcome="ratified", yes=5, no=0, abstain=0) + TASK,
    ]
    return {
        **matter("M-2", "购置防汛车辆", "yi", *funds, "payee: 示例车行"),
        **word("M-2", "confirmed"),
        f"{HOUSE}/M-2/admission-1.yaml": CHECK,
        f"{HOUSE}/M-2/material-note.yaml": NOTE,
        **matter("M-3", "新建职工食堂", "jia", "category: project", "flags: [investment]"),
        **word("M-3", "refused", "reason: 不属于年度计划"),
        **matter("M-4", "发放年度奖金", "shi", *funds),
        **matter("M-5", "东堤管涌抢险", "zhen", "category: project", "amount: 240000"),
        **matter("M-6", "更换办公设备", "shi", *funds),
        f"{HOUSE}/M-5/emergency.yaml": EMERGENCY,
        f"{HOUSE}/M-5/emergency-report.yaml": report,
        f"{HOUSE}/M-5/ratification.yaml": back,
        f"{HOUSE}/M-5/execution.yaml": begun,
        f"{HOUSE}/M-5/supervision-1.yaml": look,
        f"{ROOM}/meeting.yaml": MEETING,
        f"{ROOM}/minutes.yaml": MINUTES + "".join(said),
        f"{ROOM}/M-4/speeches.yaml": SPEECHES,
        **ballots("M-4", VOTES),
        **ballots("M-5", dict.fromkeys(VOTES, "yes")),
    }


def year(changes: dict[str, str] | None = None) -> Unit:
    """The base unit with its second meeting, some files changed."""
    files = overlay(HERE / "base")
    files |= {path: text.encode() for path, text in (added() | (changes or {})).items()}
    found = load(files, KINDS)
    assert not found.problems, found.problems
    return found
