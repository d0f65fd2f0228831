"""The texts of a shard: digests from files or Parquet, and originals, as editions to be searched."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import polars as pl

from ingest import files
from ingest.corpus import Corpus
from ingest.findings import Findings
from ingest.originals import Held
from ingest.problems import Problem

_EDITION = dict.fromkeys(("document_id", "text_edition", "text", "text_file"), pl.String)
_STORED = pl.Schema(
    {
        **dict.fromkeys(("document_id", "text_edition", "text", "sha256"), pl.String()),
        "n_chars": pl.Int64(),
        "source_file": pl.String(),
    }
)


@dataclass(frozen=True)
class Texts:
    """Texts that are at hand: the digests that came as Parquet (document_id, text, source_file), and the originals."""

    digests: pl.DataFrame
    held: Held

    def read(self, documents: list[str], corpus: Corpus, findings: Findings) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The editions of a shard, and its digests as raw.texts keeps them.

        Editions have edition_no, document_id, text_edition, text, text_file. A digest that is not clean is a finding,
        and no edition.
        """
        rows: list[tuple[str, str, str, str]] = []
        unclean = set()
        for document_id in documents if corpus.digests else ():
            if document_id in corpus.digests:
                source = corpus.read(f"texts/{document_id}.txt")
                wrong = [source] if isinstance(source, Problem) else files.refuse_unclean(source)
                if wrong or isinstance(source, Problem):
                    # The original is left out as well: without the digest's rows nothing accounts for its numerals.
                    findings.extend(wrong)
                    unclean.add(document_id)
                else:
                    rows.append((document_id, source.data.decode("utf-8"), source.sha256, source.name))
        columnar = self.digests.filter(pl.col("document_id").is_in(documents))
        hashes = [hashlib.sha256(text.encode("utf-8")).hexdigest() for text in columnar["text"]]
        columns = ["document_id", "text", "sha256", "source_file"]
        digests = pl.concat(
            [
                pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row"),
                columnar.with_columns(pl.Series("sha256", hashes, dtype=pl.String)).select(columns),
            ]
        ).with_columns(text_edition=pl.lit("digest"), n_chars=pl.col("text").str.len_chars().cast(pl.Int64))
        unclean |= corpus.lost_digests(documents) - set(digests["document_id"])
        held = self.held
        originals = [
            (n, "original", held.texts[n], held.names[n]) for n in documents if n in held.texts and n not in unclean
        ]
        editions = pl.concat(
            [
                digests.select("document_id", "text_edition", "text", text_file="source_file"),
                pl.DataFrame(originals, schema=_EDITION, orient="row"),
            ]
        )
        numbered = editions.sort("document_id", "text_edition").with_row_index("edition_no")
        return numbered.with_columns(pl.col("edition_no").cast(pl.Int64)), digests.select(_STORED.names())
