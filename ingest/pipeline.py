"""The way from files to schema raw: read, check rows, check texts, then write everything or nothing."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ingest import batches, claims, corpus, corrections, identity, raw, references, rules, write
from ingest.checks import check_rows
from ingest.codes import Codes
from ingest.findings import ROW_KEY, SCHEMA, Findings, only, without
from ingest.originals import Held, hold
from ingest.problems import CorpusRefused, LoadSummary
from ingest.tables import TABLES
from parley import paths


@dataclass
class Rejects:
    """Rows set aside by quarantine: the frames of raw.rejects, and the gaps that they leave."""

    frames: list[pl.DataFrame] = field(default_factory=list)
    gaps: references.Gaps = field(default_factory=references.Gaps)

    def take(self, tables: dict[str, pl.DataFrame], findings: pl.DataFrame) -> dict[str, pl.DataFrame]:
        """Set aside the rows that findings name, and all other findings; returns the tables without those rows."""
        if findings.is_empty():
            return tables
        left = {}
        rows_json = []
        for name, rows in tables.items():
            columns = TABLES[name].column_names
            bad = only(rows, findings)
            left[name] = without(rows, findings)
            rows_json.append(
                bad.select("source_file", "source_line", pl.struct(columns).struct.json_encode().alias("row_json"))
            )
            if TABLES[name].key:
                # An id is gone only when no other row still carries it.
                key = TABLES[name].key[0]
                gone = set(bad[key].drop_nulls().to_list()) - set(left[name][key].to_list())
                self.gaps.set_aside.setdefault(name, set()).update(gone)
        known = pl.concat(rows_json)
        self.frames.append(findings.join(known, on=["source_file", "source_line"], how="left"))
        return left

    def frame(self) -> pl.DataFrame:
        """raw.rejects, sorted."""
        empty = pl.DataFrame(schema=raw.REJECTS)
        return (
            pl.concat([empty, *(frame.select(raw.REJECTS.names()) for frame in self.frames)])
            .unique()
            .sort(raw.REJECTS.names())
        )


def run(
    folder: Path, originals: Path | None, database: Path, quarantine: bool, seeds: Path | None = None
) -> LoadSummary:
    """See ingest.run."""
    started = time.perf_counter()
    today = datetime.date.today()
    codes = Codes(seeds or paths.SEEDS)
    source = corpus.read(folder)
    if source.fatal:
        raise CorpusRefused(source.problems)
    held = hold(originals, source.tables["documents"])
    rejects = Rejects()
    findings = Findings()
    findings.extend([*source.problems, *held.problems])
    tables = identity.with_ids(source.tables)
    if quarantine:
        tables = rejects.take(tables, findings.frame())
        tables = _settle(tables, codes, rejects)
        findings = Findings()
    else:
        check(tables, codes, references.Gaps(incomplete=source.incomplete, unread=source.unread), findings)
    with write.Writer(database, codes) as writer:
        tables = _texts(source, held, tables, codes, rejects if quarantine else None, findings, writer)
        if not quarantine and (problems := findings.problems()):
            raise CorpusRefused(problems)
        return writer.finish(source, held, tables, rejects.frame(), today, started)


def check(tables: dict[str, pl.DataFrame], codes: Codes, gaps: references.Gaps, findings: Findings) -> None:
    """All checks that need no text, on the rows as coded and on the claims as the ledger of corrections has them."""
    _check_as_coded(tables, codes, gaps, findings)
    corrections.check(tables, gaps, findings)
    if corrections.recodes(tables["corrections"]).is_empty():
        return
    corrected = Findings()
    _check_as_coded(tables | {"claims": corrections.applied(tables).drop("corrected")}, codes, gaps, corrected)
    brought = corrected.frame().join(findings.frame(), on=SCHEMA.names(), how="anti")
    findings.merge(corrections.moved(brought, tables, all_columns=True))


def _check_as_coded(tables: dict[str, pl.DataFrame], codes: Codes, gaps: references.Gaps, findings: Findings) -> None:
    """All checks that need no text, on the rows as they are."""
    check_rows(tables, codes, findings)
    rules.check_tables(tables, codes, findings)
    references.check_references(tables, gaps, findings)
    identity.check(tables, gaps, findings)
    rows = claims.with_context(tables["claims"], tables["questions"], tables["documents"])
    claims.check_claims(rows, tables, codes, gaps, findings)
    claims.check_phrases(tables, findings)
    identity.check_links(tables["links"], tables["claims"], gaps, findings)


def _settle(tables: dict[str, pl.DataFrame], codes: Codes, rejects: Rejects) -> dict[str, pl.DataFrame]:
    """Set bad rows aside until none is left: a row that depends on one that went goes too, in a later round."""
    while True:
        findings = Findings()
        check(tables, codes, rejects.gaps, findings)
        found = findings.frame()
        if found.is_empty():
            return tables
        tables = rejects.take(tables, found)


def _with_dependents(tables: dict[str, pl.DataFrame], findings: pl.DataFrame) -> pl.DataFrame:
    """source_file and source_line of bad rows, and of the claims without a sound question and a sound document.

    What is wrong with a question shows there, not again at each of its claims.
    """
    questions, documents = (without(tables[name], findings) for name in ("questions", "documents"))
    dependent = tables["claims"].filter(
        ~pl.col("question_id").is_in(questions["question_id"].implode())
        | ~pl.col("document_id").is_in(documents["document_id"].implode())
    )
    return pl.concat([findings.select(ROW_KEY), dependent.select(ROW_KEY)])


def _texts(
    source: corpus.Corpus,
    held: Held,
    tables: dict[str, pl.DataFrame],
    codes: Codes,
    rejects: Rejects | None,
    findings: Findings,
    writer: write.Writer,
) -> dict[str, pl.DataFrame]:
    """The text stage in batches.

    Returns the tables as they are to be written; by quarantine without the rows that the texts belie.
    """
    refused = _with_dependents(tables, findings.frame())
    rows = {
        "claims": claims.with_context(
            corrections.applied(tables), tables["questions"], tables["documents"]
        ).with_row_index("claim_no"),
        **{name: tables[name].with_row_index("row_no") for name in ("links", "dismissals")},
    }
    rows = {name: frame.with_columns(pl.first().cast(pl.Int64)) for name, frame in rows.items()}
    documents = tables["documents"]["document_id"].drop_nulls().unique().sort().to_list()
    for first in range(0, max(len(documents), 1), batches.SIZE):
        batch = batches.run(
            documents[first : first + batches.SIZE], source, held, rows, refused, codes, rejects is not None
        )
        found = batch.findings.frame()
        if rejects is not None:
            tables = rejects.take(tables, found)
        else:
            findings.merge(corrections.moved(found, tables))
        if not findings:
            writer.take(batch, rows)
    if rejects is not None:
        late = Findings()
        identity.check_links(tables["links"], tables["claims"], rejects.gaps, late)
        corrections.check(tables, rejects.gaps, late)
        tables = rejects.take(tables, late.frame())
    return tables
