"""A corpus as Parquet: the same rows as from files, the same checks, the row number in place of the line."""

from __future__ import annotations

import os
import random
import shutil
import tracemalloc
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from making import ALPHA, BETA, Made, claim

import ingest
from ingest import parquets, shards
from ingest.problems import Problem
from ingest.tables import TABLES
from parley import paths

CLAIMS = "claims.parquet"
PLACED = ("source_file", "source_line")


def frames(corpus: Path) -> dict[str, pl.DataFrame]:
    """The texts, claims and dismissals of a corpus of files as tables, sorted by document."""
    texts = [(path.stem, path.read_text(encoding="utf-8")) for path in (corpus / "texts").glob("*.txt")]
    found = {"texts": pl.DataFrame(texts, schema=["document_id", "text"], orient="row").sort("document_id")}
    for name in ("claims", "dismissals"):
        parts = [pl.read_csv(path, infer_schema=False) for path in sorted((corpus / name).glob("*.csv"))]
        found[name] = pl.concat(parts).sort("document_id", maintain_order=True)
    return found


def columnar(corpus: Path) -> dict[str, pl.DataFrame]:
    """Turn a corpus of files into one of Parquet, and return its tables."""
    tables = frames(corpus)
    for name, rows in tables.items():
        shutil.rmtree(corpus / name)
        rows.write_parquet(corpus / f"{name}.parquet")
    return tables


def rows_of(database: Path, leave_out: tuple[str, ...]) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables of schema raw, but for what tells of files."""
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables() where schema_name = 'raw'").fetchall()
        kept = [name for (name,) in names if name not in ("loads", "load_files")]
        chosen = f"columns(lambda c: not list_contains({list(leave_out)}, c))"
        return {name: connection.execute(f"select {chosen} from raw.{name} order by all").fetchall() for name in kept}


def problems(made: Made) -> list[tuple[str, int, str]]:
    with pytest.raises(ingest.CorpusRefused) as refused:
        made.load()
    assert not made.database.exists()
    return [(p.file, p.line, p.column) for p in refused.value.problems]


def test_the_shipped_corpus_as_parquet_loads_to_the_same_rows(tmp_path: Path) -> None:
    shutil.copytree(paths.CORPUS, tmp_path / "corpus", ignore=shutil.ignore_patterns("originals"))
    ingest.run(tmp_path / "corpus", None, tmp_path / "files.duckdb")
    columnar(tmp_path / "corpus")
    ingest.run(tmp_path / "corpus", None, tmp_path / "parquet.duckdb")
    rows = rows_of(tmp_path / "parquet.duckdb", PLACED)
    assert rows == rows_of(tmp_path / "files.duckdb", PLACED)
    assert rows["claims"] and rows["texts"] and rows["dismissals"]


@pytest.mark.parametrize("size", [1, 3])
def test_shards_of_any_size_load_the_same_rows(made: Made, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    made.run()
    with_places, expected = rows_of(made.database, ("none",)), rows_of(made.database, PLACED)
    monkeypatch.setattr(shards, "SIZE", size)
    made.load()
    assert rows_of(made.database, ("none",)) == with_places
    columnar(made.corpus)
    made.load()
    assert rows_of(made.database, PLACED) == expected


def test_parts_and_files_may_stand_beside_each_other(made: Made) -> None:
    made.write()
    tables = frames(made.corpus)
    (made.corpus / CLAIMS).mkdir()
    for number, document_id in enumerate((ALPHA, BETA)):
        part = tables["claims"].filter(pl.col("document_id") == document_id)
        part.write_parquet(made.corpus / CLAIMS / f"part-{number}.parquet")
    (made.corpus / CLAIMS / "_SUCCESS").touch()
    shutil.rmtree(made.corpus / "claims")
    (made.corpus / f"texts/{BETA}.txt").unlink()
    tables["texts"].filter(pl.col("document_id") == BETA).write_parquet(made.corpus / "texts.parquet")
    made.load()
    places = made.query("select distinct source_file from raw.claims order by 1")
    assert places == [(f"{CLAIMS}/part-0.parquet",), (f"{CLAIMS}/part-1.parquet",)]
    assert made.query("select source_file from raw.texts order by 1") == [("texts.parquet",), (f"texts/{ALPHA}.txt",)]
    counted = made.query("select source_file, n_rows from raw.load_files where source_file like 'claims%' order by 1")
    assert counted == [(f"{CLAIMS}/part-0.parquet", 6), (f"{CLAIMS}/part-1.parquet", 4)]


def test_days_and_numbers_may_be_typed(made: Made) -> None:
    made.write()
    rows = columnar(made.corpus)["claims"]
    typed = rows.with_columns(
        pl.col("coded_on").str.to_date(), pl.col("occurrence").cast(pl.Int32), pl.col("hedge").cast(pl.Categorical)
    )
    typed.write_parquet(made.corpus / CLAIMS)
    made.load()
    assert made.query("select count(*), min(coded_on)::varchar from raw.claims") == [(10, "2030-04-01")]


Change = Callable[[pl.DataFrame], pl.DataFrame]


def cell(row: int, column: str, value: str | None) -> Change:
    """A change of one cell, the row counted from 1."""
    return lambda rows: rows.with_columns(
        pl.when(pl.int_range(pl.len()) == row - 1).then(pl.lit(value)).otherwise(column).alias(column)
    )


@pytest.mark.parametrize(
    ("table", "change", "place", "said"),
    [
        ("claims", cell(2, "value", "41"), (2, "value"), "cannot be read in the quote"),
        ("claims", cell(3, "quote", "on May 61"), (3, "quote"), "does not stand in the digest"),
        ("claims", cell(2, "claimant", "Upper"), (2, "claimant"), "is not a slug"),
        ("claims", cell(7, "question_id", "goats"), (7, "question_id"), "names what is not in questions.csv: goats"),
        ("claims", cell(4, "note", "x" * 10_001), (4, "note"), "the cell has 10,001 characters"),
        ("claims", cell(5, "note", "a\x1b[2J"), (5, "note"), "the cell has a control character"),
        ("claims", cell(5, "note", "a\u202eb"), (5, "note"), "shows text in another order"),
        ("claims", cell(5, "document_id", "zeta"), (6, "document_id"), "stands after a row of a later document, zeta"),
        ("claims", cell(1, "document_id", None), (1, "document_id"), "is empty, but required"),
        ("claims", lambda rows: pl.concat([rows.head(1), rows]), (2, "document_id"), "has the same document_id"),
        ("claims", lambda rows: rows.drop("hedge"), (0, "hedge"), "the column is missing"),
        ("claims", lambda rows: rows.with_columns(size=pl.lit("1")), (0, "size"), "unknown column"),
        ("claims", lambda rows: rows.with_columns(value=pl.lit(1.5)), (0, "value"), "holds neither text nor whole"),
        ("texts", cell(2, "text", None), (2, "text"), "is empty, but required"),
        ("texts", cell(1, "text", "One\r\ntwo."), (1, "text"), "the cell has a carriage return"),
        ("texts", cell(2, "document_id", "zeta"), (2, "document_id"), "is no document of documents.csv"),
        ("texts", cell(2, "document_id", ALPHA), (2, "document_id"), "has another row before"),
        ("dismissals", cell(1, "reason", "because"), (1, "reason"), "is not a code"),
    ],
)
def test_a_bad_row_is_refused_by_file_and_row(
    made: Made, table: str, change: Change, place: tuple[int, str], said: str
) -> None:
    made.write()
    change(columnar(made.corpus)[table]).write_parquet(made.corpus / f"{table}.parquet")
    with pytest.raises(ingest.CorpusRefused) as refused:
        made.load()
    here = [p for p in refused.value.problems if (p.file, p.line, p.column) == (f"{table}.parquet", *place)]
    assert any(said in p.problem for p in here), refused.value.problems
    assert all(p.remedy for p in here)
    assert not made.database.exists()


def test_what_is_not_parquet_or_not_utf_8_is_refused(made: Made) -> None:
    made.write()
    rows = columnar(made.corpus)["claims"]
    (made.corpus / CLAIMS).write_bytes(b"PAR1 but not really PAR1")
    assert (CLAIMS, 0, "") in problems(made)
    arrow = rows.to_arrow().cast(pa.schema([(name, pa.large_string()) for name in rows.columns]))
    notes = pa.array([b"\xff" if row == 3 else None for row in range(rows.height)], pa.large_binary())
    broken = arrow.set_column(arrow.schema.get_field_index("note"), "note", notes.view(pa.large_string()))
    pq.write_table(broken, made.corpus / CLAIMS)
    assert (CLAIMS, 4, "note") in problems(made)


def arrow(rows: pl.DataFrame, **columns: pa.Array) -> pa.Table:
    """The table as Arrow keeps it, with some columns of another kind."""
    table = rows.to_arrow().cast(pa.schema([(name, pa.large_string()) for name in rows.columns]))
    for name, cells in columns.items():
        at = table.schema.get_field_index(name)
        table = table.append_column(name, cells) if at < 0 else table.set_column(at, name, cells)
    return table


def raw_text(*cells: bytes | None) -> pa.Array:
    """Text that nobody has checked to be text."""
    return pa.array(cells, pa.large_binary()).view(pa.large_string())


OTHER_KINDS: dict[str, pa.Array] = {
    "binary": pa.array([b"x"] * 10),
    "fixed": pa.array([b"abcd"] * 10, pa.binary(4)),
    "coded-binary": pa.array([b"\xff"] * 10).dictionary_encode(),
    "float": pa.array([1.5] * 10),
    "decimal": pa.nulls(10, pa.decimal128(10, 2)),
    "moment": pa.array([datetime(2030, 4, 1)] * 10),
    "list": pa.array([["a"]] * 10),
    "struct": pa.array([{"note": "x"}] * 10),
    "map": pa.array([[("a", "b")]] * 10, pa.map_(pa.string(), pa.string())),
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_a_column_of_another_kind_is_the_one_problem(made: Made, kind: str) -> None:
    made.write()
    rows = columnar(made.corpus)["claims"]
    pq.write_table(arrow(rows, note=OTHER_KINDS[kind]), made.corpus / CLAIMS)
    assert problems(made) == [(CLAIMS, 0, "note")]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def hole(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:200] + data[400:])


def scrambled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-8:-4] = b"\xff" * 4
    path.write_bytes(data)


def wide(path: Path) -> None:
    rows = pl.read_parquet(path)
    rows.with_columns(pl.lit("").alias(f"c{number}") for number in range(5000)).write_parquet(path)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def folder_of_a_folder(path: Path) -> None:
    folder(path)
    (path / "a.parquet").mkdir()


def link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere.parquet")


def link_out(path: Path) -> None:
    path.rename(path.parent.parent / path.name)
    path.symlink_to(f"../{path.name}")


def part_out(path: Path) -> None:
    path.rename(path.parent.parent / "a.parquet")
    path.mkdir()
    (path / "a.parquet").symlink_to("../../a.parquet")


@pytest.mark.parametrize("table", ["claims", "texts"])
@pytest.mark.parametrize(
    ("damage", "said", "part"),
    [
        (cut, "cannot be read as Parquet", ""),
        (hole, "cannot be read as Parquet", ""),
        (scrambled, "cannot be read as Parquet", ""),
        (lambda path: path.write_bytes(b""), "cannot be read as Parquet", ""),
        (lambda path: path.write_text("document_id,text\n"), "cannot be read as Parquet", ""),
        (lambda path: pq.write_table(pa.table({}), path), "has no columns", ""),
        (wide, "has 5,000 unknown columns", ""),
        (pipe, "is no folder", ""),
        (folder, "is a folder without a Parquet file", ""),
        (folder_of_a_folder, "is no Parquet file", "/a.parquet"),
        (link_to_nothing, "is no folder", ""),
        (link_out, "leads out of the corpus", ""),
        (part_out, "leads out of the corpus", "/a.parquet"),
    ],
)
def test_a_file_that_cannot_be_read_is_the_one_problem(
    made: Made, table: str, damage: Callable[[Path], None], said: str, part: str
) -> None:
    made.write()
    columnar(made.corpus)
    damage(made.corpus / f"{table}.parquet")
    with pytest.raises(ingest.CorpusRefused) as refused:
        made.load()
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.column) == (f"{table}.parquet{part}", 0, "")
    assert said in problem.problem
    assert "\n" not in problem.problem
    assert problem.remedy
    assert not made.database.exists()


@pytest.mark.parametrize(
    ("table", "column", "row", "cell"),
    [
        ("claims", "document_id", 2, b"\xff"),
        ("claims", "document_id", 1, None),
        ("claims", "quote", 2, b"only 40 minutes\xed\xa0\x80"),
        ("claims", "note", 4, b"a\0b"),
        ("claims", "note", 6, b"x" * 50_000_000),
        ("texts", "text", 1, b"One.\n\0"),
        ("texts", "text", 2, b"\xef\xbb\xbfOne."),
        ("texts", "text", 2, b"One.\n\xc0\xaf"),
        ("dismissals", "phrase", 1, b"\xc2\x9b"),
    ],
)
def test_a_cell_that_is_no_text_is_the_one_problem(
    made: Made, table: str, column: str, row: int, cell: bytes | None
) -> None:
    made.write()
    rows = columnar(made.corpus)[table]
    cells = [None if text is None else text.encode() for text in rows[column]]
    cells[row - 1] = cell
    pq.write_table(arrow(rows, **{column: raw_text(*cells)}), made.corpus / f"{table}.parquet")
    assert problems(made) == [(f"{table}.parquet", row, column)]


def test_what_a_text_proves_is_set_aside_with_it(made: Made) -> None:
    made.write()
    texts = columnar(made.corpus)["texts"]
    pq.write_table(arrow(texts, text=raw_text(b"\xff", texts["text"][1].encode())), made.corpus / "texts.parquet")
    made.load(quarantine=True)
    assert made.query("select distinct document_id from raw.claims") == [(BETA,)]
    cut(made.corpus / "texts.parquet")
    made.load(quarantine=True)
    assert made.query("select count(*) from raw.claims") == [(0,)]


def test_a_changed_byte_shows_by_the_checksum_of_its_page(made: Made) -> None:
    made.write()
    rows = columnar(made.corpus)["claims"]
    pq.write_table(arrow(rows), made.corpus / CLAIMS, compression="none", write_page_checksum=True)
    made.load()
    made.database.unlink()
    data = (made.corpus / CLAIMS).read_bytes()
    assert data.count(b"tester") > 0
    (made.corpus / CLAIMS).write_bytes(data.replace(b"tester", b"jester"))
    assert problems(made) == [(CLAIMS, 0, "")]


def test_a_damaged_file_is_refused_or_read_as_it_was(made: Made) -> None:
    made.write()
    rows = columnar(made.corpus)["claims"]
    path, columns = made.corpus / CLAIMS, TABLES["claims"].column_names
    pq.write_table(arrow(rows), path, row_group_size=4, write_page_checksum=True)
    data, chance = path.read_bytes(), random.Random(7)
    expected = parquets.Stream(columns, [(CLAIMS, path)], 10_000, pytest.fail).upto(None)
    refused = 0
    for _ in range(200):
        damaged = bytearray(data)
        at = chance.randrange(len(data))
        damaged[at : at + chance.choice((0, 1, 20))] = chance.randbytes(chance.choice((0, 1, 8)))
        path.write_bytes(damaged)
        found: list[Problem] = []
        read = parquets.Stream(columns, [(CLAIMS, path)], 10_000, found.append).upto(None)
        refused += bool(found)
        assert found or read.equals(expected)
    assert refused > 100


def test_a_digest_stands_in_one_place(made: Made) -> None:
    made.write()
    frames(made.corpus)["texts"].write_parquet(made.corpus / "texts.parquet")
    assert {("texts.parquet", 1, "document_id"), ("texts.parquet", 2, "document_id")} <= set(problems(made))


def test_quarantine_sets_rows_of_parquet_aside(made: Made) -> None:
    made.rows("claims").append(claim(ALPHA, "carts", "no such words", hedge="indefinite", unit="group", note="n"))
    made.write()
    columnar(made.corpus)
    made.load(quarantine=True)
    assert made.query("select source_file, source_line, column_name from raw.rejects") == [(CLAIMS, 7, "quote")]
    assert made.query("select count(*) from raw.claims") == [(10,)]


def test_an_id_that_two_shards_have_is_refused(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made.write()
    monkeypatch.setattr(shards, "SIZE", 1)
    hashed = "clm_f123456789abcdef"

    def alike(contents: list[tuple[str, pl.DataFrame, list[str]]]) -> list[pl.Series]:
        return [
            pl.Series([hashed if row == 0 else f"{prefix}{row:04x}{rows['document_id'][row][:1].encode().hex():0>12}"
                       for row in range(rows.height)], dtype=pl.String)
            for prefix, rows, _ in contents
        ]  # fmt: skip

    monkeypatch.setattr("ingest.load.ids", alike)
    assert problems(made) == [(f"claims/{ALPHA}.csv", 2, "quote"), (f"claims/{BETA}.csv", 2, "quote")]


def test_the_columns_of_a_table_are_those_of_its_csv() -> None:
    assert list(frames(paths.CORPUS)["claims"].columns) == TABLES["claims"].column_names


def test_what_is_read_is_let_go(tmp_path: Path) -> None:
    texts = [random.Random(number).randbytes(20_000).hex() for number in range(400)]
    rows = pl.DataFrame({"document_id": [f"{number:03}" for number in range(400)], "text": texts})
    path = tmp_path / "texts.parquet"
    rows.write_parquet(path, row_group_size=20)
    del rows, texts
    stream = parquets.Stream(["document_id", "text"], [(path.name, path)], None, pytest.fail)
    tracemalloc.start()
    try:
        read = sum(stream.upto(f"{number:03}").height for number in range(0, 400, 20))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert read == 380
    assert held < path.stat().st_size / 4
