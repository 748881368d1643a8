"""Unicode normal form C in a time that grows with the text, not with its square."""

from __future__ import annotations

import unicodedata


def nfc(text: str) -> str:
    """The text in normal form C.

    Python sorts a run of combining marks by moving each one step at a time: a
    hostile file of 240 KB took 45 s. Here a run is sorted before it is composed.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _sorted_marks(text))


def _sorted_marks(text: str) -> str:
    """The text in parts, the marks behind each letter in their order (stable, as Unicode says)."""
    parts: list[str] = []
    marks: list[str] = []
    for char in text:
        for part in unicodedata.normalize("NFD", char):
            if unicodedata.combining(part):
                marks.append(part)
                continue
            parts += sorted(marks, key=unicodedata.combining)
            parts.append(part)
            marks.clear()
    return "".join(parts) + "".join(sorted(marks, key=unicodedata.combining))
