"""`tripower catalogue`: what the unit decides collectively."""

from __future__ import annotations

import click

from tripower.core.answer import Answer, Table
from tripower.core.messages import N_
from tripower.mechanisms.decisions.records import CatalogItem, Matter
from tripower.mechanisms.options import Reading, reading


@click.command(
    help=N_("The catalogue of matters for collective decision, and how often each was used.")
)
@reading()
def catalogue(asked: Reading) -> Answer:
    """One line an item, in force or not."""
    unit, day = asked.unit()
    items = unit.all(CatalogItem)
    used = {i.item_id: len(unit.where(Matter, catalog_item_id=i.item_id)) for i in items}
    headers = (
        N_("item"),
        N_("category"),
        N_("name"),
        N_("from amount"),
        N_("published"),
        N_("in force"),
        N_("matters"),
    )
    rows = [
        (
            i.item_id,
            i.category,
            i.name,
            str(i.threshold) if i.threshold is not None else None,
            i.published_on,
            "✓" if i.in_force(day) else None,
            used[i.item_id],
        )
        for i in items
    ]
    return Answer([Table(headers, rows)], [{"item": i, "matters": used[i.item_id]} for i in items])
