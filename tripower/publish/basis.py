"""The rules that a notice rests on, with the class of each source (附)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from tripower.core.answer import Say, say
from tripower.core.findings import SOURCES
from tripower.core.rules import Rule


class Clause(msgspec.Struct, frozen=True):
    """A clause and what weight it has."""

    text: Say
    source: Say


class RuleBasis(msgspec.Struct, frozen=True):
    """A rule by id and title, with the clauses behind it."""

    rule_id: str
    title: Say
    clauses: tuple[Clause, ...]


def basis(
    rule_ids: Iterable[str], rules: Mapping[str, Rule], about: Collection[str] = ()
) -> tuple[RuleBasis, ...]:
    """The rules of these ids, in the order of ids; an id that no rule has is left out."""
    return tuple(_basis(rules[one], about) for one in sorted(set(rule_ids)) if one in rules)


def _basis(rule: Rule, about: Collection[str]) -> RuleBasis:
    clauses = (Clause(say(b.text), say(SOURCES[b.source_class])) for b in rule.clauses(about))
    return RuleBasis(rule.rule_id, say(rule.title), tuple(clauses))
