"""D9, the proposal to hold to account: what it says word for word, and that it decides nothing."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.publish.test_office_papers import NO_COMMIT, text
from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import notices as decisions
from tripower.mechanisms.kinds import KINDS
from tripower.publish.notice import Edition, Notice
from tripower.publish.render import renderer
from tripower.store.unit import load

GOLDEN = Path(__file__).resolve().parent / "golden_accountability"
OPENED = date(2024, 6, 3)
SHEET = """meeting_id: K-1
matter_id: M-1
issued: 5
collected: 5
yes: 4
no: 1
counter_ids: [wen]
"""


def unit(changes: dict[str, str] | None = None) -> Unit:
    """易明 voted no with his words in the minutes, 郑真 abstained; a case is opened in June."""
    files = overlay(HERE / "ACC-02" / "good")
    files |= {path: told.encode() for path, told in (changes or {}).items()}
    return load(files, KINDS)


def paper(found: Unit, day: date = date(2024, 12, 31)) -> Notice | None:
    return next(iter(decisions.notices(found, day, load_rules(), ["D9"])), None)


def told(found: Unit, lang: str = "en") -> str:
    notice = paper(found)
    assert notice is not None
    return text(notice, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_paper_is_as_it_was(lang: str) -> None:
    (notice,) = decisions.notices(unit(), OPENED, {}, ["D9"])
    golden, said = GOLDEN / lang / f"{notice.notice_id}.txt", text(notice, lang)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_it_is_due_from_the_day_of_the_case_and_internal() -> None:
    assert paper(unit(), date(2024, 6, 2)) is None
    notice = paper(unit(), OPENED)
    assert notice is not None
    assert notice.notice_id == "D9-A-1"
    assert list(notice.pages) == [Edition.INTERNAL]


def test_it_names_ballots_dissent_proposals_and_the_way_to_appeal() -> None:
    said = told(unit())
    flat = " ".join(said.split())
    for words in (
        "this paper proposes and decides nothing",
        "财务与工程由一人分管不妥，建议另行研究",
        "reduce or exempt: 易明",
        "hold to account: 甄诚, 贾石, 石方",
        "may state a case and defend it",
        "Leaving office or retirement does not end the case.",
        "ACC-02",
    ):
        assert words in flat, words


def test_of_a_secret_vote_it_says_that_nobody_can_be_traced() -> None:
    files = overlay(HERE / "base")
    for person in ("zhen", "jia", "yi", "shi", "zheng"):
        del files[f"meetings/2024/K-1/M-1/ballots/{person}.yaml"]
    files["meetings/2024/K-1/M-1/ballots/tally.yaml"] = SHEET.encode()
    case = overlay(HERE / "ACC-01" / "good")["accountability/2024/A-1/case.yaml"]
    files["accountability/2024/A-1/case.yaml"] = case
    said = " ".join(told(load(files, KINDS)).split())
    assert "The vote was secret: nobody's ballot can be traced." in said


def test_a_matter_that_no_meeting_saw_says_so() -> None:
    files = overlay(HERE / "ACC-01" / "good")
    kept = {path: data for path, data in files.items() if not path.startswith("meetings/")}
    assert "No meeting dealt with it." in told(load(kept, KINDS))


@pytest.mark.parametrize("hostile", ["{{7*7}}", "<script>alert(1)</script>", "{name} %(x)s"])
def test_hostile_words_stay_words(hostile: str) -> None:
    path = "accountability/2024/A-1/case.yaml"
    text_of = overlay(HERE / "ACC-02" / "good")[path].decode()
    found = unit({path: text_of.replace("示例区审计局", f"'{hostile}'")})
    assert hostile in " ".join(told(found).split())
    notice = paper(found)
    assert notice is not None
    assert "<script" not in renderer("en").page(notice, Edition.INTERNAL, NO_COMMIT)
