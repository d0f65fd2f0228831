"""A statement's result and the schema as HTML: ids in a cell lead to their words, and NULL is told from nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from dashboards import markup, wording
from dashboards.ask import Answer
from dashboards.markup import text
from dashboards.warehouse import Row
from parley.query import printed

MOST_SHOWN = 200
"""Rows that stand on the page; the download has what was fetched."""

_TOLD = ("marts", "seeds", "checks", "raw")
_LONGEST = 400
_MOST_LINES = 4_000
_GRAIN = re.compile(r"One row per ([^.]+)\.")
_CLAIM = re.compile(r"clm_\w+")


def table(answer: Answer) -> str:
    """The first rows of an answer as a table, numbers to the right."""
    numeric = {name for name in answer.columns if name in answer.numeric()}
    head = "".join(
        f'<th scope="col" title="{text(kind)}"{_right(name in numeric)}>{text(name)}</th>'
        for name, kind in zip(answer.columns, answer.types, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{_right(name in numeric)}>{_cell(name, row[name])}</td>" for name in answer.columns)
        + "</tr>"
        for row in answer.rows[:MOST_SHOWN]
    )
    return (
        '<div class="pl-scroll pl-result" tabindex="0" role="region" aria-label="Result of the statement">'
        f'<table class="pl-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def told(answer: Answer) -> str:
    """How many rows there are, how many of them are shown, and how long it took."""
    number = wording.counted(len(answer.rows), "row")
    parts = [number if answer.is_whole else f"the first {number}; there are more"]
    if len(answer.rows) > MOST_SHOWN:
        parts.append(
            f"{MOST_SHOWN} shown here, the download has them all"
            if answer.is_whole
            else f"{MOST_SHOWN} shown here, the download has the first {len(answer.rows):,}"
        )
    return f"{', '.join(parts)} · {answer.seconds:.2f} s"


def _right(is_number: bool) -> str:
    return ' class="pl-right"' if is_number else ""


def _cell(name: str, value: Any) -> str:
    """A cell: ids of claims, documents and questions are links, long text is cut, NULL is named."""
    if value is None:
        return '<span class="pl-null">NULL</span>'
    if isinstance(value, float):
        return text(wording.number(value) if abs(value) < 1e15 else printed(value))
    if isinstance(value, int) and not isinstance(value, bool) and "year" not in name.lower():
        return text(f"{value:,}")
    said = printed(value)
    if "\n" in said:
        return f"<pre>{text(said[:_MOST_LINES])}</pre>"
    if "claim_id" in name or name == "claim_ids":
        return _linked(said)
    if name in ("document_id", "document_id_a", "document_id_b"):
        return markup.link("evidence", said, document=said)
    if name.startswith("question_id"):
        return markup.link("compare", said, question=said)
    return text(said if len(said) <= _LONGEST else f"{said[:_LONGEST]} … ({len(said):,} characters)")


def _linked(said: str) -> str:
    """Text in which each claim id leads to its words."""
    parts, at = [], 0
    for match in _CLAIM.finditer(said):
        parts += [text(said[at : match.start()]), markup.link("evidence", match.group(), claim=match.group())]
        at = match.end()
    return "".join([*parts, text(said[at:])])


def schema(tables: Sequence[Row], columns: Sequence[Row]) -> str:
    """The tables by schema, each with what a row is; of those that readers need, the columns and what they mean.

    Args:
        tables: of `schema_statements.tables`.
        columns: of `schema_statements.columns`.
    """
    by_table: dict[tuple[str, str], list[Row]] = {}
    for column in columns:
        if column["schema_name"] in _TOLD:
            by_table.setdefault((column["schema_name"], column["table_name"]), []).append(column)
    parts = []
    for name, group in groupby(tables, key=lambda row: str(row["schema_name"])):
        of_schema = list(group)
        inner = "".join(_table(row, by_table.get((name, row["table_name"]), [])) for row in of_schema)
        title = f"{name}: {wording.counted(len(of_schema), 'table')}"
        parts.append(markup.fold(title, f'<div class="pl-within">{inner}</div>', is_open=name == "marts"))
    return "".join(parts)


def _table(row: Row, columns: Sequence[Row]) -> str:
    """One table: what it holds, an address that reads it, and its columns."""
    full = f"{row['schema_name']}.{row['table_name']}"
    about = f"<p>{text(row['meaning'])}</p>" if row["meaning"] else ""
    lines = [(f"<code>{text(c['column_name'])}</code>", text(c["data_type"]), text(c["meaning"])) for c in columns]
    read = markup.link("sql", "Look at its rows", sql=f"select * from {full} limit 100")
    listed = markup.table(("Column", "Type", "Meaning"), lines, f"Columns of {full}") if lines else ""
    inner = f"{about}<p>{read}</p>{listed}"
    size = "" if row["n_rows"] is None else f" · {wording.counted(row['n_rows'], 'row')}"
    grain = _GRAIN.search(row["meaning"] or "")
    return markup.fold(f"{full}{size}{f' · one per {grain.group(1)}' if grain else ''}", inner)
