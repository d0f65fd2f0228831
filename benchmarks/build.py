"""Measure a build against what it stands on: `make benchmark`, or `python -m benchmarks.build 5`.

A full build against the sum of what no build can avoid, each run bare and one after the other: importing dbt, importing
Great Expectations, dbt's own build in a process that has imported it, and the checks' own SQL. A build after an edit of
one document against dbt's own build of the nodes that it ran. All by turns, so that a busy machine disturbs all alike.
Writes only to a temporary folder, and its ratios to benchmarks/results.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.record import Ratio, keep
from parley.paths import CORPUS, ROOT

ROUNDS = 5
EDITED = "claims/euromaidan-press-2024-06-20.csv"
_FULL = (
    "importing dbt, importing Great Expectations, `dbt build` and the SQL of the checks, each bare, one after the other"
)

_BARE_DBT = """
import json, os, shutil, sys, time
from dbt.cli.main import dbtRunner
nodes = json.loads(sys.stdin.read())
started = time.perf_counter()
arguments = ["--quiet", "--no-write-json", "build", "--exclude-resource-type", "unit_test"]
selected = ["--select", *nodes] if nodes else []
result = dbtRunner().invoke([*arguments, "--target-path", os.environ["TARGET"], *selected])
print(time.perf_counter() - started, flush=True)
os._exit(not result.success)  # no goodbye: DuckDB's bindings complain about references that dbt keeps
"""

_CHECKS_SQL = """
import os, time, duckdb
from expectations.suites import CHECKS
connection = duckdb.connect(os.environ["PARLEY_WORK_DATABASE"], read_only=True)
started = time.perf_counter()
for _, check in CHECKS.values():
    connection.execute(check.rule.measure(check.table)).fetchall()
print(time.perf_counter() - started)
"""


class Runs:
    """The commands that are measured, on a copy of the corpus in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._corpus = folder / "corpus"
        shutil.copytree(CORPUS, self._corpus, ignore=shutil.ignore_patterns("originals"))
        self._environment = {
            **os.environ,
            "PARLEY_WAREHOUSE": str(folder / "parley.duckdb"),
            "PARLEY_WORK_DATABASE": str(folder / "work.duckdb"),
            "TARGET": str(folder / "bare" / "target"),
            "DBT_LOG_PATH": str(folder / "bare" / "logs"),
            "DO_NOT_TRACK": "1",
            "COLUMNS": "160",
        }
        self._statements = folder / "work.statements.json"
        self._edits = 0
        self.publication: list[float] = []
        self.cpu_of_unchanged: list[float] = []
        self.rebuilt = 0
        self.nodes = 0

    def full(self) -> float:
        """`parley build --force`."""
        return self._build("--force")[0]

    def unchanged(self) -> float:
        """`parley build` with nothing changed."""
        before = os.times()
        seconds = self._build()[0]
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        self.cpu_of_unchanged.append(used)
        return seconds

    def edited(self) -> float:
        """`parley build` after a figure and its quote have changed, without its publication."""
        self._edit()
        seconds, printed = self._build("--timings")
        found = re.search(r"models: ([\d,]+) of ([\d,]+) nodes built again", printed)
        if not found:
            raise RuntimeError(f"built in full:\n{printed}")
        self.rebuilt, self.nodes = (int(number.replace(",", "")) for number in found.groups())
        published = re.search(r"^ *build +publish +[\d.]+ +([\d.]+)", printed, re.MULTILINE)
        assert published is not None
        self.publication.append(float(published[1]))
        return seconds - self.publication[-1]

    def dbt(self) -> float:
        """Dbt's own build of everything, once dbt is imported."""
        return self._printed(_BARE_DBT, "[]")

    def dbt_of_edited(self) -> float:
        """Dbt's own build of the nodes that the last edit led to, once dbt is imported."""
        ran = {name for name, seen in self._ran().items() if seen}
        return self._printed(_BARE_DBT, json.dumps(sorted(ran)))

    def checks_sql(self) -> float:
        """The statements that measure what each check judges."""
        return self._printed(_CHECKS_SQL, "")

    def importing(self, module: str) -> Callable[[], float]:
        """A Python that imports a module and ends."""
        return lambda: self._timed("-c", f"import os, {module}; os._exit(0)")[0]

    def _ran(self) -> dict[str, bool]:
        """Which nodes read, directly or through others, what an edit of claims changes."""
        changed = {"source.parley.raw.claims", "source.parley.raw.loads", "source.parley.raw.load_files"}
        ran: dict[str, bool] = {}
        for node in json.loads(self._statements.read_text(encoding="utf-8")):
            ran[node["name"]] = not changed.isdisjoint(node["needs"])
            if ran[node["name"]]:
                changed.add(node["node_id"])
        return ran

    def _edit(self) -> None:
        """Another figure in one claim, and in its quote."""
        path = self._corpus / EDITED
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        old = rows[0]["value"]
        self._edits += 1
        new = str(600 + self._edits)
        rows[0] |= {"value": new, "quote": rows[0]["quote"].replace(old, new)}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def _build(self, *options: str) -> tuple[float, str]:
        return self._timed("-m", "parley", "build", "--corpus", str(self._corpus), *options)

    def _timed(self, *arguments: str, text: str = "") -> tuple[float, str]:
        """How long one command of this Python takes, in seconds, and what it prints."""
        started = time.perf_counter()
        result = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environment,
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        return time.perf_counter() - started, result.stdout

    def _printed(self, script: str, text: str) -> float:
        """The seconds that a script prints."""
        return float(self._timed("-c", script, text=text)[1].split()[-1])


def main(rounds: int) -> None:
    """Run all measurements by turns; the ratios are kept after each round, as medians of the rounds so far."""
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder))
        runs.full()
        measurements: dict[str, Callable[[], float]] = {
            "import dbt": runs.importing("dbt.cli.main"),
            "import gx": runs.importing("great_expectations"),
            "dbt": runs.dbt,
            "checks": runs.checks_sql,
            "full": runs.full,
            "unchanged": runs.unchanged,
            "edited": runs.edited,
            "dbt of edited": runs.dbt_of_edited,
        }
        seconds: dict[str, list[float]] = {name: [] for name in measurements}
        for number in range(rounds):
            for name, measure in measurements.items():
                seconds[name].append(measure())
            print(f"round {number + 1}:", {name: round(values[-1], 2) for name, values in seconds.items()}, flush=True)
            medians = {name: statistics.median(values) for name, values in seconds.items()}
            keep("build", _rows(medians, runs, number + 1))


def _rows(medians: Mapping[str, float], runs: Runs, rounds: int) -> list[Ratio]:
    """The rows of the table."""
    size = "the shipped corpus"
    floor = sum(medians[name] for name in ("import dbt", "import gx", "dbt", "checks"))
    published = statistics.median(runs.publication)
    return [
        Ratio(
            part="daily loop",
            what="`parley build`, nothing changed: seconds",
            peer="one second",
            size=size,
            ratio=medians["unchanged"],
            target=1.0,
            rounds=rounds,
            note=f"{statistics.median(runs.cpu_of_unchanged):.2f} s of CPU time",
        ),
        Ratio(
            part="daily loop",
            what="`parley build`, a figure of one document changed, without its publication",
            peer="`dbt build` of all that reads the claims, dbt imported before",
            size=size,
            ratio=medians["edited"] / medians["dbt of edited"],
            target=1.3,
            seconds=medians["edited"],
            peer_seconds=medians["dbt of edited"],
            rounds=rounds,
            note=f"{runs.rebuilt} of {runs.nodes} nodes built again; its publication takes {published:.2f} s more",
        ),
        Ratio(
            part="daily loop",
            what="`parley build --force`, publication included",
            peer=_FULL,
            size=size,
            ratio=medians["full"] / floor,
            target=1.25,
            seconds=medians["full"],
            peer_seconds=floor,
            rounds=rounds,
        ),
        Ratio(
            part="daily loop",
            what="`parley build`, a figure of one document changed, publication included",
            peer="`parley build --force`",
            size=size,
            ratio=(medians["edited"] + published) / medians["full"],
            seconds=medians["edited"] + published,
            peer_seconds=medians["full"],
            rounds=rounds,
        ),
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
