"""Seeds and models on an archive: processor time and memory of one `dbt build` without tests, at several sizes.

    python -m benchmarks.archive_models 1000,10000,100000

The corpora are made and loaded where that was not done (warehouse/benchmarks/<n> and <n>.duckdb). Questions list their
pairs up to 20 claims, as docs/scale.md advises for an archive; DuckDB may take 6 GB and spills what is more.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np

from benchmarks import record
from benchmarks.archive_ingest import DATA, made
from ingest import pipeline
from parley import paths

NAME = "archive_models"
VARS = {"max_claims_with_pairs": 20}
MEMORY = "6GB"
# dbt tells what each model took; the slowest are the ones to look at.
_BUILD = """
import json, sys
from dbt.cli.main import dbtRunner
done = dbtRunner().invoke(sys.argv[1:])
rows = [(row.execution_time, row.node.name, str(row.status)) for row in done.result.results] if done.result else []
print(json.dumps({"success": done.success, "models": sorted(rows, reverse=True)}))
"""


@dataclass(frozen=True)
class Build:
    """One build: processor seconds, gigabytes resident at most, and the slowest models with their seconds."""

    seconds: float
    gigabytes: float
    slowest: list[tuple[str, float]]


def loaded(documents: int) -> Path:
    """The work file of the generated corpus of that size, written if it is not there."""
    database = DATA / f"{documents}.duckdb"
    if not database.exists():
        pipeline.run(made(documents), None, database, False)
    return database


def build(database: Path) -> Build:
    """Build seeds and models on a work file, in a process of its own; raises RuntimeError with what failed."""
    with tempfile.TemporaryDirectory(dir=DATA) as scratch:
        output = {"type": "duckdb", "path": str(database), "schema": "main", "settings": {"memory_limit": MEMORY}}
        profile = {"parley": {"target": "duckdb", "outputs": {"duckdb": output | {"threads": 1}}}}
        (Path(scratch) / "profiles.yml").write_text(json.dumps(profile), encoding="utf-8")
        command = ["--quiet", "build", "--exclude-resource-type", "test", "unit_test", "--vars", json.dumps(VARS)]
        places = ["--profiles-dir", scratch, "--target-path", f"{scratch}/target", "--log-path", f"{scratch}/logs"]
        child = subprocess.Popen(
            [sys.executable, "-c", _BUILD, *command, *places], cwd=paths.ROOT, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        told = json.loads(child.stdout.read().splitlines()[-1])
        used = os.wait4(child.pid, 0)[2]
    if not told["success"]:
        raise RuntimeError(f"failed: {[row for row in told['models'] if row[2] != 'success']}")
    slowest = [(name, seconds) for seconds, name, _ in told["models"][:3]]
    return Build(used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6, slowest)


def growth(sizes: list[int]) -> Iterator[record.Ratio]:
    """How processor time grows with documents, and the most memory."""
    builds = {documents: build(loaded(documents)) for documents in sizes}
    for documents, seen in builds.items():
        slow = ", ".join(f"{name} {seconds:.3g} s" for name, seconds in seen.slowest)
        print(f"{documents:,}: {seen.seconds:.3g} s, {seen.gigabytes:.2f} GB; {slow}", flush=True)
    seconds = [seen.seconds for seen in builds.values()]
    told = [f"{n:,}: {seen.seconds:.3g} s, {seen.gigabytes:.2f} GB" for n, seen in builds.items()]
    yield record.Ratio(
        part="archive", what="growth of the models' processor time, exponent of n", peer=f"{sizes[0]:,} documents",
        size=f"{sizes[-1]:,} documents", ratio=float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0]), rounds=1,
        note="; ".join(told),
    )  # fmt: skip


@click.command()
@click.argument("sizes", default="1000,10000,100000")
def main(sizes: str) -> None:
    """Measure how the models grow over corpora of so many documents, SIZES with commas, and keep the row."""
    DATA.mkdir(parents=True, exist_ok=True)
    record.keep(NAME, growth([int(size) for size in sizes.split(",")]))


if __name__ == "__main__":
    main()
