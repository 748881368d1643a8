"""`tripower rule ID`: what a rule says, on what it rests, and where its code stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

import click

from tripower.cli.findings_text import clause
from tripower.core.answer import Answer, Cell, Facts, Part, Raw, Table, refuse, say
from tripower.core.exits import Exit
from tripower.core.findings import Basis
from tripower.core.messages import N_, translate
from tripower.core.parameters import Parameters
from tripower.core.rules import Rule
from tripower.mechanisms.options import DAY, App, answering

JUDGED_BY = {
    "records": N_("records"),
    "arithmetic": N_("arithmetic"),
    "not_assessable": N_("not assessable"),
}
LABELS = {"why": N_("Why: {text}"), "example": N_("Example: {text}")}


@click.command(
    short_help=N_("What a rule says, and on what it rests."),
    help=N_("What a rule says, why, and on what it rests. Without ID, all rules."),
)
@click.argument("rule_id", metavar="[ID]", required=False)
@click.option("--as-of", type=DAY, help=N_("Show the parameters in force on this day."))
@answering()
@click.pass_obj
def rule(app: App, rule_id: str | None, as_of: date | None) -> Answer:
    """One rule in full, or the list of all."""
    rules = app.tables().rules
    day = as_of or app.clock().date()
    if rule_id is None:
        return _all(rules, day, app.lang)
    one = find(rules, rule_id)
    return Answer(_page(one, day, app.lang), _data(one, day, app.lang))


def find(rules: Mapping[str, Rule], rule_id: str) -> Rule:
    """The rule of that id; refused (2) with ids like it where there is none."""
    wanted = rule_id.upper()
    if wanted in rules:
        return rules[wanted]
    if near := get_close_matches(wanted, rules, n=3):
        text = N_("there is no rule {rule}; did you mean {near}?")
        raise refuse(text, code=Exit.USAGE, rule=rule_id, near=", ".join(near))
    text = N_("there is no rule {rule}; `tripower rule` lists them all")
    raise refuse(text, code=Exit.USAGE, rule=rule_id)


def _all(rules: Any, day: date, lang: str) -> Answer:
    rows = [(one.rule_id, say(one.title), say(JUDGED_BY[decidable(one)])) for one in rules.values()]
    headers = (N_("rule"), N_("title"), N_("judged by"))
    return Answer([Table(headers, rows)], [_data(one, day, lang) for one in rules.values()])


def decidable(one: Rule) -> str:
    """How far a machine decides it."""
    if one.arithmetic:
        return "arithmetic"
    return "not_assessable" if one.needs and not one.of_district else "records"


def _page(one: Rule, day: date, lang: str) -> list[Part]:
    parts: list[Part] = [Raw(f"{one.rule_id}  {translate(one.title, lang)}")]
    for name, paragraphs in _texts(one, lang).items():
        for index, text in enumerate(paragraphs):
            label = LABELS.get(name) if index == 0 else None
            parts += [Raw(" "), say(label, text=text) if label else Raw(text)]
    parts.append(Raw(" "))
    parts += [Raw(clause(basis, lang)) for basis in one.basis]
    if one.of_district:
        text = N_("Judged over all units at once, by `tripower check` on the district's folder.")
        parts += [Raw(" "), say(text)]
    elif one.needs:
        text = N_("Not assessable yet: it needs {kinds}, which nobody can record so far.")
        parts += [Raw(" "), say(text, kinds=one.needs)]
    parts += [Raw(" "), _facts(one)]
    if one.parameters:
        headers = (N_("parameter"), N_("value"), N_("source"))
        parts += [Raw(" "), Table(headers, _parameter_rows(one, day, lang))]
    return parts


def _facts(one: Rule) -> Facts:
    file, _, function = one.code.partition(":")
    pairs: list[tuple[str, Cell]] = [
        (N_("a breach is"), say(_nature(one))),
        (N_("code"), f"{file}:{one.line} {function}"),
    ]
    if not one.arithmetic:
        exceptions = say(N_("possible") if one.waivable else N_("not possible"))
        pairs = [(N_("waivable"), exceptions), *pairs, (N_("test"), f"tests/rules/{one.rule_id}")]
    return Facts(pairs)


def _texts(one: Rule, lang: str) -> dict[str, list[str]]:
    """Its paragraphs in the language."""
    return {
        name: [translate(text, lang) for text in texts] for name, texts in one.paragraphs().items()
    }


def _nature(one: Rule) -> str:
    if one.arithmetic:
        return N_("not a finding of its own: arithmetic that other rules use")
    if one.acts:
        return N_("an act: refused when it is about to be written")
    return N_("a fact: recorded with an acknowledgement, and it stays a finding")


def _in_force(one: Rule, day: date) -> dict[str, Any]:
    from tripower.store.consistency import definitions

    values = Parameters(definitions()).at(day)
    return {key: values.get(key) for key in sorted(one.parameters)}


def _parameter_rows(one: Rule, day: date, lang: str) -> list[tuple[Any, ...]]:
    rows = []
    for key, value in _in_force(one, day).items():
        if value is None:
            rows.append((key, say(N_("not set; each unit sets it")), ""))
        else:
            source = clause(Basis(value.source, value.source_class), lang)
            rows.append((key, value.text(), source))
    return rows


def _data(one: Rule, day: date, lang: str) -> dict[str, Any]:
    parameters = {
        key: None if value is None else {"value": value.text(), "source_class": value.source_class}
        for key, value in _in_force(one, day).items()
    }
    return {
        "rule_id": one.rule_id,
        "title": translate(one.title, lang),
        **{name: "\n\n".join(texts) for name, texts in _texts(one, lang).items()},
        "source_class": one.source_class,
        "clause": [
            {"text": translate(b.text, lang), "source_class": b.source_class} for b in one.basis
        ],
        "parameters": parameters,
        "decidable": decidable(one),
        "waivable": one.waivable,
        "acts": sorted(one.acts),
        "code": one.code,
    }
