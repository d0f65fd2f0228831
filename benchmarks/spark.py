"""Measure Spark beside DuckDB on one raw layer: `python -m benchmarks.spark [--rounds N] shipped [10k=WORK_FILE …]`.

Each argument is a name, or a name and a work file with schema raw (without a file: the shipped corpus). On each: how
large the raw layer is as Parquet, how long a session takes until its first answer, and how long the models take on
either engine, dbt imported, without data tests, by turns. Time is processor time, Java's and Python's together, because
a session waits for neither; wall time stands in the notes. A work file is taken for an archive: pairs are listed as
docs/scale.md advises for one, and Spark may plan anew and generate code, and has more memory. What Spark does is done
by this module too, run in .venv-spark.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from parley import paths, raw_parquet

_SPARK_OF_AN_ARCHIVE = {"PARLEY_SPARK_LARGE": "true", "PARLEY_SPARK_MEMORY": "6g"}
_MODELS = ["--quiet", "build", "--resource-type", "seed", "--resource-type", "model"]

Cost = dict[str, float]
"""Seconds: `cpu` and `wall`."""

_ON_DUCKDB = """
import json, os, resource, sys, time
from dbt.cli.main import dbtRunner
wall, before = time.perf_counter(), time.process_time()
result = dbtRunner().invoke(sys.argv[1:])
print(json.dumps({"cpu": time.process_time() - before, "wall": time.perf_counter() - wall}), flush=True)
os._exit(not result.success)
"""

_FIRST_ANSWER = """
import json, time
wall, before = time.perf_counter(), time.process_time()
import duckdb
duckdb.sql("select 1").fetchall()
print(json.dumps({"cpu": time.process_time() - before, "wall": time.perf_counter() - wall}))
"""


def inside(folder: Path, models: Sequence[str]) -> None:
    """Start a session, build by dbt's arguments `models`, print what each cost: in .venv-spark."""
    wall = time.perf_counter()
    from parley.spark_worker import _session

    session: Any = _session()
    session.sql("select 1").collect()
    java = Path("/proc", str(session._jvm.java.lang.ProcessHandle.current().pid()), "stat")

    def cost() -> dict[str, float]:
        ticks = java.read_text(encoding="ascii").rpartition(") ")[2].split()[11:13]
        seconds = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        return {"cpu": time.process_time() + seconds, "wall": time.perf_counter() - wall}

    started = cost()
    from dbt.cli.main import dbtRunner

    target = ["--target", "spark", "--target-path", str(folder / "target_spark"), "--log-path", str(folder / "logs")]
    arguments = json.dumps({"folder": str(folder / "raw"), "partitioned": list(raw_parquet.PARTITIONED)})
    ready = dbtRunner().invoke(["--quiet", "run-operation", "raw_from_parquet", "--args", arguments, *target]).success
    imported = cost()
    ready = ready and dbtRunner().invoke([*models, *target]).success
    ended = cost()
    print(json.dumps({"start": started, "models": {name: ended[name] - imported[name] for name in ended}}), flush=True)
    os._exit(not ready)


def measured(name: str, work: Path | None, rounds: int) -> list[Any]:
    """The rows of one corpus."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        database = folder / "loaded.duckdb"
        if work is None:
            import ingest

            ingest.run(paths.CORPUS, None, database)
        else:
            shutil.copy(work, database)
        n_bytes, n_rows, written, size = _raw_layer(database, folder, name)
        runs = [_round(folder, database, is_archive=work is not None) for _ in range(rounds)]
    return [
        _row(
            "bytes of the raw layer as Parquet", "bytes of the same in DuckDB's file", size,
            n_bytes["parquet"] / n_bytes["duckdb"], rounds=1,
            note=f"{n_rows:,} rows in {n_bytes['parquet'] / 1e6:.1f} MB, written in {written:.1f} s",
        ),
        _timed(
            "a session of Spark until its first answer, processor time", "the same of DuckDB, import and all", size,
            [run["start"] for run in runs], [run["first"] for run in runs],
        ),
        _timed(
            "seeds and models on Spark, processor time", "the same on DuckDB", size,
            [run["on Spark"] for run in runs], [run["on DuckDB"] for run in runs],
        ),
    ]  # fmt: skip


def _round(folder: Path, database: Path, *, is_archive: bool) -> dict[str, Cost]:
    """Each engine once, from the raw layer on: what it took until a first answer, and for seeds and models."""
    from benchmarks.archive_models import VARS

    for left in (folder / "draft", folder / "target", folder / "target_spark"):
        shutil.rmtree(left, ignore_errors=True)
    work = Path(shutil.copy(database, folder / "work.duckdb"))
    paths.wal(work).unlink(missing_ok=True)
    models = [*_MODELS, *(("--vars", json.dumps(VARS)) if is_archive else ())]
    places = ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    on_duckdb = _run(sys.executable, folder, {}, "-c", _ON_DUCKDB, *models, *places)
    first = _run(sys.executable, folder, {}, "-c", _FIRST_ANSWER)
    inner = ["-m", "benchmarks.spark", "--inside", str(folder), *models]
    on_spark = _run(str(paths.spark_python()), folder, _SPARK_OF_AN_ARCHIVE if is_archive else {}, *inner)
    return {"on DuckDB": on_duckdb, "first": first, "start": on_spark["start"], "on Spark": on_spark["models"]}


def _timed(what: str, peer: str, size: str, mine: Sequence[Cost], other: Sequence[Cost]) -> Any:
    """The row of medians of processor time, with those of wall time in its note."""
    cpu, of_peer, wall, wall_of_peer = (
        statistics.median(run[clock] for run in runs) for clock in ("cpu", "wall") for runs in (mine, other)
    )
    return _row(
        what, peer, size, cpu / of_peer, seconds=cpu, peer_seconds=of_peer, rounds=len(mine),
        note=f"wall {wall:.3g} s against {wall_of_peer:.3g} s",
    )  # fmt: skip


def _row(what: str, peer: str, size: str, ratio: float, **others: Any) -> Any:
    from benchmarks.record import Ratio

    return Ratio(part="spark", what=what, peer=peer, size=size, ratio=ratio, **others)


def _raw_layer(database: Path, folder: Path, name: str) -> tuple[Mapping[str, int], int, float, str]:
    """Write it: its bytes, its rows, the seconds that took, and the size of the corpus in words."""
    n_duckdb = database.stat().st_size
    started = time.perf_counter()
    written = raw_parquet.write(database, folder / "raw")
    seconds = time.perf_counter() - started
    n_parquet = sum(path.stat().st_size for path in (folder / "raw").rglob("*.parquet"))
    size = f"{name}: {written['documents']:,} documents, {written['claims']:,} claims"
    return {"duckdb": n_duckdb, "parquet": n_parquet}, sum(written.values()), seconds, size


def _run(python: str, folder: Path, settings: Mapping[str, str], *arguments: str) -> Any:
    """Run a command from the project's folder, with environment variables; the JSON that it prints last."""
    environment = {
        **os.environ,
        "DO_NOT_TRACK": "1",
        "PARLEY_WORK_DATABASE": str(folder / "work.duckdb"),
        "PARLEY_SPARK": str(folder),
        "PYSPARK_PYTHON": str(paths.spark_python()),
        **settings,
    }
    command = [python, *arguments]
    done = subprocess.run(command, cwd=paths.ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@click.command()
@click.argument("corpora", nargs=-1)
@click.option("--rounds", default=5, show_default=True)
def main(corpora: tuple[str, ...], rounds: int) -> None:
    """Measure both engines on CORPORA, `shipped` or `name=WORK_FILE`, and keep the rows."""
    from benchmarks.record import keep

    for argument in corpora or ("shipped",):
        name, _, work = argument.partition("=")
        rows = measured(name, Path(work) if work else None, rounds)
        print(*(f"{row.what}: {row.ratio:.3g} ({row.size}; {row.note})" for row in rows), sep="\n", flush=True)
        keep(f"spark_{name}", rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(Path(sys.argv[2]), sys.argv[3:])
    main()
