"""References between tables: every id named must be a row of the table it points to."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from ingest.findings import Findings
from ingest.rules import OUTLET
from ingest.tables import CODED, TABLES


@dataclass(frozen=True)
class Reference:
    """column of table holds ids (joined by + or > when many) of the table target."""

    table: str
    column: str
    target: str
    outlet_allowed: bool = False


REFERENCES = (
    Reference("documents", "publisher", "actors"),
    Reference("documents", "wire", "actors"),
    Reference("questions", "event_id", "events"),
    Reference("questions", "share_of", "questions"),
    Reference("events", "related_to", "events"),
    Reference("actors", "member_of", "actors"),
    Reference("places", "located_in", "places"),
    Reference("links", "document_id", "documents"),
    Reference("links", "part", "questions"),
    Reference("links", "whole", "questions"),
    Reference("links", "claimant", "actors", outlet_allowed=True),
    Reference("coverage", "document_id", "documents"),
    Reference("claims", "document_id", "documents"),
    Reference("claims", "question_id", "questions"),
    Reference("claims", "claimant", "actors", outlet_allowed=True),
    Reference("claims", "relayed_by", "actors"),
    Reference("claims", "identified_by", "actors"),
    Reference("claims", "ambiguous", "questions"),
    Reference("dismissals", "document_id", "documents"),
    Reference("corrections", "document", "documents"),
)


@dataclass
class Gaps:
    """What is known to be missing: per table the ids whose rows were set aside; tables with unreadable rows.

    An id that such an incomplete table lacks may stand in one of those rows: only they are complained about. unread:
    the documents whose claims or dismissals those rows are, as far as one can say; None where it may be any. documents:
    the ids of all, where a check has only those of its shard before it.
    """

    set_aside: dict[str, set[str]] = field(default_factory=dict)
    incomplete: frozenset[str] = frozenset()
    unread: frozenset[str] | None = None
    documents: pl.Series | None = None

    def may_be_claimed(self, rows: pl.DataFrame, column: str) -> pl.DataFrame:
        """Rows whose document (in column) has only claims that could be read."""
        if "claims" not in self.incomplete:
            return rows
        return rows.clear() if self.unread is None else rows.filter(~pl.col(column).is_in(list(self.unread)))


def check_small(tables: dict[str, pl.DataFrame], gaps: Gaps, findings: Findings) -> None:
    """Add a finding for every id in the small tables that is no row of its table."""
    _check_ids(tables, [reference for reference in REFERENCES if reference.table not in CODED], gaps, findings)
    _check_kind(tables, "publisher", ("outlet", "wire", "body"), findings)
    _check_kind(tables, "wire", ("wire",), findings)
    _check_claimants(tables["links"], findings)


def check_claims(tables: dict[str, pl.DataFrame], gaps: Gaps, findings: Findings) -> None:
    """Add a finding for every id in claims that is no row of its table, and for rows in another document's file."""
    _check_ids(tables, [reference for reference in REFERENCES if reference.table in CODED], gaps, findings)
    _check_claimants(tables["claims"], findings)
    _check_file_names(tables, findings)


def _check_ids(tables: dict[str, pl.DataFrame], references: list[Reference], gaps: Gaps, findings: Findings) -> None:
    for reference in references:
        target_key = TABLES[reference.target].key[0]
        known = tables[reference.target][target_key].drop_nulls()
        if reference.outlet_allowed:
            known = pl.concat([known, pl.Series([OUTLET])])
        wrong = unknown_ids(tables[reference.table], reference.column, known)
        add_unknown(wrong, reference.column, reference.target, gaps, findings)


def unknown_ids(rows: pl.DataFrame, column: str, known: pl.Series) -> pl.DataFrame:
    """Rows once for each id in column (joined by + or >) that is not among known; the id is in column `unknown`."""
    # Nearly all rows name one id that is there: only what is left is taken apart.
    doubtful = rows.filter(pl.col(column).is_not_null())
    if doubtful.height:
        doubtful = doubtful.filter(~pl.col(column).is_in(known.implode()))
    if doubtful.is_empty():
        return doubtful.with_columns(unknown=pl.lit(None, dtype=pl.String))
    return (
        doubtful.with_columns(pl.col(column).str.replace_all(">", "+", literal=True).str.split("+").alias("unknown"))
        .explode("unknown")
        .filter(pl.col("unknown").is_not_null() & ~pl.col("unknown").is_in(known.implode()))
    )


def add_unknown(wrong: pl.DataFrame, column: str, target: str, gaps: Gaps, findings: Findings) -> None:
    """Add the findings for the rows that unknown_ids returned."""
    if target in gaps.incomplete:
        return
    if target == "documents" and gaps.documents is not None and wrong.height:
        wrong = wrong.filter(~pl.col("unknown").is_in(gaps.documents.implode()))
    gone = pl.col("unknown").is_in(sorted(gaps.set_aside.get(target, set())))
    problem = (
        pl.when(gone)
        .then(pl.concat_str(pl.lit(f"depends on a row of {target}.csv that was set aside: "), "unknown"))
        .otherwise(pl.concat_str(pl.lit(f"names what is not in {target}.csv: "), "unknown"))
    )
    remedy = (
        pl.when(gone)
        .then(pl.lit("mend that row first"))
        .otherwise(pl.lit(f"correct the id, or add it to {target}.csv"))
    )
    findings.add(wrong, column, problem, remedy)


def _check_kind(tables: dict[str, pl.DataFrame], column: str, kinds: tuple[str, ...], findings: Findings) -> None:
    """A document's publisher is an outlet, or a wire or body that publishes itself; its wire is a wire."""
    actor_kinds = tables["actors"].select(pl.col("actor_id").alias(column), pl.col("kind").alias("actor_kind"))
    wrong = tables["documents"].join(actor_kinds, on=column).filter(~pl.col("actor_kind").is_in(kinds))
    problem = pl.concat_str(pl.lit("is an actor of kind "), pl.col("actor_kind"))
    findings.add(wrong, column, problem, f"name an actor of kind {' or '.join(kinds)}")


def _check_claimants(rows: pl.DataFrame, findings: Findings) -> None:
    """`outlet` stands alone, and nobody is named twice."""
    ids = pl.col("claimant").str.split("+")
    rows = rows.filter(pl.col("claimant").str.contains("+", literal=True))
    mixed = rows.filter(ids.list.contains(OUTLET) & (ids.list.len() > 1))
    findings.add(mixed, "claimant", "joins outlet with others", "write outlet alone, or the others alone")
    doubled = rows.filter(ids.list.n_unique() != ids.list.len())
    findings.add(doubled, "claimant", "names somebody twice", "name each claimant once")


def _check_file_names(tables: dict[str, pl.DataFrame], findings: Findings) -> None:
    """A row of claims/<document_id>.csv or dismissals/<document_id>.csv is about that document."""
    for name in CODED:
        stem = pl.col("source_file").str.strip_prefix(f"{name}/").str.strip_suffix(".csv")
        is_named = pl.col("source_file").str.starts_with(f"{name}/")
        wrong = tables[name].filter(is_named & (pl.col("document_id") != stem))
        problem = pl.concat_str(pl.lit("is not the document that the file is named after: "), stem)
        findings.add(wrong, "document_id", problem, f"move the row to {name}/<document_id>.csv, or correct the id")
