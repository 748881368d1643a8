"""A district's folder: `district.yaml` names the units and where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from tripower.core.convert import Refusal
from tripower.core.messages import N_
from tripower.core.records import Id, Text
from tripower.store.form import read_form

FILE = "district.yaml"
LEADS_OUT = N_("a unit lies in a folder below the district's; this one does not")
TWICE = N_("this folder is named twice, so the unit would count twice")


class District(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A district and its units (区).

    district_id: short id of the district.
    name: full name of the district.
    units: the folders of its units, seen from the district's folder.
    office: the folder of the district's own records, such as selections and opinion polls.
    """

    district_id: Id
    name: Text
    units: tuple[Text, ...]
    office: Text | None = None

    def paths(self) -> list[str]:
        """The units' folders as paths without `./` and the like, in order."""
        return [str(PurePosixPath(unit)) for unit in self.units]

    def every_path(self) -> list[str]:
        """The folder of the district's own records, where it has one, and the units' folders."""
        own = [] if self.office is None else [str(PurePosixPath(self.office))]
        return own + self.paths()

    def folders(self, folder: Path) -> list[Path]:
        """The units' folders."""
        return [folder / path for path in self.paths()]


def read_district(folder: Path) -> District | None:
    """The district of a folder, None where the folder is no district's.

    Refuses (3) a file that cannot be read, or that names a unit twice or one outside.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    form = read_form(path)
    district = form.as_(District)
    if wrong := list(_misplaced(district)):
        raise form.refused(wrong)
    return district


def records_of(folder: Path) -> Path:
    """The folder of records that is meant: a district's own ones where it is a district's."""
    district = read_district(folder)
    return folder / district.office if district is not None and district.office else folder


def _misplaced(district: District) -> Iterator[Refusal]:
    paths = district.every_path()
    own = len(paths) - len(district.units)
    for nth, path in enumerate(paths):
        place = ("office",) if nth < own else ("units", nth - own)
        if path == "." or path.startswith("/") or ".." in PurePosixPath(path).parts:
            yield Refusal(place, "outside", LEADS_OUT, {})
        elif path in paths[:nth]:
            yield Refusal(place, "named-twice", TWICE, {})
