"""The ledger of corrections (corpus/corrections.yml): what a source got wrong, and what our coding got wrong.

A row of claims/ is never edited away. A `flag` says of a claim or document that its source errs; the figure stays as
printed. A `recode` puts another value into one column of a claim, from here on. `expect` guards each: where the row no
longer says what the line expects, the build stops. See docs/decisions/0005-corrections.md.
"""

from __future__ import annotations

import json

import polars as pl

from ingest import identity
from ingest.checks import Rule, apply
from ingest.findings import ROW_KEY, Findings
from ingest.references import Gaps
from ingest.tables import TABLES

RECODABLE = (
    *("value", "value_high", "hedge", "hedge_low", "hedge_high", "precision", "unit", "basis", "as_of", "said_on"),
    *("claimant", "relayed_by", "identified_by", "voice", "status", "polarity", "note"),
)
WITHDRAWN = "withdrawn"
FILE = "corrections.yml"


def recodes(corrections: pl.DataFrame) -> pl.DataFrame:
    """The lines that change a claim: action recode, not withdrawn, on a column that can be recoded."""
    known = pl.col("column").is_in(RECODABLE) & pl.col("claim").is_not_null()
    live = (pl.col("action") == "recode") & (pl.col("status") != WITHDRAWN)
    return corrections.filter((known & live).fill_null(False)).unique(
        ["claim", "column"], keep="first", maintain_order=True
    )


def applied(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The claims with the recodes in place, and corrected: whether the row has any. claim_id stays that of the row."""
    claims, lines = tables["claims"], recodes(tables["corrections"])
    changed = claims.with_columns(pl.col("claim_id").is_in(lines["claim"].implode()).alias("corrected"))
    for column in lines["column"].unique().sort():
        new = lines.filter(pl.col("column") == column).select(
            pl.col("claim").alias("claim_id"), pl.col("to"), pl.lit(True).alias("is_new")
        )
        value = pl.when(pl.col("is_new")).then("to").otherwise(column)
        changed = (
            changed.join(new, on="claim_id", how="left", maintain_order="left")
            .with_columns(value.alias(column))
            .drop("to", "is_new")
        )
    return changed


def check(tables: dict[str, pl.DataFrame], gaps: Gaps, findings: Findings) -> None:
    """Findings on the lines of the ledger: their form, what they name, whether their guard holds."""
    lines = tables["corrections"]
    apply(lines, _form_rules(), findings)
    live = lines.filter((pl.col("status") != WITHDRAWN).fill_null(True))
    doubled = live.filter(
        (pl.col("action") == "recode") & (pl.int_range(pl.len()).over("claim", "column", "action") > 0)
    ).filter(pl.col("claim").is_not_null())
    remedy = "withdraw one of the two lines"
    findings.add(doubled, "column", "recodes a column of a claim that an earlier line recodes", remedy)
    of_claims = gaps.may_be_claimed(live.filter(pl.col("claim").is_not_null()), "document")
    of_claims = identity.unambiguous(of_claims, "claim", tables["claims"]["claim_id"], findings)
    _check_guard(of_claims, "claim", tables["claims"], "claim_id", findings)
    if "documents" not in gaps.incomplete:
        _check_guard(live.filter(pl.col("claim").is_null()), "document", tables["documents"], "document_id", findings)


def moved(found: pl.DataFrame, tables: dict[str, pl.DataFrame], all_columns: bool = False) -> pl.DataFrame:
    """Findings on corrected claims, moved to the line of the ledger that put the value there.

    all_columns: a line of the ledger also takes the findings on other columns of its claim, which it has brought about
    (a value that the hedge no longer bears).
    """
    if found.is_empty():
        return found
    rows = tables["claims"].select("claim_id", *ROW_KEY)
    lines = recodes(tables["corrections"]).select(
        pl.col("claim").alias("claim_id"),
        pl.col("column").alias("column_name"),
        pl.col("source_file").alias("ledger_file"),
        pl.col("source_line").alias("ledger_line"),
    )
    by_column = rows.join(lines, on="claim_id").drop("claim_id")
    by_row = (
        by_column.filter(all_columns)
        .unique(ROW_KEY, keep="first", maintain_order=True)
        .select(*ROW_KEY, pl.col("ledger_file").alias("row_file"), pl.col("ledger_line").alias("row_line"))
    )
    return (
        found.join(by_column, on=[*ROW_KEY, "column_name"], how="left", maintain_order="left")
        .join(by_row, on=ROW_KEY, how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("ledger_file", "row_file", "source_file").alias("source_file"),
            pl.coalesce("ledger_line", "row_line", "source_line").alias("source_line"),
        )
        .select(found.columns)
    )


def _form_rules() -> list[Rule]:
    recode, column = pl.col("action") == "recode", pl.col("column")
    flag = pl.col("action") == "flag"
    on_document = flag & pl.col("claim").is_null()
    to_given = pl.col("given").list.contains("to")
    return [
        Rule("claim", recode & pl.col("claim").is_null(), "is empty, but the action is recode", "write the claim_id"),
        Rule(
            "column",
            recode & ~column.is_in(RECODABLE),
            "cannot be recoded",
            f"write one of {', '.join(RECODABLE)}; what makes the id of a claim ends with it (retired_claims.csv)",
        ),
        Rule(
            "column",
            flag & pl.col("claim").is_not_null() & ~column.is_in(TABLES["claims"].column_names),
            "is no column of a claim",
            "write the column of claims/ that the source has wrong",
        ),
        Rule(
            "column",
            on_document & ~column.is_in(TABLES["documents"].column_names),
            "is no column of documents.csv",
            "write the column of documents.csv that the source has wrong, or name the claim",
        ),
        Rule("to", recode & ~to_given, "is missing, but the action is recode", "write what the column is to say"),
        Rule(
            "to",
            flag & to_given,
            "is given, but a flag leaves the row as printed",
            "leave it out, or make the action recode",
        ),
    ]


def _check_guard(lines: pl.DataFrame, name: str, rows: pl.DataFrame, key: str, findings: Findings) -> None:
    """What a line names exists, and the row says what the line expects of it. lines name rows by their column name."""
    unknown = lines.filter(pl.col(name).is_not_null() & ~pl.col(name).is_in(rows[key].drop_nulls().implode()))
    findings.add(unknown, name, f"is no {name} of the corpus", "correct the id, or set the status to withdrawn")
    table = "claims" if name == "claim" else "documents"
    columns = TABLES[table].column_names
    # An inner join: of what is not there nothing can be expected.
    said = lines.join(
        rows.select(pl.col(key).alias(name), pl.struct(columns).alias("row"), pl.col("document_id").alias("of")).unique(
            name, keep="first"
        ),
        on=name,
        maintain_order="left",
    )
    elsewhere = said.filter(pl.col("of") != pl.col("document"))
    problem = pl.concat_str(pl.lit("is not the document of the claim, "), pl.col("of"))
    findings.add(elsewhere, "document", problem, "correct document or claim")
    # The ledger has few lines: each is read by itself.
    judged = [
        _judge(expect, column, to, action, row)
        for expect, column, to, action, row in said.select("expect", "column", "to", "action", "row").iter_rows()
    ]
    wrong = said.with_columns(
        pl.Series("problem", [problem for problem, _ in judged], dtype=pl.String),
        pl.Series("remedy", [remedy for _, remedy in judged], dtype=pl.String),
    ).filter(pl.col("problem").is_not_null())
    findings.add(wrong, "expect", pl.col("problem"), pl.col("remedy"))


def _judge(
    expect: str | None, column: str | None, to: str | None, action: str | None, row: dict[str, str | None]
) -> tuple[str | None, str | None]:
    """What is wrong with a guard, and what to do; two times None where it holds."""
    if expect is None:
        return None, None
    wanted: dict[str, str | None] = json.loads(expect)
    if strange := sorted(set(wanted) - set(row)):
        return f"names no column of the row: {', '.join(strange)}", "write columns of the row that the line is about"
    other = [f"{name} is {row[name] or 'empty'}" for name in sorted(wanted) if row[name] != wanted[name]]
    if other:
        return (
            f"does not hold, the row says now: {', '.join(other)}",
            "if the row was mended, set the status to withdrawn and say why in the reason; else correct expect",
        )
    if action == "recode" and column in row and row[str(column)] == to:
        return f"the row says {to or 'nothing'} already: there is nothing to correct", "withdraw the line"
    return None, None


def frame(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """raw.corrections: the lines, each with what the column says as coded, what it says as corrected, and its guard."""
    lines = tables["corrections"]
    named = pl.col("at").is_in(lines.select(pl.coalesce("claim", "document")).to_series().implode())
    cells = pl.concat(
        [
            tables[name]
            .with_columns(pl.col(key).alias("at"))
            .filter(named)
            .select("at", *TABLES[name].column_names)
            .unpivot(index="at", variable_name="column", value_name="coded_value")
            for name, key in (("claims", "claim_id"), ("documents", "document_id"))
        ]
    ).unique(["at", "column"], keep="first")
    is_live = pl.col("status") != WITHDRAWN
    is_applied = (pl.col("action") == "recode") & is_live
    return (
        lines.with_columns(pl.coalesce("claim", "document").alias("at"))
        .join(cells, on=["at", "column"], how="left", maintain_order="left")
        .select(
            pl.col("id").alias("correction_id"),
            "action",
            pl.col("document").alias("document_id"),
            pl.col("claim").alias("claim_id"),
            pl.col("column").alias("column_name"),
            "coded_value",
            pl.col("to").alias("corrected_value"),
            pl.col("expect").alias("expect_json"),
            *("reason", "source", "status"),
            pl.col("reported_on").str.to_date("%Y-%m-%d", strict=False),
            "reported_by",
            is_applied.alias("applied"),
            pl.when(is_live).then(pl.lit("holds")).otherwise(pl.lit("not_guarded")).alias("guard"),
            *("source_file", "source_line"),
        )
        .sort("correction_id")
    )
