"""Data to YAML in the one style of this project: lines of block style, two spaces a level."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from tripower.store.yaml_nodes import resolves_elsewhere

Fragment: TypeAlias = tuple[str, list[str]]
"""What follows a colon or dash on its line, and the lines below, relative to the owner."""

_NOT_PLAIN = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`.\\]|.*(?::(?:\s|$)|\s#|[\n\t])""", re.DOTALL)
_NOT_FLOW = re.compile(r"[,\[\]{}:?]")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_BEHIND_ESCAPE = re.compile(r"(?<=\\[nrtbf])[^\x00-\x7f]+")
MAX_KEY = 1024
"""Characters of a key before its colon, by YAML 1.2 (7.4.2)."""
_CHOICES = ("yes", "no")


class Inline(str):
    """A text to be written on one line even if it has several."""

    __slots__ = ()


def inlined(value: Any) -> Any:
    """The data with every text on one line: no block that could swallow a comment below it."""
    if isinstance(value, dict):
        return {key: inlined(child) for key, child in value.items()}
    if isinstance(value, (list, tuple)):
        return [inlined(child) for child in value]
    return Inline(value) if isinstance(value, str) else value


def as_text(value: Any) -> Any:
    """The data as a reader will see it: every leaf a text in normal form C, or None.

    Line ends inside a text become LF.
    Raises TypeError for a value that has no written form.
    """
    if isinstance(value, dict):
        return {_name(key): as_text(child) for key, child in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_text(child) for child in value]
    return None if value is None else _leaf(value)


def mapping_lines(value: dict[str, Any]) -> Iterator[str]:
    """The lines of a mapping, its keys in the first column."""
    for key, child in value.items():
        head, body = fragment(child)
        yield f"{_key(key)}:{head}"
        yield from body


def list_lines(value: list[Any] | tuple[Any, ...]) -> Iterator[str]:
    """The lines of a list, its dashes in the first column."""
    for child in value:
        head, body = item_fragment(child)
        yield f"-{head}"
        yield from body


def fragment(value: Any) -> Fragment:
    """A value as it follows `key:`."""
    if value is None:
        return "", []
    if isinstance(value, dict) and value:
        return "", _indented(mapping_lines(value))
    if isinstance(value, (list, tuple)) and value:
        return "", _indented(list_lines(value))
    if isinstance(value, str) and not isinstance(value, Inline):
        text = _leaf(value)
        if _is_literal(text):
            return _literal(text)
    return " " + (flow(value) if isinstance(value, (dict, list, tuple)) else scalar(value)), []


def item_fragment(value: Any) -> Fragment:
    """A value as it follows the dash of a list; the first line of a collection stands beside it."""
    if not isinstance(value, (dict, list, tuple)) or not value:
        return fragment(value)
    lines = mapping_lines(value) if isinstance(value, dict) else list_lines(value)
    first, *rest = lines
    return f" {first}", _indented(rest)


def flow(value: Any) -> str:
    """A value on one line, for use inside brackets; raises ValueError where none can be written."""
    if isinstance(value, dict):
        pairs = (f"{_key(k, flow=True)}: {flow(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(child) for child in value) + "]"
    if value is None:
        raise ValueError("an empty value cannot be written inside brackets")
    return scalar(value, flow=True)


def scalar(value: Any, style: str = "", *, flow: bool = False) -> str:
    """A leaf on one line; a text is quoted only where a reader would not see that text.

    Dates, whole numbers, yes and no stay plain as clerks write them: this
    project's reader takes every scalar for text. `style` asks for a kind of quote.
    """
    text = _leaf(value)
    if not isinstance(value, str):
        return text
    if style == "'" and "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    if style == '"' or not _is_plain(text) or (flow and _NOT_FLOW.search(text)):
        return _quoted(text)
    return text


def _key(key: Any, *, flow: bool = False) -> str:
    """A key within YAML's limit if it has such a form: quotes count, and so do their escapes."""
    name = _name(key)
    forms = (scalar(name, flow=flow), scalar(name, "'"), name)
    return next((form for form in forms if len(form) <= MAX_KEY), forms[0])


def _quoted(text: str) -> str:
    """In double quotes; what follows an escape is escaped where it would join its letter."""
    quoted = json.dumps(text, ensure_ascii=False)
    if unicodedata.is_normalized("NFC", quoted):
        return quoted
    return _BEHIND_ESCAPE.sub(lambda m: "".join(f"\\U{ord(c):08x}" for c in m[0]), quoted)


def _leaf(value: Any) -> str:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    raise TypeError(f"no written form for {type(value).__name__}: {value!r}")


def _name(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key is text, not {type(key).__name__}")
    return _leaf(key)


def _indented(lines: Iterator[str] | list[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _is_literal(text: str) -> bool:
    """Whether a block shows the text exactly, with no invisible spaces to lose."""
    lines = text.removesuffix("\n").split("\n")
    if "\n" not in text or not lines[0] or not lines[-1] or lines[0][0].isspace():
        return False
    return all(line == line.rstrip() and not line.startswith("\t") for line in lines)


def _literal(text: str) -> Fragment:
    head = " |" if text.endswith("\n") else " |-"
    return head, _indented(text.removesuffix("\n").split("\n"))


def _is_plain(text: str) -> bool:
    if _INTEGER.match(text) or text in _CHOICES or _is_date(text):
        return True
    return text == text.strip() and not _NOT_PLAIN.match(text) and not resolves_elsewhere(text)


def _is_date(text: str) -> bool:
    """Real ISO dates and times, which ordinary readers take for dates too."""
    try:
        return len(text) >= 10 and text[4] == "-" and bool(datetime.fromisoformat(text))
    except ValueError:
        return False
