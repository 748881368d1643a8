"""The ids of arithmetic and of the engine's own behaviour, with the code that keeps them."""

from __future__ import annotations

from tripower.core.calendar import Calendar
from tripower.core.dates import Period, add_days, add_months
from tripower.core.findings import Finding
from tripower.core.messages import N_
from tripower.core.numbers import at_least, round_limit, within
from tripower.core.rules import practice, principle, reg

CIVIL_1259 = reg(N_("Civil Code, art. 1259: which words include the number itself."))

principle("NUM-01", N_("Which bounds include the number itself"), within, CIVIL_1259)
principle(
    "NUM-02",
    N_("Shares are compared as integers"),
    at_least,
    practice(N_("Exact arithmetic: 3×present ≥ 2×entitled, 2×yes > entitled.")),
)
principle(
    "NUM-03",
    N_("Money is exact, limits are rounded once"),
    round_limit,
    practice(N_("Two decimals, half up, only the finished limit.")),
)
principle(
    "DAT-01", N_("Days: the first is not counted"), add_days, reg(N_("Civil Code, art. 201."))
)
principle(
    "DAT-02",
    N_("Months and years end on the same day"),
    add_months,
    reg(N_("Civil Code, art. 202.")),
)
principle("DAT-03", N_("A last day off rolls on"), Calendar.roll, reg(N_("Civil Code, art. 203.")))
principle(
    "DAT-05",
    N_("Periods include both ends"),
    Period,
    practice(N_("Closed dates; a successor starts the day after.")),
)
principle(
    "FND-02",
    N_("The same input gives the same output"),
    Finding.order,
    practice(N_("Sorted by severity, rule, subject and date.")),
)
