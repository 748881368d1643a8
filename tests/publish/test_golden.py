"""What people get, word for word, in both languages and both editions.

The unit has a dissent, a member ill and a stand-in, so that every part of a page has something
to show. The annex of rules is tested by itself, since its texts are those of the rules. To
write the files anew after a change that is meant: `UPDATE_GOLDEN=1 pytest tests/publish`.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from tests.publish.folders import MINUTES, dissenting, edited
from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import notices as decisions
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.power_split import notices as power_split
from tripower.publish.notice import Edition, Notice, Rests
from tripower.publish.render import renderer
from tripower.publish.text import plain_text
from tripower.store.unit import load

GOLDEN = Path(__file__).resolve().parent / "golden"
DAY = date(2024, 12, 31)
NO_COMMIT = Rests("0" * 40)


def unit() -> Unit:
    told = dissenting("工程建设与行政审批由一人分管，工作量过大，\n建议另行研究。")
    minutes = told[MINUTES] or ""
    told[MINUTES] = minutes.replace("yes: 4", "yes: 3").replace("present: 5", "present: 4")
    files = overlay(HERE / "base")
    files |= {path: text.encode() for path, text in told.items() if text is not None}
    ill = (
        "present_ids: [zhen, jia, yi, shi, zheng]",
        "present_ids: [zhen, jia, yi, shi]\nabsent:\n  - person_id: zheng\n    reason: 因病住院",
    )
    meeting = edited("meetings/2024/K-1/meeting.yaml", ill)
    standin = (
        "  - assignment_id: a-procurement\n    power: procurement\n    person_id: shi\n",
        "  - assignment_id: a-standin\n    power: procurement\n    person_id: jia\n"
        "    standin: true\n    from: 2024-09-01\n    to: 2024-09-20\n"
        "  - assignment_id: a-procurement\n    power: procurement\n    person_id: shi\n",
    )
    for changed in (meeting, edited("powers.yaml", standin)):
        files |= {path: text.encode() for path, text in changed.items() if text is not None}
    del files["meetings/2024/K-1/M-1/ballots/zheng.yaml"]
    return load(files, KINDS)


def due(found: Unit) -> list[Notice]:
    """The two that the public reads most: the division of work and the minutes."""
    return [*power_split.notices(found, DAY, {}), *decisions.notices(found, DAY, {}, ["D2"])]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("edition", Edition)
def test_notices_are_as_they_were(lang: str, edition: Edition) -> None:
    page = renderer(lang)
    for notice in due(unit()):
        html = page.page(notice, edition, NO_COMMIT)
        bare = re.sub(r"(?s)<style>.*</style>\n", "", html)
        told = {"html": bare, "txt": plain_text(html)}
        for ending, text in told.items():
            golden = GOLDEN / lang / edition.value / f"{notice.notice_id}.{ending}"
            if os.environ.get("UPDATE_GOLDEN"):
                golden.parent.mkdir(parents=True, exist_ok=True)
                golden.write_text(text, encoding="utf-8")
            assert text == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    names = {one.notice_id for one in due(unit())}
    assert {path.stem for path in GOLDEN.rglob("*.*")} == names


def test_each_change_of_the_division_makes_a_table_of_its_own() -> None:
    keys = [(n.key, n.index.valid_to) for n in power_split.notices(unit(), DAY, {})]
    assert keys == [
        ("2024-01-08", date(2024, 8, 31)),
        ("2024-09-01", date(2024, 9, 20)),
        ("2024-09-21", None),
    ]


def test_what_has_not_begun_is_not_published() -> None:
    early = power_split.notices(unit(), date(2024, 8, 31), {})
    assert [notice.key for notice in early] == ["2024-01-08"]


def test_the_annex_names_each_rule_with_the_class_of_its_sources() -> None:
    for notice in [
        *power_split.notices(unit(), DAY, load_rules()),
        *decisions.notices(unit(), DAY, load_rules(), ["D2"]),
    ]:
        text = plain_text(renderer("en").page(notice, Edition.PUBLIC, NO_COMMIT))
        annex = text.partition("Annex: the rules behind this paper")[2]
        expected = {"D1": ["POW-01", "POW-03"], "D2": ["DEC-05", "DEC-07"]}[notice.kind]
        assert all(f"- {rule_id} {load_rules()[rule_id].title}" in annex for rule_id in expected)
        assert "[the district's mechanism of 2016]" in annex


def test_every_part_that_minutes_must_have_is_shown() -> None:
    (notice,) = decisions.notices(unit(), DAY, {}, ["D2"])
    text = plain_text(renderer("en").page(notice, Edition.INTERNAL, NO_COMMIT))
    for told in (
        "示例局〔2024〕1号",
        "5: 甄诚, 贾石, 易明, 石方, 郑真",
        "4: 甄诚, 贾石, 易明, 石方",
        "郑真 (因病住院)",
        "3×4 = 12 ≥ 10 = 2×5, met (DEC-05)",
        "2×3 = 6 > 5, met (DEC-07)",
        "  | 建议另行研究。",
        "31 January 2024",
        "Signed and issued: 甄诚",
        "permanent",
    ):
        assert told in text


def test_minutes_that_contradict_the_records_say_so() -> None:
    files = overlay(HERE / "base")
    told = edited(MINUTES, ("outcome: passed", "outcome: rejected"))
    files |= {path: text.encode() for path, text in told.items() if text is not None}
    (notice,) = decisions.notices(load(files, KINDS), DAY, {}, ["D2"])
    text = plain_text(renderer("en").page(notice, Edition.PUBLIC, NO_COMMIT))
    assert "Outcome by the records  passed" in text
