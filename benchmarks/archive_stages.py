"""The stages of ingest run bare, on a generated corpus that is held in shards with what each stage needs prepared."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from ingest import anchors, batches, corpus, editions, identity, numerals, pipeline, references, shards, values
from ingest import claims as claim_rules
from ingest import write as writing
from ingest.codes import Codes
from ingest.findings import Findings
from ingest.originals import Held
from parley import paths


class Sample:
    """A corpus held in shards, with what each stage needs prepared, so that a stage can be run bare."""

    def __init__(self, folder: Path) -> None:
        self.codes = Codes(paths.SEEDS)
        self.folder = folder
        self.source = corpus.open_corpus(folder)
        self.small = identity.with_ids(self.source.tables)
        self.shards = list(shards.read(self.source))
        self.tables = [
            self.small | identity.with_ids(shard.tables) | {"documents": shard.rows_of(self.small["documents"])}
            for shard in self.shards
        ]
        self.editions = [
            shard.texts.select(
                pl.int_range(pl.len()).alias("edition_no"), "document_id", pl.lit("digest").alias("text_edition"),
                "text", pl.col("source_file").alias("text_file"),
            )
            for shard in self.shards
        ]  # fmt: skip
        self.phrases = [
            _phrases(t)
            .unique()
            .join(e.select("document_id", "edition_no"), on="document_id")
            .select("edition_no", "phrase")
            .sort("edition_no", "phrase")
            for t, e in zip(self.tables, self.editions, strict=True)
        ]
        self.numerals = [values.with_readings(numerals.find(e.select("edition_no", "text"))) for e in self.editions]

    def read(self) -> None:
        """Parquet to frames of strings, with the checks of its cells."""
        for _ in shards.read(corpus.open_corpus(self.folder)):
            pass

    def ids(self) -> None:
        """The hashes that are the ids of claims."""
        for shard in self.shards:
            identity.with_ids(shard.tables)

    def rows(self) -> None:
        """All checks that need no text."""
        for tables in self.tables:
            pipeline.check_large(tables, self.codes, references.Gaps(), Findings())

    def texts(self) -> list[batches.Batch]:
        """Anchoring, fits, numerals and their coverage."""
        return [self._batch(tables, shard) for tables, shard in zip(self.tables, self.shards, strict=True)]

    def _rows(self, tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        context = claim_rules.with_context(
            tables["claims"].with_columns(corrected=False), tables["questions"], tables["documents"]
        )
        rows = {"claims": context.with_row_index("claim_no")}
        rows |= {name: tables[name].with_row_index("row_no") for name in ("links", "dismissals")}
        return {name: frame.with_columns(pl.first().cast(pl.Int64)) for name, frame in rows.items()}

    def _batch(self, tables: dict[str, pl.DataFrame], shard: shards.Shard) -> batches.Batch:
        refused = tables["claims"].select("source_file", "source_line").clear()
        texts = editions.Texts(shard.texts, Held())
        return batches.run(shard.documents, self.source, texts, self._rows(tables), refused, self.codes, False)

    def write(self, done: list[batches.Batch], target: Path) -> None:
        """The loading of all shards, and the file put in place."""
        with writing.Writer(target, self.codes) as writer:
            for tables, batch in zip(self.tables, done, strict=True):
                writer.take(batch, self._rows(tables), tables)
            writer.publish()

    def anchored(self) -> int:
        """Every quote and dismissed phrase in its text; returns how many places."""
        return sum(
            anchors.find(e.select("edition_no", "text"), p, n).height
            for e, p, n in zip(self.editions, self.phrases, self.numerals, strict=True)
        )

    def counted(self) -> int:
        """All numerals of the texts; returns how many."""
        return sum(numerals.find(e.select("edition_no", "text")).height for e in self.editions)


def _phrases(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    quotes = tables["claims"].select("document_id", phrase="quote")
    return pl.concat([quotes, tables["dismissals"].select("document_id", "phrase")])
