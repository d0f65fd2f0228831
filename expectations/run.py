"""Great Expectations at work: the one module that imports it (5 to 7 seconds), so that others start at once.

The suites are built from the checks and evaluated in DuckDB through a read-only connection. Where it is known how many
rows are at fault (`expectations.results` counts them in one pass of SQL), Great Expectations judges that number, and no
row is fetched but those of a check that fails, at most MAX_ROWS. Context and data sources are ephemeral: no project
folder, no Data Docs, no progress bars, nothing that calls out.
"""

from __future__ import annotations

import json
import math
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas
from great_expectations.core import ExpectationSuite
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context import AbstractDataContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.datasource.fluent import SQLDatasource
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.registry import get_expectation_impl
from great_expectations.expectations.row_conditions import Column

from expectations.check import Check, RowRule, Suite
from expectations.dialect import SCHEME

_CONFIG = DataContextConfig(
    # No site for Data Docs: the stock pages load from the network. The table checks.results takes their place.
    store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
    progress_bars=ProgressBarsConfig(globally=False),
    analytics_enabled=False,
)

MAX_ROWS = 20
"""How many rows of a failed check are kept; how many there are is counted in full."""


@dataclass(frozen=True)
class Verdict:
    """What Great Expectations found for one check.

    Attributes:
        success: whether it holds; False also where it could not be evaluated.
        n_judged: how many rows were judged, empty ones left out, or None where Great Expectations does not tell.
        n_unexpected: how many rows are at fault, or None for a check that judges the table as a whole.
        rows: up to MAX_ROWS of them, as JSON can hold them.
        observed: what a check of the table as a whole saw, or None.
        error: why it could not be evaluated, or empty.
    """

    success: bool
    n_judged: int | None
    n_unexpected: int | None
    rows: tuple[dict[str, Any], ...]
    observed: str | None
    error: str


def verdicts(
    database: Path, checks: Iterable[tuple[Suite, Check]], n_unexpected: Mapping[str, int]
) -> dict[str, Verdict]:
    """Evaluate the checks on a warehouse file.

    Args:
        database: the file; opened read-only, and closed again for whoever writes to it next.
        checks: each with its suite.
        n_unexpected: how many rows are at fault, by check id, for those checks of which it is known.

    Returns:
        The verdict of each check by its id, in the order given.
    """
    context = gx.get_context(mode="ephemeral", project_config=_CONFIG)
    source = context.data_sources.add_sql(
        "warehouse",
        connection_string=f"{SCHEME}://",
        create_temp_table=False,
        kwargs={"connect_args": {"database": str(database), "read_only": True}},
    )
    checks = list(checks)
    found = _counted(context, checks, n_unexpected)
    left = [
        (suite, check) for suite, check in checks if not (check.check_id in found and found[check.check_id].success)
    ]
    try:
        for batch in _batches(left):
            for check_id, verdict in _evaluated(source, batch):
                known = n_unexpected.get(check_id, verdict.n_unexpected)
                found[check_id] = verdict if verdict.error else replace(verdict, n_unexpected=known)
    finally:
        # Great Expectations keeps one engine for reflection and one for queries; each holds the file.
        source.get_execution_engine().close()
        source.get_engine().dispose()
    return {check.check_id: found[check.check_id] for _, check in checks}


def _counted(
    context: AbstractDataContext, checks: Iterable[tuple[Suite, Check]], n_unexpected: Mapping[str, int]
) -> dict[str, Verdict]:
    """The verdicts on checks of which it is known how many rows are at fault, by check id: none may be."""
    known = [check for _, check in checks if check.check_id in n_unexpected]
    if not known:
        return {}
    frame = pandas.DataFrame({check.check_id: [n_unexpected[check.check_id]] for check in known})
    asset = context.data_sources.add_pandas("counts").add_dataframe_asset("counts")
    expectations = [
        gx.expectations.ExpectColumnMaxToBeBetween(
            column=check.check_id, max_value=0, severity=check.severity, meta={"check_id": check.check_id}
        )
        for check in known
    ]
    suite = ExpectationSuite(name="counts", expectations=expectations)
    batch = asset.get_batch(asset.build_batch_request(options={"dataframe": frame}))
    results = batch.validate(suite, result_format="BOOLEAN_ONLY").results
    return {
        check_id: Verdict(bool(found.success), None, n_unexpected[check_id], (), None, "")
        for found in results
        for check_id in [found.expectation_config.meta["check_id"]]
    }


def _batches(checks: list[tuple[Suite, Check]]) -> Iterator[list[tuple[Suite, Check]]]:
    """The checks that one call can evaluate: of one suite, on one table, that show the same columns of a row."""

    def key(pair: tuple[Suite, Check]) -> tuple[str, str, bool, tuple[str, ...]]:
        suite, check = pair
        shows = () if isinstance(check.rule, RowRule) else check.rule.shows
        return suite.name, check.table, isinstance(check.rule, RowRule), shows

    for _, pairs in groupby(sorted(checks, key=key), key=key):
        yield list(pairs)


def _evaluated(source: SQLDatasource, pairs: list[tuple[Suite, Check]]) -> Iterator[tuple[str, Verdict]]:
    """Check id and verdict of each check of one batch."""
    suite, first = pairs[0]
    expectations = ExpectationSuite(
        name=f"{suite.name} on {first.table}",
        expectations=[_expectation(check) for _, check in pairs],
    )
    result = _batch(source, first.table).validate(expectations, result_format=_result_format(first))
    for found in result.results:
        yield found.expectation_config.meta["check_id"], _verdict(found)


def _expectation(check: Check) -> Expectation:
    """The check as Great Expectations' own object."""
    where = None if isinstance(check.rule, RowRule) else check.rule.where
    condition = {"row_condition": Column(where[0]) == where[1]} if where else {}
    arguments = check.rule.arguments()
    if isinstance(check.rule, RowRule):
        arguments = {"unexpected_rows_query": f"{check.rule.query()}\nlimit {MAX_ROWS}"}
    make = get_expectation_impl(check.rule.expectation)
    return make(**arguments, **condition, severity=check.severity, meta={"check_id": check.check_id})


def _batch(source: SQLDatasource, table: str) -> Any:
    """The whole of a table as Great Expectations' batch."""
    schema_name, table_name = table.split(".")
    if table in {asset.name for asset in source.assets}:
        asset = source.get_asset(table)
    else:
        with warnings.catch_warnings():
            # The argument is deprecated in favour of the connection's schema, which DuckDB's cursors do not inherit.
            warnings.filterwarnings("ignore", ".*schema_name. is deprecated", DeprecationWarning)
            asset = source.add_table_asset(table, table_name=table_name, schema_name=schema_name)
    return asset.get_batch(asset.build_batch_request())


def _result_format(check: Check) -> dict[str, Any]:
    """How much to return: a RowRule's rows come only with COMPLETE, whereas COMPLETE fetches every row of a column."""
    if isinstance(check.rule, RowRule):
        return {"result_format": "COMPLETE"}
    shown = {"unexpected_index_column_names": list(check.rule.shows)} if check.rule.shows else {}
    return {"result_format": "SUMMARY", "partial_unexpected_count": MAX_ROWS, **shown}


def _verdict(found: ExpectationValidationResult) -> Verdict:
    """Great Expectations' result in our terms. Its own JSON form holds no numpy scalars, dates or decimals any more."""
    result = found.to_json_dict()
    detail = result["result"]
    n_judged = detail["element_count"] - detail.get("missing_count", 0) if "element_count" in detail else None
    if "unexpected_rows" in detail.get("details", {}):
        rows, n_unexpected, observed = detail["details"]["unexpected_rows"], int(detail["observed_value"]), None
    elif "unexpected_count" in detail:
        rows = sorted(detail.get("partial_unexpected_index_list", []), key=str)
        n_unexpected, observed = detail["unexpected_count"], None
    else:
        rows, n_unexpected, observed = [], None, json.dumps(detail.get("observed_value"))
    return Verdict(
        success=bool(result["success"]),
        n_judged=n_judged,
        n_unexpected=n_unexpected,
        rows=tuple({column: _finite(value) for column, value in row.items()} for row in rows[:MAX_ROWS]),
        observed=observed,
        error=_error(result["exception_info"]),
    )


def _finite(value: Any) -> Any:
    """The value, or its name where it is a number that JSON lacks: inf, nan."""
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _error(exception_info: dict[str, Any]) -> str:
    """The last line of the first exception, or empty where there was none."""
    infos = [exception_info] if "raised_exception" in exception_info else list(exception_info.values())
    for info in infos:
        if info["raised_exception"]:
            return str(info["exception_message"]).strip().splitlines()[0]
    return ""
