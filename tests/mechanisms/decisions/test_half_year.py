"""What falls in half a year: each matter once, by its last meeting; items in force at the end."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.units import HERE, overlay
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.half_year import Counted, HalfYear, counted
from tripower.mechanisms.decisions.notices.bulletin import outside
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load

TEAM = ("zhen", "jia", "yi", "shi", "zheng")
H1, H2 = HalfYear(2024, 1), HalfYear(2024, 2)
CATALOGUE = """items:
- {item_id: old, category: project, name: 甲, basis: 细则, from: 2024-01-01, to: 2024-06-29}
- {item_id: last, category: project, name: 乙, basis: 细则, from: 2024-01-01, to: 2024-06-30}
- {item_id: new, category: project, name: 丙, basis: 细则, from: 2024-07-01}
"""


def matter(name: str) -> dict[str, str]:
    told = f"matter_id: {name}\ncategory: project\ntitle: {name}\nproposer_id: zhen\n"
    return {f"matters/2024/{name}/matter.yaml": f"{told}proposed_on: 2024-02-01\n"}


def meeting(name: str, day: str, votes: dict[str, str], stage: str = "closed") -> dict[str, str]:
    team = ", ".join(TEAM)
    folder = f"meetings/2024/{name}"
    files = {
        f"{folder}/meeting.yaml": f"meeting_id: {name}\nheld_on: {day}\nplace: 会议室\n"
        f"presiding_id: zhen\nrecorder_id: wen\nagenda: [{', '.join(votes)}]\nstage: {stage}\n"
        f"entitled_ids: [{team}]\npresent_ids: [{team}]\n"
    }
    for on, choice in votes.items():
        key = f"meeting_id: {name}\nmatter_id: {on}\n"
        for one in TEAM:
            ballot = f"{key}person_id: {one}\nchoice: {choice}\n"
            files[f"{folder}/{on}/ballots/{one}.yaml"] = ballot
    return files


def minutes(meeting_id: str, day: str, *, draft: bool = False) -> dict[str, str]:
    told = f"meeting_id: {meeting_id}\nminutes_id: J-{meeting_id}\nyear: 2024\nnumber: 7\n"
    more = f"issued_on: {day}\nsigner_id: zhen\ndistribution: [区纪委]\nitems: []\n"
    path = f"meetings/2024/{meeting_id}/minutes.yaml"
    return {path: told + more + ("draft: true\n" if draft else "")}


def unit(*parts: dict[str, str]) -> Unit:
    """Who and what the base unit is, and nothing else than what is given."""
    base = overlay(HERE / "base")
    kept = {path: base[path] for path in ("unit.yaml", "people.yaml", "positions.yaml")}
    files = {path: text.encode() for part in parts for path, text in part.items()}
    found = load({**kept, **files}, KINDS)
    assert not found.problems, found.problems
    return found


def names(found: Counted) -> tuple[list[str], list[str], list[str], list[str]]:
    return (
        [one.item_id for one in found.items],
        [one.matter_id for one in found.matters],
        [one.matter_id for one in found.passed],
        [one.minutes_id for one in found.minutes],
    )


def test_items_count_that_are_in_force_on_the_last_day() -> None:
    see = unit({"catalogue.yaml": CATALOGUE})
    assert names(counted(see, H1.days))[0] == ["last"]
    assert names(counted(see, H2.days))[0] == ["new"]


def test_a_meeting_counts_on_its_day_and_its_minutes_on_theirs() -> None:
    see = unit(
        matter("A"),
        matter("B"),
        meeting("K-1", "2024-06-30", {"A": "yes"}),
        minutes("K-1", "2024-07-03"),
        meeting("K-2", "2024-07-01", {"B": "no"}),
    )
    assert names(counted(see, H1.days))[1:] == (["A"], ["A"], [])
    assert names(counted(see, H2.days))[1:] == (["B"], [], ["J-K-1"])


def test_a_matter_that_came_back_counts_once_by_its_last_meeting_of_the_time() -> None:
    see = unit(
        matter("A"),
        meeting("K-1", "2024-03-01", {"A": "no"}),
        meeting("K-2", "2024-04-01", {"A": "yes"}),
        meeting("K-3", "2024-08-01", {"A": "no"}),
    )
    first = counted(see, H1.days)
    assert names(first)[1:3] == (["A"], ["A"])
    assert first.passed[0].meeting.meeting_id == "K-2"
    assert names(counted(see, H2.days))[1:3] == (["A"], [])


def test_what_is_not_over_or_not_issued_does_not_count() -> None:
    see = unit(
        matter("A"),
        matter("waiting"),
        meeting("K-1", "2024-03-01", {"A": "yes"}, stage="open"),
        minutes("K-1", "2024-03-02", draft=True),
    )
    assert names(counted(see, H1.days))[1:] == ([], [], [])


def test_a_half_year_is_written_and_said() -> None:
    assert [str(HalfYear.parse(text)) for text in ("2024-H1", "2023-H2")] == ["2024-H1", "2023-H2"]
    assert (H1.days.first, H1.days.last) == (date(2024, 1, 1), date(2024, 6, 30))
    assert (H2.days.first, H2.days.last) == (date(2024, 7, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    "text", ["2024", "2024-H3", "2024-h1", "24-H1", "2024-H1 ", "0000-H1", "２０２４-H1"]
)
def test_anything_else_is_no_half_year(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        HalfYear.parse(text)


def test_records_of_other_times_tell_nothing_of_it() -> None:
    see = unit()  # its period is 2024 from 8 January
    assert [outside(see, HalfYear(year, half)) for year, half in ((2023, 2), (2024, 1))] == [
        True,
        False,
    ]
    assert outside(see, HalfYear(2025, 1))
