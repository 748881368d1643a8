"""Rules on how registers change (TRL-06, 09)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tripower.core.changes import Change, ChangeView, Pair
from tripower.core.messages import N_
from tripower.core.parameters import DistrictParameterValue, ParameterValue
from tripower.core.people import Person, Position
from tripower.core.records import Entry, yaml_name
from tripower.core.registers import UnitProfile
from tripower.core.rules import Hit, notice, practice, reg, rule, violation, warning
from tripower.mechanisms.decisions.records import Matter, Meeting

FILED = reg(N_("Decree 713 of the State Council, art. 33: records are filed whole and in time."))
ARCHIVES = reg(N_("Archives Law (2020), art. 48: no record is altered, damaged or forged."))
LATE = N_("Say why in the line's own `late_entry`; `--late` writes it.")
ONE = timedelta(days=1)


@rule(
    "TRL-06",
    N_("Registers grow: a line is ended, not rewritten"),
    of_change=True,
    subject=Entry,
    reads=[Meeting, Matter],
    parameters=["trail.late_workdays"],
    basis=[ARCHIVES, FILED],
    says={
        "gone": (
            N_("a line of a register was taken away"),
            N_("End it with its last day; what was in force stays on record."),
        ),
        "rewritten": (
            N_("`{name}` was changed from {old} to {new}, without a word why"),
            N_("End the line and add a new one; or say with `--late` what slip is corrected."),
        ),
        "corrected": (
            N_("`{name}` was changed from {old} to {new}"),
            N_("Read the reason in `late_entry`."),
        ),
        "reaches_back": (
            N_("from {day} on this alters what held at the meeting of {held}, without a word why"),
            LATE,
        ),
        "told_late": (
            N_("from {day} on this alters what held at the meeting of {held}"),
            N_("Read the reason in `late_entry`, and look at the votes since."),
        ),
        "late": (
            N_("it holds from {day}, but was committed on {committed}, without a word why so late"),
            LATE,
        ),
    },
)
def registers_grow(change: Change, see: ChangeView) -> Iterator[Hit]:
    """A line that holds for a time is added and ended; what it said is not rewritten.

    What was left open may be filled in later, such as the number of a paper; a slip is corrected
    with a reason in `late_entry`, and stays visible as a notice. That goes for a person's name,
    the id of the unit and a day of the calendar too. A line that begins, or ends, before a
    meeting that has been held changes who could vote there: it says why by `late_entry`, or is
    a violation. More than five working days back is a warning. While
    a unit sets itself up, before its first matter and meeting, its past is simply entered.

    Why: quorum, heads and limits rest on the registers. Who can rewrite them can make any
    vote valid.

    Example: on 2024-08-01 a post “from 2024-05-01” of a voting member is added, after a meeting
    of 2024-06-20: violation without a reason, a notice with one.
    """
    setting_up = not (see.any_of(Matter) or see.any_of(Meeting))
    for pair in change.pairs:
        before, after = pair.before, pair.after
        if isinstance(before, Entry) and after is None:
            yield violation("gone", pair=pair, mark="/".join(pair.subject))
        elif isinstance(before, Entry) and isinstance(after, Entry):
            yield from _rewritten(pair, before, after)
        if isinstance(after, Entry) and not setting_up:
            yield from _back(change, see, pair, after)


FREE = {Person.kind: ("office_phone",), UnitProfile.kind: ("staffing", "key_department")}
"""What says how things are now, and is read for no other day."""


def _told(line: Entry) -> dict[str, Any]:
    """What a line says, by field; of the unit's period its first and last day."""
    told = {name: getattr(line, name) for name in line.__struct_fields__}
    if isinstance(line, UnitProfile):
        span = told.pop("period")
        told |= {"from_": span.from_, "to": span.to}
    for name in FREE.get(line.kind, ()):
        del told[name]
    return told


def _rewritten(pair: Pair, before: Entry, after: Entry) -> Iterator[Hit]:
    now = _told(after)
    for name, old in _told(before).items():
        if name in ("to", "late_entry") or _grew(old, now[name]):
            continue
        shown = yaml_name(type(before), name) if name in before.__struct_fields__ else "period.from"
        mark = f"{'/'.join(pair.subject)}.{shown}"
        told: dict[str, Any] = {"name": shown, "old": _shown(old), "new": _shown(now[name])}
        if after.late_entry not in (None, before.late_entry):
            yield notice("corrected", pair=pair, field=shown, mark=mark, **told)
        else:
            yield violation("rewritten", pair=pair, field=shown, mark=mark, **told)


def _grew(old: Any, new: Any) -> bool:
    """Whether it is the same, what was left open was filled in, or a list got longer."""
    return old in (new, None) or (isinstance(old, tuple) and new[: len(old)] == old)


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _since(before: dict[str, Any], after: dict[str, Any]) -> date | None:
    """The first day on which something else holds than before the change; None for no day."""
    if not before:
        return after.get("from_") or after.get("on")
    ends = {before.get("to"), after.get("to")}
    days = [end + ONE for end in ends if end is not None] if len(ends) > 1 else []
    if _suspension(before) != _suspension(after):
        days += [one[0] for one in map(_suspension, (before, after)) if one[0] is not None]
    return min(days, default=None)


def _suspension(told: dict[str, Any]) -> tuple[date | None, ...]:
    """From when, to when and by which paper a post is suspended."""
    return tuple(told.get(f"suspended_{name}") for name in ("from", "to", "doc_no"))


def _back(change: Change, see: ChangeView, pair: Pair, after: Entry) -> Iterator[Hit]:
    before = _told(pair.before) if isinstance(pair.before, Entry) else {}
    since, committed = _since(before, _told(after)), min(change.act.days)
    if since is None or since > committed:
        return
    mark = "/".join(pair.subject)
    held = _last_meeting(change, see)
    if held is not None and since <= held and _counts(after):
        said = after.late_entry is not None
        say = notice if said else violation
        yield say(
            "told_late" if said else "reaches_back", pair=pair, mark=mark, day=since, held=held
        )
    elif after.late_entry is None:
        days = see.on(committed).whole("trail.late_workdays")
        if see.calendar.add_workdays(since, days) < committed:
            yield warning("late", pair=pair, mark=mark, day=since, committed=committed)


def _counts(line: Entry) -> bool:
    """Whether a line can change a vote: a post that votes, a number of the rules, the period."""
    if isinstance(line, Position):
        return line.voting
    return isinstance(line, (ParameterValue, UnitProfile))


def _last_meeting(change: Change, see: ChangeView) -> date | None:
    days = (one.held_on for one in see.all(Meeting) if not one.draft)
    return max((day for day in days if day <= change.act.day), default=None)


@rule(
    "TRL-09",
    N_("The numbers of the rules only go forward"),
    of_change=True,
    subject=ParameterValue,
    reads=[DistrictParameterValue],
    basis=[
        reg(N_("Legislation Law, art. 104: no rule works backwards, but for the citizen's good.")),
        practice(N_("A new value begins after all those that stand.")),
    ],
    says={
        "replayed": (
            N_("`{key}` gets a value from {day}, but one from {latest} stands already"),
            N_("Give the new value a later day; an old one is not brought back by its date."),
        ),
    },
)
def parameters_rise(change: Change, see: ChangeView) -> Iterator[Hit]:
    """Each new value of a parameter begins later than every value that it had.

    That it does not reach back over a meeting, TRL-06 says.

    Why: an old number, dated between two new ones, would judge again what has been judged.

    Example: `dec.close_margin` has a value from 2024-03-01; on 2024-07-01 another one is added
    from 2024-02-01: violation.
    """
    for pair, value in change.of(ParameterValue):
        if pair.before is not None:
            continue
        others = (
            one.from_ or date.min
            for kind in (ParameterValue, DistrictParameterValue)
            for one in see.where(kind, key_=value.key_)
            if type(one) is type(value) and see.earlier(kind, one.key) is not None
        )
        latest, day = max(others, default=None), value.from_ or date.min
        if latest is not None and day <= latest:
            told: dict[str, Any] = {"key": value.key_, "day": day, "latest": latest}
            yield violation("replayed", pair=pair, field="from", mark=value.key, **told)
