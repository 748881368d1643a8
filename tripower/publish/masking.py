"""Personal data: masked where it is shown, and searched for in what is finished (PUB-09).

The first net is the type: a `Private` value shows itself masked wherever it is printed. The
second net searches finished text for mobiles and ID numbers; what it finds blocks publishing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from tripower.core.records import Term

COMPOUND_SURNAMES = frozenset(
    (
        *("欧阳", "上官", "司马", "诸葛", "司徒", "皇甫", "尉迟", "公孙", "慕容"),
        *("令狐", "夏侯", "端木", "东方", "独孤", "南宫", "长孙", "宇文"),
    )
)


def mask_id(text: str) -> str:
    """An ID number as its first 3 and last 4 characters; anything else as stars only."""
    kept = _plain(text)
    if re.fullmatch(r"\d{17}[\dXx]|\d{15}", kept) is None:
        return "*" * len(text)
    return f"{kept[:3]}{'*' * (len(kept) - 7)}{kept[-4:]}"


def mask_mobile(text: str) -> str:
    """A mobile such as 138****8000; anything else as stars only."""
    kept = re.sub(r"^(\+?86|0086)", "", _plain(text))
    return f"{kept[:3]}****{kept[-4:]}" if re.fullmatch(r"1\d{10}", kept) else "*" * len(text)


def mask_account(text: str) -> str:
    """A bank account as its last 4 digits; anything shorter than 8 as stars only."""
    kept = _plain(text)
    return f"****{kept[-4:]}" if len(kept) >= 8 and kept.isdigit() else "*" * len(text)


def mask_name(text: str) -> str:
    """A private person's name as surname and a star; compound surnames stay whole."""
    name = text.strip()
    if re.search(r"\s", name):
        return f"{name.split()[0]} *"
    surname = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return f"{name[:surname]}*"


class Private(msgspec.Struct, frozen=True):
    """A value that nobody outside may read whole; printing it shows the mask."""

    value: str

    def __repr__(self) -> str:
        """The mask: what is printed for finding a fault is read by people too."""
        return f"{type(self).__name__}({self})"

    def __str__(self) -> str:
        """Stars; each type of value knows how much of itself may be shown."""
        return "*" * len(self.value)


class PrivatePerson(Private, frozen=True):
    """A person who holds no office, by name."""

    def __str__(self) -> str:
        """Surname and a star."""
        return mask_name(self.value)


class IdNumber(Private, frozen=True):
    """An ID number."""

    def __str__(self) -> str:
        """First 3, last 4."""
        return mask_id(self.value)


class Mobile(Private, frozen=True):
    """A private telephone."""

    def __str__(self) -> str:
        """First 3, last 4."""
        return mask_mobile(self.value)


class Account(Private, frozen=True):
    """A bank account."""

    def __str__(self) -> str:
        """Last 4."""
        return mask_account(self.value)


FILTERS = {
    "mask_id": mask_id,
    "mask_mobile": mask_mobile,
    "mask_account": mask_account,
    "mask_name": mask_name,
}


class Kind(Term):
    """What a personal number is; the label is a msgid."""

    ID_NUMBER = "id_number"
    MOBILE = "mobile"


class Personal(msgspec.Struct, frozen=True):
    """A personal number in a text: what it is, where it begins, and its masked form."""

    kind: Kind
    start: int
    shown: str


_SEPARATOR = "[ \t\u00a0\u3000.·・_‐‑‒–—―−\\-]"  # one only: columns of a table have two blanks
_MOBILE_GROUPS = ((3, 4, 4), (3, 3, 5), (4, 3, 4), (4, 4, 3), (3, 8), (7, 4), (1,) * 11)
_ID_GROUPS = ((6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (17, 1), (1,) * 18)
_MONEY = re.compile(r"\.\d{1,2}(?!\d)|\s*(?:[十百千]?[万亿]?元|yuan|RMB|CNY)", re.IGNORECASE)
_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{16,}(?![0-9A-Za-z])")  # no shorter one is printed
_COUNTRY = r"(?:\+?(?:00)?86)?"


def _grouped(first: str, rest: str, last: str, groups: tuple[int, ...]) -> str:
    """A number of the given characters with one separator between its groups."""
    units = [*first.split(), *[rest] * (sum(groups) - len(first.split()) - 1), last]
    parts, at = [], 0
    for size in groups:
        parts.append("".join(units[at : at + size]))
        at += size
    return _SEPARATOR.join(parts)


def _pattern(before: str, plain: str, grouped: list[str]) -> re.Pattern[str]:
    """The number in one piece, or in groups that touch no letter (else it is an id)."""
    apart = "|".join(grouped)
    return re.compile(
        rf"(?<!\d){before}{plain}(?!\d)"
        rf"|(?<![0-9A-Za-z])(?:{before}{_SEPARATOR}?)?(?:{apart})(?![0-9A-Za-z])"
    )


_PATTERNS = {
    Kind.ID_NUMBER: _pattern(
        "", r"\d{17}[\dXx]", [_grouped("", r"\d", r"[\dXx]", groups) for groups in _ID_GROUPS]
    ),
    Kind.MOBILE: _pattern(
        _COUNTRY,
        r"1[3-9]\d{9}",
        [_grouped("1 [3-9]", r"\d", r"\d", groups) for groups in _MOBILE_GROUPS],
    ),
}
_MASKS = {Kind.ID_NUMBER: mask_id, Kind.MOBILE: mask_mobile}


def personal_numbers(text: str) -> Iterator[Personal]:
    """Every mobile and every 18-character ID number in a text (PUB-09).

    Found too with blanks or dashes between its groups, with digits of any script and of
    full width, and beside Chinese characters and letters. An ID number counts whether its
    last character is right or wrong. Let pass: landlines; digits inside a digest or commit
    id; amounts, told by two decimals or by the word for yuan after them.
    """
    digits = "".join(_digit(char) for char in text)
    digests = [word.span() for word in _DIGEST.finditer(digits) if not word.group().isdigit()]
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(digits):
            inside = any(start <= match.start() and match.end() <= end for start, end in digests)
            money = kind is Kind.MOBILE and _is_money(digits, match)
            if not inside and not money:
                yield Personal(kind, match.start(), _MASKS[kind](match.group()))


def _digit(char: str) -> str:
    """A digit of any script as ASCII, a full-width letter as a plain one, else the character."""
    value = unicodedata.decimal(char, None)
    if value is not None:
        return str(value)
    return chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char


def _is_money(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()] in ("¥", "￥") or bool(
        _MONEY.match(text, match.end())
    )


def _plain(text: str) -> str:
    """The characters of a number without what stands between them."""
    return "".join(_digit(char) for char in text if _digit(char).isalnum() or char == "+")
