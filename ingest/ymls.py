"""corrections.yml into a frame of strings, each entry with its physical line.

The file is a list of entries, each `column: value`. It is composed, never constructed: no YAML tag makes an object, and
a day or a number stays the text that stands in the file.
"""

from __future__ import annotations

import json

import polars as pl
import yaml  # type: ignore[import-untyped]

from ingest.files import SourceFile
from ingest.problems import Problem
from ingest.tables import Table

MAPPING = "mapping"


def read_table(table: Table, source: SourceFile | None) -> tuple[pl.DataFrame, list[Problem]]:
    """The entries of a file, and what is wrong with its form; without a file none.

    The frame has the table's columns as strings (empty and absent are NULL), source_file and source_line, and given:
    the columns that the entry names, as a list. A column of kind mapping is JSON with sorted keys.
    """
    texts = dict.fromkeys([*table.column_names, "source_file"], pl.String())
    schema = pl.Schema({**texts, "source_line": pl.Int64(), "given": pl.List(pl.String())})
    if source is None:
        return pl.DataFrame(schema=schema), []
    try:
        root = yaml.compose(source.data.decode("utf-8"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        text = f"the file is not YAML: {getattr(error, 'problem', None) or error}"
        return pl.DataFrame(schema=schema), [Problem(source.name, line, "", "", text, "mend the line, or quote it")]
    if root is None:
        return pl.DataFrame(schema=schema), []
    if not isinstance(root, yaml.SequenceNode):
        remedy = "write a list: each entry begins with `- id:`"
        return pl.DataFrame(schema=schema), [Problem(source.name, 1, "", "", "the file is not a list", remedy)]
    rows, problems = [], []
    for entry in root.value:
        line = entry.start_mark.line + 1
        cells, wrong = _cells(table, entry, source.name)
        problems += wrong
        if not wrong:
            rows.append({**cells, "source_file": source.name, "source_line": line, "given": list(cells)})
    return pl.DataFrame(rows, schema=schema, orient="row"), problems


def _cells(table: Table, entry: yaml.Node, file: str) -> tuple[dict[str, str | None], list[Problem]]:
    """The columns that an entry names, and what is wrong with its form."""
    if not isinstance(entry, yaml.MappingNode):
        remedy = "write `column: value` pairs under one dash"
        return {}, [Problem(file, entry.start_mark.line + 1, "", "", "the entry has no columns", remedy)]
    kinds = {column.name: column.kind for column in table.columns}
    cells: dict[str, str | None] = {}
    problems = []
    for key, value in entry.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name not in kinds:
            remedy = f"the columns of this file are: {', '.join(kinds)}"
            problems.append(Problem(file, line, name, "", "unknown column", remedy))
        elif name in cells:
            problems.append(Problem(file, line, name, "", "the column stands in the entry twice", "delete one of them"))
        elif kinds[name] == MAPPING and not _is_flat(value):
            remedy = f"write {name}: {{column: value}}"
            problems.append(Problem(file, line, name, "", "is not a mapping of columns to values", remedy))
        elif kinds[name] != MAPPING and not isinstance(value, yaml.ScalarNode):
            problems.append(Problem(file, line, name, "", "is not a single value", "write one value"))
        else:
            cells[name] = _mapping(value) if kinds[name] == MAPPING else _text(value)
    return cells, problems


def _is_flat(node: yaml.Node) -> bool:
    scalars = isinstance(node, yaml.MappingNode) and all(isinstance(v, yaml.ScalarNode) for _, v in node.value)
    return scalars or (isinstance(node, yaml.ScalarNode) and _text(node) is None)


def _mapping(node: yaml.Node) -> str | None:
    """A mapping as JSON with sorted keys; an empty one is NULL."""
    if isinstance(node, yaml.ScalarNode) or not node.value:
        return None
    cells = {str(key.value): _text(value) for key, value in node.value}
    return json.dumps(cells, ensure_ascii=False, sort_keys=True)


def _text(node: yaml.ScalarNode) -> str | None:
    """A value as it is written; nothing, `null` and `~` are NULL."""
    is_null = node.tag == "tag:yaml.org,2002:null"
    return None if is_null or not node.value else str(node.value)
