"""All rules over one state of a unit: what the engine does whoever asks."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from tripower.core.exceptions import Acknowledgement
from tripower.core.findings import Finding, Severity, fingerprint
from tripower.core.forked import can_fork, in_two
from tripower.core.messages import N_
from tripower.core.rules import Derived, Hit, Rule, Subject, among
from tripower.core.unit import Origin, Unit, View
from tripower.engine.selection import Key, Selection
from tripower.engine.spoken import Exceptions

UNFITTING = "FND-05"
"""The rule on acknowledgements; whether one fits a finding, only the engine can tell."""


class Crash(msgspec.Struct, frozen=True):
    """A rule that failed on its own: a bug, reported, and the run fails (exit 70)."""

    rule_id: str
    subject_id: str
    trace: str


Unclean = dict[tuple[str, Key], tuple[Key, ...]]
_Part = tuple[list[Finding], set[tuple[str, str]], dict[tuple[str, str], Crash], Unclean]
MANY = 3_000
"""Records from which on two processes judge a unit, each half of the subjects of each rule."""


class Run:
    """All rules over one state."""

    def __init__(self, unit: Unit, as_of: date, selection: Selection | None) -> None:
        self.unit = unit
        self.as_of = as_of
        self.selection = selection
        self.touched: set[tuple[str, Key]] = set()
        self.crashes: dict[tuple[str, str], Crash] = {}
        self.judged: set[tuple[str, str]] = set()
        self.exceptions = Exceptions(unit)
        self.half: int | None = None
        self.unclean: Unclean = {}

    def all(self, rules: Mapping[str, Rule]) -> list[Finding]:
        """What all rules find, in the order in which it is shown."""
        if self.selection is None and len(self.unit.origins) > MANY and can_fork():
            mine, theirs = in_two(lambda: self._part(rules, 0), lambda: self._part(rules, 1))
            found = [*mine[0], *theirs[0]]
            self.judged |= theirs[1]
            self.crashes.update(theirs[2])
            self.unclean.update(theirs[3])
        else:
            found = [finding for rule in rules.values() for finding in self.one(rule)]
        if UNFITTING in rules:
            found.extend(self._unfitting(rules[UNFITTING], found))
        return sorted(found, key=Finding.order)

    def _part(self, rules: Mapping[str, Rule], half: int) -> _Part:
        """What a half of the subjects gives: with their order goes what they share."""
        self.half = half
        found = [finding for rule in rules.values() for finding in self.one(rule)]
        spoken_of = {one.speaks_of for one in self.unit.all(Acknowledgement)}
        return found, self.judged & spoken_of, self.crashes, self.unclean

    def _unfitting(self, rule: Rule, found: list[Finding]) -> list[Finding]:
        """Acknowledgements of a breach that their rule was asked about and does not find."""
        broken = {(f.rule_id, f.subject) for f in found}
        return [
            self._finding(rule, one.subject, _unfit(one), {}, 1, one.day, one)
            for one in self.unit.all(Acknowledgement)
            if one.speaks_of in self.judged - broken
        ]

    def reached(self, rules: Mapping[str, Rule]) -> set[tuple[str, Key]]:
        """The rules and subjects that the change can touch, as this state knows them."""
        return {
            (rule.rule_id, subject)
            for rule in rules.values()
            if self.selection is not None and self._runs(rule)
            for subject in self._reached_by(rule, self.selection)
        }

    def _reached_by(self, rule: Rule, selection: Selection) -> list[Key]:
        try:
            return [
                one.subject
                for one in self._candidates(rule, self._view(rule))
                if selection.judges(rule, one.subject, _anchors(one))
            ]
        except Exception:
            self._crashed(rule, self.unit.unit_id)
            return []

    def _runs(self, rule: Rule) -> bool:
        if rule.arithmetic or rule.of_change or rule.of_evidence:
            return False
        profile = self.unit.profile
        if rule.of_body and profile is not None and profile.office:
            return False
        return self.selection is None or self.selection.runs(rule)

    def one(self, rule: Rule) -> Iterator[Finding]:
        """What one rule finds."""
        if not self._runs(rule):
            return
        if rule.needs and self.half:
            return
        if rule.needs:
            yield self._finding(rule, self._unit_subject(), _unassessable(), {}, 0)
            return
        see = self._view(rule)
        try:
            subjects = list(self._subjects(rule, see))
        except Exception:
            self._crashed(rule, self.unit.unit_id)
            return
        for subject in self._share(subjects):
            hits = self._hits(rule, see, subject)
            if hits or self.exceptions.speak_of(rule, subject):
                named = self._named(subject)
                self.unclean[rule.rule_id, named] = tuple(_anchors(subject)) if subject else ()
            if hits:
                yield from self._findings(rule, see, subject, hits)

    def _share(self, subjects: list[Subject | None]) -> list[Subject | None]:
        """All of them, or the half that this process looks at; one alone is the first's."""
        if self.half is None:
            return subjects
        middle = (len(subjects) + 1) // 2
        return subjects[middle:] if self.half else subjects[:middle]

    def _view(self, rule: Rule) -> View:
        return View(self.unit, rule.reads, rule.parameters, self.as_of)

    def _crashed(self, rule: Rule, subject_id: str) -> None:
        """Note the exception in hand, a bug: it must not hide what the other rules find."""
        crash = Crash(rule.rule_id, subject_id, traceback.format_exc())
        self.crashes.setdefault((rule.rule_id, subject_id), crash)

    def _hits(self, rule: Rule, see: View, subject: Subject | None) -> list[Hit]:
        see.forget()
        try:
            hits = list(rule.function(see) if subject is None else rule.function(subject, see))
        except Exception:
            self._crashed(rule, self._named(subject)[1])
            return []
        if rule.rule_id in self.exceptions.rules:  # for most rules nobody asks
            self.judged.add((rule.rule_id, "/".join(self._named(subject))))
        return hits

    def _findings(
        self, rule: Rule, see: View, subject: Subject | None, hits: list[Hit]
    ) -> Iterator[Finding]:
        named, used = self._named(subject), see.used()
        seen: dict[str, int] = {}
        for hit in hits:
            day = hit.on or getattr(subject, "day", None)
            if day is None or rule.effective.covers(day):
                name = f"{hit.says}\x1f{hit.mark}"
                seen[name] = seen.get(name, 0) + 1
                yield self._finding(rule, named, hit, used, seen[name], day, subject)

    def _subjects(self, rule: Rule, see: View) -> Iterator[Subject | None]:
        if rule.subject is None:
            if self.unit.profile is not None:
                yield None
            return
        for one in self._candidates(rule, see):
            if self.selection is None or (rule.rule_id, one.subject) in self.touched:
                yield one

    def _candidates(self, rule: Rule, see: View) -> Iterable[Any]:
        """All subjects of a rule, or fewer where the change tells which ones it can touch."""
        keys = self.selection.narrow(rule) if self.selection is not None else None
        if keys is None or rule.subject is None:
            return self._every(rule, see)
        if issubclass(rule.subject, Derived):
            return rule.subject.among(see, keys)
        return among(see, rule.subject, keys)

    def _every(self, rule: Rule, see: View) -> Iterable[Any]:
        if rule.subject is None:
            return ()
        if issubclass(rule.subject, Derived):
            return rule.subject.every(see)
        return see.all(rule.subject)

    def _named(self, subject: Subject | None) -> Key:
        return self._unit_subject() if subject is None else subject.subject

    def _unit_subject(self) -> Key:
        return "unit", self.unit.unit_id

    def _finding(
        self,
        rule: Rule,
        named: Key,
        hit: Hit,
        used: dict[str, str],
        nth: int,
        day: date | None = None,
        subject: Subject | None = None,
    ) -> Finding:
        at = hit.at if hit.at is not None else getattr(subject, "record", subject)
        origin = self.unit.origins.get(at.subject, Origin("")) if at is not None else Origin("")
        message, then = rule.messages.get(hit.says, (hit.says, ""))
        finding = Finding(
            rule_id=rule.rule_id,
            fingerprint=fingerprint(rule.rule_id, "/".join(named), f"{hit.says}|{hit.mark}|{nth}"),
            severity=capped(rule, hit.severity, self.unit, day or self.as_of),
            subject_type=named[0],
            subject_id=named[1],
            unit_id=self.unit.unit_id,
            event_date=day,
            path=origin.path or ("unit.yaml" if at is None else ""),
            pointer=(*origin.pointer, *pointer_to(hit.field)),
            field=hit.field,
            args=hit.args,
            message=message,
            basis=rule.clauses((hit.about,)),
            params_used=used,
            evidence=hit.evidence,
            next=then,
            self_attested=rule.self_attested,
        )
        return self.exceptions.applied(rule, finding)


def capped(rule: Rule, severity: Severity, unit: Unit, day: date) -> Severity:
    """What rests on practice alone weighs a warning at most, unless adopted (FND-03)."""
    if rule.law or not severity.fails:
        return severity
    return severity if rule.rule_id in unit.on(day).words("adopted") else Severity.WARNING


def _anchors(subject: Any) -> list[Key]:
    return subject.anchors if isinstance(subject, Derived) else [subject.subject]


def pointer_to(field: str) -> tuple[str | int, ...]:
    """`speeches.0.type` as the way into the YAML of a record."""
    return tuple(int(p) if p.isdigit() else p for p in field.split(".")) if field else ()


def _unassessable() -> Hit:
    return Hit(Severity.NOT_ASSESSABLE, N_("only the records of the whole district can tell"))


def _unfit(one: Acknowledgement) -> Hit:
    args = {"rule": one.rule_id, "subject": one.subject_named}
    return Hit(Severity.NOTICE, "fits_nothing", field="subject", args=args)
