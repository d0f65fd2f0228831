"""Fixtures: the invented warehouse, and pages that read it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboards.warehouse import Row
from tests.dashboards import invented

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def invented_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented warehouse, made once."""
    return invented.build(tmp_path_factory.mktemp("warehouse") / "invented.duckdb")


@pytest.fixture
def warehouse(invented_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The pages read the invented warehouse, and find no originals."""
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(invented_file))
    monkeypatch.setenv("PARLEY_ORIGINALS", str(tmp_path / "no originals"))
    st.cache_data.clear()
    yield invented_file
    st.cache_data.clear()


@pytest.fixture
def changed(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented warehouse that a test may change before it asks."""
    copy = tmp_path / "changed.duckdb"
    shutil.copy(warehouse, copy)
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(copy))
    return copy


def _compare() -> None:
    from dashboards.pages import compare

    compare.page()


def _evidence() -> None:
    from dashboards.pages import evidence

    evidence.page()


def _exchanges() -> None:
    from dashboards.pages import exchanges

    exchanges.page()


def _casualties() -> None:
    from dashboards.pages import casualties

    casualties.page()


def _children() -> None:
    from dashboards.pages import children

    children.page()


def _talks() -> None:
    from dashboards.pages import talks

    talks.page()


def _outlets() -> None:
    from dashboards.pages import outlets

    outlets.page()


@pytest.fixture
def exchanges() -> Open:
    """Open the Exchanges page with parameters of the address."""
    return lambda **parameters: _opened(_exchanges, parameters)


@pytest.fixture
def casualties() -> Open:
    """Open the Casualties page with parameters of the address."""
    return lambda **parameters: _opened(_casualties, parameters)


@pytest.fixture
def children() -> Open:
    """Open the Children page with parameters of the address."""
    return lambda **parameters: _opened(_children, parameters)


@pytest.fixture
def talks() -> Open:
    """Open the Talks page with parameters of the address."""
    return lambda **parameters: _opened(_talks, parameters)


@pytest.fixture
def outlets_page() -> Open:
    """Open the Outlets page with parameters of the address."""
    return lambda **parameters: _opened(_outlets, parameters)


@pytest.fixture
def compare() -> Open:
    """Open the Compare page with parameters of the address."""
    return lambda **parameters: _opened(_compare, parameters)


@pytest.fixture
def evidence() -> Open:
    """Open the Evidence page with parameters of the address."""
    return lambda **parameters: _opened(_evidence, parameters)


def _overview() -> None:
    from dashboards.pages import overview

    overview.page()


def _sql() -> None:
    from dashboards.pages import sql

    sql.page()


def _checks() -> None:
    from dashboards.pages import checks

    checks.page()


@pytest.fixture
def overview_page() -> Open:
    """Open the Overview with parameters of the address."""
    return lambda **parameters: _opened(_overview, parameters)


@pytest.fixture
def sql_page() -> Open:
    """Open the SQL page with parameters of the address."""
    return lambda **parameters: _opened(_sql, parameters)


@pytest.fixture
def checks_page() -> Open:
    """Open the Checks page with parameters of the address."""
    return lambda **parameters: _opened(_checks, parameters)


def _opened(page: Callable[[], None], parameters: dict[str, str | list[str]]) -> AppTest:
    test = AppTest.from_function(page, default_timeout=30)
    for name, value in parameters.items():
        test.query_params[name] = value
    return test.run()


def html(test: AppTest) -> str:
    """All HTML of a page, in order."""
    return "\n".join(element.proto.body for element in test.get("html"))


def charted(specification: str) -> list[list[Row]]:
    """The rows that a chart draws, one list per kind of row."""
    (group,) = json.loads(specification)["marks"]
    return [data["values"] for data in group["data"] if "values" in data]
