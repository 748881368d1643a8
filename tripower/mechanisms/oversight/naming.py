"""What an inspection by the district is called, 巡视 or 巡察 (SUP-03)."""

from __future__ import annotations

from datetime import date

from tripower.core.records import Term
from tripower.core.unit import Sees

PARAMETERS = ("sup.inspection_name",)


class InspectionName(Term):
    """What an inspection by the district is called."""

    DISCIPLINARY = "disciplinary_inspection"
    COUNTY = "county_inspection"


CALLED = {InspectionName.DISCIPLINARY: "巡视", InspectionName.COUNTY: "巡察"}
"""The word that papers use."""


def inspection_name(see: Sees, day: date) -> InspectionName:
    """The name in use on a day."""
    return InspectionName(see.on(day).text("sup.inspection_name"))
