"""Downloads: what a view shows, as CSV and as Parquet, in one archive with a page on terms, versions and columns.

The archive is made when its button is pressed, never while a page is drawn.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards import address, cite, overview_statements, wording
from dashboards.warehouse import Row, pinned, publication, rows
from parley.spreadsheets import guarded, lines
from parley.visible import for_terminal

if TYPE_CHECKING:
    import pyarrow as pa

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of each file in the archive: the same rows make the same bytes."""

_NOT_OF_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")

_MEANINGS = """
select column_name, mode(comment) as meaning
from duckdb_columns()
where comment is not null and schema_name in ('marts', 'checks') and list_contains($columns, column_name)
group by column_name
"""

_README = """{title}
{line}

{n_rows} from Parley, a warehouse of reported figures. Parley reports who says what; it does not say who is right.

The view   {view}
The build  {build}
Taken on   {taken}

Files
-----
{name}.csv      UTF-8, a header, an empty cell where there is no value{guard}
{name}.parquet  the same rows, with types, nothing guarded

Terms
-----
The coded data is under Creative Commons Attribution 4.0 International (CC BY 4.0),
https://creativecommons.org/licenses/by/4.0/. To attribute, name Parley, its version and build, and the claim_id of the
claims that you use; a claim keeps its id when its value is corrected:

  {cite}

The articles are not covered: they belong to their publishers. A quote has at most twelve words, with its publisher
named, so that a reader can find the figure. A quote whose proof is "none" was never checked against an original.

Codebook
--------
How a text becomes rows is told in docs/codebook of Parley {version}; docs/columns.md says what each column means.

Columns
-------
{columns}
"""


_GUARD = """;
                where a cell begins like a formula (= + - @), which a spreadsheet would run, an
                apostrophe stands before it that is not part of the data: {cells}"""


def offer(rows: Sequence[Row] | Callable[[], Sequence[Row]], name: str, label: str, *, statement: str = "") -> None:
    """Draw a button that downloads some rows; without rows nothing is drawn.

    The archive names the address of the view: call this after `address.write`.

    Args:
        rows: what the view shows, all with the same columns; or what fetches it when the button is pressed.
        name: of the files, without an ending; of signs other than letters, digits and hyphens it is freed.
        label: of the button.
        statement: the SQL behind the rows, which then lies beside them.
    """
    if not rows:
        return
    name, view, source = _file_name(name), address.view(), publication()

    def archive() -> bytes:
        # It may be made after another publication: its page then tells of the one that the rows are from.
        with pinned(source):
            return packed(rows() if callable(rows) else rows, name, view, statement=statement)

    st.download_button(
        label,
        data=archive,
        file_name=f"parley-{name}.zip",
        mime="application/zip",
        key=f"download {name}",
        on_click="ignore",
        icon=":material/download:",
        help="CSV and Parquet in one archive, with the terms and the meaning of the columns",
    )


def packed(rows: Sequence[Row], name: str, view: str, *, statement: str = "") -> bytes:
    """The archive: CSV, Parquet, the page on terms, and the statement where there is one."""
    name, columns = _file_name(name), list(rows[0])
    table, n_guarded = _csv(columns, rows)
    files = {
        "README.txt": readme(columns, len(rows), name, view, n_guarded=n_guarded).encode(),
        f"{name}.csv": table.encode(),
        f"{name}.parquet": _parquet(columns, rows),
    }
    if statement:
        files[f"{name}.sql"] = f"{statement.strip()}\n".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in files.items():
            archive.writestr(zipfile.ZipInfo(file, _STAMP), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def readme(columns: Sequence[str], n_rows: int, name: str, view: str, *, n_guarded: int = 0) -> str:
    """The page that lies beside the rows: where they come from, on which terms, and what the columns mean."""
    build = overview_statements.build()
    title = f"Parley: {name}"
    made = (
        f"{build['build_id']} of {build['built_at']:%Y-%m-%d %H:%M} UTC, Parley {build['parley_version']}"
        if build
        else "not recorded in the file"
    )
    page = _README.format(
        title=title,
        line="=" * len(title),
        n_rows=wording.counted(n_rows, "row"),
        view=view,
        build=made,
        taken=f"{datetime.now(UTC):%Y-%m-%d}",
        name=name,
        cite=cite.warehouse(),
        version=build["parley_version"] if build else "of the same version",
        columns="\n".join(_meanings(columns)),
        guard=_GUARD.format(cells=wording.counted(n_guarded, "cell")) if n_guarded else "",
    )
    return for_terminal(page)


def _file_name(name: str) -> str:
    """The name without what could lead out of a folder: an id of a document may be part of it."""
    return _NOT_OF_A_NAME.sub("-", name)


def _meanings(columns: Sequence[str]) -> Iterable[str]:
    """A line per column: what the warehouse says of a column of that name."""
    known = {row["column_name"]: row["meaning"] for row in rows(_MEANINGS, columns=tuple(sorted(set(columns))))}
    for column in columns:
        meaning = " ".join(known[column].split()) if column in known else "made by the view or the statement"
        yield f"{' '.join(column.split())}: {meaning}"


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> tuple[str, int]:
    """The rows as CSV that a spreadsheet shows and does not run, and how many cells have an apostrophe for it."""
    buffer = io.StringIO()
    write, n_guarded = lines(buffer), 0
    for line in chain([columns], ([_cell(row[column]) for column in columns] for row in rows)):
        safe = [guarded(cell) for cell in line]
        n_guarded += sum(one is not other for one, other in zip(line, safe, strict=True))
        write(safe)
    return buffer.getvalue(), n_guarded


def _cell(value: Any) -> Any:
    """A value as CSV holds it: nested ones as JSON."""
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | tuple | dict) else value


def _parquet(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({column: _array([row[column] for row in rows]) for column in columns})
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


def _array(values: list[Any]) -> pa.Array:
    """A column with its type; as text where its values have none in common, or one that Parquet does not know."""
    import pyarrow as pa

    try:
        return pa.array(values, type=pa.string() if all(value is None for value in values) else None)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return pa.array([None if value is None else str(_cell(value)) for value in values])
