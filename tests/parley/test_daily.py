"""Which steps a build takes where only the corpus has changed, and whom it asks; the work itself is left out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pytest
from rich.console import Console

from parley import build as building
from parley import remains
from parley.inputs import Inputs
from parley.rebuild import Doubt, Rebuilt

Told = list[str]
NODE = remains.Node("model.parley.x", "x", "table", '"marts"."x"', (), False, "select 1")


class Asked:
    """Stands for a worker: says that it was started, and with what."""

    ready = started = 0.0

    def __init__(self, told: Told, module: str) -> None:
        told.append(f"started {module}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Told]:
    """Runs the steps with `left` as what the last build left, and says which were taken."""
    work = tmp_path / "work.duckdb"
    monkeypatch.setenv("PARLEY_WORK_DATABASE", str(work))
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(tmp_path / "parley.duckdb"))

    def steps(left: list[remains.Node] | str, rebuilt: Rebuilt | Doubt | None = None) -> Told:
        told: Told = []
        work.write_text("kept")
        work.with_name("work.duckdb.wal").write_text("of the kept")

        def ingest(inputs: Inputs, file: Path, step: Any) -> str:
            file.write_text("fresh")
            told.append("ingest")
            return "load"

        def rebuild(*arguments: Any) -> Rebuilt:
            told.append("rebuild")
            if isinstance(rebuilt, Rebuilt):
                return rebuilt
            raise rebuilt or AssertionError

        monkeypatch.setattr(building, "Worker", lambda module, *options: Asked(told, module))
        monkeypatch.setattr(building, "ingested", ingest)
        monkeypatch.setattr(building, "rebuild", rebuild)
        monkeypatch.setattr(building, "_models", lambda worker, step: told.append(f"dbt on {work.read_text()}"))
        monkeypatch.setattr(building, "_checks", lambda worker, file, step: told.append("checks"))
        monkeypatch.setattr(building, "publish", lambda *arguments, **options: told.append("publish") or "")
        inputs = Inputs(tmp_path / "corpus", None)
        building._run(inputs, {}, Console(file=io.StringIO()), 0.0, 3, left)
        assert not list(tmp_path.glob(".*")), "the fresh raw tables are left behind"
        return told

    return steps


def test_full_build_asks_dbt_on_the_fresh_file(run: Callable[..., Told]) -> None:
    assert run("no earlier build") == [
        "started parley.dbt_worker",
        "ingest",
        "started expectations",
        "dbt on fresh",
        "checks",
        "publish",
    ]


def test_daily_build_asks_no_dbt(run: Callable[..., Told]) -> None:
    rebuilt = Rebuilt(("claims",), ("x",), is_of_figures=True)
    assert run([NODE], rebuilt) == ["started expectations", "ingest", "rebuild", "checks", "publish"]


def test_daily_build_that_changed_no_figure_asks_no_checks(run: Callable[..., Told]) -> None:
    rebuilt = Rebuilt(("loads",), (), is_of_figures=False)
    assert run([NODE], rebuilt) == ["started expectations", "ingest", "rebuild", "publish"]


def test_daily_build_in_doubt_becomes_a_full_one_of_the_same_load(run: Callable[..., Told], tmp_path: Path) -> None:
    """The fresh raw tables take the place of the kept work file, whose log must not be read with them."""
    assert run([NODE], Doubt("a test found something")) == [
        "started expectations",
        "ingest",
        "rebuild",
        "started parley.dbt_worker",
        "dbt on fresh",
        "checks",
        "publish",
    ]
    assert not (tmp_path / "work.duckdb.wal").exists()
