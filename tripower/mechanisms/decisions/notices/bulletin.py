"""D26 半年通报: a district's half-year in figures, unit by unit, each figure with its records.

In the manner of the article of 2016: catalogue items, matters, passed, minutes. What is not
on record is not in it, and a unit that cannot be counted is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.rules import Rule
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.half_year import HalfYear, counted
from tripower.mechanisms.decisions.notices.sources import OF_ROUND
from tripower.mechanisms.decisions.rounds import Round
from tripower.publish.basis import basis
from tripower.publish.members import Counting, Member
from tripower.publish.notice import Edition, Index, Notice, Source
from tripower.publish.office import Paper
from tripower.store.district import District

KIND = "D26"
RULES = ("DEC-01", "DEC-07", "DEC-17")
FIGURES = {
    "catalogue_items": N_("catalogue items"),
    "matters": N_("matters"),
    "passed": N_("passed"),
    "minutes": N_("minutes"),
}
MEANINGS = {
    "catalogue_items": N_("items of the unit's catalogue in force on {last}"),
    "matters": N_("matters that a meeting held from {first} to {last} discussed, each once"),
    "passed": N_("those of them that passed in the last of these meetings"),
    "minutes": N_("minutes of meetings issued from {first} to {last}"),
}
ALL_COUNTED = N_(
    "In the {half} the {known} units of {district} had {catalogue_items} items in their catalogues "
    "of what is decided collectively, put {matters} major matters to a decision, passed {passed} "
    "of them, and issued {minutes} minutes of collective decisions."
)
SOME_COUNTED = N_(
    "Of the {named} units of {district}, {known} could be counted. In the {half} these had "
    "{catalogue_items} items in their catalogues of what is decided collectively, put {matters} "
    "major matters to a decision, passed {passed} of them, and issued {minutes} minutes of "
    "collective decisions. The others are named below; no figure includes them."
)


class Row(msgspec.Struct, frozen=True):
    """One unit: its figures in the order of `FIGURES`, and the commit of what they count."""

    name: str
    numbers: tuple[int, ...]
    commit: str


class Listed(msgspec.Struct, frozen=True):
    """For one unit the ids of what each figure counts; for the office only."""

    name: str
    figures: tuple[tuple[Say, tuple[str, ...]], ...]


class Aside(msgspec.Struct, frozen=True):
    """A unit that is left out, or of which only a part of the time is on record, and why."""

    name: str
    why: Say


class BulletinPage(Paper, frozen=True, kw_only=True):
    """What the template shows; `digest` is the SHA-256 of the list of what is counted."""

    lead: Say
    heads: tuple[Say, ...]
    rows: tuple[Row, ...]
    sums: tuple[int, ...]
    named: int
    missing: tuple[Aside, ...]
    partial: tuple[Aside, ...]
    meanings: tuple[tuple[Say, Say], ...]
    listed: tuple[Listed, ...]
    evidence: str
    digest: str


class Missing(msgspec.Struct, frozen=True):
    """A unit of which nothing is counted, and why; its name where that much can be read."""

    path: str
    why: Say
    name: str | None = None


class Bulletin(msgspec.Struct, frozen=True):
    """What is told: the units that are counted, and why the others are not."""

    district: District
    half: HalfYear
    members: tuple[Member, ...]
    missing: tuple[Missing, ...]

    @property
    def notice_id(self) -> str:
        """Such as D26-2024-H1."""
        return f"{KIND}-{self.half}"

    def notice(self, commits: Mapping[str, str], digest: str, rules: Mapping[str, Rule]) -> Notice:
        """The notice: for the public, and with the ids of all that is counted for the office."""
        page = self._page(commits, digest, rules)
        pages = {
            Edition.PUBLIC: replace(page, internal=False, listed=()),
            Edition.INTERNAL: page,
        }
        index = Index(
            index_no=f"{self.district.district_id}-{self.notice_id}",
            title=page.title,
            summary=page.lead,
            created_on=self.half.days.last,
            issuer=page.issuer,
            doc_no=None,
            valid_from=self.half.days.first,
            valid_to=self.half.days.last,
        )
        return Notice(KIND, str(self.half), index, pages, ())

    def _page(
        self, commits: Mapping[str, str], digest: str, rules: Mapping[str, Rule]
    ) -> BulletinPage:
        rows = tuple(Row(_name(one), _numbers(one), commits[one.path]) for one in self.members)
        sums = tuple(sum(row.numbers[nth] for row in rows) for nth in range(len(FIGURES)))
        title = N_("Bulletin on collective decisions in {district}, {half}")
        return BulletinPage(
            issuer=self.district.name,
            title=say(title, district=self.district.name, half=self.half.name),
            basis=basis(RULES, rules),
            lead=self._lead(sums),
            heads=tuple(say(head) for head in FIGURES.values()),
            rows=rows,
            sums=sums,
            named=len(self.members) + len(self.missing),
            missing=tuple(Aside(one.name or one.path, one.why) for one in self.missing),
            partial=tuple(
                Aside(_name(one), why) for one in self.members if (why := self._gap(one))
            ),
            meanings=tuple(self._meaning(name) for name in FIGURES),
            listed=tuple(_listed(one) for one in self.members),
            evidence=f"{self.notice_id}.json",
            digest=digest,
        )

    def _lead(self, sums: tuple[int, ...]) -> Say:
        text = SOME_COUNTED if self.missing else ALL_COUNTED
        known = len(self.members)
        told = {"known": known, "named": known + len(self.missing), "half": self.half.name}
        return say(
            text, district=self.district.name, **told, **dict(zip(FIGURES, sums, strict=True))
        )

    def _meaning(self, name: str) -> tuple[Say, Say]:
        days = self.half.days
        return say(FIGURES[name]), say(MEANINGS[name], first=days.first, last=days.last)

    def _gap(self, one: Member) -> Say | None:
        """What is on record of the half-year, where it is not all of it."""
        profile = one.unit.profile
        if profile is None or _covers(one.unit, self.half):
            return None
        text = N_("its records are those from {first} to {last}")
        days = self.half.days
        first = max(profile.period.from_, days.first)
        return say(text, first=first, last=min(profile.period.to or days.last, days.last))


def member(path: str, unit: Unit, half: HalfYear) -> Member:
    """A unit with what each of its figures counts in a half-year."""
    found = counted(unit, half.days)
    figures = {
        "catalogue_items": tuple(Counting(one) for one in found.items),
        "matters": _of_rounds(found.matters),
        "passed": _of_rounds(found.passed),
        "minutes": tuple(Counting(one) for one in found.minutes),
    }
    votes = (
        Source(record)
        for one in found.matters
        for kind in OF_ROUND
        for record in unit.where(kind, meeting_id=one.meeting.meeting_id, matter_id=one.matter_id)
    )
    return Member(path, unit, figures, tuple(votes))


def outside(unit: Unit, half: HalfYear) -> bool:
    """Whether none of the half-year is in the period that the unit's records tell about."""
    profile = unit.profile
    if profile is None:
        return True
    return (
        profile.period.from_ > half.days.last or (profile.period.to or date.max) < half.days.first
    )


def _covers(unit: Unit, half: HalfYear) -> bool:
    profile = unit.profile
    if profile is None:
        return False
    from_, to = profile.period.from_, profile.period.to or date.max
    return from_ <= half.days.first and to >= half.days.last


def _of_rounds(rounds: Sequence[Round]) -> tuple[Counting, ...]:
    """The matters, each by the meeting that discussed it last."""
    return tuple(Counting(one.matter, one.meeting) for one in rounds if one.matter is not None)


def _name(one: Member) -> str:
    return one.unit.profile.name if one.unit.profile else one.path


def _numbers(one: Member) -> tuple[int, ...]:
    return tuple(len(one.figures[name]) for name in FIGURES)


def _listed(one: Member) -> Listed:
    figures = (
        (say(head), tuple(counting.record.key for counting in one.figures[name]))
        for name, head in FIGURES.items()
    )
    return Listed(_name(one), tuple(figures))
