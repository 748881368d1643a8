"""What a rule says about itself: each paragraph of its docstring, none left out."""

from __future__ import annotations

from tripower.core.rules import Rule, practice


def told(function: object) -> dict[str, tuple[str, ...]]:
    return Rule("DEC-99", "A rule", function, (practice("ours"),)).paragraphs()  # type: ignore[arg-type]


def whole() -> None:
    """Two thirds must
    be present.

    Observers never count.

    Note: nor do guests.

    Why: a few would decide for all.

    They would meet at night.

    Example: 5 of 8 are too few: 15 < 16.
    """


def short() -> None:
    """Only a meeting decides."""


def test_every_paragraph_belongs_to_one_part() -> None:
    assert told(whole) == {
        "what": ("Two thirds must be present.", "Observers never count.", "Note: nor do guests."),
        "why": ("a few would decide for all.", "They would meet at night."),
        "example": ("5 of 8 are too few: 15 < 16.",),
    }


def test_a_part_that_is_not_there_has_no_paragraph() -> None:
    assert told(short) == {"what": ("Only a meeting decides.",), "why": (), "example": ()}
