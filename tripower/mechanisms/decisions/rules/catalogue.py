"""Rules on the papers that a meeting rests on: the unit's own rules, and its catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, ClassVar

from tripower.core.messages import N_
from tripower.core.rules import Derived, Hit, among, practice, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions import catalogue as papers
from tripower.mechanisms.decisions import execution
from tripower.mechanisms.decisions.records import (
    CatalogItem,
    CatalogueReview,
    CatalogueVersion,
    Matter,
    Meeting,
    MeetingStage,
    Regulation,
)


@rule(
    "DEC-21",
    N_("The unit decides by rules of its own"),
    reads=[Meeting, Regulation],
    basis=[seed(N_("Each unit draws up rules of its own for carrying out the mechanism."))],
    says={
        "none": (
            N_("{count} meetings were held since {first}, and no rules of the unit are on record"),
            N_(
                "Record the unit's own rules, and in `implements` the number of the paper that "
                "they carry out: `tripower record new regulation`."
            ),
        ),
        "not_in_force": (
            N_("no rules of the unit were in force on {day}, when meeting {meeting} was held"),
            N_("Record the rules of that time, or adopt new ones in the next meeting."),
        ),
    },
)
def rules_of_its_own(see: View) -> Iterator[Hit]:
    """On the day of each meeting the unit's own rules of implementation were in force.

    They name the paper that they carry out. Both ends of their term count. A district's
    paper in the same register does not stand in for them. A unit that has none at all is
    told once and not for each meeting.

    Why: a district's mechanism says what; who prepares, checks and records in this unit,
    only the unit's own rules can say.

    Example: the rules of 2023 ended on 2024-03-14, the next hold from 2024-03-16 on. A
    meeting on 2024-03-15 had none.
    """
    held = [m for m in see.all(Meeting) if m.stage is not MeetingStage.CALLED]
    own = papers.own_rules(see)
    if held and not own:
        first = min(held, key=lambda m: (m.held_on, m.meeting_id))
        yield violation(
            "none",
            at=first,
            field="held_on",
            on=first.held_on,
            count=len(held),
            first=first.held_on,
        )
        return
    for meeting in held:
        if not any(one.period.covers(meeting.held_on) for one in own):
            yield violation(
                "not_in_force",
                at=meeting,
                field="held_on",
                on=meeting.held_on,
                mark=meeting.meeting_id,
                day=meeting.held_on,
                meeting=meeting.meeting_id,
            )


class Followed(Derived, frozen=True):
    """What DEC-22 is asked about: the catalogue, and what each matter says of it."""

    kind: ClassVar[str] = "unit"

    @classmethod
    def every(cls, see: View) -> Iterator[Papers | Chosen]:
        """The catalogue of the unit, then its matters."""
        yield from Papers.of(see)
        yield from map(Chosen, see.all(Matter))

    @classmethod
    def among(cls, see: View, keys: Collection[tuple[str, str]]) -> Iterator[Papers | Chosen]:
        """The catalogue, and the matters named."""
        yield from Papers.of(see)
        yield from map(Chosen, among(see, Matter, keys))


class Papers(Followed, frozen=True):
    """The catalogue of a unit, with the matters by which its versions were adopted."""

    unit_id: str
    adopted_by: tuple[str, ...]

    @property
    def subject(self) -> tuple[str, str]:
        """The unit."""
        return self.kind, self.unit_id

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The matters of adoption; the rest of what it rests on are registers."""
        return [self.subject, *(("matter", one) for one in self.adopted_by)]

    @classmethod
    def of(cls, see: View) -> Iterator[Papers]:
        """The one of the unit, where the unit could be read."""
        if see.profile is not None:
            by = (one.decision_id for one in see.all(CatalogueVersion))
            yield cls(see.profile.unit_id, tuple(one for one in by if one is not None))


class Chosen(Followed, frozen=True):
    """A matter, which names an item of the catalogue or none."""

    record: Matter

    @property
    def subject(self) -> tuple[str, str]:
        """The matter."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The matter, with the meetings that link to it."""
        return [self.subject]


@rule(
    "DEC-22",
    N_("The catalogue is adopted, filed and reviewed, and matters follow the one in force"),
    subject=Followed,
    reads=[*execution.READS, CatalogItem, CatalogueReview, CatalogueVersion],
    parameters=[*execution.PARAMETERS, "dec.catalogue_filing_workdays"],
    basis=[
        seed(N_("Each unit draws up a catalogue of what it decides collectively.")),
        practice(
            N_("A review each year, and the days within which it is filed, are ours."),
            only=["practice"],
        ),
    ],
    says={
        "no_version": (
            N_("the catalogue has {items} items, and no version in force on {day} is on record"),
            N_("Record when it was adopted: a `versions` entry in catalogue.yaml."),
        ),
        "not_adopted": (
            N_("nothing on record says that a meeting adopted version {version} by {day}"),
            N_("Put it to a meeting and name the matter (`decision_id`)."),
        ),
        "not_filed": (
            N_("version {version} in force from {day} was not filed by {due}"),
            N_("File it with the district and record the day (`filed_on`)."),
        ),
        "not_reviewed": (
            N_("the catalogue was not reviewed in {year}"),
            N_("Go through it, and record the review even where nothing changes."),
        ),
        "lapsed": (
            N_("no version of the catalogue was in force on {day}, the day that judges “{matter}”"),
            N_("Record the version of that time: a `versions` entry in catalogue.yaml."),
        ),
        "not_in_force": (
            N_("“{matter}” names item {item}, which was not in force on {day}"),
            N_("Name the item of the version in force; the day of the first meeting counts."),
        ),
    },
)
def catalogue_in_order(this: Papers | Chosen, see: View) -> Iterator[Hit]:
    """The catalogue in force was adopted by a meeting, filed, and reviewed each calendar year.

    Adopted means that the matter it names had passed by its first day. For a version that
    holds from the first day of these records or earlier, the number of the minutes is enough.
    It is filed within ten working days. A year is judged on its last day, and is reviewed too
    when a new version comes into force in it. A matter is judged by the version and the item
    in force on the day of its first meeting, both ends of the term included.

    Why: who may change the catalogue alone can take a matter out of the meeting's hands.

    Example: version 2 holds from 2024-03-04 on. The matter by which it was adopted passed on
    2024-03-04: in order; on 2024-03-05 it had not been adopted yet: warning.
    """
    if isinstance(this, Chosen):
        yield from _chosen(this.record, see)
        return
    items, versions = see.all(CatalogItem), see.all(CatalogueVersion)
    if items and not papers.versions_on(see, see.as_of):
        yield warning("no_version", at=items[0], items=len(items), day=see.as_of)
    for version in versions:
        yield from _version(version, see)
    for year in papers.years_in_force(see, see.as_of):
        if not papers.looked_at(see, year):
            yield _not_reviewed(year, see)


def _not_reviewed(year: int, see: View) -> Hit:
    end = date(year, 12, 31)
    at = papers.versions_on(see, end)[0]
    return warning("not_reviewed", at=at, on=end, mark=str(year), about="practice", year=year)


def _chosen(matter: Matter, see: View) -> Iterator[Hit]:
    """The item must be in force, and between two versions of the catalogue none is."""
    item = papers.item_of(matter, see)
    if item is None:
        return
    day = papers.judged_on(matter, see)
    told: dict[str, Any] = {"at": matter, "field": "catalog_item_id", "on": day}
    told |= {"matter": matter.title, "day": day}
    begun = any(one.from_ <= day for one in see.all(CatalogueVersion))
    if not item.in_force(day):
        yield warning("not_in_force", item=item.name, **told)
    elif begun and not papers.versions_on(see, day):
        yield warning("lapsed", **told)


def _version(version: CatalogueVersion, see: View) -> Iterator[Hit]:
    name, first = version.version_id, version.from_
    if first <= see.as_of and not _adopted(version, see):
        yield warning("not_adopted", at=version, on=first, mark=name, version=name, day=first)
    due = see.calendar.add_workdays(first, see.on(first).whole("dec.catalogue_filing_workdays"))
    if min(version.filed_on or see.as_of, see.as_of) > due:
        yield warning(
            "not_filed",
            at=version,
            on=first,
            mark=name,
            about="practice",
            version=name,
            day=first,
            due=due,
        )


def _adopted(version: CatalogueVersion, see: View) -> bool:
    """By a matter that had passed, or by minutes from before these records."""
    if version.decision_id is not None:
        return execution.adopted_on(version.decision_id, see, version.from_) is not None
    start = see.profile.period.from_ if see.profile else date.min
    return version.minutes_no is not None and version.from_ <= start
