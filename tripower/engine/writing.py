"""The door for writing: an act that breaks a rule is refused, a fact wants a word on it.

What is judged is the state that the commit will have, not the work folder.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import count
from pathlib import Path

import msgspec
from msgspec.structs import replace

from tripower.core.answer import refuse
from tripower.core.changes import Act, Change, Seal
from tripower.core.exceptions import Acknowledgement
from tripower.core.findings import Finding, Problem, Severity, Status
from tripower.core.keyring import KeyRing, advanced
from tripower.core.messages import N_
from tripower.core.people import Person
from tripower.core.plan import Plan
from tripower.core.records import Entry, Event, Record, yaml_name
from tripower.core.rules import Rule
from tripower.core.trust import Checkpoint
from tripower.core.unit import Unit
from tripower.engine.acts import days_of
from tripower.engine.changes import OnChange, judge_change, pairs_between
from tripower.engine.doors import located
from tripower.engine.judge import judge
from tripower.engine.run import Crash
from tripower.engine.tables import Tables
from tripower.store.lazy import LazyUnit
from tripower.store.record_files import Final, NoForm, NoParent, Taken, changed_files, unfit
from tripower.store.source import Changed, Source
from tripower.store.unit import load
from tripower.trail.signing import fingerprint_of

Action = Callable[[Unit], Plan]


class Order(msgspec.Struct, frozen=True):
    """How something is to be written: by whom, when, with which words on broken rules.

    `acknowledged` maps a rule's id to what happened; `late` says why something past is
    recorded only now, and then nothing of it can be prevented any more.
    """

    actor_id: str
    when: datetime
    acknowledged: Mapping[str, str] = msgspec.field(default_factory=dict)
    late: str | None = None
    dry_run: bool = False
    key: Path | None = None

    @property
    def today(self) -> date:
        """The day of writing."""
        return self.when.date()


class Verdict(msgspec.Struct, frozen=True):
    """What the engine says of a plan: the files to write, or why not.

    `refused` are acts that break a rule, `unspoken` facts that nobody acknowledged. `past`
    says that what is refused may have happened all the same.
    """

    plan: Plan
    unit: Unit
    files: dict[str, bytes]
    before: Source
    new: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()
    unspoken: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    crashes: tuple[Crash, ...] = ()
    final: str = ""
    past: bool = False

    @property
    def stands(self) -> bool:
        """Whether it may be written."""
        return self.possible and not self.unspoken

    @property
    def possible(self) -> bool:
        """Whether nothing but a word on what happened is wanting."""
        return not (self.refused or self.problems or self.crashes or self.final)

    @property
    def after(self) -> Source:
        """The unit's files as they would be."""
        return Changed(self.before, self.files)


def weigh(action: Action, before: Source, order: Order, tables: Tables) -> Verdict:
    """Let an action propose its records and judge the state that they lead to."""
    old = LazyUnit(before, tables.kinds)
    if before:  # before the first record there is nobody to know
        _refuse_stranger(old, order.actor_id)
    plan = _late(action(old), order)
    verdict = _judged(plan, old, before, order, tables)
    if verdict.possible:
        _refuse_idle_words(order.acknowledged, verdict.new, tables.rules)
    words = _acknowledgements(verdict, old, order)
    if not words:
        return verdict
    plan = _with(plan, puts=[*plan.puts, *words])
    return _judged(plan, old, before, order, tables)


def _refuse_stranger(unit: Unit, actor_id: str) -> None:
    if unit.person(actor_id) is None:
        text = N_("there is no person `{person}` in people.yaml to act; known: {known}")
        known = ", ".join(one.person_id for one in unit.all(Person))
        raise refuse(text, person=actor_id, known=known)


def _refuse_idle_words(
    words: Mapping[str, str], new: Sequence[Finding], rules: Mapping[str, Rule]
) -> None:
    """Each acknowledgement speaks of something that the change breaks, or it was misspelt."""
    broken = sorted({f.rule_id for f in new if f.status is Status.OPEN})
    for rule_id in words:
        if rule_id in broken:
            continue
        if not broken:
            text = N_("nothing is broken here, so there is nothing to acknowledge for {rule}")
        elif rule_id in rules:
            text = N_("{rule} finds nothing here; what can be acknowledged: {broken}")
        else:
            text = N_("there is no rule {rule}; what can be acknowledged: {broken}")
        raise refuse(text, rule=rule_id, broken=", ".join(broken))


def _with(plan: Plan, puts: Sequence[Record]) -> Plan:
    """The same plan with other records."""
    return Plan(plan.operation, plan.summary, plan.day, puts)


def _late(plan: Plan, order: Order) -> Plan:
    if order.late is None:
        return plan
    puts = [
        replace(record, late_entry=order.late) if _has_a_past(record) else record
        for record in plan.puts
    ]
    return _with(plan, puts)


def _has_a_past(record: Record) -> bool:
    """Whether a word on being late belongs to it: events, and lines that begin on a day."""
    return isinstance(record, Event) or (isinstance(record, Entry) and bool(record.day_field))


def _judged(plan: Plan, old: LazyUnit, before: Source, order: Order, tables: Tables) -> Verdict:
    if problems := [p for one in plan.puts for p in (*unfit(one), *_ahead(one, order.today))]:
        return Verdict(plan, old, {}, before, problems=tuple(problems))
    try:
        files = changed_files(plan.puts, old, before, tables.kinds)
    except Final as final:
        return Verdict(plan, old, {}, before, final=final.path)
    except (Taken, NoParent, NoForm) as error:
        return Verdict(plan, old, {}, before, problems=(_no_place(error),))
    after = Changed(before, files)
    unit = LazyUnit(after, tables.kinds)
    judgement = judge(old, unit, _as_of(plan, order), tables.rules, files)
    change = _change(plan, order, old, unit, files)
    changed = judge_change(change, unit, OnChange(tables.rules))
    new = tuple(located(one, after) for one in (*judgement.new, *changed.findings))
    heavy = [f for f in new if f.severity.fails and f.status is Status.OPEN]
    acts = [f for f in heavy if _is_act(f, plan, order, tables.rules)]
    return Verdict(
        plan,
        unit,
        files,
        before,
        new=new,
        refused=tuple(acts),
        unspoken=tuple(f for f in heavy if f not in acts),
        problems=_new_problems(old, unit, files),
        crashes=(*judgement.crashes, *changed.crashes),
        past=plan.day < order.today or any(_has_happened(f, tables.rules) for f in acts),
    )


def _ahead(record: Record, today: date) -> Iterator[Problem]:
    """What has happened has happened by today; only a draft, as a called meeting, lies ahead."""
    final = isinstance(record, Event) and not record.draft
    if final and record.day is not None and record.day > today:
        yield Problem(
            path="",
            line=0,
            field=yaml_name(type(record), record.day_field),
            code="future",
            message=N_("{day} lies ahead; today is {today}"),
            args={"day": record.day, "today": today},
            next=N_("Record it on the day or later."),
        )


def _no_place(error: Taken | NoParent | NoForm) -> Problem:
    """Why a record cannot be put anywhere."""
    if isinstance(error, NoForm):
        return Problem(
            path=error.path,
            line=error.line,
            code="no-form",
            message=N_("the form in which this file is written has no place for the change"),
            next=N_("Write it more plainly here, without brackets and without `|+`; then again."),
        )
    if isinstance(error, Taken):
        return Problem(
            path=error.path,
            line=1,
            code="taken",
            message=N_("another record stands here already"),
            next=N_("Correct that one with `tripower record supersede`, or choose another id."),
        )
    return Problem(
        path="",
        line=0,
        code="missing-reference",
        message=N_("there is no {kind} `{key}` on record"),
        args={"kind": error.kind, "key": error.key},
        next=N_("Record it first, or correct the id."),
    )


def _new_problems(old: LazyUnit, unit: LazyUnit, paths: Collection[str]) -> tuple[Problem, ...]:
    """What the change makes unreadable; what was so before does not stand in its way."""
    known = {(p.path, p.field, p.code) for p in old.problems_of(paths)}
    told = [*unit.problems_of(paths), *_left_hanging(old, unit, paths)]
    return tuple(p for p in told if not p.warning and (p.path, p.field, p.code) not in known)


def _as_of(plan: Plan, order: Order) -> date:
    """Today, or the first day of what is written about a time to come, such as a new post."""
    begins = (getattr(record, "from_", None) for record in plan.puts)
    return max([order.today, *(day for day in begins if isinstance(day, date))])


def _left_hanging(old: LazyUnit, unit: LazyUnit, paths: Collection[str]) -> list[Problem]:
    """Where the change takes a record away, everything is read for what still names it."""
    gone = {one.subject for path in paths for one in old.at(path)}
    if all(unit.records[kind].get(key) for kind, key in gone):
        return []
    return list(load(unit.files, unit.kinds).problems)


def _is_act(finding: Finding, plan: Plan, order: Order, rules: Mapping[str, Rule]) -> bool:
    """What can still be prevented is refused; what has happened is recorded (FND-05).

    What a write does to the trail is always in its own hands.
    """
    rule = rules[finding.rule_id]
    if rule.of_change or order.late is not None:
        return rule.of_change
    written = {record.kind for record in plan.puts}
    return finding.severity is Severity.BLOCK or bool(rule.acts & written)


def _has_happened(finding: Finding, rules: Mapping[str, Rule]) -> bool:
    """Whether what is refused may have happened all the same."""
    rule = rules[finding.rule_id]
    return not rule.acts and not rule.of_change


def _change(
    plan: Plan, order: Order, old: LazyUnit, unit: LazyUnit, paths: Iterable[str]
) -> Change:
    """The commit that is to be made, as the rules on change see it."""
    ring = advanced(KeyRing(), old)
    anchored = max((one.on for one in old.all(Checkpoint)), default=None)
    day = max(order.today, anchored or order.today)
    signer = ring.holder(fingerprint_of(order.key), day) if order.key is not None else ""
    seal = Seal.NONE if order.key is None else Seal.GOOD if signer else Seal.STRANGE
    act = Act(
        author_id=order.actor_id,
        actor_id=order.actor_id,
        operation=plan.operation,
        named=tuple("/".join(record.subject) for record in plan.puts),
        when=order.when,
        days=days_of(order.when),
        seal=seal,
        signer_id=signer,
    )
    return Change(
        act=act, pairs=tuple(pairs_between(old, unit, paths)), ring=ring, anchored=anchored
    )


def _acknowledgements(verdict: Verdict, unit: Unit, order: Order) -> list[Acknowledgement]:
    """One record for each broken rule and subject that the person has a word on."""
    if not verdict.possible:
        return []
    spoken = [f for f in verdict.new if f.status is Status.OPEN]
    subjects = dict.fromkeys(
        (f.rule_id, f"{f.subject_type}/{f.subject_id}")
        for f in spoken
        if f.rule_id in order.acknowledged
    )
    return [
        Acknowledgement(
            ack_id=ack_id,
            rule_id=rule_id,
            subject_named=subject,
            reason=order.acknowledged[rule_id],
            person_id=order.actor_id,
            on=order.today,
        )
        for ack_id, (rule_id, subject) in zip(_free_ids(unit, order), subjects, strict=False)
    ]


def _free_ids(unit: Unit, order: Order) -> Iterator[str]:
    """`A-2024-1` and so on, past those on record."""
    for number in count(len(unit.all(Acknowledgement)) + 1):
        ack_id = f"A-{order.today.year}-{number}"
        if unit.get(Acknowledgement, ack_id) is None:
            yield ack_id
