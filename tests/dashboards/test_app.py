"""The router: where it leads, and what it says where there is nothing to show."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards import queries
from dashboards.app import PAGES
from parley import paths
from tests.dashboards.conftest import html


def app() -> AppTest:
    return AppTest.from_file(str(paths.DASHBOARD), default_timeout=30).run()


def test_the_first_address_leads_to_the_overview(warehouse: Path) -> None:
    test = app()
    assert not test.exception
    assert [title.value for title in test.title] == ["Parley: who says which number"]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_has_a_module_of_its_name(name: str) -> None:
    assert callable(import_module(f"dashboards.pages.{name}").page)


def test_no_warehouse_says_make_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(tmp_path / "none.duckdb"))
    test = app()
    assert not test.exception
    assert test.error[0].value == "There is no published warehouse."
    assert test.code[0].value == "make build"


def test_an_unreadable_warehouse_says_make_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "damaged.duckdb"
    path.write_text("no database")
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(path))
    test = app()
    assert not test.exception
    assert "cannot be read" in test.error[0].value
    assert test.code[0].value == "make build"


def test_the_published_warehouse_can_be_shown(shipped_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question and every document of the real file, without an error."""
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(shipped_file))
    test = app()
    assert not test.exception
    assert "compare?question=" in html(test)
    ids = [row["question_id"] for row in queries.answers()]
    assert sum(len(claims) for claims in queries.claims_on(ids).values()) == sum(
        len(queries.claims_in(row["document_id"])) for row in queries.documents()
    )
