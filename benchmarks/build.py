"""Measure the repeat build against the floors that it stands on: `make benchmark`, or `python benchmarks/build.py 5`.

Floors are what no build can avoid: importing dbt, importing Great Expectations, and one bare run of dbt's models in
a process that has imported it. Rounds alternate, so that a busy machine disturbs all alike; trust the ratios, not the
seconds. Prints a Markdown table. Writes only to a temporary folder.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from parley.paths import ROOT

ROUNDS = 5

_BARE_DBT = """
import os, time
from dbt.cli.main import dbtRunner
started = time.perf_counter()
arguments = ["--quiet", "--no-write-json", "build", "--exclude-resource-type", "unit_test"]
result = dbtRunner().invoke([*arguments, "--target-path", os.environ["TARGET"]])
print(time.perf_counter() - started, flush=True)
os._exit(not result.success)  # no goodbye: DuckDB's bindings complain about references that dbt keeps
"""


def main(rounds: int) -> None:
    """Run all measurements in turn, so many times, and print their medians."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "PARLEY_WAREHOUSE": str(Path(folder, "parley.duckdb")),
            "PARLEY_WORK_DATABASE": str(Path(folder, "work.duckdb")),
            "TARGET": str(Path(folder, "bare", "target")),
            "DBT_LOG_PATH": str(Path(folder, "bare", "logs")),
            "DO_NOT_TRACK": "1",
        }
        measurements: dict[str, Callable[[], float]] = {
            "`import dbt.cli.main`": lambda: _timed(environment, "-c", "import dbt.cli.main"),
            "`import great_expectations`": lambda: _timed(environment, "-c", "import great_expectations"),
            "dbt's build alone, imported": lambda: float(_run(environment, "-c", _BARE_DBT)),
            "`parley build --force`": lambda: _timed(environment, "-m", "parley", "build", "--force"),
            "`parley build`, unchanged": lambda: _timed(environment, "-m", "parley", "build"),
        }
        _run(environment, "-m", "parley", "build", "--force")
        seconds: dict[str, list[float]] = {name: [] for name in measurements}
        for _ in range(rounds):
            for name, measure in measurements.items():
                seconds[name].append(measure())
    _print({name: statistics.median(values) for name, values in seconds.items()}, rounds)


def _print(medians: Mapping[str, float], rounds: int) -> None:
    """The table; the unit is the longer of the two imports, which run side by side."""
    unit = max(seconds for name, seconds in medians.items() if "import " in name)
    print(f"Medians of {rounds} alternated rounds; the unit is the slower import.\n")
    print("| what | ratio | seconds here |\n| --- | ---: | ---: |")
    for name, seconds in medians.items():
        print(f"| {name} | {seconds / unit:.2f} | {seconds:.1f} |")


def _timed(environment: Mapping[str, str], *arguments: str) -> float:
    """How long one command of this Python takes, in seconds."""
    started = time.perf_counter()
    _run(environment, *arguments)
    return time.perf_counter() - started


def _run(environment: Mapping[str, str], *arguments: str) -> str:
    """Run one command of this Python from the project's folder; what it prints."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
