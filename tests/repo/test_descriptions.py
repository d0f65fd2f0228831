"""The documentation of the tables is whole: every model and column, every code of every list."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

DOC_BLOCK = re.compile(r"{%-?\s*docs (\w+)\s*-?%}(.*?){%-?\s*enddocs\s*-?%}", re.DOTALL)
DOC_USE = re.compile(r"{{\s*doc\(\s*['\"](?:parley['\"],\s*['\"])?(\w+)['\"]\s*\)\s*}}")


@pytest.fixture(scope="module")
def blocks(texts: dict[str, str]) -> dict[str, str]:
    """Every doc block of docs/, by name."""
    return {
        name: text.strip()
        for page, content in texts.items()
        if page.startswith("docs/") and page.endswith(".md")
        for name, text in DOC_BLOCK.findall(content)
    }


def described(texts: dict[str, str], kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry of a kind (models, seeds, sources …) in the YAML files of dbt, with its file."""
    for name, text in texts.items():
        if name.endswith(".yml") and name.startswith(("models/", "seeds/", "macros/", "tests/warehouse/")):
            for entry in (yaml.safe_load(text) or {}).get(kind, []):
                yield name, entry


def resolved(entry: dict[str, Any], blocks: dict[str, str]) -> str:
    """A description with its doc blocks filled in; an unknown block is an empty one."""
    return DOC_USE.sub(lambda use: blocks.get(use.group(1), ""), entry.get("description") or "").strip()


def test_every_model_has_its_page_beside_it(texts: dict[str, str]) -> None:
    models = [PurePosixPath(name) for name in texts if name.startswith("models/") and name.endswith(".sql")]
    assert models
    assert [str(path) for path in models if str(path.with_suffix(".yml")) not in texts] == []


def test_every_model_says_what_a_row_is(texts: dict[str, str], blocks: dict[str, str]) -> None:
    silent = [
        f"{file}: {model['name']}"
        for file, model in described(texts, "models")
        if "one row per" not in resolved(model, blocks).lower()
    ]
    assert silent == []


def test_every_column_is_described(texts: dict[str, str], blocks: dict[str, str]) -> None:
    bare = [
        f"{file}: {entry['name']}.{column['name']}"
        for kind in ("models", "seeds")
        for file, entry in described(texts, kind)
        for column in entry.get("columns", [])
        if not resolved(column, blocks)
    ]
    assert bare == []


def test_every_mart_names_its_columns(texts: dict[str, str]) -> None:
    """With an enforced contract, dbt itself refuses a column that is named here and not made, or the other way."""
    marts = [model for file, model in described(texts, "models") if file.startswith("models/marts/")]
    assert [model["name"] for model in marts if not model.get("columns")] == []


def test_every_doc_block_is_used_and_every_used_one_exists(texts: dict[str, str], blocks: dict[str, str]) -> None:
    used = {use for name, text in texts.items() if name.endswith(".yml") for use in DOC_USE.findall(text)}
    overview = {"__overview__", "__parley__"}
    assert used - set(blocks) == set()
    assert set(blocks) - used - overview == set()


def test_every_macro_is_described(texts: dict[str, str]) -> None:
    files = {PurePosixPath(name).stem for name in texts if name.startswith("macros/") and name.endswith(".sql")}
    assert files - {macro["name"] for _, macro in described(texts, "macros") if macro.get("description")} == set()


def seed_rows(texts: dict[str, str]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Every code list with its rows."""
    for name, text in texts.items():
        if name.startswith("seeds/") and name.endswith(".csv"):
            yield name, list(csv.DictReader(io.StringIO(text)))


def test_every_code_list_has_code_label_and_description(texts: dict[str, str]) -> None:
    """Lists of codes only: a table that relates codes (a cue to its hedge) has columns of its own."""
    lists = {name: rows for name, rows in seed_rows(texts) if "code" in rows[0]}
    assert len(lists) >= 20
    for name, rows in lists.items():
        assert list(rows[0])[:2] == ["code", "label"], name
        assert [row for row in rows if not (row["code"] and row["label"] and row["description"])] == [], name
        codes = [row["code"] for row in rows]
        assert len(codes) == len(set(codes)), name


def test_every_seed_is_described(texts: dict[str, str]) -> None:
    seeds = {PurePosixPath(name).stem for name, _ in seed_rows(texts)}
    assert seeds - {seed["name"] for _, seed in described(texts, "seeds") if seed.get("description")} == set()
