"""Texts that people read and that no `N_` in the source marks, for the catalogue.

Docstrings of rules and records, the shipped parameters, words of closed lists, the help of
every command, and what click itself says. `scripts/messages.py extract` asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
import msgspec

from tripower.cli.click_texts import PLURALS, TEXTS
from tripower.cli.main import CONTEXT, root
from tripower.cli.registry import load_rules
from tripower.cli.schema import nested_structs, summary
from tripower.core.convert import field_lines
from tripower.core.findings import Severity, Status
from tripower.core.records import Term
from tripower.core.rules import Rule
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.polls.mapping import PollMapping
from tripower.store.consistency import definitions

Text = str | tuple[str, str]


def extra_messages() -> Iterator[Text]:
    """Every such text once, a pair where click tells one from many; in no certain order."""
    seen: set[Text] = {""}
    for text in _all():
        if text not in seen:
            seen.add(text)
            yield text


def _all() -> Iterator[Text]:
    for rule in load_rules().values():
        yield from rule_texts(rule)
    yield from parameter_texts()
    yield from record_texts()
    yield from help_texts(root("en"))
    yield from labels()  # after the commands, whose modules bring closed lists of their own
    yield from TEXTS
    yield from PLURALS


def rule_texts(rule: Rule) -> Iterator[str]:
    """What `tripower rule ID` and a finding of it say."""
    yield rule.title
    if not rule.arithmetic:
        yield from (text for texts in rule.paragraphs().values() for text in texts)
    yield from (basis.text for basis in rule.basis)
    for wrong, then in rule.messages.values():
        yield from (wrong, then)


def parameter_texts() -> Iterator[str]:
    """What each parameter means, and on what each shipped value rests."""
    for definition in definitions():
        yield definition.meaning
        yield from (value.source for value in definition.values)


def record_texts() -> Iterator[str]:
    """What each kind of record is, and what each of its fields says."""
    for kind in KINDS:
        yield summary(kind)
        structs: Iterable[type[msgspec.Struct]] = nested_structs(kind.record).values()
        for struct in (kind.record, *structs):
            yield from field_lines(struct).values()
    yield from field_lines(PollMapping).values()


def labels() -> Iterator[str]:
    """Words of closed lists as people read them."""
    for told in (Severity, Status):
        yield from (one.value.replace("_", " ") for one in told)
    for term in _below(Term):
        yield from (one.label for one in term)


def _below(term: type[Term]) -> Iterator[type[Term]]:
    for one in term.__subclasses__():
        if one.__module__.startswith("tripower."):  # not the ones that a test makes up
            yield one
        yield from _below(one)


def help_texts(command: click.Command) -> Iterator[str]:
    """The help of a command, of its options, and of all commands below it."""
    yield from (command.help or "", command.short_help or "", command.epilog or "")
    for parameter in command.params:
        yield getattr(parameter, "help", None) or ""
        yield parameter.metavar or ""
    if isinstance(command, click.Group):
        ctx = click.Context(command, **CONTEXT)
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            if below is not None:
                yield from help_texts(below)
