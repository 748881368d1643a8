"""docs/rules.md: every rule, what it demands, on what it rests, and where its code stands."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from datetime import date

from tripower.cli.reference.markdown import chinese, code, page, plain, table
from tripower.core.parameters import Change, DatedValue, Definition
from tripower.core.records import Record
from tripower.core.rules import ALWAYS, Rule

INTRO = """\
# Rules

Each rule has an id that is never used for another. `tripower rule ID` shows one, in Chinese by
`--lang zh`, with the values in force in that unit.

A clause names its class of source: `reg` law or regulation, `seed` the district's mechanism of
2016, `local_practice` a published rule of another place, which is not law here, `practice` a
sensible default, not law. A rule that rests on practice alone weighs a warning at most until the
district adopts it (FND-03). An *act* that would break a rule is refused; a *fact* that broke one
is recorded with an acknowledgement, and the finding stays (FND-05).
"""
PARAMETERS = """\
## Parameters

The numbers of the rules, as shipped. A district's value comes before the shipped one, a unit's own
before both, each from its first day; a record is judged by those of its own day (VER-01).
"""
UNSET = "not set"
CHANGES = {
    Change.ANY: "change it",
    Change.ADD: "add words",
    Change.AT_LEAST: "raise it",
    Change.NEVER: "not change it",
}


def rules_page(rules: Mapping[str, Rule], definitions: tuple[Definition, ...]) -> str:
    """The whole page; rules come in the order of their ids."""
    return page(_lines(rules, {one.key: one for one in definitions}))


def _lines(rules: Mapping[str, Rule], parameters: Mapping[str, Definition]) -> Iterator[str]:
    yield from (*INTRO.splitlines(), "")
    ordered = sorted(rules.values(), key=lambda rule: rule.rule_id)
    rows = ((f"[{one.rule_id}](#{anchor(one)})", one.title, chinese(one.title)) for one in ordered)
    yield from table(("rule", "title", "标题"), rows)
    for one in ordered:
        yield from _rule(one, parameters)
    yield from (*PARAMETERS.splitlines(), "")
    values = (row for _, one in sorted(parameters.items()) for row in _values(one))
    yield from table(("parameter", "value", "what it is", "source", "a unit may"), values)


def anchor(rule: Rule) -> str:
    """The rule's place on the page."""
    return rule.rule_id.lower()


def _rule(rule: Rule, parameters: Mapping[str, Definition]) -> Iterator[str]:
    yield from (f'<a id="{anchor(rule)}"></a>', "")
    yield from (f"## {rule.rule_id} {plain(rule.title)}", "", plain(chinese(rule.title)), "")
    texts = rule.paragraphs()
    for text in texts["what"]:
        yield from (plain(text), "")
    for name in ("why", "example"):
        for index, text in enumerate(texts[name]):
            label = f"*{name.capitalize()}:* " if index == 0 else ""
            yield from (f"{label}{plain(text)}", "")
    for basis in rule.basis:
        yield f"- `{basis.source_class.value}` {plain(basis.text)} {plain(chinese(basis.text))}"
    yield from facts(rule)
    if rule.parameters:
        used = "; ".join(_in_force(parameters[key]) for key in sorted(rule.parameters))
        yield f"- [Parameters](#parameters): {used}."
    yield ""
    yield from _says(rule)


def facts(rule: Rule) -> Iterator[str]:
    """How it is judged, of what, from what, and where its code stands."""
    yield f"- Judged: {judged(rule)}."
    if not rule.arithmetic:
        yield f"- Subject: {_subject(rule)}. Reads: {code(sorted(rule.reads)) or 'nothing else'}."
        yield f"- A breach is {_nature(rule)}; {_exception(rule)}."
    if rule.self_attested:
        yield "- Rests on the clerk's own record (self-attested, FND-04)."
    if rule.effective != ALWAYS:
        yield f"- In force {_period(rule.effective.start, rule.effective.end)}."
    folder = f"tests/rules/{rule.rule_id}"
    untested = rule.arithmetic or (rule.needs and not rule.of_district)
    test = "" if untested else f" Test: [{folder}](../{folder})."
    yield f"- Code: [{rule.code}](../{rule.code.partition(':')[0]}).{test}"


def judged(rule: Rule) -> str:
    """How far a machine decides it."""
    if rule.arithmetic:
        return "not by itself: arithmetic or behaviour that other rules use"
    if rule.of_district:
        return "from the records of all units, by `tripower check` on the district's folder"
    if rule.needs:
        return f"not yet: it needs records of kinds not kept so far ({code(rule.needs)})"
    return "from the records"


def _subject(rule: Rule) -> str:
    if rule.subject is None:
        return "the whole district" if rule.of_district else "the whole unit"
    if issubclass(rule.subject, Record):
        return f"each [{rule.subject.kind}](records.md#{rule.subject.kind})"
    summary = (inspect.getdoc(rule.subject) or "").partition("\n")[0]
    return f"`{rule.subject.kind}` ({summary.rstrip('.')})"


def _nature(rule: Rule) -> str:
    if not rule.acts:
        return "a fact"
    return f"an act where it is about to happen by writing {code(sorted(rule.acts))}, else a fact"


def _exception(rule: Rule) -> str:
    return "an exception may be approved" if rule.waivable else "no exception is possible"


def _period(first: date | None, last: date | None) -> str:
    return " ".join(
        part for part in (f"from {first}" if first else "", f"to {last}" if last else "") if part
    )


def _says(rule: Rule) -> Iterator[str]:
    rows = ((plain(wrong), plain(then)) for wrong, then in rule.messages.values())
    yield from table(("it says", "what to do"), rows)


def _in_force(one: Definition) -> str:
    return f"`{one.key}` {_value(one.values[-1]) if one.values else UNSET}"


def _value(dated: DatedValue) -> str:
    value = dated.value if isinstance(dated.value, str) else ", ".join(dated.value) or "none"
    return f"{value} from {dated.from_}" if dated.from_ else value


def _values(one: Definition) -> Iterator[tuple[str, ...]]:
    change = CHANGES[one.change]
    if not one.values:
        yield (f"`{one.key}`", UNSET, one.meaning, "", change)
    for dated in one.values:
        source = f"`{dated.source_class.value}` {dated.source}"
        yield (f"`{one.key}`", _value(dated), one.meaning, source, change)
