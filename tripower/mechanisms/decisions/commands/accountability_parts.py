"""What `tripower accountability` shows: persons, ballots, grounds, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tripower.core.answer import Cell, Facts, Part, Say, Table, say
from tripower.core.findings import SOURCES
from tripower.core.messages import N_
from tripower.core.rules import Rule
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.accountability import Concerned
from tripower.mechanisms.decisions.grounds import Assessed
from tripower.mechanisms.decisions.inquiry import Inquiry
from tripower.mechanisms.decisions.records import (
    AccountabilityCase,
    AccountabilityClosing,
    AccountabilityMeasure,
    CasePerson,
)

RULE = "ACC-02"
NO_VERDICT = N_(
    "These are proposals that follow from the records. No one is found liable by them: the "
    "competent body hears the person and decides."
)
UNTRACEABLE = N_("The vote was secret: nobody's ballot can be traced, so all are for people.")


def parts(this: Inquiry, people: Sequence[Concerned]) -> Iterator[Part]:
    """The decision, the persons, and the ballots on file."""
    yield _decision(this)
    if this.secret:
        yield say(UNTRACEABLE)
    headers = (
        N_("person"),
        N_("part"),
        N_("liability role"),
        N_("ballot"),
        N_("said"),
        N_("dissent in the minutes"),
        N_("what is proposed"),
        N_("because"),
    )
    rows = [_row(one) for one in people]
    yield Table(headers, rows, say(N_("Who took part, and what is proposed ({rule})"), rule=RULE))
    files = [_file(one, this) for one in people if one.ballot]
    yield Table((N_("ballot of"), N_("file"), "SHA-256"), files, say(N_("Ballots on file")))


def _decision(this: Inquiry) -> Facts:
    held = this.round
    told: list[tuple[str, Cell]] = [
        (N_("matter"), this.matter.matter_id),
        (N_("title"), this.matter.title),
        (N_("meeting"), held.meeting.meeting_id if held else None),
        (N_("round"), held.number if held else None),
        (N_("date"), this.day),
        (N_("result"), this.result),
        (N_("as the records stood on"), this.by),
    ]
    return Facts(told)


def _row(one: Concerned) -> tuple[Cell, ...]:
    said = " / ".join(speech.gist for speech in one.speeches)
    return (
        one.name,
        say("{all}", all=list(one.roles)),
        say("{all}", all=list(one.liabilities)) if one.liabilities else None,
        one.ballot.choice if one.ballot else None,
        said or None,
        one.dissent.text if one.dissent else None,
        one.proposal,
        one.reason,
    )


def _file(one: Concerned, this: Inquiry) -> tuple[Cell, ...]:
    path, digest = file_of(one, this)
    return one.name, path, digest


def file_of(one: Concerned, this: Inquiry) -> tuple[str | None, str | None]:
    """Path and digest of a person's ballot, each None where it is not known."""
    see = this.see
    if one.ballot is None or not isinstance(see, Unit):
        return None, None
    return see.origin(one.ballot).path or None, see.sha256(one.ballot) or None


def grounds(found: Iterable[Assessed]) -> Table:
    """Each ground, whether the records show it, by which rules."""
    rows = [(one.ground, one.shown, ", ".join(one.rules) or None) for one in found]
    headers = (N_("ground"), N_("what the records show"), N_("rules"))
    return Table(headers, rows, say(N_("Grounds, as far as records can show them")))


def basis(rules: Mapping[str, Rule]) -> list[Say]:
    """On what the proposals rest, with the class of each source."""
    clauses = rules[RULE].basis if RULE in rules else ()
    return [
        say(
            N_("[{source}] {text}"),
            source=say(SOURCES[one.source_class]),
            text=say(one.text),
        )
        for one in clauses
    ]


def data(
    this: Inquiry,
    people: Iterable[Concerned],
    found: Iterable[Assessed],
    rules: Mapping[str, Rule],
) -> dict[str, Any]:
    """The same for scripts."""
    held, clauses = this.round, rules[RULE].basis if RULE in rules else ()
    return {
        "matter_id": this.matter.matter_id,
        "meeting_id": held.meeting.meeting_id if held else None,
        "round": held.number if held else None,
        "decided_on": this.day,
        "as_of": this.by,
        "result": this.result,
        "secret": this.secret,
        "persons": [_told(one, this) for one in people],
        "grounds": [
            {"ground": one.ground, "shown": one.shown, "rules": list(one.rules)} for one in found
        ],
        "rule_id": RULE,
        "basis": [{"text": one.text, "source_class": one.source_class} for one in clauses],
        "verdict": False,
    }


def _told(one: Concerned, this: Inquiry) -> dict[str, Any]:
    path, digest = file_of(one, this)
    return {
        "person_id": one.person_id,
        "name": one.name,
        "roles": one.roles,
        "liabilities": one.liabilities,
        "ballot": one.ballot.choice if one.ballot else None,
        "ballot_path": path,
        "ballot_sha256": digest,
        "earlier": [{"meeting_id": where, "ballot": choice} for where, choice in one.earlier],
        "speeches": one.speeches,
        "dissent": one.dissent.text if one.dissent else None,
        "proposal": one.proposal,
        "reason": one.reason,
    }


def case_facts(case: AccountabilityCase, closing: AccountabilityClosing | None) -> Facts:
    """The head of a case."""
    told: list[tuple[str, Cell]] = [
        (N_("case"), case.case_id),
        (N_("matter"), case.matter_id),
        (N_("opened"), case.opened_on),
        (N_("found wrong"), case.found),
        (N_("found by"), case.found_by),
        (N_("number of the paper"), case.doc_no),
        (N_("grounds"), say("{all}", all=list(case.grounds))),
        (N_("closed on"), closing.closed_on if closing else None),
        (N_("closed because"), closing.reason if closing else None),
    ]
    return Facts(told)


def case_people(case: AccountabilityCase, unit: Unit) -> Table:
    """The persons of a case as they were frozen."""
    headers = (
        N_("person"),
        N_("part"),
        N_("ballot"),
        N_("dissent recorded"),
        N_("what is proposed"),
        N_("because"),
    )
    return Table(headers, [_case_row(one, unit) for one in case.persons])


def _case_row(one: CasePerson, unit: Unit) -> tuple[Cell, ...]:
    name = unit.name(one.person_id) if one.person_id else one.name
    dissent = "✓" if one.dissent_recorded else None
    roles = say("{all}", all=list(one.roles))
    return name, roles, one.ballot, dissent, one.proposal, one.reason


def measures(found: Iterable[AccountabilityMeasure], unit: Unit, day: date) -> Table:
    """What the competent body decided, and until when it lasts."""
    headers = (
        N_("person"),
        N_("decided"),
        N_("decided by"),
        N_("number of the paper"),
        N_("effective"),
        N_("ends"),
        N_("still lasts"),
    )
    rows = [
        (
            unit.name(one.person_id),
            one.measure,
            one.decided_by,
            one.doc_no,
            one.effective_on,
            one.ends_on,
            "✓" if one.ends_on and one.effective_on <= day <= one.ends_on else None,
        )
        for one in found
    ]
    return Table(headers, rows, say(N_("What the competent body decided")))
