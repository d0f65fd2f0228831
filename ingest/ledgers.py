"""The ledgers that ingest itself writes into the corpus.

proofs.csv: which quote was proven in which original, and when. coverage.csv: what was counted there. They are
committed, so that a clone without originals still says so.
"""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import polars as pl

from ingest.checks import as_day
from ingest.tables import COVERAGE, PROOFS, Table

_INTEGERS = ("start", "end", "numerals", "coded", "dismissed")


def typed(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of a ledger as read from its file, with numbers and days."""
    integers = [pl.col(c).cast(pl.Int64) for c in table.column_names if c in _INTEGERS]
    return rows.select(table.column_names).with_columns(*integers, as_day("proven_on").alias("proven_on"))


def merge(table: Table, recorded: pl.DataFrame, proven: pl.DataFrame, today: datetime.date) -> pl.DataFrame:
    """The ledger after this build. Both frames are typed; proven has no proven_on.

    What was proven now takes the place of the recorded row of the same key, and keeps its day when nothing else has
    changed.
    """
    key = table.key[0]
    facts = [name for name in table.column_names if name != "proven_on"]
    dated = proven.select(facts).join(recorded, on=facts, how="left").with_columns(pl.col("proven_on").fill_null(today))
    kept = recorded.join(proven.select(key), on=key, how="anti")
    return pl.concat([kept.select(table.column_names), dated.select(table.column_names)]).sort(key)


def proofs(recorded: pl.DataFrame, claims: pl.DataFrame, today: datetime.date) -> pl.DataFrame:
    """proofs.csv after this build. claims: claim_id, original_sha256, original_start, original_end of this build."""
    proven = claims.filter(pl.col("original_start").is_not_null()).select(
        "claim_id",
        "original_sha256",
        pl.col("original_start").alias("start"),
        pl.col("original_end").alias("end"),
    )
    return merge(PROOFS, recorded, proven, today)


def coverage(recorded: pl.DataFrame, counted: pl.DataFrame, today: datetime.date) -> pl.DataFrame:
    """coverage.csv after this build. counted: document_id, original_sha256, numerals, coded, dismissed."""
    return merge(COVERAGE, recorded, counted, today)


def as_csv(rows: pl.DataFrame) -> bytes:
    """A ledger as the bytes of its file."""
    return rows.write_csv().encode("utf-8")


def stage(path: Path, content: bytes) -> Path | None:
    """Write a ledger beside its place, for the caller to rename; None if its content stays as it is.

    An empty ledger makes no new file. Raises OSError where the corpus cannot be written, and then leaves nothing.
    """
    if path.exists():
        if path.read_bytes() == content:
            return None
    elif content.count(b"\n") < 2:
        return None
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
