"""Fixtures: the invented warehouse of the dashboard's tests, and one server for all tests that ask it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

import ingest
from parley.paths import ROOT
from tests.dashboards import invented
from tests.dashboards.conftest import invented_file, warehouse  # noqa: F401 (fixtures)
from tests.faults import service
from tests.faults.models import Models, compiled


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the dashboard on the invented warehouse: as committed, and told of the name in deploy/ as well."""
    path = invented.build(tmp_path_factory.mktemp("served") / "invented.duckdb")
    names = f"localhost 127.0.0.1 {service.NAME}"
    with service.dashboard(path, STREAMLIT_SERVER_ALLOWED_HOSTS=names) as port:
        yield port


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    """The models that compare claims, compiled once, with a work file of their own to run on."""
    folder = tmp_path_factory.mktemp("models")
    shutil.copytree(ROOT / "corpus", folder / "corpus", ignore=shutil.ignore_patterns("originals"))
    ingest.run(folder / "corpus", None, folder / "work.duckdb")
    return compiled(folder / "work.duckdb", folder)
