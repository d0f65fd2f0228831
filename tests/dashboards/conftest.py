"""Fixtures: the invented warehouse, and pages that read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

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


def _compare() -> None:
    from dashboards.pages import compare

    compare.page()


def _evidence() -> None:
    from dashboards.pages import evidence

    evidence.page()


def _record() -> None:
    from dashboards.pages import record

    record.page()


@pytest.fixture
def record_page() -> Open:
    """Open the Record page with parameters of the address."""
    return lambda **parameters: _opened(_record, parameters)


@pytest.fixture
def compare() -> Open:
    """Open the Compare page with parameters of the address."""
    return lambda **parameters: _opened(_compare, parameters)


@pytest.fixture
def evidence() -> Open:
    """Open the Evidence page with parameters of the address."""
    return lambda **parameters: _opened(_evidence, parameters)


def _opened(page: Callable[[], None], parameters: dict[str, str | list[str]]) -> AppTest:
    test = AppTest.from_function(page, default_timeout=30)
    for name, value in parameters.items():
        test.query_params[name] = value
    return test.run()


def html(test: AppTest) -> str:
    """All HTML of a page, in order."""
    return "\n".join(element.proto.body for element in test.get("html"))
