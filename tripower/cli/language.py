"""Which language a person reads: --lang, else the environment, else Chinese."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence

import click

from tripower.core.messages import LANGUAGES, LOCALE, translate


def chosen_language(args: Sequence[str]) -> str:
    """The language of this run; looked up before click reads the options, for its own words."""
    for index, word in enumerate(args):
        name, _, value = word.partition("=")
        if name == "--lang":
            asked = value or (args[index + 1] if index + 1 < len(args) else "")
            if asked in LANGUAGES:
                return asked
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for part in os.environ.get(variable, "").split(":"):
            code = part.split("_")[0].split(".")[0].lower()
            if code in LANGUAGES:
                return code
            if code in ("c", "posix"):
                return "en"
    return "zh"


def speak(lang: str) -> None:
    """Let click's own words come from our catalogue too."""
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain("tripower", str(LOCALE))
    gettext.textdomain("tripower")


def localise(command: click.Command, lang: str) -> click.Command:
    """Translate the help of a command and of all below it; it was fixed when imported."""
    command.help = translate(command.help or "", lang)
    command.short_help = translate(command.short_help or "", lang) or None
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = translate(parameter.help, lang)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            localise(below, lang)
    return command
