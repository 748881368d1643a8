"""A district's folder: `district.yaml` names the units and where they lie."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tripower.core.records import Id, Text
from tripower.store.form import read_form

FILE = "district.yaml"


class District(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A district and its units (区).

    district_id: short id of the district.
    name: full name of the district.
    units: the folders of its units, seen from the district's folder.
    """

    district_id: Id
    name: Text
    units: tuple[Text, ...]

    def folders(self, folder: Path) -> list[Path]:
        """The units' folders; a path that leads out of the district's folder is none."""
        return [folder / unit for unit in self.units if not _leads_out(unit)]


def _leads_out(path: str) -> bool:
    return path.startswith("/") or ".." in Path(path).parts


def read_district(folder: Path) -> District | None:
    """The district of a folder, None where the folder is no district's; refuses a bad file."""
    path = folder / FILE
    return read_form(path).as_(District) if path.is_file() else None
