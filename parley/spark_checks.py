"""The expectations on Spark: the same checks, their SQL rewritten by sqlglot, judged in the session that built.

Great Expectations reaches Spark through data frames in Python alone; what a check judges is a query, and the query is
what both engines share. Runs in .venv-spark, and is imported by nothing else but its tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import sqlglot
from sqlglot import exp

from expectations.check import Check, ColumnRule, RowRule

MAX_ROWS = 20
"""How many rows of a failed check are kept; how many there are is counted in full."""

_COLUMN_SET = "expect_table_columns_to_match_set"
_COLUMNS_VIEW = "catalog_columns"
_SPACES = {"[[:space:]]+": r"\s+"}
"""Classes of characters that Java's regular expressions write otherwise."""


@dataclass(frozen=True)
class Found:
    """What one check found on Spark.

    Attributes:
        check_id, severity: the check.
        success: whether no row is at fault; False also where it could not be judged.
        n_judged: how many rows were judged.
        n_unexpected: how many of them are at fault.
        rows_json: up to MAX_ROWS of those, as a list of objects; NULL where the check holds.
        error: why it could not be judged, or empty.
    """

    check_id: str
    severity: str
    success: bool
    n_judged: int | None
    n_unexpected: int | None
    rows_json: str | None
    error: str


TYPES = (
    "check_id string, severity string, success boolean, n_judged bigint, n_unexpected bigint, "
    "rows_json string, error string"
)
"""The columns of checks.results on Spark, as Spark declares them."""


def judged(session: Any, checks: Iterable[Check]) -> list[Found]:
    """Judge the checks in a Spark session and keep the results in its table checks.results.

    Args:
        session: the session (pyspark.sql.SparkSession) that built the marts.
        checks: what to judge.

    Returns:
        One result for each check, in the order given.
    """
    _show_columns(session)
    found = [_found(session, check) for check in checks]
    session.sql("create schema if not exists checks")
    session.createDataFrame([asdict(one) for one in found], TYPES).write.mode("overwrite").saveAsTable("checks.results")
    return found


def _found(session: Any, check: Check) -> Found:
    """One check; a query that fails is a result, not the end."""
    try:
        n_judged, n_unexpected = session.sql(on_spark(counts(check))).first()[:2]
        at_fault = session.sql(on_spark(faults(check))).limit(MAX_ROWS).collect() if n_unexpected else []
        rows = [row.asDict() for row in at_fault]
    except Exception as error:
        reason = str(error).strip().splitlines()[0]
        return Found(check.check_id, check.severity, False, None, None, None, reason)
    listed = json.dumps(rows, ensure_ascii=False, default=str) if rows else None
    return Found(check.check_id, check.severity, n_unexpected == 0, n_judged, n_unexpected, listed, "")


def counts(check: Check) -> str:
    """The query for one row, in DuckDB's dialect: how many rows are judged, and how many of them are at fault."""
    rule = check.rule
    if isinstance(rule, RowRule):
        return rule.counts(check.table)
    if rule.expectation == _COLUMN_SET:
        n_listed = len(rule.settings["column_set"])
        listed = ", ".join(f"'{column}'" for column in rule.settings["column_set"])
        known = f"count(case when column_name in ({listed}) then 1 end)"
        return f"select count(*), count(*) - {known} + {n_listed} - {known} from ({_judged(check, rule)}) as judged"
    at_fault = f"count(case when not ({_holds(rule)}) then 1 end)"
    return f"select count(*), {at_fault} from ({_judged(check, rule)}) as judged"


def faults(check: Check) -> str:
    """The query for the rows at fault, in DuckDB's dialect."""
    rule = check.rule
    if isinstance(rule, RowRule):
        return rule.query().replace("{batch}", check.table)
    if rule.expectation == _COLUMN_SET:
        return _judged(check, rule)
    shown = ", ".join(dict.fromkeys((*rule.shows, *_judged_columns(rule))))
    return f"select {shown} from ({_judged(check, rule)}) as judged where not ({_holds(rule)}) order by all"


def _judged(check: Check, rule: ColumnRule) -> str:
    """The query for the rows that a rule of Great Expectations judges: where its columns hold something."""
    if rule.expectation == _COLUMN_SET:
        return f"select column_name from duckdb_columns() where schema_name || '.' || table_name = '{check.table}'"
    conditions = [f"{rule.where[0]} = '{rule.where[1]}'"] if rule.where else []
    if rule.expectation != "expect_column_values_to_be_null":
        conditions += [f"{column} is not null" for column in _judged_columns(rule)]
    return f"select * from {check.table} where {' and '.join(conditions) or 'true'}"


def _holds(rule: ColumnRule) -> str:
    """The condition that a judged row must meet."""
    settings = rule.settings
    match rule.expectation:
        case "expect_column_values_to_be_between":
            low = ">" if settings.get("strict_min") else ">="
            high = "<" if settings.get("strict_max") else "<="
            ends = (("min_value", low), ("max_value", high))
            return " and ".join(f"{settings['column']} {sign} {settings[end]}" for end, sign in ends if end in settings)
        case "expect_column_values_to_be_null":
            return f"{settings['column']} is null"
        case "expect_column_pair_values_a_to_be_greater_than_b":
            sign = ">=" if settings.get("or_equal") else ">"
            return f"{settings['column_A']} {sign} {settings['column_B']}"
    raise NotImplementedError(f"{rule.expectation} has no SQL yet: add it to {__name__}")


def _judged_columns(rule: ColumnRule) -> tuple[str, ...]:
    """The columns that a rule of Great Expectations judges."""
    return tuple(rule.settings[name] for name in ("column", "column_A", "column_B") if name in rule.settings)


def on_spark(sql: str) -> str:
    """A query of DuckDB in the words of Spark.

    Raises:
        sqlglot.errors.SqlglotError: it cannot be read, or Spark has no word for a part of it.
    """
    tree = sqlglot.parse_one(sql, read="duckdb")
    for rewritten in (_with_javas_classes, _with_sizes, _with_sorted_sets, _with_listed_columns):
        # One after the other: what has been rewritten is not looked into again.
        tree = tree.transform(rewritten)
    return str(tree.sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE))


def _with_javas_classes(node: Any) -> Any:
    """Regular expressions as Java reads them."""
    if isinstance(node, exp.Literal) and node.is_string and node.name in _SPACES:
        return exp.Literal.string(_SPACES[node.name])
    if isinstance(node, exp.RegexpFullMatch):
        return exp.RegexpLike(this=node.this, expression=exp.Literal.string(f"^(?:{node.expression.name})$"))
    return node


def _with_sizes(node: Any) -> Any:
    """The length of a list is its size; `length` is for texts alone."""
    if isinstance(node, exp.Length) and isinstance(node.this, exp.Filter | exp.ArrayFilter | exp.RegexpExtractAll):
        return exp.func("size", node.this)
    return node


def _with_sorted_sets(node: Any) -> Any:
    """Distinct values in their own order: Spark's listagg fails where a query has another DISTINCT."""
    if isinstance(node, exp.GroupConcat) and (distinct := node.find(exp.Distinct)):
        column, separator = distinct.expressions[0], node.args["separator"]
        return exp.func("array_join", exp.func("array_sort", exp.func("collect_set", column)), separator)
    return node


def _with_listed_columns(node: Any) -> Any:
    """The list of all columns is a view that the session makes."""
    if isinstance(node, exp.Table) and node.this.name.lower() == "duckdb_columns":
        return exp.to_table(_COLUMNS_VIEW)
    return node


def _show_columns(session: Any) -> None:
    """Make the list of all columns of the warehouse a view, as the checks read it from DuckDB."""
    rows = [
        (database.name, table.name, column.name)
        for database in session.catalog.listDatabases()
        for table in session.catalog.listTables(database.name)
        if not table.isTemporary
        for column in session.catalog.listColumns(f"{database.name}.{table.name}")
        if not column.isPartition
    ]
    frame = session.createDataFrame(rows, "schema_name string, table_name string, column_name string")
    whole = frame.selectExpr("*", "current_database() as database_name", "false as internal")
    whole.createOrReplaceTempView(_COLUMNS_VIEW)
