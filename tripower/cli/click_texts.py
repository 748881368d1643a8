"""What click says by itself, from 8.2 on, so that our catalogue can say it in Chinese.

Click asks the process's gettext domain for these, which `language.speak` sets to ours. They
are a list of our own, so that the catalogue does not change with the click installed here;
tests/cli/test_language.py uses the program wrongly in many ways and finds those left out.
"""

from __future__ import annotations

from tripower.core.messages import N_

METAVARS = (
    *(N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("DIRECTORY"), N_("FILE"), N_("PATH")),
    *(N_("INTEGER"), N_("INTEGER RANGE"), N_("TEXT"), N_("BOOLEAN"), N_("NAME=TEXT"), N_("FOLDER")),
)
"""Stand-ins for values in a usage line; `language.localise` puts them there."""

HELP = (
    *("Usage:", "Options", "Positional arguments", "Commands", "required", "deprecated"),
    *("default: {default}", "env var: {var}", "(dynamic)"),
    *("Show this message and exit.", "Show the version and exit."),
    "%(prog)s, version %(version)s",
    "Try '{command} {option}' for help.",
)
ERRORS = (
    *("Error: {message}", "unknown error", "Aborted!", "Missing command."),
    *("Missing argument", "Missing option", "Missing parameter", "Missing {param_type}"),
    "Missing parameter: {param_name}",
    *("No such option {name!r}.", "No such option: {name}", "No such command {name!r}."),
    *("Invalid value: {message}", "Invalid value for {param_hint}: {message}"),
    "Choose from:\n\t{choices}",
    "Option {name!r} does not take a value.",
    "Argument {name!r} takes {nargs} values.",
    "Could not open file {filename!r}: {message}",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}",
    *("file", "directory", "path", "integer", "integer range", "text", "boolean"),
    *("{name} {filename!r} does not exist.", "{name} {filename!r} is a file."),
    *("{name} {filename!r} is a directory.", "{name} {filename!r} is not readable."),
    *("{name} {filename!r} is not writable.", "{name} {filename!r} is not executable."),
)
PROMPTS = (
    *("Do you want to continue?", "Repeat for confirmation", "Error: invalid input"),
    "Error: The two entered values do not match.",
)
TEXTS = (*METAVARS, *HELP, *ERRORS, *PROMPTS)

PLURALS = (
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("(Possible option: {possibilities})", "(Possible options: {possibilities})"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
"""One and many; Chinese has one form for both."""
