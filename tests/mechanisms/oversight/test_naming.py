"""巡视 before 2017-10-24, 巡察 from then on: a label, nothing more (SUP-03)."""

from __future__ import annotations

import pytest

from tests.mechanisms.oversight.oversight_room import day, parameter, said, unit
from tripower.mechanisms.oversight.naming import CALLED, inspection_name
from tripower.mechanisms.oversight.records import InspectionTask


@pytest.mark.parametrize(
    ("on", "word"),
    [
        ("2013-01-01", "巡视"),
        ("2017-10-23", "巡视"),
        ("2017-10-24", "巡察"),
        ("2024-02-29", "巡察"),
    ],
)
def test_the_word_of_the_day(on: str, word: str) -> None:
    assert CALLED[inspection_name(unit(), day(on))] == word


@pytest.mark.parametrize(
    ("on", "team", "found"),
    [
        ("2017-10-23", "区委第一巡视组", 0),
        ("2017-10-24", "区委第一巡视组", 1),
        ("2017-10-23", "区委第一巡察组", 1),
        ("2017-10-24", "区委第一巡察组", 0),
        ("2018-05-02", "省委第三巡视组", 0),
        ("2018-05-02", "第三组", 0),
    ],
)
def test_a_paper_has_the_word_of_its_day(on: str, team: str, found: int) -> None:
    task = InspectionTask(inspection_id="I-1", begun_on=day(on), team=team)
    told = said("SUP-03", "2024-12-31", task)
    assert told == ["notice other_name inspection_task/I-1"] * found


def test_a_district_may_name_it_from_another_day_on() -> None:
    own = parameter("sup.inspection_name", "county_inspection", since="2017-01-01")
    assert CALLED[inspection_name(unit(own), day("2017-01-01"))] == "巡察"
    assert CALLED[inspection_name(unit(own), day("2016-12-31"))] == "巡视"
