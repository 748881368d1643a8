"""The registers of papers: rules by which the unit decides, and versions of its catalogue."""

from datetime import date

import msgspec

from tripower.core.dates import Period
from tripower.core.records import Digest, Entry, Id, MatterId, PersonId, Term, Text


class Issuer(Term):
    """Whose paper it is."""

    UNIT = "unit"
    DISTRICT = "district"


class Regulation(Entry, frozen=True, kw_only=True):
    """A paper by which the unit decides: its own rules (实施细则), or the district's.

    regulation_id: id of this line.
    issuer: the unit itself, or the district whose 办法、方案、制度 it is.
    doc_no: its number.
    title: its title.
    implements: number of the paper that it carries out; the unit's own rules name one.
    from: first day in force.
    to: last day in force; open while it lasts.
    filed_on: the day it was filed with the district.
    file_sha256: digest of the paper itself, kept outside the folder.
    """

    kind = "regulation"
    id_fields = ("regulation_id",)
    day_field = "from_"

    regulation_id: Id
    issuer: Issuer = Issuer.UNIT
    doc_no: Text
    title: Text
    implements: Text | None = None
    from_: date = msgspec.field(name="from")
    to: date | None = None
    filed_on: date | None = None
    file_sha256: Digest | None = None

    @property
    def period(self) -> Period:
        """The days on which it is in force, both ends included (DAT-05)."""
        return Period(self.from_, self.to)


class CatalogueVersion(Entry, frozen=True, kw_only=True):
    """A version of the catalogue, adopted by a meeting (集体决策目录的版本).

    version_id: id of this version.
    decision_id: the matter by which a meeting adopted it.
    minutes_no: number of that meeting's minutes, where it was held before these records begin.
    from: first day in force.
    to: last day in force; open while it lasts.
    filed_on: the day it was filed with the district.
    """

    kind = "catalogue_version"
    id_fields = ("version_id",)
    day_field = "from_"

    version_id: Id
    decision_id: MatterId | None = None
    minutes_no: Text | None = None
    from_: date = msgspec.field(name="from")
    to: date | None = None
    filed_on: date | None = None

    @property
    def period(self) -> Period:
        """The days on which it is in force, both ends included (DAT-05)."""
        return Period(self.from_, self.to)


class CatalogueReview(Entry, frozen=True, kw_only=True):
    """The catalogue was gone through in a year, changed or left as it is (目录年度审查).

    review_id: id of this line, such as the year.
    on: the day.
    by: who did it.
    found: what came of it.
    """

    kind = "catalogue_review"
    id_fields = ("review_id",)
    day_field = "on"

    review_id: Id
    on: date
    by: PersonId
    found: Text
