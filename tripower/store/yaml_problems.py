"""What is said of YAML that is no record: one function per problem, all of one shape."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from tripower.core.findings import Problem
from tripower.core.messages import N_
from tripower.store.text import place

Maker: TypeAlias = Callable[[str, int, int, dict[str, Any]], Problem]


def _maker(code: str, message: str, step: str) -> Maker:
    def make(path: str, line: int, column: int, args: dict[str, Any]) -> Problem:
        return Problem(
            path=path, line=line, column=column, code=code, message=message, args=args, next=step
        )

    return make


anchor = _maker(
    "yaml-anchor",
    N_("&{name} is an anchor; expected a value written out"),
    N_("Delete &{name} and write the value out wherever it is needed."),
)
alias = _maker(
    "yaml-alias",
    N_("*{name} is an alias; expected a value written out"),
    N_("Write the value out, or put the text in quotation marks."),
)
tag = _maker(
    "yaml-tag",
    N_("{name} is a tag; expected a value without one"),
    N_("Delete the tag, or put the text in quotation marks."),
)
directive = _maker(
    "yaml-directive",
    N_("a line that begins with % is a directive; expected none"),
    N_("Delete the line."),
)
documents = _maker(
    "yaml-documents",
    N_("a second document begins here; expected one record in a file"),
    N_("Put the second record in a file of its own."),
)
merge = _maker(
    "yaml-merge",
    N_("<< merges another mapping; expected fields written out"),
    N_("Write the fields out."),
)
duplicate = _maker(
    "duplicate-key",
    N_("{name} stands here a second time, first in line {line}; expected each name once"),
    N_("Keep one of the two."),
)
key = _maker(
    "yaml-key",
    N_("this is no name of a field; expected one line of the form name: value"),
    N_("Write the name, a colon and a space before the value."),
)
too_deep = _maker(
    "too-deep",
    N_("more than {limit} levels inside each other; expected a plain record"),
    N_("Look for brackets that are not closed."),
)
too_many_values = _maker(
    "too-many-values",
    N_("more than {limit} names and values in one file; expected a single record"),
    N_("Split the record into several files."),
)
a_list = _maker(
    "not-a-mapping",
    N_("the file holds a list; expected fields of the form name: value"),
    N_("Put the list under the name of its field."),
)
a_text = _maker(
    "not-a-mapping",
    N_("the file holds a text without a name; expected fields of the form name: value"),
    N_("Write each field on a line of its own: name: value."),
)
_tab = _maker(
    "tab-indentation",
    N_("a tab is used to indent; expected spaces"),
    N_("Replace the tab by two spaces for each level."),
)
_syntax = _maker(
    "yaml-syntax",
    N_("invalid YAML: {detail} (in what begins in line {begins}); expected name: value"),
    N_("Check indentation, colons, brackets and quotation marks from line {begins} on."),
)
_full_width = _maker(
    "yaml-syntax",
    N_("`{name}：` ends with a full-width colon; expected `{name}: `"),
    N_("Type the colon with the input method off, and a space after it."),
)
_close = _maker(
    "yaml-syntax",
    N_("no space stands after the colon of `{name}:`; expected `{name}: `"),
    N_("Put a space after the colon."),
)
_no_colon = _maker(
    "yaml-syntax",
    N_("this line has no name with a colon; expected name: value"),
    N_("Write the name, a colon and a space before the value."),
)
_quote = _maker(
    "yaml-syntax",
    N_("the quotation mark opened in line {begins} is not closed"),
    N_("Close it at the end of the text."),
)
_after_quote = _maker(
    "yaml-syntax",
    N_("text goes on after the closing quotation mark, or the line is not indented as the others"),
    N_("Quote the whole text, within it use “ ”; begin the line where its neighbours begin."),
)
_indent = _maker(
    "yaml-syntax",
    N_("this line is not indented as those that it belongs to"),
    N_("Begin it in the same column as the lines before it, from line {begins} on."),
)
_second = _maker(
    "yaml-syntax",
    N_("a second colon stands here, or the line is indented too far; expected name: value"),
    N_("Put a text that holds a colon in quotation marks; else begin the line where others begin."),
)
_bracket = _maker(
    "yaml-syntax",
    N_("a comma or the closing bracket is missing in the list or fields begun in line {begins}"),
    N_("Use the comma and the brackets of the English keyboard: , ] }}"),
)
_character = _maker(
    "yaml-syntax",
    N_("a value cannot begin with this character"),
    N_("Put the text in quotation marks."),
)
_escape = _maker(
    "yaml-syntax",
    N_("a backslash is used that means nothing here"),
    N_("Write the text between single quotation marks, or the backslash twice."),
)
_SAID: tuple[tuple[str, Maker], ...] = (
    ("could not find expected ':'", _no_colon),
    ("found unexpected end of stream", _quote),
    ("expected <block end>, but found '<scalar>'", _after_quote),
    ("expected <block end>", _indent),
    ("mapping values are not allowed", _second),
    ("expected ',' or", _bracket),
    ("that cannot start any token", _character),
    ("found unknown escape character", _escape),
)
"""What the parser says most often, in our own words and so in both languages."""
_NAME = re.compile(r"[ \t]*(?:- +)?(?P<name>[^\s:：#'\"]+)(?P<colon>：|:(?=[^\s]))")


def syntax(error: Exception, text: str, path: str) -> Problem:
    """The parser's failure at its place; its own words only where we have none."""
    context = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or context
    detail = getattr(error, "problem", None) or f"{type(error).__name__}: {error}"
    if mark is None:
        return _syntax(path, 1, 1, {"detail": detail, "begins": 1})
    line, column = place(text, mark.index)
    if _indented_by_tab(text, mark.index):
        return _tab(path, line, column, {})
    begins = (context or mark).line + 1
    make = next((one for words, one in _SAID if words in detail), _syntax)
    if make in (_no_colon, _second) and (wrong := _colon(text, begins, line, path)):
        return wrong
    if make is _no_colon:  # the parser notices only lines later that no colon comes
        line, column = place(text, context.index) if context else (line, column)
    return make(path, line, column, {"detail": detail, "begins": begins})


def _colon(text: str, begins: int, ends: int, path: str) -> Problem | None:
    """The first colon that is full-width or lacks its space, from the line before the token on."""
    lines = enumerate(text.split("\n")[:ends], 1)
    for number, line in lines:
        found = _NAME.match(line) if number >= begins - 1 else None
        if found:
            make = _full_width if found["colon"] == "：" else _close
            return make(path, number, found.start("colon") + 1, {"name": found["name"]})
    return None


def _indented_by_tab(text: str, offset: int) -> bool:
    line = text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
    return "\t" in line[: len(line) - len(line.lstrip())]
