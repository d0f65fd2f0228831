"""The part of a build's summary on the record: what was promised, and what came of it by each side's count."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from parley.headlines import PROMISES

if TYPE_CHECKING:
    import duckdb

# The narrowest interval that most voices allow, where there is one; else all that any figure allows.
_PROMISES = """
select
    promises.promise_question_id,
    promises.question,
    units.plural as unit,
    directions.label as direction,
    parties.label as party,
    coalesce(promises.promised_core_low, promises.promised_low),
    coalesce(promises.promised_core_high, promises.promised_high),
    promises.delivered_from,
    coalesce(promises.delivered_core_low, promises.delivered_low),
    coalesce(promises.delivered_core_high, promises.delivered_high),
    promises.n_deliveries
from marts.fct_promises as promises
inner join seeds.directions as directions on promises.direction = directions.code
inner join seeds.parties as parties on promises.party = parties.code
left join seeds.units as units on promises.unit = units.code
where list_contains($promises, promises.promise_question_id) and promises.party in ('ukraine', 'russia')
order by
    list_position($promises, promises.promise_question_id),
    list_position(['to_ukraine', 'to_russia'], promises.direction),
    list_position(['ukraine', 'russia'], promises.party)
"""


class _Promise(NamedTuple):
    """One row of `_PROMISES`: a promise in one direction, and what came of it by one side's count."""

    question_id: str
    question: str
    unit: str | None
    direction: str
    party: str
    promised_low: float | None
    promised_high: float | None
    delivered_from: str
    delivered_low: float | None
    delivered_high: float | None
    n_deliveries: int


def promises(connection: duckdb.DuckDBPyConnection) -> Table | None:
    """The headline promises with both sides' counts; None where the file holds none of them."""
    found = connection.execute(_PROMISES, {"promises": list(PROMISES)}).fetchall()
    if not found:
        return None
    table = Table(box=box.SIMPLE_HEAD, show_lines=True, pad_edge=False, header_style="bold")
    table.add_column("Promised", no_wrap=True)
    table.add_column("What came of it, by each side's count", ratio=1)
    for _, group in groupby(map(_Promise._make, found), key=lambda promise: promise.question_id):
        rows = list(group)
        unit = f"\n{rows[0].unit}" if rows[0].unit else ""
        promised = Text(interval(rows[0].promised_low, rows[0].promised_high)).append(unit, style="dim")
        table.add_row(promised, Group(Text(rows[0].question, style="bold"), _directions(rows)))
    return table


def _directions(rows: Sequence[_Promise]) -> Table:
    """A line per direction: what each side counts."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(ratio=1)
    for direction, group in groupby(rows, key=lambda row: row.direction):
        table.add_row(direction, "; ".join(f"{row.party}: {_come(row)}" for row in group))
    return table


def _come(row: _Promise) -> str:
    """What came by one side's count."""
    if not row.n_deliveries:
        return "no delivery named"
    return "no number" if row.delivered_from == "none" else interval(row.delivered_low, row.delivered_high)


def interval(low: float | None, high: float | None) -> str:
    """An interval of whole things in words: 1,200; 1,080 to 1,320; 3,000 or more; up to 10; no figure."""
    if low is None and high is None:
        return "no figure"
    if high is None:
        return f"{low:,.0f} or more"
    if low is None:
        return f"up to {high:,.0f}"
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
