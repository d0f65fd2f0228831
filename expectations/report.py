"""What `python -m expectations` prints: the failed checks with their rows, and a count at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from expectations.check import Suite
from expectations.results import Result, readable

_SHOWN_ROWS = 5


def summary(results: Iterable[Result]) -> Iterator[str]:
    """Lines for a reader: a block for each failed check, critical ones last, then one line that counts them all."""
    results = list(results)
    failed = [result for result in results if not result.success]
    for result in sorted(failed, key=lambda result: result.severity, reverse=True):
        yield from _block(result)
    yield _count(results)


def listing(suites: Iterable[Suite]) -> Iterator[str]:
    """One line for each check: suite, id, severity, threshold."""
    for suite in suites:
        for check in suite.checks:
            yield f"{suite.name:<11} {check.check_id:<35} {check.severity:<9} {check.threshold_text()}"


def _block(result: Result) -> Iterator[str]:
    """A failed check: what and how many, which documents, the first rows, why it matters, what to do."""
    found = "" if result.n_unexpected is None else f"{_counted(result.n_unexpected, 'row')} in "
    yield f"{result.severity}: {result.check_id}: {found}{result.table_name}"
    yield f"  allowed    {result.threshold}"
    yield f"  seen       {result.observed or 'nothing'}"
    if result.documents:
        yield f"  documents  {result.documents}"
    for row in result.rows[:_SHOWN_ROWS]:
        yield f"  row        {_row(row)}"
    if len(result.rows) > _SHOWN_ROWS:
        yield f"  more       select rows_json from checks.results where check_id = '{result.check_id}'"
    yield f"  reason     {result.reason}"
    yield f"  remedy     {result.remedy}"
    yield ""


def _row(row: Mapping[str, Any]) -> str:
    """A listed row as `column value` pairs; empty ones are left out."""
    return ", ".join(f"{column} {readable(value)}" for column, value in row.items() if value is not None)


def _count(results: list[Result]) -> str:
    """How many checks ran, passed, failed, warned, and had nothing to judge."""
    failed = [result.severity for result in results if not result.success]
    parts = [f"{len(results) - len(failed)} passed"]
    if failed.count("critical"):
        parts.append(f"{failed.count('critical')} failed")
    if failed.count("warning"):
        parts.append(_counted(failed.count("warning"), "warning"))
    idle = sum(result.n_evaluated == 0 for result in results)
    if idle:
        parts.append(f"{idle} had nothing to judge")
    return f"{_counted(len(results), 'check')}: {', '.join(parts)}"


def _counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
