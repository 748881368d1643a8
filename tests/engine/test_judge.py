"""What the engine makes of what rules say: new or not, excused or not, crashed or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from tests.engine.states import State, drop, edit, mixed, put, unit
from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.core.dates import Period
from tripower.core.exceptions import Acknowledgement, Waiver
from tripower.core.findings import Finding, Severity, Status
from tripower.core.people import Position
from tripower.core.rules import Derived, Hit, Rule, practice, seed, violation, warning
from tripower.core.unit import View
from tripower.engine.judge import Judgement, judge
from tripower.mechanisms.decisions.records import Form, Matter, Meeting
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load

RULES = load_rules()
AS_OF = date(2024, 12, 31)
HASTE = edit("meeting", "K-1", form=Form.CIRCULATION)  # breaks DEC-15


def made(function: Callable[..., Any], rule_id: str = "TST-01", **more: Any) -> dict[str, Rule]:
    """A rule on matters that rests on the seed, beside the real ones of nobody."""
    told = {"subject": Matter, "reads": frozenset({"matter"}), "basis": (seed("x"),), **more}
    return {rule_id: Rule(rule_id, "x", function, **told)}


def judged(after: State, rules: dict[str, Rule], before: State | None = None) -> Judgement:
    old = unit(before) if before is not None else None
    return judge(old, unit(after), AS_OF, rules)


def late(matter: Matter, _: View) -> Iterator[Hit]:
    """Heavier the later it was proposed."""
    if matter.proposed_on > date(2024, 6, 1):
        yield violation("late")
    elif matter.proposed_on > date(2024, 3, 1):
        yield warning("late")


def proposed(month: int) -> State:
    return mixed(edit("matter", "M-1", proposed_on=date(2024, month, 2)))


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        (1, 4, ["warning"]),
        (4, 7, ["violation"]),
        (7, 4, []),
        (4, 5, []),
        (7, 1, []),
    ],
)
def test_new_is_what_was_absent_or_milder(before: int, after: int, new: list[str]) -> None:
    judgement = judged(proposed(after), made(late), proposed(before))
    assert [f.severity.value for f in judgement.new] == new


def test_what_a_change_does_not_touch_is_not_judged_again() -> None:
    other = put(Matter(**{**fields(Matter, "M-1"), "matter_id": "M-9"}))
    before = mixed(edit("matter", "M-1", proposed_on=date(2024, 7, 2)), other)
    after = edit("matter", "M-9", proposed_on=date(2024, 7, 3))(before)
    assert [f.subject_id for f in judged(after, made(late), before).findings] == ["M-9"]
    assert [f.subject_id for f in judged(after, made(late)).findings] == ["M-1", "M-9"]


def fields(kind: type[Any], key: str) -> dict[str, Any]:
    held = mixed()[kind.kind, key]
    return {name: getattr(held, name) for name in held.__struct_fields__}


def test_practice_alone_is_a_warning_until_it_is_adopted() -> None:
    rules = made(late, "TEN-02", basis=(practice("x"),))
    assert judged(proposed(7), rules).findings[0].severity is Severity.WARNING
    adopted = edit("district_parameter", "adopted/None", value=("TEN-02",))
    assert judged(adopted(proposed(7)), rules).findings[0].severity is Severity.VIOLATION


def waiver(rule_id: str, scope: str, since: str, to: str | None = None) -> Waiver:
    return Waiver(
        waiver_id="W-1",
        rule_id=rule_id,
        scope=(scope,),
        approver="示例区纪委",
        doc_no="示例〔2024〕1号",
        reason="患病",
        from_=date.fromisoformat(since),
        to=date.fromisoformat(to) if to else None,
    )


def spoken(rule_id: str, subject: str) -> Acknowledgement:
    return Acknowledgement(
        ack_id="A-1",
        rule_id=rule_id,
        subject_named=subject,
        reason="工作人员病假",
        person_id="wen",
        on=date(2024, 8, 1),
    )


def told(found: Judgement) -> list[tuple[str, str, str | None]]:
    return [(f.severity.value, f.status.value, f.waiver_id) for f in found.findings]


OPEN = ("violation", "open", None)


@pytest.mark.parametrize(
    ("word", "waivable", "expected"),
    [
        (waiver("TST-01", "matter/M-1", "2024-07-02", "2024-07-02"), True, "waived"),
        (waiver("TST-01", "*", "2024-01-01"), True, "waived"),
        (waiver("TST-01", "matter/M-1", "2024-07-03"), True, "open"),
        (waiver("TST-01", "matter/M-1", "2024-01-01", "2024-07-01"), True, "open"),
        (waiver("TST-01", "matter/M-2", "2024-01-01"), True, "open"),
        (waiver("TST-02", "matter/M-1", "2024-01-01"), True, "open"),
        (waiver("TST-01", "matter/M-1", "2024-01-01"), False, "open"),
        (spoken("TST-01", "matter/M-1"), True, "acknowledged"),
        (spoken("TST-01", "matter/M-1"), False, "acknowledged"),
        (spoken("TST-01", "matter/M-2"), True, "open"),
        (spoken("TST-02", "matter/M-1"), True, "open"),
    ],
)
def test_a_word_on_a_finding_changes_its_status_and_never_deletes_it(
    word: Waiver | Acknowledgement, waivable: bool, expected: str
) -> None:
    found = judged(put(word)(proposed(7)), made(late, waivable=waivable))
    excused = {
        "open": OPEN,
        "waived": ("notice", "waived", "W-1"),
        "acknowledged": ("violation", "acknowledged", None),
    }
    assert told(found) == [excused[expected]]


def test_an_exception_goes_before_an_acknowledgement() -> None:
    both = mixed(put(waiver("TST-01", "*", "2024-01-01")), put(spoken("TST-01", "matter/M-1")))
    after = edit("matter", "M-1", proposed_on=date(2024, 7, 2))(both)
    assert told(judged(after, made(late))) == [("notice", "waived", "W-1")]


def test_an_exception_that_ends_leaves_a_new_violation() -> None:
    before = put(waiver("TST-01", "*", "2024-01-01"))(proposed(7))
    after = edit("waiver", "W-1", to=date(2024, 6, 30))(before)
    assert [f.severity.value for f in judged(after, made(late), before).new] == ["violation"]


def test_the_rest_of_a_breach_is_open_once_its_exception_has_ended() -> None:
    """The deputy had a third power all year; the district's paper was for two months."""
    third = edit("power_assignment", "a-personnel", person_id="jia")
    paper = put(waiver("POW-02", "person/jia", "2024-03-01", "2024-04-30"))
    found = [f for f in judged(mixed(third, paper), RULES).findings if f.rule_id == "POW-02"]
    assert [(f.status, str(f.args["first"]), str(f.args["last"])) for f in found] == [
        (Status.OPEN, "2024-01-08", "2024-02-29"),
        (Status.OPEN, "2024-05-01", "2024-12-31"),
        (Status.WAIVED, "2024-03-01", "2024-04-30"),
    ]


@pytest.mark.parametrize(
    ("state", "fits"),
    [
        (mixed(HASTE, put(spoken("DEC-15", "meeting/K-1"))), True),
        (mixed(put(spoken("DEC-15", "meeting/K-1"))), False),
    ],
)
def test_an_acknowledgement_that_fits_no_finding_is_pointed_out(state: State, fits: bool) -> None:
    said = [f for f in judged(state, RULES).findings if f.rule_id == "FND-05"]
    assert [(f.severity.value, f.subject_id) for f in said] == ([] if fits else [("notice", "A-1")])


def test_a_breach_that_is_mended_leaves_its_acknowledgement_without_a_finding() -> None:
    before = mixed(HASTE, put(spoken("DEC-15", "meeting/K-1")))
    after = edit("meeting", "K-1", form=Form.MEETING)(before)
    assert [f.rule_id for f in judged(after, RULES, before).new] == ["FND-05"]


def reads_posts(_: Matter, see: View) -> Iterator[Hit]:
    yield from (violation("late") for _ in see.all(Position))


def asks_a_parameter(_: Matter, see: View) -> Iterator[Hit]:
    if see.on(AS_OF).whole("dec.minutes_workdays"):
        yield violation("late")


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (reads_posts, "kind position is not declared"),
        (asks_a_parameter, "dec.minutes_workdays is not declared"),
    ],
)
def test_a_rule_that_looks_at_what_it_did_not_declare_crashes(
    function: Callable[..., Any], says: str
) -> None:
    (crash,) = judged(mixed(), made(function)).crashes
    assert (crash.rule_id, crash.subject_id) == ("TST-01", "M-1")
    assert says in crash.trace


def breaks(matter: Matter, _: View) -> Iterator[Hit]:
    yield violation("late")
    raise ZeroDivisionError(matter.matter_id)


class Broken(Derived, frozen=True):
    """A subject that cannot be listed."""

    kind = "broken"

    @classmethod
    def every(cls, see: View) -> Iterator[Any]:
        yield from see.all(Meeting)


class Unanchored(Derived, frozen=True):
    """A subject that does not know of what it is made."""

    matter: Matter
    kind = "matter"

    @property
    def subject(self) -> tuple[str, str]:
        return self.matter.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        raise ZeroDivisionError

    @classmethod
    def every(cls, see: View) -> Iterator[Any]:
        yield from (cls(one) for one in see.all(Matter))


@pytest.mark.parametrize("subject", [Matter, Broken, Unanchored])
def test_a_rule_that_crashes_hides_no_finding_of_another(subject: type[Any]) -> None:
    rules = {**made(breaks, "TST-00", subject=subject), **made(late)}
    for before in (None, mixed()):
        judgement = judged(proposed(7), rules, before)
        assert {f.rule_id for f in judgement.findings} >= {"TST-01"}
        if before is not None or subject is not Unanchored:
            assert [crash.rule_id for crash in judgement.crashes] == ["TST-00"]


def test_a_rule_speaks_only_of_days_on_which_it_was_in_force() -> None:
    rules = made(late, effective=Period(date(2024, 7, 3)))
    assert judged(proposed(7), rules).findings == ()


def messy() -> dict[str, bytes]:
    """Several bad units in one, with findings of all sorts."""
    files: dict[str, bytes] = {}
    for rule_id in ("FND-05", "DEC-01", "DEC-13", "POW-01", "DEC-06"):
        files.update(overlay(HERE / rule_id / "bad"))
    return files


def test_the_same_files_in_any_order_give_the_same_findings_in_the_same_order() -> None:
    files = messy()
    first = judge(None, load(files, KINDS), AS_OF, RULES).findings
    backwards = dict(sorted(files.items(), reverse=True))
    rules = dict(sorted(RULES.items(), reverse=True))
    assert judge(None, load(backwards, KINDS), AS_OF, rules).findings == first
    assert len({f.severity for f in first}) >= 4
    assert list(first) == sorted(first, key=Finding.order)


def test_no_two_findings_have_the_same_fingerprint() -> None:
    found = judge(None, load(messy(), KINDS), AS_OF, RULES).findings
    assert len({f.fingerprint for f in found}) == len(found)


def test_a_finding_keeps_its_fingerprint_while_other_things_change() -> None:
    before = mixed(HASTE)
    after = drop("approval_action", "X-1-book")(edit("meeting", "K-1", place="二楼")(before))
    prints = [
        {f.fingerprint for f in judged(state, RULES).findings if f.rule_id == "DEC-15"}
        for state in (before, after)
    ]
    assert prints[0] == prints[1] != set()
