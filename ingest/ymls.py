"""corrections.yml into a frame of strings, each entry with its physical line.

The file is a list of entries, each `column: value`. It is composed, never constructed: no YAML tag makes an object, and
a day or a number stays the text that stands in the file.
"""

from __future__ import annotations

import json
import re

import polars as pl
import yaml  # type: ignore[import-untyped]

from ingest.csvs import MAX_CELL_CHARS
from ingest.files import SourceFile
from ingest.problems import Problem, printable
from ingest.tables import Table

MAPPING = "mapping"
# An escape in double quotes can make characters that no file may hold.
_LITTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


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
        text = f"the file is not YAML: {getattr(error, 'problem', None) or str(error).partition(chr(10))[0]}"
        return pl.DataFrame(schema=schema), [Problem(source.name, line, "", "", text, "mend the line, or quote it")]
    except RecursionError:
        text, remedy = "the file is nested too deeply", "write a list of entries, each `column: value`"
        return pl.DataFrame(schema=schema), [Problem(source.name, 1, "", "", text, remedy)]
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
        name, line = _text(key) if isinstance(key, yaml.ScalarNode) else None, key.start_mark.line + 1
        if name is None or name not in kinds:
            remedy = f"the columns of this file are: {', '.join(kinds)}"
            problems.append(Problem(file, line, printable(name or ""), "", "unknown column", remedy))
        elif name in cells:
            problems.append(Problem(file, line, name, "", "the column stands in the entry twice", "delete one of them"))
        elif wrong := _wrong_value(name, kinds[name], value):
            problems.append(Problem(file, line, name, "", *wrong))
        else:
            cells[name] = _mapping(value) if kinds[name] == MAPPING else _text(value)
    return cells, problems


def _wrong_value(name: str, kind: str, value: yaml.Node) -> tuple[str, str] | None:
    """What is wrong with the form of a value, and what to do; None for a sound one."""
    if kind == MAPPING and not _is_flat(value):
        return "is not a mapping of columns to values", f"write {name}: {{column: value}}"
    if kind != MAPPING and not isinstance(value, yaml.ScalarNode):
        return "is not a single value", "write one value"
    pairs = value.value if isinstance(value, yaml.MappingNode) else []
    keys = [_text(key) for key, _ in pairs]
    if len(set(keys)) < len(keys):
        return "names a column twice", "delete one of the two"
    texts = [str(node.value) for node in (value, *(node for pair in pairs for node in pair)) if node.value]
    if any(_LITTER.search(text) for text in texts):
        return "has a control character", "delete the escape that makes it"
    if any(len(text) > MAX_CELL_CHARS for text in texts):
        return f"has more than {MAX_CELL_CHARS:,} characters", "shorten it"
    return None


def _is_flat(node: yaml.Node) -> bool:
    scalars = isinstance(node, yaml.MappingNode) and all(
        isinstance(part, yaml.ScalarNode) for pair in node.value for part in pair
    )
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
