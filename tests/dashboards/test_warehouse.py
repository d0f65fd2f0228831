"""The published file as the pages see it: cached, replaced, missing, damaged, old."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import ask, warehouse
from dashboards.warehouse import Publication, WarehouseMissing, WarehouseUnreadable, pinned, publication, rows
from parley import paths
from tests.dashboards.conftest import html


def publish(path: Path, answer: int) -> None:
    draft = path.with_suffix(".draft")
    with duckdb.connect(draft) as connection:
        connection.execute(f"create table answers as select {answer} as answer")
        connection.execute("create table others as from answers")
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


def test_a_run_reads_one_publication(published: Path) -> None:
    publish(published, 1)
    with pinned():
        assert rows("select answer from answers") == [{"answer": 1}]
        publish(published, 2)
        assert rows("select answer from others") == [{"answer": 1}]
        assert ask.ask("select answer from others").rows == [{"answer": 1}]
    assert rows("select answer from others") == [{"answer": 2}]
    assert ask.ask("select answer from others").rows == [{"answer": 2}]


def test_a_run_reads_on_when_the_file_is_gone(published: Path) -> None:
    publish(published, 1)
    with pinned():
        published.unlink()
        assert rows("select answer from answers") == [{"answer": 1}]
    with pytest.raises(WarehouseMissing):
        rows("select answer from answers")


def test_later_work_reads_what_was_shown(published: Path) -> None:
    publish(published, 1)
    shown = publication()
    for answer in (2, 3, 4):
        publish(published, answer)
        rows("select answer from answers")
    with pinned(shown):
        assert rows("select answer from others") == [{"answer": 1}]


def test_a_publication_between_look_and_opening_is_noticed(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the second look, the new file would be read under the stamp of the old one, and be cached so."""
    publish(published, 1)
    opened = warehouse.open_read_only
    later = iter((2,))

    def after_a_publication(path: Path) -> duckdb.DuckDBPyConnection:
        for answer in later:
            publish(published, answer)
        return opened(path)

    monkeypatch.setattr(warehouse, "open_read_only", after_a_publication)
    found = publication()
    assert found.stamp == warehouse.stamp()
    assert rows("select answer from answers") == [{"answer": 2}]


def test_readers_among_publications_see_no_mixed_state(published: Path) -> None:
    publish(published, 0)
    seen: list[list[int]] = []
    wrong: list[object] = []
    is_over = threading.Event()

    def read() -> None:
        mine: list[int] = []
        seen.append(mine)
        while not is_over.is_set():
            try:
                with pinned():
                    (one,), (other,) = rows("select answer from answers"), rows("select answer from others")
                if one != other:
                    wrong.append((one, other))
                mine.append(one["answer"])
            except Exception as error:
                wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for answer in range(1, 21):
        publish(published, answer)
    is_over.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert [mine for mine in seen if mine != sorted(mine)] == []
    assert rows("select answer from answers") == [{"answer": 20}]


def test_many_at_once_do_not_run_out_of_memory(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them needs a fraction of what the engine has; all at the same time would need more."""
    publish(published, 1)
    monkeypatch.setattr(warehouse, "open_read_only", partial(warehouse.open_read_only, memory="60MB"))
    statement = (
        "select max(total) as n from (select range // 2 as half, sum($n) as total from range(300000) group by all)"
    )
    with ThreadPoolExecutor(24) as readers:
        found = list(readers.map(lambda n: rows(statement, n=n), range(24)))
    assert found == [[{"n": 2 * n}] for n in range(24)]


def test_a_view_never_mixes_two_builds(invented_file: Path, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A publication after the third query of a page: this run shows the old build alone, the next one the new alone."""
    shutil.copy(invented_file, published)
    second = published.with_name("second.duckdb")
    shutil.copy(invented_file, second)
    with duckdb.connect(second) as connection:
        connection.execute("update marts.fct_answers set question = 'Anew: ' || question")
        connection.execute("update checks.builds set build_id = 'second-build'")
        connection.execute("update marts.fct_claims set publisher = 'anew ' || publisher")
    run: Callable[..., Any] = warehouse._rows
    n_queries = 0

    def counted(source: Publication, *rest: Any) -> Any:
        nonlocal n_queries
        n_queries += 1
        if n_queries == 3:
            second.replace(published)
        return run(source, *rest)

    monkeypatch.setattr(warehouse, "_rows", counted)
    test = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    old, new = html(test.run()), html(test.run())
    assert n_queries > 5
    assert [("second-build" in view, "Anew: " in view) for view in (old, new)] == [(False, False), (True, True)]
