"""A corpus of any size: texts and claims of our own making, sound by every rule of ingest and check, to measure on.

Each document has about 3,500 characters and, unless told otherwise, 20 claims, each with its quote in the text once.
Questions are asked unequally often; one has 100,000 claims (two per document below 50,000 documents). The same numbers
make the same bytes: chance is seeded by the seed and the number of the block of documents. Written block by block, so
memory does not grow with the corpus.

    python -m benchmarks.corpus 10000 /tmp/archive                 # Parquet: texts, claims, dismissals
    python -m benchmarks.corpus 10000 /tmp/archive --form files    # as a coder writes them: .txt and .csv
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import polars as pl
import pyarrow.parquet as pq

from benchmarks import corpus_claims as coded
from benchmarks.corpus_words import ENDS, LEADS, LEADS_DE, OBJECTS, SUBJECTS, TAILS, TAILS_DE, TOWNS, VERBS
from ingest.tables import TABLES

BLOCK = 5_000
FIRST_DAY = datetime.date(2023, 1, 1)
N_DAYS = 700
N_OUTLETS = 240
FORMS = ("parquet", "files")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to make.

    Attributes:
        documents: how many.
        claims: claims of each document, 1 to 60.
        seed: the same one makes the same corpus.
        disagreement: share of claims whose figure is not their question's.
        errors: share of claims with a fault that ingest must refuse: a letter of the quote changed, or another value.
        foreign: share of documents in German, whose quotes have a gloss.
    """

    documents: int
    claims: int = 20
    seed: int = 7
    disagreement: float = 0.25
    errors: float = 0.0
    foreign: float = 0.03

    @property
    def questions(self) -> int:
        """How many questions are asked: one per ten documents, and at least 60."""
        return max(60, self.documents // 10)

    @property
    def commonest(self) -> int:
        """How many claims answer the commonest question."""
        return min(100_000, 2 * self.documents, self.claims * self.documents)


def blocks(plan: Plan) -> Iterator[dict[str, pl.DataFrame]]:
    """The corpus in blocks of documents: frames documents, texts, claims, dismissals, in the order of their ids."""
    questions = coded.questions(plan.questions, plan.seed)
    for first in range(0, plan.documents, BLOCK):
        numbers = np.arange(first, min(first + BLOCK, plan.documents))
        yield _block(plan, numbers, questions, np.random.default_rng([plan.seed, first]))


def _block(
    plan: Plan, numbers: np.ndarray, questions: pl.DataFrame, chance: np.random.Generator
) -> dict[str, pl.DataFrame]:
    n = len(numbers)
    outlets = chance.integers(0, N_OUTLETS, n)
    documents = pl.DataFrame(
        {
            "number": numbers,
            "day": np.datetime64(FIRST_DAY) + chance.integers(0, N_DAYS, n),
            "publisher": [f"gazette-{outlet:03d}" for outlet in outlets],
            "language": np.where(chance.random(n) < plan.foreign, "de", "en"),
            "bulletin": chance.integers(100, 999, n),
            "town": chance.integers(0, len(TOWNS), n),
        }
    ).with_columns(document_id=pl.format("doc-{}", pl.col("number").cast(pl.String).str.zfill(8)))
    claims = coded.claims(
        documents,
        questions,
        coded.Wishes(
            per_document=plan.claims,
            commonest=plan.commonest,
            documents=plan.documents,
            disagreement=plan.disagreement,
        ),
        chance,
    )
    texts = _texts(documents, claims, chance)
    if plan.errors:
        claims = coded.spoilt(claims, plan.errors, chance)
    return {
        "documents": _documents(documents),
        "texts": texts,
        "claims": _shaped("claims", claims),
        "dismissals": _dismissals(documents),
    }


def _texts(documents: pl.DataFrame, claims: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """document_id, text: a dateline, then the claims' sentences with others between them."""
    n = claims.height

    def drawn(pool: tuple[str, ...]) -> pl.Series:
        return pl.Series(pool).gather(pl.Series(chance.integers(0, len(pool), n)))

    german = claims["language"] == "de"
    printed = _as_printed(claims["quote"], chance)
    sentences = claims.select("document_id").with_columns(
        lead=drawn(LEADS_DE).zip_with(german, drawn(LEADS)),
        quote=printed,
        tail=drawn(TAILS_DE).zip_with(german, drawn(TAILS)),
        subject=drawn(SUBJECTS),
        verb=drawn(VERBS),
        object=drawn(OBJECTS),
        end=drawn(ENDS),
        has_more=pl.Series(chance.random(n) < 0.9),
        blank=pl.Series(np.where(chance.random(n) < 0.25, "\n\n", " ")),
    )
    more = (
        pl.when("has_more").then(pl.format(" {} {} {} {}.", "subject", "verb", "object", "end")).otherwise(pl.lit(""))
    )
    body = (
        sentences.with_columns(more=more)
        .select("document_id", sentence=pl.concat_str("lead", pl.lit(" "), "quote", "tail", "more", "blank"))
        .group_by("document_id", maintain_order=True)
        .agg(pl.col("sentence").str.join(""))
    )
    town = pl.Series(TOWNS).gather(documents["town"]).str.to_uppercase()
    return (
        documents.with_columns(town.alias("town"), dateline=coded.dateline())
        .join(body, on="document_id", maintain_order="left")
        .select(
            "document_id",
            text=pl.format(
                "{}, {} (Bulletin {})\n\n{}\n", "town", "dateline", "bulletin", pl.col("sentence").str.strip_chars()
            ),
        )
    )


def _as_printed(quotes: pl.Series, chance: np.random.Generator) -> pl.Series:
    """Quotes as they stand in the texts: a few with a line break, a doubled or a no-break space where they have one."""
    drawn = pl.Series("drawn", chance.random(len(quotes)))
    quote = pl.col("quote")
    broken = (
        pl.when(pl.col("drawn") < 0.02)
        .then(quote.str.replace(" ", "\n", literal=True))
        .when(pl.col("drawn") < 0.03)
        .then(quote.str.replace(" ", "  ", literal=True))
        .when(pl.col("drawn") < 0.04)
        .then(quote.str.replace(" ", "\u00a0", literal=True))
        .otherwise(quote)
    )
    return pl.DataFrame([quotes.alias("quote"), drawn]).select(broken).to_series()


def _documents(documents: pl.DataFrame) -> pl.DataFrame:
    day = pl.col("day").cast(pl.Date).cast(pl.String)
    return _shaped(
        "documents",
        documents.select(
            "document_id",
            "publisher",
            "language",
            title=pl.format("Bulletin {}", "bulletin"),
            published_earliest=day,
            published_latest=day,
            published_basis=pl.lit("printed"),
        ),
    )


def _dismissals(documents: pl.DataFrame) -> pl.DataFrame:
    """The day of the dateline and the number of the bulletin, which no claim codes."""
    phrases = (("dateline", coded.dateline()), ("furniture", pl.format("Bulletin {}", "bulletin")))
    frames = [
        documents.select("number", "document_id", edition=pl.lit("digest"), phrase=phrase, reason=pl.lit(reason))
        for reason, phrase in phrases
    ]
    return _shaped("dismissals", pl.concat(frames).sort("number", "reason"))


def _shaped(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with all columns of a table, as strings; those not given are empty."""
    given = [
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(pl.String).alias(name)
        for name in TABLES[table].column_names
    ]
    return rows.select(given)


def small_tables(plan: Plan) -> dict[str, pl.DataFrame]:
    """The tables that do not grow with the documents, but for one row per question."""
    return {
        "questions": _shaped("questions", coded.questions(plan.questions, plan.seed)),
        **{name: _shaped(name, rows) for name, rows in coded.settings(N_OUTLETS).items()},
    }


def write(plan: Plan, folder: Path, form: str = "parquet") -> None:
    """Write the corpus into an empty or new folder, as Parquet or as the files that a coder writes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in small_tables(plan).items():
        rows.write_csv(folder / f"{name}.csv")
    put = _files(folder) if form == "files" else _parquet(folder)
    with (folder / "documents.csv").open("wb") as listed:
        for number, block in enumerate(blocks(plan)):
            block.pop("documents").write_csv(listed, include_header=number == 0)
            put(block)
    put({})


def _parquet(folder: Path) -> Callable[[dict[str, pl.DataFrame]], None]:
    """A function that adds a block to texts.parquet, claims.parquet and dismissals.parquet; an empty one ends them."""
    writers: dict[str, pq.ParquetWriter] = {}

    def put(block: dict[str, pl.DataFrame]) -> None:
        for name, rows in block.items():
            table = rows.to_arrow()
            if name not in writers:
                writers[name] = pq.ParquetWriter(folder / f"{name}.parquet", table.schema, compression="zstd")
            writers[name].write_table(table, row_group_size=2_000 if name == "texts" else 40_000)
        if not block:
            for writer in writers.values():
                writer.close()

    return put


def _files(folder: Path) -> Callable[[dict[str, pl.DataFrame]], None]:
    """A function that writes the files of a block: one text and one file of each table per document."""
    for name in ("texts", "claims", "dismissals"):
        (folder / name).mkdir(exist_ok=True)

    def put(block: dict[str, pl.DataFrame]) -> None:
        for name, rows in block.items():
            if name == "texts":
                for document_id, text in rows.iter_rows():
                    (folder / name / f"{document_id}.txt").write_text(text, encoding="utf-8")
                continue
            for (document_id,), mine in rows.group_by("document_id", maintain_order=True):
                mine.write_csv(folder / name / f"{document_id}.csv")

    return put


@click.command()
@click.argument("documents", type=int)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--claims", default=20, help="Claims of each document.", show_default=True)
@click.option("--seed", default=7, show_default=True)
@click.option("--disagreement", default=0.25, help="Share of claims with another figure.", show_default=True)
@click.option("--errors", default=0.0, help="Share of claims that ingest must refuse.", show_default=True)
@click.option("--foreign", default=0.03, help="Share of documents in German.", show_default=True)
@click.option("--form", type=click.Choice(FORMS), default="parquet", show_default=True)
def main(
    documents: int,
    folder: Path,
    claims: int,
    seed: int,
    disagreement: float,
    errors: float,
    foreign: float,
    form: str,
) -> None:
    """Write a corpus of so many DOCUMENTS into FOLDER."""
    plan = Plan(
        documents=documents, claims=claims, seed=seed, disagreement=disagreement, errors=errors, foreign=foreign
    )
    write(plan, folder, form)


if __name__ == "__main__":
    main()
