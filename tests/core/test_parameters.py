"""VER-01: what a unit sets changes the version of a day, what a release adds does not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from tripower.cli.registry import load_rules
from tripower.core.findings import SourceClass
from tripower.core.parameters import (
    OF_MEETINGS,
    DatedValue,
    Definition,
    DistrictParameterValue,
    Parameters,
    ParameterValue,
    ValueType,
)
from tripower.store.consistency import definitions

DAY = date(2024, 1, 5)


def own(key: str, value: str, start: date | None = None) -> ParameterValue:
    return ParameterValue(
        key_=key, value=value, from_=start, source_class=SourceClass.PRACTICE, source="我局规定"
    )


def district(key: str, value: str) -> DistrictParameterValue:
    return DistrictParameterValue(
        key_=key, value=value, source_class=SourceClass.PRACTICE, source="区规定"
    )


def shipped(key: str, value: str, start: date | None = None) -> Definition:
    dated = DatedValue(value=value, from_=start, source_class=SourceClass.PRACTICE, source="ours")
    return Definition(key=key, type=ValueType.INT, meaning="a number", values=(dated,))


def version(*values: ParameterValue, more: Iterable[Definition] = ()) -> str:
    return Parameters([*definitions(), *more], values).version(DAY)


@pytest.mark.parametrize("key", ["tge.top_total", "dec.new_number", "arg.new_number"])
def test_a_release_that_adds_a_parameter_changes_no_version(key: str) -> None:
    assert version(more=[shipped(key, "20")]) == version()
    margin = own("dec.close_margin", "2")
    assert version(margin, more=[shipped(key, "20")]) == version(margin)


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (own("dec.close_margin", "2"), True),
        (own("dec.close_margin", "2", DAY), True),
        (own("dec.close_margin", "2", date(2024, 1, 6)), False),
        (own("dec.close_margin", "1"), False),  # as shipped
        (own("dec.close_margin", "few"), False),  # no number, so it is not in force
        (own("dec.large_funds_threshold", "50000"), True),
        (own("arg.material_valid_months", "6"), True),
        (district("dec.close_margin", "2"), True),
        (own("pow.standin_grace_days", "60"), False),  # no meeting is judged by it
    ],
)
def test_what_a_unit_sets_changes_the_version_of_its_days(
    value: ParameterValue, changes: bool
) -> None:
    assert (version(value) != version()) is changes


def test_the_same_value_of_another_layer_is_the_same_version() -> None:
    assert version(own("dec.close_margin", "2")) == version(district("dec.close_margin", "2"))


def test_a_later_value_of_a_release_changes_the_version_from_its_day_on() -> None:
    first = shipped("dec.new_number", "20")
    for start, changes in ((DAY, True), (date(2024, 1, 6), False)):
        later = DatedValue(
            value="30", from_=start, source_class=SourceClass.PRACTICE, source="ours"
        )
        both = Definition(
            key=first.key, type=first.type, meaning="a number", values=(*first.values, later)
        )
        assert (version(more=[both]) != version(more=[first])) is changes


def test_whatever_rules_on_meetings_read_is_in_the_version() -> None:
    judged = (one for one in load_rules().values() if one.family in ("DEC", "ARG"))
    read = {key for one in judged for key in one.parameters} - {"adopted"}  # weighs, judges nothing
    assert sorted(key for key in read if not key.startswith(OF_MEETINGS)) == []


def test_what_was_shipped_first_stays_so_that_old_votes_stay_as_they_were() -> None:
    first = {one.key: one.first for one in definitions()}
    assert {key: first[key] for key in SHIPPED} == SHIPPED


SHIPPED: dict[str, str | tuple[str, ...]] = {
    "dec.quorum.team": "2/3",
    "dec.quorum.party_group": "1/2",
    "dec.quorum.government_meeting": "1/2",
    "dec.quorum.personnel": "2/3",
    "dec.pass": "1/2",
    "dec.recusal_scope": "deliberation_and_vote",
    "dec.recusal_denominator": "keep",
    "dec.recusal_quorum": "count",
    "dec.close_margin": "1",
    "dec.close_min_entitled": "5",
    "dec.close_split_action": "notice",
    "dec.defer_vote": "defer",
    "pow.head_roles": ("party_secretary", "director"),
}
