"""Big lawful units: the registers of the sample, and as many decided matters as are asked for."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tripower.core.resources import sample_unit
from tripower.store.yaml_render import mapping_lines

MEMBERS = ("zhen", "jia", "yi", "shi", "lin", "he", "zheng")
FILES_A_MATTER = 14
BEGIN, DAYS = date(2024, 7, 8), 240
"""While the sample's first division of work holds."""
DIVISIONS = (
    "matters/2024/M-2024-1",
    "matters/2025/M-2025-1",
    "meetings/2024/K-2024-1",
    "meetings/2025/K-2025-1",
)
"""What the registers rest on; their minutes are the first of the year."""
REASON = "经调查、考察、测评和分析，情况属实，方案可行，资金有来源，风险可控，符合规定，同意。" * 7
Record = dict[str, object]


def build(folder: Path, records: int) -> int:
    """Fill a new folder with at least so many record files; returns how many it holds."""
    folder.mkdir(parents=True)
    for register in sample_unit().glob("*.yaml"):
        shutil.copy(register, folder)
    for part in DIVISIONS:
        shutil.copytree(sample_unit() / part, folder / part)
    matters = -(-records // FILES_A_MATTER)
    numbers = Counter({2024: 1, 2025: 1})
    for nth in range(matters):
        day = _working(BEGIN + timedelta(days=nth * DAYS // matters))
        numbers[day.year] += 1
        for path, record in decided(nth, day, numbers[day.year]).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_text(record))
    return sum(1 for _ in folder.rglob("*.yaml"))


def sequence(matters: int) -> Iterator[tuple[date, str, dict[str, bytes]]]:
    """What is recorded of so many matters, act by act in the order of days."""
    numbers = Counter({2024: 1, 2025: 1})
    acts: list[tuple[date, int, str, dict[str, bytes]]] = []
    for nth in range(matters):
        day = _working(BEGIN + timedelta(days=nth * DAYS // matters))
        numbers[day.year] += 1
        files = {path: _text(one) for path, one in decided(nth, day, numbers[day.year]).items()}
        meeting = next(path for path in files if path.endswith("/meeting.yaml"))
        draft = files[meeting].replace(b"stage: closed", b"stage: called\ndraft: true")
        acts.append((day - timedelta(days=10), nth, "meeting call", {meeting: draft}))
        opened = draft.replace(b"called", b"open")
        acts.append((day, nth, "meeting open", {meeting: opened}))
        for path, data in files.items():
            then = day - timedelta(days=14) if path.startswith("matters/") else day
            acts.append((then, nth, "record", {path: data}))
    acts.sort(key=lambda act: act[:2])
    return ((day, operation, files) for day, _, operation, files in acts)


def _text(record: Record) -> bytes:
    """As the writer has it, without its reading back: every figure checks what was built."""
    return "".join(f"{line}\n" for line in mapping_lines(record)).encode()


def _working(day: date) -> date:
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def decided(nth: int, day: date, number: int) -> dict[str, Record]:
    """The files of one matter that the team decided in a meeting of its own."""
    matter, meeting = f"M-{day.year}-{nth + 100}", f"K-{day.year}-{nth + 100}"
    before, key = day - timedelta(days=14), {"meeting_id": meeting, "matter_id": matter}
    papers = {
        f"matters/{before.year}/{matter}/{name}": record
        for name, record in _papers(matter, before, nth).items()
    }
    place = f"meetings/{day.year}/{meeting}"
    ballots: dict[str, Record] = {
        f"{place}/{matter}/ballots/{person}.yaml": {
            **key,
            "person_id": person,
            "choice": "yes",
            "opinion": REASON,
        }
        for person in MEMBERS
    }
    speeches = [
        {"person_id": person, "stance": "for", "gist": REASON[:60]} for person in reversed(MEMBERS)
    ]
    return {
        **papers,
        f"{place}/meeting.yaml": _meeting(meeting, matter, day),
        f"{place}/{matter}/speeches.yaml": {**key, "speeches": speeches},
        **ballots,
        f"{place}/minutes.yaml": _minutes(key, day, number, [*ballots.values()]),
    }


def _papers(matter: str, before: date, nth: int) -> dict[str, Record]:
    paper: Record = {
        "matter_id": matter,
        "title": f"材料{REASON[:100]}",
        "producer": "示例研究所",
        "producer_type": "institution",
        "methods": ["survey"],
        "signed": True,
        "dated": before,
        "received_on": before,
    }
    return {
        "matter.yaml": {
            "matter_id": matter,
            "category": "large_funds",
            "title": f"采购{nth}",
            "proposer_id": "zhen",
            "proposed_on": before,
            "catalog_item_id": "funds",
            "amount": "86000.50",
            "payee": f"示例公司{nth}",
        },
        "material-note.yaml": {**paper, "material_id": "note", "type": "explanation"},
        "material-budget.yaml": {**paper, "material_id": "budget", "type": "budget_review"},
        "admission-1.yaml": {
            "matter_id": matter,
            "check_no": 1,
            "checked_on": before,
            "checked_by": "wen",
            "result": "admitted",
        },
    }


def _meeting(meeting: str, matter: str, day: date) -> Record:
    return {
        "meeting_id": meeting,
        "held_on": day,
        "place": "局会议室",
        "presiding_id": "zhen",
        "recorder_id": "wen",
        "notice_on": day - timedelta(days=10),
        "agenda": [matter],
        "stage": "closed",
        "entitled_ids": [*MEMBERS],
        "present_ids": [*MEMBERS],
    }


def _minutes(key: dict[str, str], day: date, number: int, ballots: list[Record]) -> Record:
    item = {
        "matter_id": key["matter_id"],
        "outcome": "passed",
        **{"entitled": 7, "present": 7, "yes": 7, "no": 0, "abstain": 0, "defer": 0},
        "ballots": [
            {"person_id": one["person_id"], "sha256": hashlib.sha256(_text(one)).hexdigest()}
            for one in ballots
        ],
        "conclusion": "同意。",
        "executor_id": "jia",
        "due_on": day + timedelta(days=60),
        "supervisor_ids": ["zheng"],
    }
    return {
        "meeting_id": key["meeting_id"],
        "minutes_id": f"J-{day.year}-{number}",
        "year": day.year,
        "number": number,
        "issued_on": day,
        "signer_id": "zhen",
        "distribution": ["局属各单位"],
        "items": [item],
    }
