"""Everything that a successful load writes: the tables of schema raw, then the ledgers."""

from __future__ import annotations

import datetime
import hashlib
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import duckdb
import polars as pl

import parley
from ingest import corrections, ledgers, load, raw
from ingest.batches import Batch
from ingest.codes import Codes
from ingest.corpus import Corpus
from ingest.findings import ROW_KEY, SCHEMA
from ingest.originals import Held
from ingest.problems import LoadSummary, Problem
from ingest.tables import CODED, COVERAGE, PROOFS

_PLAIN = ("documents", "questions", "events", "actors", "places", "retired_claims")
_BRIDGE = ["claim_id", "document_id", "text_edition", "char_start", "char_end"]


class Writer:
    """Takes the shards as they come, then the small tables; nothing is in place before finish has returned."""

    def __init__(self, database: Path, codes: Codes) -> None:
        self._database = database
        self._opened: load.Loader | None = None
        self._codes = codes
        self._proven: list[pl.DataFrame] = []
        self._counts: list[pl.DataFrame] = []
        self._corrections: list[pl.DataFrame] = []
        self._rows: dict[str, int] = {}
        self._n_texts = self._n_claims = 0
        self._today = datetime.date.today()

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._opened is not None:
            self._opened.close()

    @property
    def _loader(self) -> load.Loader:
        """Opened when the first rows come: a corpus refused before then costs no file."""
        if self._opened is None:
            self._opened = load.Loader(self._database)
        return self._opened

    def take(self, batch: Batch, rows: dict[str, pl.DataFrame], tables: dict[str, pl.DataFrame]) -> None:
        """Write a shard, after settling the one before.

        rows: claims (claim_no) and dismissals (row_no) as they went through the text stage.
        """
        claim_ids = rows["claims"].select("claim_no", "claim_id")
        numerals = raw.numerals(batch.numerals, claim_ids, rows["dismissals"])
        bridge = batch.bridge.join(claim_ids, on="claim_no", maintain_order="left").select(_BRIDGE)
        claims = rows["claims"]
        if tables["claims"].height < claims.height:
            claims = claims.join(tables["claims"].select(ROW_KEY), on=ROW_KEY, how="semi", maintain_order="left")
        claims = claims.join(batch.words, on="claim_no", how="left", maintain_order="left")
        proven = self._proven_in(batch, claim_ids, tables["documents"])
        recorded = ledgers.typed(PROOFS, tables["proofs"]).join(claim_ids, on="claim_id", how="semi")
        proofs = ledgers.proofs(recorded, proven, self._today)
        if self._counts:
            self._loader.settle()
        self._loader.append("texts", batch.texts.sort("document_id"))
        self._loader.append("numerals", numerals)
        self._loader.append("claim_numerals", bridge.sort("document_id", "text_edition", "char_start", "claim_id"))
        self._loader.append("claims", raw.claims(claims, batch.spans, proofs, tables["documents"]))
        self._loader.append("dismissals", raw.plain("dismissals", tables["dismissals"]))
        self._proven.append(proven)
        self._counts.append(raw.counts(batch.editions, numerals))
        self._corrections.append(corrections.frame(tables))
        self._count_rows(tables, CODED)
        self._n_texts += batch.texts.height
        self._n_claims += claims.height

    def publish(self) -> None:
        """Put the file in place with what was taken, without the small tables; finish does all."""
        self._loader.publish()

    def claims_of(self, claim_ids: list[str]) -> pl.DataFrame:
        """claim_id, quote, source_file and source_line of the claims with these ids, of those that were taken."""
        return self._loader.rows("claims", ["claim_id", "quote", *ROW_KEY], "claim_id", claim_ids)

    def finish(
        self,
        corpus: Corpus,
        held: Held,
        tables: dict[str, pl.DataFrame],
        rejects: pl.DataFrame,
        today: datetime.date,
        started: float,
    ) -> LoadSummary:
        """Write the small tables, put the file in place, and bring the ledgers up to date.

        Not the ledgers when rows were set aside.
        """
        documents = tables["documents"]
        counts = pl.concat(self._counts)
        originals = _originals(held, documents)
        proofs, coverage, n_new = self._ledgers(tables, counts, documents, today)
        changed = {} if rejects.height else _contents(corpus, proofs, coverage)
        self._write_tables(tables, rejects, originals, raw.coverage(counts, coverage, documents))
        load_id = self._write_load(corpus, held, changed, tables, rejects, originals, self._n_texts)
        n_numerals = int(counts["numerals"].sum())
        self._publish(corpus.folder, changed)
        return LoadSummary(
            load_id,
            self._database,
            documents.height,
            tables["questions"].height,
            self._n_texts,
            originals.height,
            self._n_claims,
            n_numerals,
            rejects.height,
            n_new,
            time.perf_counter() - started,
            held.ignored,
            [Problem(*row) for row in rejects.select(SCHEMA.names()).iter_rows()],
        )

    def _count_rows(self, tables: dict[str, pl.DataFrame], names: Iterable[str]) -> None:
        """Count the rows of tables by their file."""
        for name in names:
            for file, n in tables[name].group_by("source_file").len().iter_rows():
                self._rows[file] = self._rows.get(file, 0) + int(n)

    @staticmethod
    def _proven_in(batch: Batch, claim_ids: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
        """claim_id, original_sha256, original_start, original_end of the quotes found in originals."""
        return (
            batch.spans.filter(pl.col("text_edition") == "original")
            .join(claim_ids, on="claim_no")
            .join(documents.select("document_id", "original_sha256"), on="document_id")
            .select("claim_id", "original_sha256", original_start="char_start", original_end="char_end")
        )

    def _publish(self, folder: Path, changed: dict[str, bytes]) -> None:
        """The ledgers are written out first, so that a full disk or a locked folder stops the file as well."""
        staged: dict[Path, Path] = {}
        try:
            for name, content in changed.items():
                if temporary := ledgers.stage(folder / name, content):
                    staged[temporary] = folder / name
            self._loader.publish()
            for temporary, path in staged.items():
                temporary.replace(path)
        finally:
            for temporary in staged:
                temporary.unlink(missing_ok=True)

    def _ledgers(
        self, tables: dict[str, pl.DataFrame], counts: pl.DataFrame, documents: pl.DataFrame, today: datetime.date
    ) -> tuple[pl.DataFrame, pl.DataFrame, int]:
        """proofs.csv and coverage.csv after this build, and how many proofs are new."""
        shas = documents.select("document_id", "original_sha256")
        recorded = ledgers.typed(PROOFS, tables["proofs"])
        proofs = ledgers.proofs(recorded, pl.concat(self._proven), today)
        counted = counts.filter(pl.col("text_edition") == "original").join(shas, on="document_id")
        coverage = ledgers.coverage(ledgers.typed(COVERAGE, tables["coverage"]), counted, today)
        return proofs, coverage, proofs.join(recorded, on=proofs.columns, how="anti").height

    def _write_tables(
        self,
        tables: dict[str, pl.DataFrame],
        rejects: pl.DataFrame,
        originals: pl.DataFrame,
        coverage: pl.DataFrame,
    ) -> None:
        for name in _PLAIN:
            self._loader.append(name, raw.plain(name, tables[name]))
        self._loader.append("links", raw.plain("links", tables["links"], "link_id"))
        self._loader.append("corrections", pl.concat(self._corrections).sort("correction_id"))
        self._loader.append("rejects", rejects)
        self._loader.append("originals", originals)
        self._loader.append("coverage", coverage)

    def _write_load(
        self,
        corpus: Corpus,
        held: Held,
        changed: dict[str, bytes],
        tables: dict[str, pl.DataFrame],
        rejects: pl.DataFrame,
        originals: pl.DataFrame,
        n_texts: int,
    ) -> str:
        """raw.loads and raw.load_files.

        The ledgers count as they will be after this load, so that the next load of an unchanged corpus has the same id.
        Returns the load_id.
        """
        read = {name: (sha256, corpus.sizes[name]) for name, sha256 in corpus.hashes.items()}
        for stream in corpus.streams.values():
            read |= {name: (sha256, stream.sizes[name]) for name, sha256 in stream.hashes.items()}
        read |= {name: (hashlib.sha256(content).hexdigest(), len(content)) for name, content in changed.items()}
        corpus_sha256 = _digest(f"{sha256}  {name}" for name, (sha256, _) in sorted(read.items()))
        seeds = [f"{sha256}  {name}" for name, sha256 in sorted(self._codes.hashes.items())]
        proven = [
            f"{sha256}  original:{document}"
            for document, sha256 in originals.select("document_id", "original_sha256").iter_rows()
        ]
        load_id = _digest([corpus_sha256, *seeds, *proven])[:16]
        self._count_rows(tables, tables)
        row_counts = self._rows | {name: content.count(b"\n") - 1 for name, content in changed.items()}
        load_files = pl.DataFrame(
            [(load_id, name, sha256, size, row_counts.get(name)) for name, (sha256, size) in sorted(read.items())],
            schema={
                "load_id": pl.String,
                "source_file": pl.String,
                "sha256": pl.String,
                "n_bytes": pl.Int64,
                "n_rows": pl.Int64,
            },
            orient="row",
        )
        self._loader.append("load_files", load_files)
        numbers = {
            "n_documents": tables["documents"].height,
            "n_texts": n_texts,
            "n_originals": originals.height,
            "n_claims": self._n_claims,
            "n_rejects": rejects.height,
        }
        load_row = pl.DataFrame(
            {
                "load_id": load_id,
                "loaded_at": datetime.datetime.now(datetime.UTC).replace(tzinfo=None),
                "corpus_sha256": corpus_sha256,
                "polars_version": pl.__version__,
                "duckdb_version": duckdb.__version__,
                "parley_version": parley.__version__,
                **numbers,
            },
            schema_overrides=dict.fromkeys(numbers, pl.Int64),
        )
        self._loader.append("loads", load_row)
        return load_id


def _digest(lines: Iterable[str]) -> str:
    """One hash of many lines."""
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def _contents(corpus: Corpus, proofs: pl.DataFrame, coverage: pl.DataFrame) -> dict[str, bytes]:
    """The ledgers to be written, by file name: one that is empty makes no new file."""
    ledgers_after = {"proofs.csv": proofs, "coverage.csv": coverage}
    return {name: ledgers.as_csv(rows) for name, rows in ledgers_after.items() if rows.height or name in corpus.hashes}


def _originals(held: Held, documents: pl.DataFrame) -> pl.DataFrame:
    """raw.originals: hash and length of the originals held, never their text."""
    lengths = pl.DataFrame(
        {"document_id": list(held.texts), "n_chars": [len(text) for text in held.texts.values()]},
        schema={"document_id": pl.String, "n_chars": pl.Int64},
    )
    return (
        documents.select("document_id", "original_sha256")
        .join(lengths, on="document_id")
        .with_columns(pl.lit(True).alias("held"))
        .select("document_id", "original_sha256", "n_chars", "held")
        .sort("document_id")
    )
