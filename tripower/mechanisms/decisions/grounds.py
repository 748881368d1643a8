"""Grounds for holding to account, as far as the records show them (G1 to G10).

What other rules found on a matter leads to a ground; what no record can show is said to be so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from tripower.core.findings import Finding, Severity
from tripower.core.messages import N_
from tripower.core.records import Term
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.records import Ground, Matter, Minutes
from tripower.mechanisms.decisions.rounds import meetings_of
from tripower.mechanisms.power_split.records import ApprovalAction

SHOWN_BY: dict[Ground, tuple[str, ...]] = {
    Ground.G1: ("DEC-01", "DEC-14", "DEC-18"),
    Ground.G2: (
        *(f"DEC-{number:02}" for number in (3, 4, 5, 6, 7, 8, 9, 10, 13, 15, 16)),
        *(f"ARG-{number:02}" for number in (1, 2, 3, 4, 5)),
        *(f"MAD-{number:02}" for number in (2, 3, 4, 5, 6, 7, 8)),
    ),
    Ground.G3: ("ARG-06",),
    Ground.G4: ("DEC-19",),
    Ground.G5: (),
    Ground.G6: (),
    Ground.G7: ("DEC-11",),
    Ground.G8: ("ARG-07",),
    Ground.G9: ("DEC-02",),
    Ground.G10: (),
}
"""The rules whose findings lead to each ground; where there are none, no record can show it."""
WEIGHTY = (Severity.BLOCK, Severity.VIOLATION, Severity.WARNING, Severity.MANUAL)


class Shown(Term):
    """Whether the records show a ground."""

    FOUND = "found"
    NOTHING_FOUND = "nothing_found"
    NOT_ASSESSABLE = "not_assessable"

    @property
    def label(self) -> str:
        """In words; `nothing found` is no proof that there was nothing."""
        return SHOWN_LABELS[self]


SHOWN_LABELS = {
    Shown.FOUND: N_("the records point to it"),
    Shown.NOTHING_FOUND: N_("nothing found in the records"),
    Shown.NOT_ASSESSABLE: N_("cannot be judged from the records"),
}


class Assessed(msgspec.Struct, frozen=True):
    """A ground, whether the records show it, and the findings that it rests on."""

    ground: Ground
    shown: Shown
    findings: tuple[Finding, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that found something."""
        return tuple(dict.fromkeys(one.rule_id for one in self.findings))


def assess(
    matter: Matter, findings: Iterable[Finding], unit: Unit, crashed: Collection[str] = ()
) -> list[Assessed]:
    """Each ground once; `findings` are those of all rules on the unit, `crashed` the rules lost."""
    about = [one for one in findings if concerns(one, matter, unit)]
    return [_assessed(ground, about, crashed) for ground in Ground]


def _assessed(ground: Ground, about: list[Finding], crashed: Collection[str]) -> Assessed:
    rules = SHOWN_BY[ground]
    own = [one for one in about if one.rule_id in rules]
    weighty = tuple(one for one in own if one.severity in WEIGHTY)
    if weighty:
        return Assessed(ground, Shown.FOUND, weighty)
    unknown = any(one.severity is Severity.NOT_ASSESSABLE for one in own)
    if not rules or unknown or set(rules) & set(crashed):
        return Assessed(ground, Shown.NOT_ASSESSABLE)
    return Assessed(ground, Shown.NOTHING_FOUND)


def concerns(finding: Finding, matter: Matter, unit: Unit) -> bool:
    """Whether a finding is about a matter; what a rule cannot judge at all concerns each."""
    kind, key = finding.subject_type, finding.subject_id
    if kind == "unit" and finding.severity is Severity.NOT_ASSESSABLE:
        return True
    if kind == "meeting":
        return _in_meeting(finding, matter, unit)
    if kind == "transaction" or finding.evidence:
        return bool({finding.subject, *finding.evidence} & _names(matter, unit))
    return finding.subject in _names(matter, unit) or key.partition("/")[0] == matter.matter_id


def _names(matter: Matter, unit: Unit) -> set[str]:
    """The matter, its rounds, and the transactions that name it, as findings name them."""
    own = matter.matter_id
    rounds = {f"round/{one.meeting_id}/{own}" for one in meetings_of(unit, own)}
    bought = unit.where(ApprovalAction, matter_id=own)
    paid = {f"transaction/{one.transaction_id}" for one in bought}
    return {f"matter/{own}", *rounds, *paid}


def _in_meeting(finding: Finding, matter: Matter, unit: Unit) -> bool:
    """A finding on a meeting that had the matter, unless its field is another matter's."""
    meetings = {one.meeting_id: one for one in meetings_of(unit, matter.matter_id)}
    meeting = meetings.get(finding.subject_id)
    if meeting is None:
        return False
    list_name, _, rest = finding.field.partition(".")
    number = rest.partition(".")[0]
    if list_name == "agenda" and number.isdigit() and int(number) < len(meeting.agenda):
        return meeting.agenda[int(number)] == matter.matter_id
    if list_name == "items" and number.isdigit():
        return _of_item(int(number), meeting.meeting_id, matter, unit)
    return True


def _of_item(index: int, meeting_id: str, matter: Matter, unit: Unit) -> bool:
    held = unit.where(Minutes, meeting_id=meeting_id)
    items = [one.items[index].matter_id for one in held if index < len(one.items)]
    return not items or matter.matter_id in items
