"""`tripower report`: a unit in figures, or all units of a district."""

from __future__ import annotations

from typing import Any

import click
from msgspec.structs import asdict

from tripower.cli.commands.check import summary
from tripower.core.answer import Answer, Facts, Part, Raw, Table, say
from tripower.core.messages import N_
from tripower.engine.doors import Checked
from tripower.mechanisms.decisions.figures import figures, signs
from tripower.mechanisms.options import Reading, incomplete, reading, unreadable
from tripower.mechanisms.together import check_units
from tripower.store.district import District

COUNTED = {
    "catalogue_items": N_("catalogue items"),
    "matters": N_("matters"),
    "passed": N_("passed"),
    "minutes": N_("minutes"),
    "meetings": N_("meetings held"),
    "rounds": N_("discussions of matters"),
}
SIGNS = {
    "votes": N_("votes taken"),
    "unanimous": N_("of these unanimous"),
    "dissents": N_("different opinions on record"),
    "refused": N_("proposals that the head refused"),
    "of_head": N_("matters that the head proposed"),
    "emergencies": N_("decided by one person in an emergency"),
}


@click.command(help=N_("The unit in figures: catalogue items, matters, passed, minutes, findings."))
@reading()
def report(asked: Reading) -> Answer:
    """Counts from the records and a summary of what `check` finds."""
    district = asked.district()
    if district is not None:
        return _of_district(district, asked)
    done = asked.check()
    data = _data(done)
    name = done.unit.profile.name if done.unit.profile else str(asked.folder)
    title = say(N_("{unit}, as of {as_of}"), unit=name, as_of=done.as_of)
    parts: list[Part] = [Facts([(head, data[key]) for key, head in COUNTED.items()], title)]
    statuses = [(status, number) for status, number in data["by_status"].items()]
    found = [(say(word.replace("_", " ")), n) for word, n in data["findings"].items() if n]
    for head, rows in ((N_("status of matters"), statuses), (N_("findings"), found)):
        if rows:
            parts += [Raw(" "), Table((head, N_("number")), rows)]
    look = say(N_("Look at (numbers, no verdict):"))
    parts += [Raw(" "), Facts([(head, data["signs"][key]) for key, head in SIGNS.items()], look)]
    return incomplete(Answer(parts, data), done.unit)


def _data(done: Checked) -> dict[str, Any]:
    counted = figures(done.unit)
    return {
        "as_of": done.as_of,
        **{name: getattr(counted, name) for name in COUNTED},
        "by_status": counted.by_status,
        "signs": asdict(signs(done.unit)),
        "findings": summary(list(done.findings)),
        "unreadable": unreadable(done.unit),
    }


def _of_district(district: District, asked: Reading) -> Answer:
    """One line a unit, and the sum."""
    checks = list(check_units(asked.units(district)).values())
    found = [(done.unit.profile, _data(done)) for done in checks]
    rows = [
        (profile.name if profile else None, *(data[name] for name in COUNTED))
        for profile, data in found
    ]
    sums = {name: sum(data[name] for _, data in found) for name in COUNTED}
    headers = (N_("unit"), *COUNTED.values())
    table = Table(headers, [*rows, (say(N_("together")), *sums.values())], say(district.name))
    whole = {
        "district_id": district.district_id,
        **sums,
        "units": [
            {"unit_id": profile.unit_id if profile else None, **data} for profile, data in found
        ],
        "unreadable": sum(data["unreadable"] for _, data in found),
    }
    answer = Answer([table], whole)
    broken = next((done.unit for done in checks if unreadable(done.unit)), None)
    return incomplete(answer, broken) if broken else answer
