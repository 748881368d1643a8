"""What people read beside a demand says where it comes from."""

from __future__ import annotations

from tripower.core.findings import SOURCES, Basis, SourceClass
from tripower.core.messages import translate
from tripower.core.rules import Rule
from tripower.publish.basis import basis as printed


def test_every_class_of_source_has_words_of_its_own_in_both_languages() -> None:
    assert list(SOURCES) == list(SourceClass)
    words = [translate(text, lang) for text in SOURCES.values() for lang in ("en", "zh")]
    assert len(set(words)) == 2 * len(SourceClass)


def test_a_default_is_not_printed_as_law() -> None:
    ours = Basis("The number is ours.", SourceClass.PRACTICE)
    one = Rule("DEC-99", "A rule", print, (ours,))
    ((clause,),) = (told.clauses for told in printed(["DEC-99"], {"DEC-99": one}))
    assert clause.source.text == "default, not law"
