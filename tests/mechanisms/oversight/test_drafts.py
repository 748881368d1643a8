"""A draft may still change: it proves nothing, asks for nothing, and is in no paper."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.mechanisms.oversight import oversight_room
from tests.mechanisms.oversight.oversight_room import day, parameter, said, selection, votes
from tests.mechanisms.oversight.test_appraisals import LOW, TALK, after, rating
from tests.mechanisms.oversight.test_audits import ISSUE, TASK, part, result
from tests.mechanisms.oversight.test_inspections import THREE, WIND
from tests.mechanisms.oversight.test_personal import a_draw, check, found, reports
from tests.mechanisms.oversight.test_sessions import GROUPS, LATER, closed, session
from tests.mechanisms.oversight.unit_room import (
    INSPECTION,
    RULES,
    fed_back,
    handed_in,
    tally,
    told,
    unit,
)
from tripower.mechanisms.oversight.ledger import cases
from tripower.mechanisms.oversight.notices import notices
from tripower.mechanisms.oversight.records import SupervisionCycle
from tripower.mechanisms.oversight.score import places
from tripower.mechanisms.oversight.selection import course

DRAFT = "draft: true\n"
END = date(2024, 12, 31)
TWO = parameter("sup.select_n", "2")


def drafted(files: dict[str, str]) -> dict[str, str]:
    return {path: DRAFT + text for path, text in files.items()}


@pytest.mark.parametrize(("drafts", "overdue"), [(False, 0), (True, 1)])
def test_a_report_that_is_being_written_is_not_handed_in(*, drafts: bool, overdue: int) -> None:
    head = handed_in("led_by_the_head", "2024-05-20")
    files = fed_back("2024-03-29") | handed_in("rectification", "2024-05-20")
    files |= drafted(head) if drafts else head
    assert told(files, "SUP-07").count(("violation", "overdue")) == overdue


def test_a_stage_that_is_being_written_up_is_not_passed() -> None:
    files = fed_back("2024-03-29", WIND) | drafted(THREE)
    assert told(files, "SUP-12", day("2024-03-29")).count(("violation", "missing")) == 3


def test_a_feedback_that_is_planned_asks_for_nothing() -> None:
    path, whole = f"{INSPECTION}/feedback.yaml", fed_back("2024-03-29")
    files = whole | drafted({path: whole[path]})
    assert told(files, "SUP-07") == told(files, "SUP-12") == []
    assert [*cases(unit(files), END)] == []


def test_an_inspection_left_a_draft_does_not_hide_its_feedback() -> None:
    path, whole = f"{INSPECTION}/inspection.yaml", fed_back("2024-03-29")
    files = whole | drafted({path: whole[path]})
    assert told(files, "SUP-07") == told(whole, "SUP-07") != []
    assert len([*cases(unit(files), END)]) == 1


def test_an_audit_result_that_is_being_written_is_not_handed_in() -> None:
    files = TASK | part("report", "2024-05-10", ISSUE + "rectify_by: 2024-06-30\n")
    files |= result("audit_office", "2024-06-28") | drafted(result("government", "2024-06-28"))
    assert told(files, "SUP-08").count(("violation", "overdue")) == 1


def test_a_session_that_is_prepared_is_not_judged_and_a_draft_closes_no_question() -> None:
    files = session({"other_attendants": 1}, LATER, "")
    assert told(drafted(files), "SUP-04") == told(drafted(files), "SUP-13") == []
    files = session(GROUPS, LATER) | drafted(closed("2024-07-31"))
    assert told(files, "SUP-13", date(2024, 8, 1)) == [("violation", "overdue")]


def test_a_count_that_is_being_made_has_no_place_and_no_consequence() -> None:
    files = drafted(LOW)
    assert told(files, "SUP-05") == told(files, "SUP-06") == []
    assert places(unit(files)) == {}
    assert told(drafted(tally({"satisfied": 51}, 50, 51)), "SUP-05") == []


def test_a_talk_that_is_being_written_up_was_not_held() -> None:
    files = LOW | drafted(after("talk", "2024-07-01", TALK))
    assert told(files, "SUP-06") == [("warning", "overdue"), ("warning", "overdue")]
    rated = LOW | drafted(rating(2024, "person_id: zhen\n"))
    assert told(rated, "SUP-06", date(2024, 6, 21)) == []


def test_a_round_that_is_being_counted_chooses_nobody() -> None:
    this = selection("abz", 2)
    one = votes(this, "ab", "ab", "ab")
    held = [TWO, this, replace(one, draft=True)]
    assert said("SUP-11", "2024-04-01", *held) == ["warning undone selection_year/2024"]
    assert said("SUP-01", "2025-01-01", *held) == []


def test_a_selection_that_is_prepared_is_none() -> None:
    this = replace(selection("abz", 3), draft=True)
    assert said("SUP-02", "2024-12-31", TWO, this) == said("SUP-11", "2024-04-01", TWO, this) == []
    cycle = SupervisionCycle(cycle_id="Y", year=2024, unit_id="a", opened_on=day("2024-03-06"))
    assert said("SUP-01", "2025-01-01", replace(cycle, draft=True)) == []


def test_a_selection_left_a_draft_does_not_hide_what_came_of_it() -> None:
    this = replace(selection("abz", 2), draft=True)
    wrong = ["violation no_ballots selection/S-2024-03-05"]
    assert said("SUP-02", "2024-12-31", TWO, this, oversight_room.result(this, "ab")) == wrong
    chosen = [TWO, this, votes(this, "ab", "ab", "ab")]
    assert len(said("SUP-01", "2025-01-01", *chosen)) == 2


def test_a_check_that_is_being_written_up_is_not_done() -> None:
    drawn = a_draw(10, 1)
    (person,) = drawn.drawn
    records = [*reports(10), drawn, replace(check(person, "2024-06-01"), draft=True)]
    assert found("2025-01-01", *records)[:1] == ["warning unchecked personal_year/2024"]


def test_no_paper_shows_a_draft() -> None:
    files = drafted(fed_back("2024-03-29") | session(GROUPS) | LOW)
    assert notices(unit(files), END, RULES) == []
    files = fed_back("2024-03-29") | drafted(handed_in("rectification", "2024-05-20"))
    assert [one.kind for one in notices(unit(files), END, RULES)] == ["D13-feedback"]


def test_the_count_passes_over_a_draft_round() -> None:
    this = selection("abz", 2)
    one = replace(votes(this, "ab", "ab", "ab"), draft=True)
    assert course(this, oversight_room.unit(this, one)).chosen == ()
