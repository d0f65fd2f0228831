"""What schema raw must hold of a mutated corpus, found without ingest's own reader: by Python's csv module."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import duckdb
import polars as pl

from ingest.tables import TABLES

# Not: what ingest itself writes (proofs, coverage), and what is no CSV (corrections).
_AS_CODED = (
    *("documents", "questions", "events", "actors", "places", "links", "retired_claims", "claims", "dismissals"),
)
_OF_DOCUMENTS = ("claims", "dismissals", "texts", "numerals", "claim_numerals", "links")
_PLACE = ["source_file", "source_line"]
Rows = dict[int, tuple[str | None, ...]]


class Loaded:
    """Schema raw of a work file."""

    def __init__(self, database: Path) -> None:
        with duckdb.connect(str(database), read_only=True) as connection:
            names = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
            self.tables = {name: connection.sql(f"from raw.{name}").pl() for name in names}
        self._documents = self._by_place()

    def _by_place(self) -> dict[tuple[str, int], str]:
        """The document of each row of the shared tables that are about one."""
        places = {}
        for name, column in (("links", "document_id"), ("corrections", "document_id"), ("documents", "document_id")):
            for file, line, document_id in self.tables[name].select(*_PLACE, column).iter_rows():
                places[(file, line)] = document_id
        return places

    def document_of(self, file: str, line: int) -> str | None:
        """The document that a place of the corpus is about; of the ledgers any, for they name claims of all."""
        if "/" in file:
            return Path(file).stem
        if file == "proofs.csv":
            return self._proven()[line - 2]
        return self._documents.get((file, line))

    def _proven(self) -> list[str]:
        """The documents of the rows of proofs.csv, which is sorted by claim_id."""
        proven = self.tables["claims"].filter(pl.col("proven_on").is_not_null()).sort("claim_id")
        return [str(document_id) for document_id in proven["document_id"]]

    def rejected(self) -> set[tuple[str, int]]:
        """File and line of all that quarantine set aside; line 0 for a whole file."""
        is_whole = pl.col("problem").str.starts_with("the file ") | (pl.col("source_line") < 2)
        line = pl.when(is_whole).then(0).otherwise("source_line")
        return set(self.tables["rejects"].select("source_file", line).iter_rows())

    def changes_beside(self, after: Loaded, mutated: set[str]) -> list[str]:
        """What of the documents that were not mutated is not as it was, in all tables that are about documents."""
        changes = []
        for name in _OF_DOCUMENTS:
            was, is_ = (
                frame.filter(~pl.col("document_id").is_in(list(mutated))).sort(pl.all())
                for frame in (self.tables[name], after.tables[name])
            )
            if not was.equals(is_):
                gone, new = (
                    one.join(other, on=was.columns, how="anti", nulls_equal=True)
                    for one, other in ((was, is_), (is_, was))
                )
                changed = pl.concat([gone, new])
                changes.append(f"raw.{name} of another document: {changed.head(2).rows()}")
        return changes

    def changes_of_tables(self, after: Loaded, mutated: str) -> list[str]:
        """Rows of the other tables that are new, other than coded, or gone without being set aside."""
        changes = []
        rejected = after.tables["rejects"].select(_PLACE)
        for name in _AS_CODED:
            if name == mutated:
                continue
            columns = [*TABLES[name].column_names, *_PLACE]
            was, is_ = self.tables[name], after.tables[name]
            if name == "claims":
                # A corrected claim says what the ledger has, and the ledger may be the mutant.
                corrected = pl.concat([frame.filter("corrected").select(_PLACE) for frame in (was, is_)])
                was, is_ = (frame.join(corrected, on=_PLACE, how="anti") for frame in (was, is_))
            was, is_ = was.select(columns), is_.select(columns)
            new = is_.join(was, on=columns, how="anti", nulls_equal=True)
            gone = was.join(is_, on=columns, how="anti", nulls_equal=True).join(rejected, on=_PLACE, how="anti")
            changes += [f"raw.{name}, new: {row}" for row in new.rows()]
            changes += [f"raw.{name}, gone: {row}" for row in gone.rows()]
        was, is_ = (frame.tables["texts"].select("document_id", "text") for frame in (self, after))
        changes += [f"raw.texts: {row[0]}" for row in is_.join(was, on=["document_id", "text"], how="anti").rows()]
        return changes

    def differences(
        self, files: dict[str, bytes], others: dict[str, bytes], rejected: set[tuple[str, int]]
    ) -> list[str]:
        """Rows of these files that are in schema raw and not as the file has them, or that are nowhere.

        others: the files before. A row whose line stands in both must be there or be set aside.
        """
        found = []
        for name, data in files.items():
            table = name.split("/")[0].removesuffix(".csv")
            if table == "texts":
                found += self._text_differences(name, data)
            elif table in _AS_CODED:
                found += self._row_differences(name, table, data, others[name], rejected)
        return found

    def _text_differences(self, name: str, data: bytes) -> list[str]:
        held = self.tables["texts"].filter(pl.col("source_file") == name)["text"].to_list()
        return [f"raw.texts: {name}" for text in held if text.encode("utf-8") != data]

    def _row_differences(
        self, name: str, table: str, data: bytes, before: bytes, rejected: set[tuple[str, int]]
    ) -> list[str]:
        columns = TABLES[table].column_names
        frame = self.tables[table].filter(pl.col("source_file") == name)
        corrected: set[int] = set()
        if table == "claims":
            # A corrected claim says what the ledger has, not what its file has.
            corrected = set(frame.filter("corrected")["source_line"].to_list())
            frame = frame.filter(~pl.col("corrected"))
        held: Rows = {
            line: tuple(None if cell is None else str(cell) for cell in cells)
            for line, *cells in frame.select("source_line", *columns).iter_rows()
        }
        coded = _rows(data, columns)
        if coded is None:
            # Of a malformed file each line is judged by itself, and those that were there before must not go.
            sound = set((_rows(before, columns) or {}).values())
            alone = _lines(data, columns)
            coded = {n: cells for n, cells in alone.items() if cells in sound or n in held}
        wrong = [f"{name}, line {n}: {cells} for {coded.get(n)}" for n, cells in held.items() if coded.get(n) != cells]
        away = held.keys() | corrected | {line for file, line in rejected if file == name}
        lost = [] if 0 in away else sorted(coded.keys() - away)
        return wrong + [f"{name}, line {n}: neither loaded nor set aside: {coded[n]}" for n in lost]


def _rows(data: bytes, columns: list[str]) -> Rows | None:
    """The rows of a CSV file by the line where they begin, cells in the order of columns; None if it is malformed."""
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
        header = next(reader, [])
        if sorted(header) != sorted(columns):
            return None
        order = [header.index(column) for column in columns]
        rows: Rows = {}
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(header):
                return None
            rows[line] = tuple(cells[n] or None for n in order)
            line = reader.line_num + 1
    except (csv.Error, UnicodeDecodeError):
        return None
    return rows


def _lines(data: bytes, columns: list[str]) -> Rows:
    """The lines of a malformed CSV file that are rows by themselves."""
    header, *lines = data.split(b"\n")
    rows: Rows = {}
    for number, line in enumerate(lines, 2):
        for cells in (_rows(header + b"\n" + line, columns) or {}).values():
            rows[number] = cells
    return rows
