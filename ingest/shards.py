"""A corpus in shards: the rows and texts of some thousand documents at a time, so that memory does not grow with it.

Shards are stretches of the sorted ids of documents. A file belongs to the stretch of its name, a row of a Parquet file
or of a small table to the stretch of its document_id; what has none belongs to the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa

from ingest import corpus as corpora
from ingest import csvs
from ingest.problems import Problem
from ingest.tables import CODED, TABLES

SIZE = 2_000


@dataclass
class Shard:
    """The documents from first (the least id of all: None) up to, not with, bound (None: the end).

    documents: their ids in documents.csv, sorted; tables: claims and dismissals (strings, source_file, source_line);
    texts: digests that came as Parquet (document_id, text, source_file, source_line).
    """

    first: str | None
    bound: str | None
    documents: list[str]
    tables: dict[str, pl.DataFrame]
    texts: pl.DataFrame

    def rows_of(self, rows: pl.DataFrame, column: str = "document_id") -> pl.DataFrame:
        """The rows of a table that lie in the stretch by their column, in their order."""
        if self.first is None and self.bound is None:
            return rows
        value = pl.col(column)
        here = value.is_null() if self.first is None else value >= self.first
        if self.first is None:
            here = here | (value < self.bound)
        elif self.bound is not None:
            here = here & (value < self.bound)
        return rows.filter(here.fill_null(False))


def whole(folder: Path) -> corpora.Corpus:
    """A corpus with all its claims and dismissals read at once, for one that is small."""
    corpus = corpora.open_corpus(folder)
    for shard in read(corpus, size=1 << 60):
        corpus.tables |= shard.tables
    return corpus


def read(corpus: corpora.Corpus, size: int | None = None) -> Iterator[Shard]:
    """The shards of a corpus, each read when it is asked for; what is wrong with files is added to corpus.problems."""
    ids = corpus.tables["documents"]["document_id"].drop_nulls().unique().sort()
    stems = {Path(name).stem for names in corpus.names.values() for name in names}
    every = pl.concat([ids, pl.Series("document_id", sorted(stems), dtype=pl.String)]).unique().sort() if stems else ids
    step = size or SIZE
    bounds: list[str | None] = [every[at] for at in range(step, len(every), step)]
    waiting = {name: sorted(names, key=lambda name: Path(name).stem) for name, names in corpus.names.items()}
    first, begin = None, 0
    for bound in [*bounds, None]:
        end = len(ids) if bound is None else ids.search_sorted(bound)
        mine = {name: _before(names, bound) for name, names in waiting.items()}
        tables = {name: _table(corpus, name, mine[name], bound) for name in CODED}
        documents = ids[begin:end]
        yield Shard(first, bound, documents.to_list(), tables, _texts(corpus, documents, bound))
        # What Arrow read the shard into is kept for the next one unless it is asked back.
        del tables
        pa.default_memory_pool().release_unused()
        first, begin = bound, end


def _before(names: list[str], bound: str | None) -> list[str]:
    """Take from the front of names those whose document comes before bound."""
    n = 0
    while n < len(names) and (bound is None or Path(names[n]).stem < bound):
        n += 1
    taken, names[:] = names[:n], names[n:]
    return sorted(taken)


def _table(corpus: corpora.Corpus, name: str, names: list[str], bound: str | None) -> pl.DataFrame:
    """Claims or dismissals of a stretch, from the files of its documents and from Parquet."""
    rows, problems = csvs.read_table(TABLES[name], corpora.clean(corpus, [f"{name}/{file}" for file in names]))
    corpus.problems += problems
    if name not in corpus.streams:
        return rows
    return pl.concat([rows, corpus.streams[name].upto(bound).select(rows.columns)]).sort("source_file", "source_line")


def _texts(corpus: corpora.Corpus, documents: pl.Series, bound: str | None) -> pl.DataFrame:
    """The digests of a stretch that come as Parquet; one that is none, or not the only one, is a problem.

    documents: the ids of the stretch that are in documents.csv.
    """
    if "texts" not in corpus.streams:
        texts = dict.fromkeys(("document_id", "text", "source_file"), pl.String())
        return pl.DataFrame(schema={**texts, "source_line": pl.Int64()})
    rows = corpus.streams["texts"].upto(bound)
    key = pl.col("document_id")
    known = key.is_in(documents.implode())
    checks = (
        (key.is_null(), "document_id", "is empty, but required", "fill it in"),
        (pl.col("text").is_null(), "text", "is empty, but required", "write the text, or delete the row"),
        (key.is_in(corpus.digests), "document_id", "has a digest in texts/ as well", "delete one of the two"),
        (
            pl.int_range(pl.len()).over("document_id") > 0,
            "document_id",
            "has another row before",
            "delete one of the two rows",
        ),
        (
            ~known & ("documents" not in corpus.incomplete),
            "document_id",
            "is no document of documents.csv",
            "add the document to documents.csv, or delete the row",
        ),
    )
    bad = pl.any_horizontal([check.fill_null(False) for check, *_ in checks])
    for check, column, problem, remedy in checks:
        for file, line, value in (
            rows.filter(check.fill_null(False)).select("source_file", "source_line", key.alias("id")).rows()
        ):
            corpus.problems.append(
                Problem(file, line, column, (value or "") if column != "text" else "", problem, remedy)
            )
    corpus.streams["texts"].lost.update(rows.filter(pl.col("text").is_null())["document_id"].drop_nulls())
    return rows.filter(~bad & known)
