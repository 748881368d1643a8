"""`tripower publish bulletin`: the half-year of a district in figures (半年通报)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from tripower.core.answer import Refused, refuse, say
from tripower.core.digests import sha256
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.half_year import HalfYear
from tripower.mechanisms.decisions.notices.bulletin import KIND, Bulletin, Missing, member, outside
from tripower.mechanisms.options import Reading
from tripower.mechanisms.typed import spoken
from tripower.publish import bulletin as publishing
from tripower.publish.issue import Issued, Order
from tripower.publish.members import Member, commits, evidence
from tripower.store.district import District


class HalfYearType(click.ParamType[HalfYear]):
    """Half a year such as 2024-H1."""

    name = "YYYY-H1|H2"

    def convert(self, value: Any, param: Any, ctx: Any) -> HalfYear:
        """Read a half-year; a usage error otherwise."""
        try:
            return HalfYear.parse(value)
        except ValueError:
            wrong = N_("`{text}` is no half-year; write 2024-H1 or 2024-H2")
            self.fail(spoken(say(wrong, text=value), ctx), param, ctx)


def issue(asked: Reading, half: HalfYear, out: Path, templates: Path | None) -> Issued:
    """Count the units of the district and write the bulletin.

    Refuses (2) a folder that is no district's and a half-year that is not over, (3) where no
    unit can be counted.
    """
    district = _district(asked, half)
    found = list(_units(asked, district, half))
    members = tuple(one for one in found if isinstance(one, Member))
    missing = tuple(one for one in found if isinstance(one, Missing))
    if not members:
        text = N_("no unit of {district} can be counted; `tripower check` shows why")
        raise refuse(text, code=Exit.UNREADABLE, district=district.name)
    told, tables = Bulletin(district, half, members, missing), asked.app.tables()
    heads = commits(asked.folder, members, tables.kinds)
    data = evidence(_about(told, asked), members, _reasons(missing), heads)
    notice = told.notice(heads, sha256(data), tables.rules)
    order = Order(out, asked.app.lang or "zh", templates, (KIND, str(half)))
    return publishing.publish(notice, district, asked.folder, data, heads, order)


def _district(asked: Reading, half: HalfYear) -> District:
    district = asked.district()
    if district is None:
        text = N_("a bulletin is a district's, and there is no district.yaml in {folder}")
        raise refuse(text, code=Exit.USAGE, folder=str(asked.folder))
    if asked.today <= half.days.last:
        text = N_("{half} is not over until {day}")
        raise refuse(text, code=Exit.USAGE, half=str(half), day=str(half.days.last))
    return district


def _units(asked: Reading, district: District, half: HalfYear) -> Iterator[Member | Missing]:
    """Each unit with what is counted, or why nothing is."""
    known: dict[str, str] = {}
    for path, reading in asked.units(district).items():
        found = _unit(path, reading, half)
        if isinstance(found, Member):
            first = known.setdefault(found.unit.unit_id, path)
            if first != path:
                found = Missing(path, say(N_("its id is that of the unit in {path}"), path=first))
        yield found


def _unit(path: str, asked: Reading, half: HalfYear) -> Member | Missing:
    if not asked.folder.is_dir():
        return Missing(path, say(N_("there is no such folder")))
    try:
        unit, _ = asked.unit()
    except Refused:  # it has no profile that can be read
        return Missing(path, say(N_("its unit.yaml cannot be read")))
    name = unit.profile.name if unit.profile else None
    if faults := _faults(unit):
        return Missing(path, say(N_("records that cannot be read: {count}"), count=faults), name)
    if outside(unit, half):
        return Missing(path, say(N_("its records are of other times")), name)
    return member(path, unit, half)


def _faults(unit: Unit) -> int:
    return sum(not one.warning for one in unit.problems)


def _reasons(missing: Iterable[Missing]) -> dict[str, str]:
    """In English, whatever the language of the page: the list is the same in all."""
    return {one.path: one.why.text.format(**one.why.args) for one in missing}


def _about(told: Bulletin, asked: Reading) -> dict[str, Any]:
    days = told.half.days
    return {
        "notice": told.notice_id,
        "district_id": told.district.district_id,
        "district": told.district.name,
        "from": str(days.first),
        "to": str(days.last),
        "as_known_on": str(asked.as_of) if asked.as_of else None,
    }
