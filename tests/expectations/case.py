"""What the test of a check is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Rows = tuple[tuple[str, dict[str, Any]], ...]


@dataclass(frozen=True)
class Case:
    """Two rows of one table, told apart by their key: `good-<check>` and `bad-<check>`.

    Attributes:
        check_id: the check that must list the bad row, and no other check may.
        table: where both rows go.
        key: the column that holds good-… and bad-….
        good: the columns of the row at the limit.
        bad: those that differ in the row beyond it.
        beside: further rows that both need; `{}` in a value stands for good-… and bad-… in turn.
    """

    check_id: str
    table: str
    key: str
    good: dict[str, Any]
    bad: dict[str, Any]
    beside: Rows = field(default=())
