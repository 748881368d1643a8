"""Which paths may be used, and which may be written: plain, relative, the same everywhere."""

from __future__ import annotations

import unicodedata

from tripower.core.messages import N_
from tripower.trail.errors import TrailError

LONGEST_NAME = 240  # bytes; common file systems allow 255, and a temporary name needs room
LONGEST_PATH = 1000  # bytes


def split(path: str) -> tuple[str, ...]:
    """The parts of a relative path with `/` between them.

    Raises TrailError for one that would leave the folder or reach into `.git`.
    """
    parts = tuple(path.split("/"))
    if not all(stays_inside(part) for part in parts):
        raise TrailError(N_("`{path}` leads out of the unit's folder"), {"path": ascii(path)})
    return parts


def stays_inside(part: str) -> bool:
    """Whether one part of a path leads nowhere but down, and not into git's own folder."""
    return part not in ("", ".", "..") and "\0" not in part and part.casefold() != ".git"


def refuse_unusual(path: str) -> None:
    """Raise TrailError where a new file's path would not be the same on every system.

    This includes the names by which some file systems know `.git`.
    """
    if not all(_usual(part) for part in split(path)) or len(_utf8(path)) > LONGEST_PATH:
        raise TrailError(
            N_("`{path}` cannot be the path of a file in a unit"), {"path": ascii(path)}
        )


def _usual(part: str) -> bool:
    return (
        not part.casefold().startswith("git~")
        and not part.endswith((" ", "."))
        and not set(part) & set('\\:"*?<>|')
        and all(unicodedata.category(char) not in ("Cc", "Cf", "Cs") for char in part)
        and len(_utf8(part)) <= LONGEST_NAME
    )


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def same_name(name: str) -> str:
    """A key under which names that some file system takes for one another are equal."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
