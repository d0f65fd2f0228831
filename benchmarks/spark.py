"""Measure Spark beside DuckDB on one raw layer: `python -m benchmarks.spark shipped [10k=WORK_FILE …]`.

Each argument is a name, or a name and a work file with schema raw (without a file: the shipped corpus). On each: how
large the raw layer is as Parquet, how long a session takes until its first answer, and how long the models take on
either engine, dbt imported, without data tests. Time is processor time, Java's and Python's together, because a session
waits for neither; wall time stands in the notes. What Spark does is done by this module too, run in .venv-spark.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parley import paths, raw_parquet

_MODELS = ["--quiet", "build", "--resource-type", "seed", "--resource-type", "model"]

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


def inside(folder: Path) -> None:
    """Start a session, build the models, print what each cost: in .venv-spark."""
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
    ready = ready and dbtRunner().invoke([*_MODELS, *target]).success
    ended = cost()
    print(json.dumps({"start": started, "models": {name: ended[name] - imported[name] for name in ended}}), flush=True)
    os._exit(not ready)


def measured(name: str, work: Path | None) -> list[Any]:
    """The rows of one corpus."""
    from benchmarks.record import Ratio

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        database = folder / "work.duckdb"
        if work is None:
            import ingest

            ingest.run(paths.CORPUS, None, database)
        else:
            shutil.copy(work, database)
        n_bytes, n_rows, seconds, size = _raw_layer(database, folder, name)
        places = ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
        on_duckdb = _run(sys.executable, folder, "-c", _ON_DUCKDB, *_MODELS, *places)
        first = _run(sys.executable, folder, "-c", _FIRST_ANSWER)
        on_spark = _run(str(paths.spark_python()), folder, "-m", "benchmarks.spark", "--inside", str(folder))
    start, models = on_spark["start"], on_spark["models"]
    walls = "wall {:.0f} s against {:.0f} s on a machine at other work"
    return [
        Ratio(
            part="spark",
            what="bytes of the raw layer as Parquet",
            peer="bytes of the same in DuckDB's file",
            size=size,
            ratio=n_bytes["parquet"] / n_bytes["duckdb"],
            rounds=1,
            note=f"{n_rows:,} rows in {n_bytes['parquet'] / 1e6:.1f} MB, written in {seconds:.1f} s",
        ),
        Ratio(
            part="spark",
            what="a session of Spark until its first answer, processor time",
            peer="the same of DuckDB, import and all",
            size=size,
            ratio=start["cpu"] / first["cpu"],
            seconds=start["cpu"],
            peer_seconds=first["cpu"],
            rounds=1,
            note=walls.format(start["wall"], first["wall"]),
        ),
        Ratio(
            part="spark",
            what="seeds and models on Spark, processor time",
            peer="the same on DuckDB",
            size=size,
            ratio=models["cpu"] / on_duckdb["cpu"],
            seconds=models["cpu"],
            peer_seconds=on_duckdb["cpu"],
            rounds=1,
            note=walls.format(models["wall"], on_duckdb["wall"]),
        ),
    ]


def _raw_layer(database: Path, folder: Path, name: str) -> tuple[Mapping[str, int], int, float, str]:
    """Write it: its bytes, its rows, the seconds that took, and the size of the corpus in words."""
    n_duckdb = database.stat().st_size
    started = time.perf_counter()
    written = raw_parquet.write(database, folder / "raw")
    seconds = time.perf_counter() - started
    n_parquet = sum(path.stat().st_size for path in (folder / "raw").rglob("*.parquet"))
    size = f"{name}: {written['documents']:,} documents, {written['claims']:,} claims"
    return {"duckdb": n_duckdb, "parquet": n_parquet}, sum(written.values()), seconds, size


def _run(python: str, folder: Path, *arguments: str) -> Any:
    """Run a command from the project's folder; the JSON that it prints last."""
    environment = {
        **os.environ,
        "DO_NOT_TRACK": "1",
        "PARLEY_WORK_DATABASE": str(folder / "work.duckdb"),
        "PARLEY_SPARK": str(folder),
        "PYSPARK_PYTHON": str(paths.spark_python()),
    }
    command = [python, *arguments]
    done = subprocess.run(command, cwd=paths.ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main(arguments: list[str]) -> None:
    """Measure what the arguments name, and keep the rows."""
    from benchmarks.record import keep

    rows = []
    for argument in arguments:
        name, _, work = argument.partition("=")
        rows += measured(name, Path(work) if work else None)
        print(*(f"{row.what}: {row.ratio:.3g} ({row.size}; {row.note})" for row in rows[-3:]), sep="\n", flush=True)
        keep("spark", rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(Path(sys.argv[2]))
    main(sys.argv[1:] or ["shipped"])
