"""Which language a person reads: --lang, TRIPOWER_LANG, the locale, else Chinese."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from copy import copy
from typing import TypeVar

import click

from tripower.cli.click_texts import METAVARS
from tripower.cli.help import Help
from tripower.core.messages import LANGUAGES, LOCALE, translate

C = TypeVar("C", bound=click.Command)


class Spoken(click.Context):
    """A context whose help pages measure what is seen."""

    formatter_class = Help


def chosen_language(args: Sequence[str]) -> str:
    """The language of this run; looked up before click reads the options, for its own words."""
    for index, word in enumerate(args):
        name, _, value = word.partition("=")
        if name == "--lang":
            asked = value or (args[index + 1] if index + 1 < len(args) else "")
            if asked in LANGUAGES:
                return asked
    for variable in ("TRIPOWER_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for part in os.environ.get(variable, "").split(":"):
            code = part.split("_")[0].split(".")[0].lower()
            if code in LANGUAGES:
                return code
            if code in ("c", "posix"):
                return "en"
    return "zh"


def speak(lang: str) -> None:
    """Let click's own words come from our catalogue too: it asks gettext's current domain."""
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain("tripower", LOCALE)
    gettext.textdomain("tripower")


def localise(command: C, lang: str) -> C:
    """A copy of a command, and of all below it, whose help speaks the language.

    The command itself was fixed in English when it was imported, and stays so.
    """
    spoken = copy(command)
    spoken.help = translate(command.help or "", lang)
    spoken.short_help = translate(command.short_help or "", lang) or first_sentence(spoken.help)
    spoken.context_class = Spoken
    spoken.options_metavar = translate(command.options_metavar or "", lang)
    spoken.params = [_parameter(one, lang) for one in command.params]
    if isinstance(spoken, click.Group):
        spoken.subcommand_metavar = translate(spoken.subcommand_metavar, lang)
        spoken.commands = {name: localise(one, lang) for name, one in spoken.commands.items()}
    return spoken


def first_sentence(text: str) -> str:
    """What stands in a list of commands; click would cut it off in the middle."""
    end = min((at for mark in (". ", "。") if (at := text.find(mark)) >= 0), default=len(text))
    return text[: end + 1]


def _parameter(parameter: click.Parameter, lang: str) -> click.Parameter:
    spoken = copy(parameter)
    if isinstance(spoken, click.Option) and spoken.help:
        spoken.help = translate(spoken.help, lang)
    spoken.metavar = translate(_metavar(parameter), lang) or None
    spoken.type = copy(parameter.type)
    spoken.type.name = translate(parameter.type.name, lang)  # in errors: 5.5 is no integer
    return spoken


def _metavar(parameter: click.Parameter) -> str:
    """The stand-in for a value in the usage line; "" where click makes it of the value's words."""
    if parameter.metavar:
        return parameter.metavar
    argument = isinstance(parameter, click.Argument)
    own = (parameter.name or "" if argument else parameter.type.name).upper()
    return own if own in METAVARS else ""
