"""The models' own SQL on invented rows: compiled once by dbt, then run by DuckDB alone, as often as a law needs.

A dbt build per example would cost seconds. What is run is what dbt compiled, statement by statement, in its order.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import HealthCheck, Phase, settings

from parley.paths import ROOT
from tests.models.conftest import BUILD

WANTED = (
    "int_claim_pairs__compared",
    "int_pair_days__counted",
    "int_version_claims__counted",
    "int_version_cores__swept",
    "int_party_cores__swept",
    "fct_claims",
)

MOST = 987_654_321
"""What the models are compiled with as max_claims_with_pairs: more than any question has, and easily found in SQL."""


def examples(few: int, many: int) -> settings:
    """How a property of the models is tried: the same examples each time, few in the gate, many in `make faults`."""
    return settings(
        phases=(Phase.generate,),
        max_examples=many if os.environ.get("PARLEY_FAULTS") == "all" else few,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )


@dataclass
class Models:
    """A DuckDB file with schema raw, the seeds, and the compiled models in an order in which they can be run."""

    database: Path
    statements: dict[str, str] = field(default_factory=dict, repr=False)
    needs: dict[str, set[str]] = field(default_factory=dict, repr=False)

    def connect(self) -> duckdb.DuckDBPyConnection:
        """The file, to read and write."""
        connection = duckdb.connect(str(self.database))
        connection.execute("set enable_progress_bar = false")
        return connection

    def take(self, connection: duckdb.DuckDBPyConnection, loaded: Path) -> None:
        """Put schema raw of another work file in the place of this one's."""
        connection.execute(f"attach '{loaded}' as loaded (read_only)")
        names = connection.execute("select table_name from duckdb_tables() where database_name = 'loaded'").fetchall()
        for (name,) in names:
            connection.execute(f"create or replace table raw.{name} as from loaded.raw.{name}")
        connection.execute("detach loaded")

    def run(self, connection: duckdb.DuckDBPyConnection, wanted: str, most: int = MOST) -> None:
        """Make the model and all that it needs anew, from what schema raw holds, with all pairs up to `most` claims."""
        for name in self.statements:
            if name == wanted or name in self.needs[wanted]:
                connection.execute(self.statements[name].replace(str(MOST), str(most)))


def compiled(work_file: Path, folder: Path) -> Models:
    """Build seeds and the wanted models on a work file, and take from dbt's manifest what it ran."""
    command = ["--quiet", "build", "--exclude-resource-type", "test", "unit_test"]
    command += ["--vars", json.dumps({"max_claims_with_pairs": MOST})]
    command += ["--select", *(f"+{name}" for name in WANTED)]
    places = ["--project-dir", str(ROOT), "--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    environment = os.environ | {"PARLEY_WORK_DATABASE": str(work_file)}
    subprocess.run([sys.executable, "-c", BUILD, *command, *places], cwd=ROOT, env=environment, check=True)
    manifest = json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    nodes: dict[str, dict[str, Any]] = {
        node["name"]: node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node.get("compiled_code")
    }
    models = Models(work_file)
    ids = {node["unique_id"]: name for name, node in nodes.items()}
    while left := [name for name in nodes if name not in models.statements]:
        for name in left:
            parents = {ids[parent] for parent in nodes[name]["depends_on"]["nodes"] if parent in ids}
            if parents <= models.statements.keys():
                node = nodes[name]
                kind = "view" if node["config"]["materialized"] == "view" else "table"
                relation = f'"{node["schema"]}"."{node["alias"]}"'
                models.statements[name] = f"create or replace {kind} {relation} as {node['compiled_code']}"
                models.needs[name] = parents.union(*(models.needs[parent] for parent in parents))
    return models
