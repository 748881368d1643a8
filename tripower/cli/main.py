"""The root command. Commands are listed from a static table and loaded when called."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tripower.cli.language import chosen_language, localise, speak
from tripower.core.exits import Exit
from tripower.core.messages import LANGUAGES, N_, translate
from tripower.mechanisms.nouns import COMMANDS

if TYPE_CHECKING:
    from tripower.core.answer import Answer

GENERAL: dict[str, tuple[str, str]] = {
    "demo": (
        "tripower.cli.commands.demo",
        N_("Build the sample unit in a new folder, step by step, and try it out."),
    ),
    "init": ("tripower.cli.commands.init", N_("Make the folder of a new unit.")),
    "check": ("tripower.cli.commands.check", N_("Find what breaks a rule in a unit's folder.")),
    "due": ("tripower.cli.commands.due", N_("What is owed, by whom, by when.")),
    "report": ("tripower.cli.commands.report", N_("The unit in figures.")),
    "rule": ("tripower.cli.commands.rule", N_("What a rule says, and on what it rests.")),
    "record": ("tripower.cli.commands.record", N_("Write and correct records of every kind.")),
    "publish": ("tripower.cli.commands.publish", N_("Notices for the public and the office.")),
    "trail": ("tripower.cli.commands.trail", N_("The history of a unit, and what proves it.")),
}
TABLE = {**GENERAL, **COMMANDS}
CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"]}


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for; where there is none, those with a name like it."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as wrong:
            raise click.NoSuchCommand(wrong.command_name, possibilities=TABLE, ctx=ctx) from None

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """The commands with their short help, in the reader's language."""
        rows = [(name, translate(entry[1], self.lang)) for name, entry in TABLE.items()]
        with formatter.section(translate(N_("Commands"), self.lang)):
            formatter.write_dl(rows)


WINDOWS = N_(
    "tripower runs on Linux and macOS; on Windows nobody has tried it yet. "
    "Use it there inside WSL (Windows Subsystem for Linux)."
)
HELP = N_(
    "Keeps those who decide, those who carry out and those who supervise apart. "
    "A unit is a folder of YAML records under git."
)


def root(lang: str) -> Root:
    """The root command, speaking a language."""
    from tripower import __version__

    command = Root("tripower", help=translate(HELP, lang), context_settings=CONTEXT)
    command.lang = lang
    languages = click.Choice(LANGUAGES)
    option = click.Option(
        ["--lang"], type=languages, expose_value=False, help=N_("Language of the answer.")
    )
    command.params.append(option)
    click.version_option(__version__, prog_name="tripower")(command)
    return localise(command, lang)


def run(args: Sequence[str] | None = None) -> None:
    """Run a command line: answer on stdout, messages on stderr, and the exit status."""
    gc.disable()  # a run is short, and what it reads it keeps
    words = list(sys.argv[1:] if args is None else args)
    lang = chosen_language(words)
    speak(lang)
    if sys.platform == "win32":
        sys.exit(translate(WINDOWS, lang))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a GBK console must not crash on a rare character
            stream.reconfigure(errors="backslashreplace")
    try:
        code = perform(words, lang)
    except KeyboardInterrupt:  # while answering; one while working has its own answer
        code = Exit.INTERRUPTED
    except OSError as error:
        code = _unwritten(error, lang)
    sys.exit(_finished(lang) or code)


def _finished(lang: str) -> int:
    """Hand over what is left; where the reader has gone (`| head`), that is no failure."""
    if sys.stdout is None:  # the terminal gave none: `>&-`
        return 0
    try:
        sys.stdout.flush()
    except OSError as error:  # what is still held would be tried again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0 if isinstance(error, BrokenPipeError) else _unwritten(error, lang)
    return 0


def _unwritten(error: OSError, lang: str) -> int:
    """Say that the answer is lost, such as on a full disk; what was done is done."""
    text = N_("The answer could not be written: {why}. What was recorded is kept.")
    sys.stderr.write(translate(text, lang).format(why=error.strerror) + "\n")
    return 1


def perform(words: Sequence[str], lang: str) -> int:
    """Call the command and show what it answers; returns the exit status."""
    answer, how = respond(words, lang)
    if isinstance(answer, int):
        return answer
    from tripower.cli.show import show

    return show(answer, how, lang)


def respond(words: Sequence[str], lang: str) -> tuple[Answer | int, str]:
    """What a command line answers and in which format; a number where click has answered."""
    command = root(lang)
    ctx: click.Context | None = None
    answer: Answer | int
    try:
        with command.make_context("tripower", list(words)) as ctx:
            answer = command.invoke(ctx)
    except click.exceptions.Exit as left:
        answer = left.exit_code
    except BrokenPipeError:  # the reader of a help page has seen enough
        answer = 0
    except (Exception, KeyboardInterrupt) as error:
        from tripower.cli.failures import explain

        answer = explain(error, lang)
    return answer, ctx.obj.format if ctx and ctx.obj else "table"
