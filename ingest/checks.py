"""Checks of single rows: required columns, kinds of values, code lists, duplicates. Everything on columns."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ingest import ids
from ingest.codes import Codes
from ingest.findings import Findings
from ingest.tables import TABLES, Column, Table

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SLUGS = r"^[a-z0-9]+(-[a-z0-9]+)*(\+[a-z0-9]+(-[a-z0-9]+)*)*$"
CHAIN = SLUGS.replace(r"\+", ">")
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class Rule:
    """A rule on one column: bad is true for the rows that break it."""

    column: str
    bad: pl.Expr
    problem: str | pl.Expr
    remedy: str | pl.Expr


_PATTERNS: dict[str, tuple[str, str, str]] = {
    "slug": (SLUG, "is not a slug", "write small letters, digits and single hyphens: trt-2025-07-23"),
    "slugs": (SLUGS, "is not a slug, nor slugs joined by +", "write slugs joined by + without blanks: kyiv+moscow"),
    "chain": (CHAIN, "is not a slug, nor slugs joined by >", "write slugs joined by > without blanks: tass>reuters"),
    "whole": (r"^(0|[1-9][0-9]{0,17})$", "is not a whole number of 0 or more", "write digits only"),
    "position": (r"^[1-9][0-9]{0,5}$", "is not a whole number of 1 or more", "write 1 for the first, 2 for the second"),
    "sha256": (r"^[0-9a-f]{64}$", "is not a SHA-256", "write 64 small hexadecimal digits, as sha256sum prints them"),
    "claim_id": (ids.PATTERN, "is not a claim id", f"write it as fct_claims shows it: clm_ and {ids.DIGITS} digits"),
    "truth": (r"^(true|false)$", "is neither true nor false", "write true or false, or leave it empty"),
    "language": (r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$", "is not a language code", "write an ISO code: en, uk, tr"),
    "url": (r"^https?://\S+$", "is not a web address", "begin with http:// or https://, and leave no blanks in it"),
}


def as_day(column: str) -> pl.Expr:
    """A column of ISO days as dates; NULL where it is not a real day written YYYY-MM-DD between 1900 and 2100."""
    day = pl.col(column).str.to_date("%Y-%m-%d", strict=False)
    well_formed = pl.col(column).str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    return pl.when(well_formed & day.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(day)


def check_rows(tables: dict[str, pl.DataFrame], codes: Codes, findings: Findings) -> None:
    """Add every finding that a row shows by itself, or beside the other rows of its table."""
    for name, rows in tables.items():
        table = TABLES[name]
        apply(rows, [rule for column in table.columns for rule in _column_rules(column, codes)], findings)
        if table.key:
            _check_duplicates(table, rows, findings)


def apply(rows: pl.DataFrame, rules: list[Rule], findings: Findings) -> None:
    """Add a finding for each row that breaks a rule; a rule that meets NULL holds.

    All rules are tried in one pass over the columns; only a rule that some row breaks costs another.
    """
    flags = [rule.bad.fill_null(False).any().alias(str(number)) for number, rule in enumerate(rules)]
    broken = rows.select(flags).row(0)
    for rule, is_broken in zip(rules, broken, strict=True):
        if is_broken:
            findings.add(rows.filter(rule.bad.fill_null(False)), rule.column, rule.problem, rule.remedy)


def _column_rules(column: Column, codes: Codes) -> list[Rule]:
    value = pl.col(column.name)
    rules = [
        Rule(
            column.name,
            value.str.strip_chars() != value,
            "has blanks or line breaks at its beginning or end",
            "delete them",
        )
    ]
    if column.required:
        rules.append(Rule(column.name, value.is_null(), "is empty, but required", "fill it in"))
    if column.kind == "day":
        remedy = f"write a real day as YYYY-MM-DD, between {FIRST_YEAR} and {LAST_YEAR}"
        rules.append(
            Rule(column.name, value.is_not_null() & as_day(column.name).is_null(), "is not an ISO date", remedy)
        )
    elif column.kind == "code":
        known = codes.codes(column.codes)
        remedy = f"write one of: {', '.join(known)}"
        rules.append(Rule(column.name, ~value.is_in(known), f"is not a code of seeds/{column.codes}.csv", remedy))
    elif column.kind in _PATTERNS:
        pattern, problem, remedy = _PATTERNS[column.kind]
        rules.append(Rule(column.name, ~value.str.contains(pattern), problem, remedy))
    return rules


def _check_duplicates(table: Table, rows: pl.DataFrame, findings: Findings) -> None:
    """A second row with the key of an earlier one."""
    key = list(table.key)
    place = pl.concat_str("source_file", pl.lit(", line "), pl.col("source_line").cast(pl.String))
    doubled = (
        rows.sort("source_file", "source_line")
        .with_columns(pl.int_range(pl.len()).over(key).alias("nth"), place.first().over(key).alias("first_place"))
        .filter((pl.col("nth") > 0) & pl.col(key[0]).is_not_null())
    )
    problem = pl.concat_str(
        pl.lit("has the same "), pl.lit(", ".join(key)), pl.lit(" as the row at "), pl.col("first_place")
    )
    findings.add(doubled, key[0], problem, "delete one of the two rows, or tell them apart")
