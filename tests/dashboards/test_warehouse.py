"""The published file as the pages see it: cached, replaced, missing, damaged, old."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboards.warehouse import WarehouseMissing, WarehouseUnreadable, rows


def publish(path: Path, answer: int) -> None:
    draft = path.with_suffix(".draft")
    with duckdb.connect(draft) as connection:
        connection.execute(f"create table answers as select {answer} as answer")
    draft.replace(path)


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "it's published.duckdb"
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(path))
    return path


def test_a_new_publication_is_seen_at_once(published: Path) -> None:
    publish(published, 1)
    assert rows("select answer from answers") == [{"answer": 1}]
    publish(published, 2)
    assert rows("select answer from answers") == [{"answer": 2}]


def test_values_are_bound(published: Path) -> None:
    publish(published, 1)
    assert rows("select $text as text, len($list) as n", text="'; --", list=("a", "b")) == [{"text": "'; --", "n": 2}]


def test_nobody_can_write(published: Path) -> None:
    publish(published, 1)
    with pytest.raises(duckdb.Error):
        rows("create table x as select 1")


def test_no_file(published: Path) -> None:
    with pytest.raises(WarehouseMissing):
        rows("select 1")


def test_no_database(published: Path) -> None:
    published.write_text("no database at all")
    with pytest.raises(WarehouseUnreadable):
        rows("select 1")


def test_an_old_file_lacks_what_is_asked_for(published: Path) -> None:
    publish(published, 1)
    with pytest.raises(WarehouseUnreadable, match="marts"):
        rows("select * from marts.fct_answers")
