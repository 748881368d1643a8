"""What the public may not read is not in the public edition, whoever said or voted what."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.publish.test_golden import DAY, NO_COMMIT, due, unit
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import notices as decisions
from tripower.mechanisms.decisions.records import (
    Ballot,
    Choice,
    Material,
    Minutes,
    ProducerType,
    Speeches,
)
from tripower.publish.notice import Edition
from tripower.publish.render import renderer
from tripower.publish.text import plain_text

NAMES = ("甄诚", "贾石", "易明", "石方", "郑真")
DEPUTIES = ("jia", "yi", "shi")
CHOICES = ("in favour", "against", "abstain", "to defer", "yes", "no", "同意", "不同意", "反对")
UNIT = unit()
PAGE = renderer("en")


def with_records(*records: Record) -> Unit:
    held = {kind: dict(found) for kind, found in UNIT.records.items()}
    for record in records:
        held[record.kind][record.key] = record
    return Unit(held, UNIT.origins, UNIT.parameters, UNIT.calendar)


def text(found: Unit, edition: Edition) -> str:
    (notice,) = decisions.notices(found, DAY, {}, ["D2"])
    return plain_text(PAGE.page(notice, edition, NO_COMMIT))


def test_a_defect_of_procedure_is_told_in_words_and_names_nobody() -> None:
    (spoken,) = UNIT.all(Speeches)
    turned = replace(spoken, speeches=spoken.speeches[::-1])
    public = " ".join(text(with_records(turned), Edition.PUBLIC).split())
    words = "whoever has to speak last stated an opinion before the others had (DEC-06)"
    assert f"leaves the result as it is: {words}" in public
    assert "leaves the result as it is" not in text(UNIT, Edition.PUBLIC)


def voting(who: tuple[str, ...]) -> Unit:
    """The same votes, speeches and dissent, given by other members; the head stays last."""
    other = {"zhen": "zhen", **dict(zip(DEPUTIES, who, strict=True))}
    ballots = [replace(one, person_id=other[one.person_id]) for one in UNIT.all(Ballot)]
    (spoken,) = UNIT.all(Speeches)
    speeches = tuple(
        replace(one, person_id=other.get(one.person_id, one.person_id)) for one in spoken.speeches
    )
    (minutes,) = UNIT.all(Minutes)
    (item,) = minutes.items
    dissents = tuple(replace(one, person_id=other[one.person_id]) for one in item.dissents)
    changed = replace(item, dissents=dissents)
    return with_records(
        *ballots,
        replace(spoken, speeches=speeches),
        replace(minutes, items=(changed,)),
    )


@settings(max_examples=24)
@given(st.permutations(DEPUTIES))
def test_nobody_can_tell_from_the_public_page_who_voted_what(who: list[str]) -> None:
    swapped = voting(tuple(who))
    assert text(swapped, Edition.PUBLIC) == text(UNIT, Edition.PUBLIC)
    if tuple(who) != DEPUTIES:
        assert text(swapped, Edition.INTERNAL) != text(UNIT, Edition.INTERNAL)


@settings(max_examples=24)
@given(st.lists(st.sampled_from(list(Choice)), min_size=4, max_size=4))
def test_no_line_of_the_public_page_has_a_member_beside_a_choice(choices: list[Choice]) -> None:
    ballots = [
        replace(one, choice=choice) for one, choice in zip(UNIT.all(Ballot), choices, strict=True)
    ]
    for line in text(with_records(*ballots), Edition.PUBLIC).splitlines():
        assert not (any(n in line for n in NAMES) and any(c in line.lower() for c in CHOICES))


def test_speeches_dissents_and_reasons_of_health_are_internal() -> None:
    public, internal = text(UNIT, Edition.PUBLIC), text(UNIT, Edition.INTERNAL)
    for private in ("分工符合要求", "工作量过大", "因病住院", "Votes by name"):
        assert private in internal
        assert private not in public
    assert "Opinions stated: 5." in public
    assert "word for word in the internal edition: 1." in public


def test_limits_of_signature_are_internal() -> None:
    notice = due(UNIT)[0]
    pages = {e: plain_text(PAGE.page(notice, e, NO_COMMIT)) for e in Edition}
    assert "20,000.00" in pages[Edition.INTERNAL]
    assert "20,000.00" not in pages[Edition.PUBLIC]
    assert "0000-1000001" in pages[Edition.PUBLIC]


def test_the_public_context_does_not_even_hold_what_is_internal() -> None:
    """So that a template of one's own cannot show it either."""
    for notice in due(UNIT):
        told = repr(notice.pages[Edition.PUBLIC])
        for private in ("分工符合要求", "工作量过大", "因病住院", "20000"):
            assert private not in told
    assert "20000" in repr(due(UNIT)[0].pages[Edition.INTERNAL])


def test_a_professional_is_a_private_person_to_the_public() -> None:
    (paper,) = (one for one in UNIT.all(Material) if one.material_id == "report")
    signed = replace(paper, producer="欧阳示例", producer_type=ProducerType.PROFESSIONAL)
    found = with_records(signed)
    assert "(欧阳*, 2" in text(found, Edition.PUBLIC)
    assert "(欧阳示例, 2" in text(found, Edition.INTERNAL)
