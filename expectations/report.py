"""What `python -m expectations` prints: the failed checks with their rows, and a count at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from expectations.check import Suite
from expectations.examples import claims_named
from expectations.results import Result, readable

_SHOWN_ROWS = 5
_SHOWN_CLAIMS = 6


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
    """A failed check: what and how many, which documents, the first rows and their claims, why it matters, a remedy."""
    found = "" if result.n_unexpected is None else f"{_counted(result.n_unexpected, 'row')} in "
    yield f"{result.severity}: {result.check_id}: {found}{result.table_name}"
    yield f"  allowed    {result.threshold}"
    yield f"  seen       {result.observed or 'nothing'}"
    if result.documents:
        yield f"  documents  {result.documents}"
    told = result.told
    for row in result.rows[:_SHOWN_ROWS]:
        yield f"  row        {_row(row, told)}"
        named = [told[claim_id] for claim_id in claims_named(row) if claim_id in told]
        yield from (f"  claim      {line}" for line in named[:_SHOWN_CLAIMS])
        if len(named) > _SHOWN_CLAIMS:
            yield f"  claim      and {len(named) - _SHOWN_CLAIMS:,} more"
    if len(result.rows) > _SHOWN_ROWS:
        yield f"  more       select rows_json, examples from checks.results where check_id = '{result.check_id}'"
    yield f"  reason     {result.reason}"
    yield f"  remedy     {result.remedy}"
    yield ""


def _row(row: Mapping[str, Any], told: Mapping[str, str]) -> str:
    """A listed row as `column value` pairs; empty ones are left out, and ids of claims that are told below."""
    shown = {column: value for column, value in row.items() if value is not None and not _is_told(column, value, told)}
    return ", ".join(f"{column} {readable(value)}" for column, value in shown.items())


def _is_told(column: str, value: Any, told: Mapping[str, str]) -> bool:
    """Whether a cell names claims and each of them has its line."""
    named = claims_named({column: value})
    return bool(named) and all(claim_id in told for claim_id in named)


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
