"""The root command. Commands are listed from a static table and loaded when called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from tripower.cli.language import chosen_language, localise, speak
from tripower.core.messages import N_, translate
from tripower.mechanisms.nouns import COMMANDS

GENERAL: dict[str, tuple[str, str]] = {
    "init": ("tripower.cli.commands.init", N_("Make the folder of a new unit.")),
    "check": ("tripower.cli.commands.check", N_("Find what breaks a rule in a unit's folder.")),
    "due": ("tripower.cli.commands.due", N_("What is owed, by whom, by when.")),
    "report": ("tripower.cli.commands.report", N_("The unit in figures.")),
    "rule": ("tripower.cli.commands.rule", N_("What a rule says, and on what it rests.")),
    "record": ("tripower.cli.commands.record", N_("Write and correct records of every kind.")),
    "publish": ("tripower.cli.commands.publish", N_("Notices for the public and the office.")),
    "trail": ("tripower.cli.commands.trail", N_("Who recorded what, and when.")),
}
TABLE = {**GENERAL, **COMMANDS}
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Root(click.Group):
    """Lists commands by the static table and imports one only when it is called."""

    lang = "en"

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order of the table."""
        return list(TABLE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in TABLE:
            return None
        module = importlib.import_module(TABLE[cmd_name][0])
        if ctx.obj is None:  # not for `--help`, which needs none of it
            from tripower.cli.app import app

            ctx.obj = app(self.lang)
        command: click.Command = getattr(module, cmd_name)
        return localise(command, self.lang)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """The commands with their short help, in the reader's language."""
        rows = [(name, translate(entry[1], self.lang)) for name, entry in TABLE.items()]
        with formatter.section(translate(N_("Commands"), self.lang)):
            formatter.write_dl(rows)


HELP = N_(
    "Keeps those who decide, those who carry out and those who supervise apart. "
    "A unit is a folder of YAML records under git."
)


def root(lang: str) -> Root:
    """The root command, speaking a language."""
    from tripower import __version__

    command = Root("tripower", help=translate(HELP, lang), context_settings=CONTEXT)
    command.lang = lang
    option = click.Option(["--lang"], expose_value=False, help=N_("zh or en."))
    command.params.append(option)
    click.version_option(__version__, prog_name="tripower")(command)
    localise(command, lang)
    return command


def run(args: Sequence[str] | None = None) -> None:
    """Run a command line: answer on stdout, messages on stderr, and the exit status."""
    words = list(sys.argv[1:] if args is None else args)
    lang = chosen_language(words)
    speak(lang)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a GBK console must not crash on a rare character
            stream.reconfigure(errors="backslashreplace")
    sys.exit(perform(words, lang))


def perform(words: Sequence[str], lang: str) -> int:
    """Call the command and show what it answers; returns the exit status."""
    command = root(lang)
    ctx: click.Context | None = None
    try:
        with command.make_context("tripower", list(words)) as ctx:
            answer = command.invoke(ctx)
    except click.exceptions.Exit as left:
        return left.exit_code
    except (Exception, KeyboardInterrupt) as error:
        from tripower.cli.failures import explain

        answer = explain(error, lang)
    from tripower.cli.show import show

    return show(answer, ctx.obj.format if ctx and ctx.obj else "table", lang)
