"""A build on Spark: ingest, the raw layer as Parquet, then seeds, models, data tests and expectations in one session.

The folder of the target holds work.duckdb (of its ingest), raw/ (Parquet), draft/ (what Spark builds) and built/, which
the draft becomes when every test has passed: `built/marts.db/fct_claims/*.parquet` and so on. The DuckDB files of a
build without `--target spark` are not touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from ingest.problems import counted
from parley import dbt_told, paths, raw_parquet
from parley.build import clear, ended_by_signals, ingested
from parley.failure import Failure
from parley.inputs import Inputs
from parley.lock import only_build
from parley.progress import Step, Steps
from parley.workers import Worker

BUILT = "built"
_DRAFT = "draft"
_BEFORE = f".{BUILT}.old"
_SCRATCH = "*.db/*__step_*"
"""Tables of macros/closure.sql, which Spark reads until a model is built."""


def build(inputs: Inputs, console: Console) -> str:
    """Build on Spark from the same inputs as `parley.build`.

    Args:
        inputs: what to build from.
        console: where to show the steps.

    Returns:
        How it ended, in one line.

    Raises:
        Failure: a step failed, Spark is not installed, or another build is running; what was built stays as it was.
    """
    started = time.perf_counter()
    folder = paths.spark()
    python = _usable_python()
    folder.mkdir(parents=True, exist_ok=True)
    steps = Steps(console, "ingest", "parquet", "models", "checks")
    with ended_by_signals(), only_build(folder), steps:
        _recover(inputs, folder)
        variables = {"PARLEY_SPARK": str(folder), "PYSPARK_PYTHON": str(python)}
        # Java starts while ingest works.
        with Worker("parley.spark_worker", str(folder), python=str(python), variables=variables) as worker:
            with steps.run("ingest") as step:
                ingested(inputs, folder / "work.duckdb", step)
            with steps.run("parquet") as step:
                written = raw_parquet.write(folder / "work.duckdb", folder / "raw")
                step.note = f"{counted(len(written), 'table')} of schema raw, {counted(sum(written.values()), 'row')}"
            with steps.run("models") as step:
                told = _models(worker, step)
        with steps.run("checks") as step:
            _checks(told, step)
        _publish(folder)
    return f"built in {time.perf_counter() - started:.1f} s: {paths.shown(folder / BUILT)}"


def _usable_python() -> Path:
    """The Python that has dbt-spark.

    Raises:
        Failure: there is none, or no Java.
    """
    python = paths.spark_python()
    if not python.is_file():
        raise Failure(
            "models",
            f"Spark is not installed: there is no {paths.shown(python)}",
            remedy="run `make spark`, which makes .venv-spark from the hashed lock",
        )
    java = Path(os.environ["JAVA_HOME"]) / "bin" / "java" if os.environ.get("JAVA_HOME") else Path("java")
    try:
        subprocess.run([str(java), "-version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failure(
            "models",
            "Spark needs Java 17 or newer, and none runs here",
            details=str(error),
            remedy="install one (on Debian: apt-get install openjdk-17-jre-headless), or set JAVA_HOME",
        ) from error
    return python


def _models(worker: Worker, step: Step) -> dict[str, Any]:
    """Build and judge; what the worker told last."""
    last = dbt_told.followed(worker, step)
    if worker.returncode is None or "checks" not in last:
        raise dbt_told.failure(last, worker, "docs/scale.md tells how to run one model on Spark by hand")
    step.note = f"{counted(step.total, 'node')} of dbt on Spark, all passed"
    return last


def _checks(told: dict[str, Any], step: Step) -> None:
    """Stop at a critical check that does not hold."""
    failed = [one for one in told["checks"] if one["severity"] == "critical"]
    if failed:
        raise Failure(
            "checks",
            "the figures do not look as they should",
            details="\n".join(f"{one['check_id']}: {one['error'] or one['rows_json']}" for one in failed),
            remedy="docs/checks.md tells for each check what it means and how to mend it",
        )
    n_warned = len(told["checks"])
    step.note = f"{told['n_checks'] - n_warned} passed, {n_warned} with a warning"


def _recover(inputs: Inputs, folder: Path) -> None:
    """Clear what a killed build left; one that was killed between the renames of `_publish` left nothing in place."""
    clear(inputs, folder / "work.duckdb")
    before = folder / _BEFORE
    if before.exists() and not (folder / BUILT).exists():
        before.rename(folder / BUILT)
    for left in (before, folder / _DRAFT):
        shutil.rmtree(left, ignore_errors=True)


def _publish(folder: Path) -> None:
    """Let the draft take the place of what was built before."""
    for scratch in (folder / _DRAFT).glob(_SCRATCH):
        shutil.rmtree(scratch)
    before = folder / _BEFORE
    if (folder / BUILT).exists():
        (folder / BUILT).rename(before)
    (folder / _DRAFT).rename(folder / BUILT)
    shutil.rmtree(before, ignore_errors=True)
