"""Bytes of one file to text: strict UTF-8 without characters that deceive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

import msgspec

from tripower.core.findings import Problem
from tripower.core.messages import N_
from tripower.store.normal import nfc

MAX_BYTES = 256 * 1024
MAX_PROBLEMS = 100

BOM = "\ufeff"
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32 LE"),
    (b"\x00\x00\xfe\xff", "UTF-32 BE"),
    (b"\xff\xfe", "UTF-16 LE"),
    (b"\xfe\xff", "UTF-16 BE"),
)

# Tab and line ends are YAML's business; a carriage return alone is a hidden line end.
_RANGES = {
    "control": "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff",
    "surrogate": "\ud800-\udfff",
    "bidi": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "invisible": "\u00ad\u034f\u115f\u1160\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f",
    "radical": "\u2e80-\u2fdf",
}
FORBIDDEN = re.compile(
    "|".join(f"(?P<{kind}>[{chars}])" for kind, chars in _RANGES.items()).replace(
        "])", "]|\r(?!\n))", 1
    )
)
DOUBTFUL = re.compile(f"[{''.join(_RANGES.values())}]")
"""The same without their kinds, and without the carriage return; a fraction of the time."""

_DELETE = N_("Delete the character and type the text again.")
_KINDS = {
    "control": (
        "control-character",
        N_("{char} ({name}) is a control character; expected printable text, tabs and line ends"),
        _DELETE,
    ),
    "surrogate": (
        "lone-surrogate",
        N_("{char} ({name}) is half of a character; expected whole characters"),
        _DELETE,
    ),
    "bidi": (
        "bidi-control",
        N_("{char} ({name}) changes the order in which text is shown; expected visible text only"),
        _DELETE,
    ),
    "invisible": (
        "invisible-character",
        N_("{char} ({name}) cannot be seen; expected visible text only"),
        _DELETE,
    ),
    "radical": (
        "radical-character",
        N_("{char} ({name}) is a radical that looks like a character; expected the character"),
        N_("Type the ordinary Chinese character with an input method."),
    ),
}


class Decoded(msgspec.Struct, frozen=True):
    """The text of a file, without a byte order mark, and what is wrong with it.

    Line ends and Unicode normal form are those of the file. `text` is empty
    where the bytes are not UTF-8 at all.
    """

    text: str
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether anything worse than a warning was found."""
        return refused(self.problems)


def refused(problems: tuple[Problem, ...]) -> bool:
    """Whether any problem is worse than a warning."""
    return any(not problem.warning for problem in problems)


def decode(data: bytes, path: str) -> Decoded:
    """The text of a file's bytes; every problem names its line and column.

    Refused: more than 256 KiB, nothing at all, any encoding but UTF-8, control,
    bidirectional and invisible characters, lone surrogates, radicals. Warned: a
    byte order mark, text that is not in Unicode normal form C.
    """
    problem = _size_problem(data, path) or _encoding_problem(data, path)
    if problem:
        return Decoded("", (problem,))
    text = data.decode("utf-8", "surrogatepass")
    bom = text.startswith(BOM)
    text = text.removeprefix(BOM)
    if not text:
        return Decoded("", (_empty(path),))
    found = [*([_bom(path)] if bom else []), *_characters(text, path), *_forms(text, path)]
    return Decoded(text, tuple(found))


def character_problem(value: str, path: str, line: int, column: int) -> Problem | None:
    """The first forbidden character of a value, reported at the place given."""
    match = FORBIDDEN.search(value)
    return _character(match, path, line, column) if match else None


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both 1-based."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def too_many(path: str, line: int) -> Problem:
    """What stands for the problems that are not listed any more."""
    return Problem(
        path=path,
        line=line,
        code="too-many-problems",
        message=N_("more than {count} problems; the rest of the file is not reported"),
        args={"count": MAX_PROBLEMS},
        next=N_("Repair those that are listed, then check again."),
    )


def _size_problem(data: bytes, path: str) -> Problem | None:
    if not data:
        return _empty(path)
    if len(data) <= MAX_BYTES:
        return None
    return Problem(
        path=path,
        line=1,
        code="too-large",
        message=N_("the file has more than {limit} bytes; expected at most so many"),
        args={"limit": MAX_BYTES},
        next=N_("Split the record, or keep the long text in a file of its own."),
    )


def _empty(path: str) -> Problem:
    return Problem(
        path=path,
        line=1,
        code="empty-file",
        message=N_("the file is empty; expected a record"),
        next=N_("Write the record, or delete the file."),
    )


def _bom(path: str) -> Problem:
    return Problem(
        path=path,
        line=1,
        code="bom",
        message=N_("the file begins with a byte order mark; expected UTF-8 without one"),
        next=N_("Save the file as UTF-8 without BOM; it is read all the same."),
        warning=True,
    )


def _encoding_problem(data: bytes, path: str) -> Problem | None:
    name, at = _other_encoding(data)
    if not name:
        return None
    before = data[:at].decode("utf-8", "replace").removeprefix(BOM)
    line, column = place(before, len(before))
    return Problem(
        path=path,
        line=line,
        column=column,
        code="encoding",
        message=N_("the file is {encoding}; expected UTF-8"),
        args={"encoding": name},
        next=N_("Open the file in an editor and save it as UTF-8."),
    )


def _other_encoding(data: bytes) -> tuple[str, int]:
    """The encoding recognised and the first byte that shows it; no name for UTF-8."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, 0
    if wide := _wide(data):
        return wide, 0
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        return ("GBK/GB18030" if _is_gbk(data) else "broken UTF-8"), error.start
    return "", 0


def _wide(data: bytes) -> str:
    """UTF-16 without a mark shows in every second byte being zero, for Latin text and line ends."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) * 10 < len(data):
        return ""
    if not even:
        return "UTF-16 LE"
    return "" if odd else "UTF-16 BE"


def _is_gbk(data: bytes) -> bool:
    """Damaged UTF-8 still has many whole Chinese characters; GBK hardly ever looks so."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(char > "\u07ff" for char in text) - broken > broken:
        return False
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _characters(text: str, path: str) -> Iterator[Problem]:
    line, start = 1, 0
    for count, match in enumerate(FORBIDDEN.finditer(text)):
        at = match.start()
        line += text.count("\n", start, at)
        start = at
        if count == MAX_PROBLEMS:
            yield too_many(path, line)
            return
        yield _character(match, path, line, at - text.rfind("\n", 0, at))


def _character(match: re.Match[str], path: str, line: int, column: int) -> Problem:
    code, message, step = _KINDS[str(match.lastgroup)]
    char = match.group()
    return Problem(
        path=path,
        line=line,
        column=column,
        code=code,
        message=message,
        args={"char": f"U+{ord(char):04X}", "name": _name(char)},
        next=step,
    )


def _name(char: str) -> str:
    """The Unicode name; control characters and surrogates have none but their category."""
    fallback = {"Cc": "CONTROL", "Cs": "SURROGATE"}.get(unicodedata.category(char), "UNASSIGNED")
    return unicodedata.name(char, fallback)


def _forms(text: str, path: str) -> Iterator[Problem]:
    if unicodedata.is_normalized("NFC", text):
        return
    lines = enumerate(text.split("\n"), 1)
    odd = ((n, line) for n, line in lines if not unicodedata.is_normalized("NFC", line))
    for number, line in islice(odd, MAX_PROBLEMS):
        yield _form(path, number, _first_change(line))


def _form(path: str, line: int, column: int) -> Problem:
    return Problem(
        path=path,
        line=line,
        column=column,
        code="not-normalised",
        message=N_("a character is written in parts; expected Unicode normal form C"),
        next=N_("Nothing to do: it is read in normal form C."),
        warning=True,
    )


def _first_change(line: str) -> int:
    normal = nfc(line)
    pairs = zip(line, normal, strict=False)
    same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(line), len(normal)))
    return same + 1
