"""Tables that come as Parquet: a file `<table>.parquet`, or a folder of that name with parts, read by stretches.

The columns are those of the CSV file, in any order, as text, whole numbers, days or truth values. All rows, those of
all parts in the order of their names, are sorted by document_id, so that a stretch of documents is a stretch of rows;
the number of the row in its part stands where a CSV file has the line.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from ingest import csvs, files
from ingest.problems import Problem

SUFFIX = ".parquet"
KEY = "document_id"
SHOWN_CHARS = 60
_ROWS, _TEXT_ROWS = 50_000, 2_000
_READ_BYTES = 1 << 18
_ORDER = f"sort the rows of all parts by {KEY}, capitals and digits as their bytes (order by {KEY})"


class Stream:
    """The rows of a table, taken in order. Problems go to note; a row that has one is left out.

    columns: the columns of the table; limit: how many characters a cell may have, None for any number. lost: the
    documents of rows that were left out; is_whole: whether these are all, since no stretch of the file was unreadable.
    """

    def __init__(
        self, columns: list[str], parts: list[tuple[str, Path]], limit: int | None, note: Callable[[Problem], None]
    ) -> None:
        self.names = [name for name, _ in parts]
        self.sizes: dict[str, int] = {}
        self.hashes: dict[str, str] = {}
        self.lost: set[str] = set()
        self.is_whole = True
        self._columns = columns
        self._limit = limit
        self._note = note
        self._parts = parts
        self._last = ""
        self._is_broken = False
        self._waiting = pl.DataFrame(schema=self._schema)
        self._frames = self._all_frames()

    @property
    def _schema(self) -> dict[str, pl.DataType]:
        texts = dict.fromkeys([*self._columns, "source_file"], pl.String())
        return {**texts, "source_line": pl.Int64()}

    def upto(self, bound: str | None) -> pl.DataFrame:
        """The rows not yet taken, of documents before bound (None: all): columns, source_file, source_line."""
        taken = [self._waiting]
        while bound is None or self._last < bound:
            frame = next(self._frames, None)
            if frame is None:
                break
            taken.append(frame)
        rows = pl.concat(taken)
        if bound is None:
            self._waiting = rows.clear()
            return rows
        # Rows are in order, but for those without an id, which are refused where they stand.
        later = (pl.col(KEY).fill_null(strategy="forward") >= bound).fill_null(False)
        self._waiting = _compact(rows.filter(later))
        return rows.filter(~later)

    def _all_frames(self) -> Iterator[pl.DataFrame]:
        for name, path in self._parts:
            if self._is_broken:
                return
            try:
                with files.open_plain(path) as handle:
                    yield from self._frames_of(name, handle)
            except OSError as error:
                self._refuse(files.unreadable(name, error))

    def _refuse(self, problem: Problem) -> None:
        """Note what keeps a file from being read on."""
        self._note(problem)
        self.is_whole = False

    def _lose_any(self, is_nameless: bool) -> None:
        """Note that a row without a readable id may be any document's; a text without one is nobody's."""
        self.is_whole &= not is_nameless or "text" in self._columns

    def _frames_of(self, name: str, handle: BufferedReader) -> Iterator[pl.DataFrame]:
        self.hashes[name] = hashlib.file_digest(handle, "sha256").hexdigest()
        self.sizes[name] = handle.tell()
        stamp = files.stamp(handle)
        try:
            # As it would by default, the reader would keep all that it has read until the file is closed.
            source = pq.ParquetFile(handle, pre_buffer=False, buffer_size=_READ_BYTES, page_checksum_verification=True)
            if wrong := list(self._wrong_columns(name, source.schema_arrow)):
                for problem in wrong:
                    self._refuse(problem)
                return
            row = 1
            n_rows = _TEXT_ROWS if "text" in self._columns else _ROWS
            for batch in source.iter_batches(n_rows, columns=self._columns):
                if self._is_broken:
                    return
                yield self._clean(name, row, pa.Table.from_batches([batch]))
                row += batch.num_rows
        except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
            if isinstance(error, OSError) and error.errno:
                # The system's word; Arrow's own on a damaged file has no number.
                raise
            text = f"cannot be read as Parquet: {' '.join(str(error).split())[:200]}"
            self._refuse(Problem(name, 0, "", "", text, "write the file anew, as Parquet"))
        if files.stamp(handle) != stamp:
            text = "was changed while it was read"
            self._refuse(Problem(name, 0, "", "", text, "run again when nothing writes to it"))

    def _wrong_columns(self, name: str, schema: pa.Schema) -> Iterator[Problem]:
        remedy = f"the columns of this table are: {','.join(self._columns)}"
        n_unknown = len(set(schema.names) - set(self._columns))
        if n_unknown > csvs.MAX_COLUMNS_NAMED or not set(schema.names) & set(self._columns):
            text = f"has {n_unknown:,} unknown columns" if n_unknown else "has no columns"
            yield Problem(name, 0, "", "", text, remedy)
            return
        for column, times in Counter(schema.names).items():
            if times > 1:
                yield Problem(name, 0, column, column, "the column stands in the file more than once", remedy)
            elif column not in self._columns:
                yield Problem(name, 0, column, column, "unknown column", remedy)
            elif not _is_plain(schema.field(column).type):
                kind = str(schema.field(column).type)
                text = "the column holds neither text nor whole numbers, days or truth values"
                yield Problem(name, 0, column, kind, text, "write the column as text")
        for column in self._columns:
            if column not in schema.names:
                yield Problem(name, 0, column, "", "the column is missing", remedy)

    def _clean(self, name: str, first_row: int, table: pa.Table) -> pl.DataFrame:
        """The sound rows of a batch as strings, empty ones NULL; the others become problems."""
        texts = table.select(self._columns).cast(pa.schema([(c, pa.large_string()) for c in self._columns]), safe=False)
        bad: dict[int, Problem] = {}
        for column in self._columns:
            cells = texts.column(column).combine_chunks()
            if not _surely_clean(cells):
                for row, problem in self._litter(name, first_row, column, cells):
                    bad.setdefault(row, problem)
        for _, problem in sorted(bad.items()):
            self._note(problem)
        if bad:
            keys = texts.column(KEY).cast(pa.large_binary())
            self.lost |= {(keys[row].as_py() or b"").decode("utf-8", "replace") for row in bad}
            self._lose_any(any(problem.column == KEY for problem in bad.values()))
            keep = pa.array([row not in bad for row in range(texts.num_rows)], pa.bool_())
            numbers = pl.Series("source_line", [first_row + row for row in range(texts.num_rows) if row not in bad])
            texts = texts.filter(keep)
        else:
            numbers = pl.Series("source_line", range(first_row, first_row + texts.num_rows))
        frame = pl.from_arrow(texts)
        assert isinstance(frame, pl.DataFrame)
        is_text = "text" in self._columns
        rows = frame.with_columns(
            *(pl.when(pl.col(c) != "").then(pl.col(c)) for c in self._columns if not (is_text and c == "text")),
            pl.lit(name).alias("source_file"),
            numbers.cast(pl.Int64),
        )
        return self._in_order(self._not_too_long(rows)).cast(pl.Schema(self._schema)).select(list(self._schema))

    def _litter(self, name: str, first_row: int, column: str, cells: pa.Array) -> Iterator[tuple[int, Problem]]:
        """Cells that are not plain UTF-8 text, each with what is wrong."""
        for row, cell in enumerate(cells.cast(pa.large_binary())):
            data = cell.as_py()
            if data and (wrong := files.refuse_unclean(files.SourceFile(name, data, ""))):
                said = wrong[0].problem.removeprefix("the file ")
                line = f", on line {wrong[0].line} of the cell" if wrong[0].line > 1 else ""
                remedy = wrong[0].remedy.replace("save the file as", "write the cell in")
                yield row, Problem(name, first_row + row, column, wrong[0].value, f"the cell {said}{line}", remedy)

    def _not_too_long(self, rows: pl.DataFrame) -> pl.DataFrame:
        if self._limit is None:
            return rows
        most = rows.select(pl.col(self._columns).str.len_bytes().max()).row(0, named=True)
        for column in [column for column, n_bytes in most.items() if (n_bytes or 0) > self._limit]:
            n_chars = pl.col(column).str.len_chars()
            long = rows.filter((n_chars > self._limit).fill_null(False))
            shown = pl.col(column).str.head(SHOWN_CHARS)
            for file, line, n, value in long.select("source_file", "source_line", n=n_chars, shown=shown).rows():
                text = f"the cell has {n:,} characters, more than {self._limit:,}"
                self._note(Problem(file, line, column, value, text, "shorten it"))
            self.lost.update(rows.filter(n_chars > self._limit)[KEY].drop_nulls())
            rows = rows.filter((n_chars <= self._limit).fill_null(True))
        return rows

    def _in_order(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows up to the first that is out of order, which is the one problem that is said of them all."""
        ids = rows[KEY].fill_null(strategy="forward").fill_null(self._last)
        previous = ids.shift(1, fill_value=self._last)
        if (ids < previous).any():
            first = rows.filter(ids < previous).row(0, named=True)
            text = f"stands after a row of a later document, {previous.filter(ids < previous)[0]}"
            self._refuse(Problem(first["source_file"], first["source_line"], KEY, first[KEY], text, _ORDER))
            rows = rows.head((ids < previous).arg_max() or 0)
            ids = ids.head(rows.height)
            self._is_broken = True
        if rows.height:
            self._last = ids[-1]
        self._lose_any(rows[KEY].has_nulls())
        return rows


def _compact(rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows in memory of their own: a filtered frame holds on to all the text that it was taken from."""
    copied = pl.from_arrow(rows.to_arrow())
    assert isinstance(copied, pl.DataFrame)
    return copied.cast(rows.schema)


def _is_plain(kind: pa.DataType) -> bool:
    """Whether a column of this type can be read as text without a doubt about how it is spelled."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_integer)
    return any(test(kind) for test in (*tests, pa.types.is_date32, pa.types.is_boolean, pa.types.is_null))


def _surely_clean(cells: pa.Array) -> bool:
    """Whether all cells are plain UTF-8 text, looked at as one run of bytes, which is quick; False where in doubt."""
    _, offsets, values = cells.buffers()
    if values is None or not len(cells):
        return True
    bounds = memoryview(offsets).cast("q")
    data = memoryview(values)[bounds[cells.offset] : bounds[cells.offset + len(cells)]]
    if not files.surely_clean(data):
        return False
    try:
        cells.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True
