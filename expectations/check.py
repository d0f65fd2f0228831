"""What a check is: one rule on the figures, its limits, the reason for them, and what to do when it fails.

A check is data, written once. The expectation for Great Expectations, the row of checks.results and the section of
docs/checks.md are all made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Template
from typing import Any, Literal

Severity = Literal["critical", "warning"]
Limits = Mapping[str, float | str]

ROWS = "unexpected_rows_expectation"
"""The expectation behind every RowRule: a query that must return nothing."""


@dataclass(frozen=True, kw_only=True)
class RowRule:
    """A condition on rows that one query picks: the rows that fail it are returned.

    Attributes:
        judged: the query for the rows that are judged, on `{batch}`, the check's table. Braces have no other use in it.
        fails: the condition on those rows under which one is at fault.
        limits: the numbers and days that stand as `$name` in judged, fails and the check's threshold.
        observed: aggregates over the judged rows that tell what was seen, such as the least and the greatest value.
    """

    judged: str
    fails: str
    limits: Limits = field(default_factory=dict)
    observed: tuple[str, ...] = ()
    expectation: str = ROWS

    def query(self) -> str:
        """The query of the expectation: the judged rows that are at fault, in a fixed order."""
        return (
            f"with judged as (\n{self._filled(self.judged)}\n)\n"
            f"select * from judged\nwhere {self._filled(self.fails)}\norder by all"
        )

    def arguments(self) -> dict[str, Any]:
        """The arguments of the expectation."""
        return {"unexpected_rows_query": self.query()}

    def measure(self, table: str) -> str:
        """A query for one row: how many rows are judged, then what is observed."""
        columns = ", ".join(("count(*)", *self.observed))
        judged = self._filled(self.judged).replace("{batch}", table)
        return f"with judged as (\n{judged}\n)\nselect {columns} from judged"

    def counts(self, table: str) -> str:
        """A query for one row: how many rows are judged, how many of them are at fault, then what is observed."""
        columns = ", ".join(("count(*)", f"count(case when {self._filled(self.fails)} then 1 end)", *self.observed))
        judged = self._filled(self.judged).replace("{batch}", table)
        return f"with judged as (\n{judged}\n)\nselect {columns} from judged"

    def _filled(self, sql: str) -> str:
        return Template(sql).substitute(self.limits)


@dataclass(frozen=True, kw_only=True)
class ColumnRule:
    """One of Great Expectations' own expectations on a column, a pair of columns or a whole table.

    Attributes:
        expectation: its name, in snake case.
        settings: its arguments; numbers among them stand as `$name` in the check's threshold.
        where: a column and the value that it must have for a row to be judged, or nothing: all rows are.
        shows: the columns that tell which row it is; empty where the rule judges the table as a whole.
        observed: aggregates over the judged rows that tell what was seen.
    """

    expectation: str
    settings: Mapping[str, Any]
    where: tuple[str, str] | None = None
    shows: tuple[str, ...] = ()
    observed: tuple[str, ...] = ()

    @property
    def limits(self) -> Limits:
        """The numbers among the settings."""
        return {name: value for name, value in self.settings.items() if isinstance(value, int | float)}

    def arguments(self) -> dict[str, Any]:
        """The arguments of the expectation, without the condition."""
        return dict(self.settings)

    def measure(self, table: str) -> str:
        """A query for one row: how many rows are judged, then what is observed."""
        columns = ", ".join(("count(*)", *self.observed))
        condition = f" where {self.where[0]} = '{self.where[1]}'" if self.where else ""
        return f"select {columns} from {table}{condition}"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check.

    Attributes:
        check_id: its slug, unique; also its heading in docs/checks.md.
        table: schema and name of the table that it judges.
        column: the column that it is about, or None where it is about rows or the table as a whole.
        lists: what it lists when it fails, as the end of "This check lists …".
        rule: how it judges.
        threshold: the limits in words; `$name` stands for a limit of the rule.
        reason: why the limits are what they are.
        remedy: what to do about a row that it lists.
        severity: a critical one stops publication; a warning is shown.
    """

    check_id: str
    table: str
    column: str | None
    lists: str
    rule: RowRule | ColumnRule
    threshold: str
    reason: str
    remedy: str
    severity: Severity = "critical"

    def threshold_text(self) -> str:
        """The threshold with its limits filled in: thousands are separated by commas."""
        limits = self.rule.limits.items()
        shown = {name: value if isinstance(value, str) else f"{value:,}" for name, value in limits}
        return Template(self.threshold).substitute(shown)

    def expectation_name(self) -> str:
        """The name of the expectation's class, as Great Expectations' documentation has it."""
        return "".join(part.capitalize() for part in self.rule.expectation.split("_"))


@dataclass(frozen=True, kw_only=True)
class Suite:
    """The checks on one subject.

    Attributes:
        name: its slug, which is the module's name.
        about: one sentence for docs/checks.md.
        checks: in the order in which they are documented and reported.
    """

    name: str
    about: str
    checks: tuple[Check, ...]
