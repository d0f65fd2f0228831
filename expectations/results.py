"""From a warehouse file to the table checks.results: measure, let Great Expectations judge, write.

Great Expectations itself is imported by the caller (`run`) and handed in as a function, so that this module is quick to
import and a broken file is refused before anything slow begins.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from expectations.check import Check, RowRule, Severity, Suite
from expectations.examples import claims_told, listed
from parley.paths import shown

if TYPE_CHECKING:
    from expectations.run import Verdict

Judge = Callable[[Path, Iterable[tuple[Suite, Check]], Mapping[str, int]], Mapping[str, "Verdict"]]
"""What judges: of a file, these checks, knowing of some how many rows are at fault."""

DOCUMENT_COLUMNS = ("document_id", "document_id_a", "document_id_b", "documents")
"""Columns of a listed row that name documents; the last holds several, joined by a comma and a space."""

COLUMNS = {
    "check_id": ("varchar", "Slug of the check; its heading in docs/checks.md."),
    "suite": (
        "varchar",
        "Subject of the check: exchanges, casualties, children, talks, context, series, corpus, comparison.",
    ),
    "table_name": ("varchar", "Schema and name of the table that is judged."),
    "column_name": ("varchar", "The column that the check is about; NULL: rows, or the table as a whole."),
    "expectation": ("varchar", "Class of Great Expectations that judges."),
    "success": ("boolean", "Whether the check holds."),
    "severity": ("varchar", "critical: its failure stops publication; warning: its failure is shown."),
    "n_evaluated": ("bigint", "Rows that were judged; 0: there was nothing to judge; NULL: it could not be evaluated."),
    "n_unexpected": ("bigint", "Rows at fault; NULL: the check judges the table as a whole."),
    "observed": ("varchar", "What was seen in the judged rows, least to greatest, or why they could not be judged."),
    "threshold": ("varchar", "The limits, in words."),
    "reason": ("varchar", "Why the limits are what they are."),
    "remedy": ("varchar", "What to do about a row at fault."),
    "documents": ("varchar", "Documents of the rows in rows_json, joined by a comma and a space; NULL: none is named."),
    "rows_json": ("varchar", "The first 20 rows at fault as a JSON list of objects; NULL: the check holds."),
    "examples": (
        "varchar",
        "What the claims of those rows say, a line each: claim id, figure, claimant, document, quote; NULL: none.",
    ),
    "checked_at": ("timestamp", "When the checks ran, UTC; the same for all rows."),
}
"""Type and description of each column of checks.results, in order."""

_MEND = "The table lacks what the check reads: mend the model, or the check in expectations/suites."
"""The remedy of a check that could not be evaluated."""


class Unusable(Exception):
    """The file cannot be judged: missing, locked, no database, or without marts. The message says what to do."""


@dataclass(frozen=True)
class Result:
    """One row of checks.results; the columns are described in COLUMNS."""

    check_id: str
    suite: str
    table_name: str
    column_name: str | None
    expectation: str
    success: bool
    severity: Severity
    n_evaluated: int | None
    n_unexpected: int | None
    observed: str | None
    threshold: str
    reason: str
    remedy: str
    documents: str | None
    rows_json: str | None
    examples: str | None
    checked_at: dt.datetime

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The listed rows."""
        rows: list[dict[str, Any]] = json.loads(self.rows_json) if self.rows_json else []
        return rows

    @property
    def told(self) -> dict[str, str]:
        """The lines of examples by their claim ids."""
        return {line.split()[0]: line for line in (self.examples or "").splitlines()}


def evaluate(database: Path, suites: Sequence[Suite], judge: Judge) -> list[Result]:
    """Run the checks of the suites on a work file and write their results into it.

    Args:
        database: the file that ingest and dbt have filled; nobody may hold it for writing.
        suites: the checks.
        judge: `run.verdicts`.

    Returns:
        One result for each check, in the suites' order; the same as in checks.results.

    Raises:
        Unusable: the file cannot be judged or written to.
    """
    checks = [(suite, check) for suite in suites for check in suite.checks]
    checked_at = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    require_usable(database, suites)
    connection = _opened(database, read_only=True)
    try:
        measures = {check.check_id: _measured(connection, check) for _, check in checks}
        n_unexpected = {name: seen.n_unexpected for name, seen in measures.items() if seen.n_unexpected is not None}
        verdicts = judge(database, checks, n_unexpected)
        told = claims_told(connection, (row for verdict in verdicts.values() for row in _listed(verdict)))
    finally:
        connection.close()
    results = [
        _result(suite, check, measures[check.check_id], verdicts[check.check_id], told, checked_at)
        for suite, check in checks
    ]
    _write(database, results)
    return results


def _opened(database: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection to the file.

    Raises:
        Unusable: there is no file, it is no database, or another program holds it.
    """
    if not database.is_file():
        raise Unusable(f"there is no work file at {shown(database)}: run `python -m ingest`, then `dbt build`")
    try:
        return duckdb.connect(str(database), read_only=read_only)
    except duckdb.Error as error:
        first_line = str(error).splitlines()[0]
        raise Unusable(
            f"{shown(database)} cannot be opened: {first_line}\n"
            "Close the program that holds it (a dbt run, a DuckDB client); if it is damaged, delete it and build again."
        ) from error


def require_usable(database: Path, suites: Iterable[Suite]) -> None:
    """See that the file can be opened and holds every table that a check judges.

    Raises:
        Unusable: it cannot, or it lacks one.
    """
    connection = _opened(database, read_only=True)
    try:
        query = "select table_schema || '.' || table_name from information_schema.tables"
        present = {str(name) for (name,) in connection.execute(query).fetchall()}
    finally:
        connection.close()
    missing = sorted({check.table for suite in suites for check in suite.checks} - present)
    if missing:
        raise Unusable(f"{shown(database)} lacks {', '.join(missing)}: run `python -m ingest`, then `dbt build`")


@dataclass(frozen=True)
class _Measured:
    """What one pass over the judged rows of a check saw.

    Attributes:
        n_judged: how many there are; None where the check's columns do not exist.
        n_unexpected: how many of them are at fault; None where Great Expectations counts them itself.
        observed: what was seen in them, least to greatest, or None.
    """

    n_judged: int | None = None
    n_unexpected: int | None = None
    observed: str | None = None


def _measured(connection: duckdb.DuckDBPyConnection, check: Check) -> _Measured:
    """How many rows the check judges, how many are at fault, what is observed: no row leaves the database."""
    rule = check.rule
    try:
        query = rule.counts(check.table) if isinstance(rule, RowRule) else rule.measure(check.table)
        row = connection.execute(query).fetchone()
    except duckdb.Error:
        return _Measured()
    assert row is not None
    n_judged, *rest = row
    n_unexpected = rest.pop(0) if isinstance(rule, RowRule) else None
    seen = [readable(value) for value in rest if value is not None]
    return _Measured(n_judged, n_unexpected, " to ".join(dict.fromkeys(seen)) or None)


def readable(value: object) -> str:
    """A value as a reader would write it: 1,200 and 0.8 and 2025-07-23."""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.4f}".rstrip("0")
    return f"{value:,}" if isinstance(value, int) else str(value)


def _result(
    suite: Suite,
    check: Check,
    measured: _Measured,
    verdict: Verdict,
    told: Mapping[str, str],
    checked_at: dt.datetime,
) -> Result:
    """The row of checks.results for one check."""
    rows = _listed(verdict)
    observed = measured.observed or verdict.observed
    n_evaluated = measured.n_judged if verdict.n_judged is None else verdict.n_judged
    if verdict.error:
        n_evaluated, observed = None, f"could not be evaluated: {verdict.error}"
    return Result(
        check_id=check.check_id,
        suite=suite.name,
        table_name=check.table,
        column_name=check.column,
        expectation=check.expectation_name(),
        success=verdict.success,
        severity=check.severity,
        n_evaluated=n_evaluated,
        n_unexpected=verdict.n_unexpected,
        observed=observed,
        threshold=check.threshold_text(),
        reason=check.reason,
        remedy=_MEND if verdict.error else check.remedy,
        documents=_documents(rows),
        rows_json=None if verdict.success else json.dumps(rows, ensure_ascii=False, allow_nan=False),
        examples=listed(rows, told),
        checked_at=checked_at,
    )


def _listed(verdict: Verdict) -> tuple[dict[str, Any], ...]:
    """The rows at fault: none where the check holds, although Great Expectations may return those it tolerates."""
    return () if verdict.success else verdict.rows


def _documents(rows: Iterable[Mapping[str, Any]]) -> str | None:
    """The documents that the rows name, each once, sorted."""
    named = {
        document
        for row in rows
        for column in DOCUMENT_COLUMNS
        if row.get(column)
        for document in str(row[column]).split(", ")
    }
    return ", ".join(sorted(named)) or None


def _write(database: Path, results: Iterable[Result]) -> None:
    """Replace checks.results by these results, in one transaction.

    Raises:
        Unusable: another program holds the file.
    """
    columns = ", ".join(f"{name} {data_type}" for name, (data_type, _) in COLUMNS.items())
    marks = ", ".join("?" for _ in fields(Result))
    connection = _opened(database, read_only=False)
    try:
        connection.begin()
        connection.execute("create schema if not exists checks")
        connection.execute(f"create or replace table checks.results ({columns})")
        connection.executemany(f"insert into checks.results values ({marks})", [astuple(result) for result in results])
        connection.execute("comment on table checks.results is 'What the expectations found, one row per check.'")
        for name, (_, description) in COLUMNS.items():
            connection.execute(f"comment on column checks.results.{name} is '{description}'")
        connection.commit()
    finally:
        connection.close()
