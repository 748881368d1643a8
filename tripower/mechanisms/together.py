"""The units of a district, checked each for itself and by the rules on all of them (POW-16)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from msgspec.structs import replace

from tripower.core.findings import Finding
from tripower.core.rules import Rule
from tripower.core.unit import View
from tripower.engine.doors import Checked, located
from tripower.engine.judge import judge
from tripower.mechanisms.options import Reading
from tripower.store.unit import load


def check_units(readings: Mapping[str, Reading]) -> dict[str, Checked]:
    """What a check of each of a district's folders finds, by the folder.

    A unit of which not even the profile can be read keeps "not assessable" for the rules on
    the whole district.
    """
    checks = {path: _check(reading) for path, reading in readings.items()}
    first = next(iter(readings.values()), None)
    bound = _bound(first.app.tables().rules, checks) if first is not None else {}
    return {
        path: _judged(done, bound) if done.unit.profile else done for path, done in checks.items()
    }


def _check(asked: Reading) -> Checked:
    if asked.folder.is_dir():
        return asked.check()
    nothing = load({}, asked.app.tables().kinds)  # its problem says that there is no unit
    return Checked(nothing, (), (), asked.as_of or asked.today, {})


def _bound(rules: Mapping[str, Rule], checks: Mapping[str, Checked]) -> dict[str, Rule]:
    """The rules on the district as the engine asks any other: of one unit, all views at hand."""
    known = [done for done in checks.values() if done.unit.profile]
    found = {}
    for name, rule in rules.items():
        if rule.of_district:
            units = [View(one.unit, rule.reads, rule.parameters, one.as_of) for one in known]
            found[name] = replace(rule, function=partial(rule.function, units=units), needs=())
    return found


def _judged(done: Checked, bound: Mapping[str, Rule]) -> Checked:
    judged = judge(None, done.unit, done.as_of, bound)
    kept = [one for one in done.findings if one.rule_id not in bound]
    found = [located(one, done.files) for one in judged.findings]
    findings = tuple(sorted([*kept, *found], key=Finding.order))
    return replace(done, findings=findings, crashes=(*done.crashes, *judged.crashes))
